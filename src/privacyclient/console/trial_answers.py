# SPDX-License-Identifier: MIT
"""The answers of the example: asked on a terminal, given with --answer, or said plainly to be a yes to everything."""

from __future__ import annotations

from msgspec import Struct

from privacyclient.choices.words import shown
from privacyclient.console import asking, naming
from privacyclient.console.session import Session
from privacyclient.errors import UsageError
from privacyclient.faces import states
from privacyclient.policy.model import Channel, Policy, Purpose
from privacyclient.sources.typed import check

ASSUMED = "Nobody was asked: yes to everything in this report, for the example on this computer only."


class Answers(Struct, frozen=True):
    """What was answered; None: not answered."""

    given: tuple[tuple[Purpose, bool | None], ...]
    zip: str
    source: str
    """`person`, `arguments` or `example`."""


def ask(session: Session, policy: Policy, channel: Channel) -> Answers:
    """The answers for `channel`. Raises UsageError for an --answer that can not be understood."""
    given = session.given
    told = read(policy, given.answer)
    if given.zip:
        check("typed.zip", given.zip, {})
    questions = tuple(purpose for purpose in states.purposes_in(policy, (channel,)) if purpose.necessity == "optional")
    if told:
        return Answers(tuple(told.items()), given.zip, "arguments")
    if not session.screen.can_ask or given.non_interactive:
        if not session.screen.json:
            session.screen.title(ASSUMED)
            session.screen.line()
        return Answers(tuple((purpose, True) for purpose in questions), given.zip, "example")
    return _asked(session, policy, questions)


def read(policy: Policy, words: list[str]) -> dict[Purpose, bool]:
    """`PURPOSE=on|off`, in order; a later one counts more. Raises UsageError or NotFoundError."""
    found: dict[str, bool] = {}
    for word in words:
        name, _, value = word.partition("=")
        if value not in ("on", "off"):
            raise UsageError(f"'{word}' is not PURPOSE=on or PURPOSE=off.", advice="For example: --answer all=on")
        for purpose in naming.purposes(policy, [name]):
            if purpose.necessity == "required":
                raise UsageError(
                    f"'{name}' is not yours to answer: {policy.company.title} says it needs it.",
                    advice="See 'privacyclient notice'.",
                )
            found[purpose.id] = value == "on"
    return {policy.purpose(id): yes for id, yes in found.items()}


def _asked(session: Session, policy: Policy, questions: tuple[Purpose, ...]) -> Answers:
    screen = session.screen
    screen.title(f"{len(questions)} questions. Esc, Ctrl-D or an empty line answers nothing, and nothing is a no.")
    answers: list[tuple[Purpose, bool | None]] = []
    for number, purpose in enumerate(questions, 1):
        screen.line()
        title, *rest = shown(policy, purpose).text.splitlines()
        screen.title(f"{number}. {title}")
        for line in rest:
            screen.say(line, indent="   ", first="   ")
        answers.append((purpose, asking.yes_or_no(screen)))
    screen.line()
    zip_code = session.given.zip or _zip(session)
    return Answers(tuple(answers), zip_code, "person")


def _zip(session: Session) -> str:
    """A zip code, if the person wants to have one in the report."""
    while text := asking.text(session.screen, "Zip or postal code (empty: none): "):
        try:
            check("typed.zip", text, {})
        except UsageError as error:
            session.screen.say(f"{error.detail} {error.advice}")
        else:
            return text
    return ""
