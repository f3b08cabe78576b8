# SPDX-License-Identifier: MIT
"""`policy`: the company files on this computer; and the verbs below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from privacyclient.choices.model import Face
from privacyclient.console import policy_text, policy_translation
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.errors import PolicyError, UsageError
from privacyclient.faces import units
from privacyclient.faces.overview import refusal
from privacyclient.policy import catalog
from privacyclient.policy.compare import compare as differences
from privacyclient.policy.load import parse
from privacyclient.policy.model import Policy
from privacyclient.policy.read import read
from privacyclient.policy.schema import schema_text
from privacyclient.program import use_policy

EXAMPLE = "example:"
_FAULTS = (
    "Nothing is sent under a file with faults. 'privacyclient policy schema' tells an editor what a file may hold."
)

_COLUMNS = (
    Column("Company"),
    Column("Version"),
    Column("Use"),
    Column("File", fit="wrap", least=20),
    Column("Why", fit="wrap"),
)


def policy(session: Session) -> int:
    """Do what the verb below it says; without one, list the files."""
    match session.given.action:
        case "check":
            return _check(session)
        case "schema":
            return _schema(session)
        case "show":
            return policy_text.show(session)
        case "translate":
            return policy_translation.translate(session, _path(session.given.file), _load(session.given.file))
        case "compare":
            return _compare(session)
        case "use":
            return _use(session)
        case "drop":
            return _drop(session)
        case _:
            return _list(session)


def _list(session: Session) -> int:
    found = session.program.found
    if session.screen.json:
        session.screen.document(
            {
                "files": [
                    {
                        "path": str(one.path),
                        "role": one.role.value,
                        "reason": refusal(one),
                        "company": one.policy.company.id if one.policy else None,
                        "version": one.policy.version if one.policy else None,
                    }
                    for one in found
                ],
                "examples": list(catalog.examples()),
            }
        )
        return 0
    if found:
        rows = [
            (
                one.policy.company.title if one.policy else "",
                one.policy.version if one.policy else "",
                one.role.value,
                str(one.path),
                refusal(one),
            )
            for one in found
        ]
        session.screen.table(_COLUMNS, rows)
    else:
        session.screen.title("No company is configured.")
    session.screen.line()
    session.screen.whisper(f"Examples: {', '.join(catalog.examples())}. 'privacyclient try' shows one at work.")
    return 0


def _load(text: str) -> Policy:
    """A policy file, or an example by name. Raises PolicyError or NotFoundError."""
    path = _path(text)
    return parse(read(path), name=text)


def _path(text: str) -> Path:
    if text.startswith(EXAMPLE):
        return catalog.example_path(text.removeprefix(EXAMPLE))
    return Path(text).expanduser()


def _check(session: Session) -> int:
    try:
        found = _load(session.given.file)
    except PolicyError as error:
        raise PolicyError(error.detail, faults=error.faults, advice=_FAULTS) from error
    counts = {
        "items": len(found.items),
        "purposes": len(found.purposes),
        "channels": len(found.channels),
        "recipients": len(found.recipients),
        "topics": len(found.topics),
    }
    translations = policy_translation.beside(_path(session.given.file), found)
    if session.screen.json:
        told: dict[str, Any] = {"file": session.given.file, "company": found.company.id, "version": found.version}
        session.screen.document(
            {**told, "faults": [], **counts, "translations": [policy_translation.told(one) for one in translations]}
        )
        return 0
    parts = [units.amount(count, name.removesuffix("s")) for name, count in counts.items()]
    session.screen.title(f"{session.given.file} can be used: {found.company.title}, version {found.version}.")
    session.screen.say(f"{units.listed(parts)}.")
    session.screen.say_each(policy_translation.note(one) for one in translations)
    return 0


def _schema(session: Session) -> int:
    session.screen.raw(schema_text().encode())
    return 0


def _compare(session: Session) -> int:
    old, new = _load(session.given.old), _load(session.given.new)
    if old.company.id != new.company.id:
        raise PolicyError(
            f"These are of two companies: {old.company.title} and {new.company.title}.",
            advice="Compare two versions of one company.",
        )
    found = differences(old, new)
    if session.screen.json:
        session.screen.document(
            {
                "company": new.company.id,
                "old": old.version,
                "new": new.version,
                "differences": [
                    {
                        "kind": one.kind.value,
                        "subject": one.subject,
                        "sentence": one.sentence,
                        "needs_answer": one.needs_answer,
                        "withheld": [list(pair) for pair in one.withheld],
                    }
                    for one in found
                ],
            }
        )
        return 0
    session.screen.title(
        f"{new.company.title}, {old.version} → {new.version}: {units.amount(len(found), 'difference')}."
    )
    for one in found:
        waits = " (waits for a new answer)" if one.needs_answer else ""
        session.screen.say(f"{one.sentence}{waits}", indent="  ", first="- ")
    return 0


def _use(session: Session) -> int:
    path = _path(session.given.file)
    data = read(path)
    found = parse(data, name=session.given.file)
    written = use_policy(session.program, data, f"{found.company.id}-{found.version}")
    if session.screen.json:
        session.screen.document({"company": found.company.id, "version": found.version, "file": str(written)})
        return 0
    session.screen.title(f"{found.company.title}, version {found.version}, is added to this profile.")
    used = session.open_program(Face.CONSOLE).company(found.company.id)
    if used.version != found.version:
        session.screen.say(f"Version {used.version}, which is here too, is newer and stays in use.")
    session.screen.say("Nothing optional is on, and nothing is contacted, until you answer: 'privacyclient set'.")
    return 0


def _drop(session: Session) -> int:
    folder = session.program.profile.policies
    if folder is None:
        raise UsageError(
            "Company files of installed products can not be dropped here.", advice="Remove the product that brought it."
        )
    wanted = session.company().company
    dropped = [
        one.path
        for one in session.program.found
        if one.policy and one.policy.company.id == wanted.id and one.path.parent == folder
    ]
    for path in dropped:
        path.unlink()
    if session.screen.json:
        session.screen.document({"company": wanted.id, "dropped": [str(path) for path in dropped]})
        return 0
    session.screen.title(f"{wanted.title} is no longer here. Nothing is sent to it.")
    session.screen.say("Your answers and the record stay, as they are.")
    return 0
