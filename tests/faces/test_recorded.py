# SPDX-License-Identifier: MIT
"""What the core writes down in English is shown in the person's language, all of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from tests.desktop.pseudo import Pseudo, outside
from tests.profiles import START, Bench, bench_in

from privacyclient.acts import stopping, telling
from privacyclient.choices.words import reason
from privacyclient.errors import OvertakenError, UsageError
from privacyclient.faces import basis, outcome
from privacyclient.faces.recorded import recorded, template
from privacyclient.ledger import chain, queue
from privacyclient.ledger.model import Stage
from privacyclient.system.clock import DAY, HOUR
from privacyclient.wording import LANGUAGE

SOURCE = Path(__file__).parents[2] / "src" / "privacyclient"
WRITERS = (
    *(f"acts/{name}.py" for name in ("answering", "stopping", "telling")),
    *("capture.py", "gate.py", "judging.py", "making.py", "program.py"),
    *(f"ledger/{name}.py" for name in ("claim", "erase", "queue", "read", "settle")),
    *(f"wire/{name}.py" for name in ("address", "answer", "send")),
    *(
        f"sources/{path.name}"
        for path in sorted((SOURCE / "sources").glob("*.py"))
        if path.stem not in ("catalog", "typed", "guid", "countries")
    ),
)
"""Modules that write a detail or a reason, or raise an error whose detail is written down."""
LOOKED_UP = {"_", "N_", "ngettext", "pgettext"}
PULSE = "pulse"
"""The channel of the second company that sends by itself."""
VALUE = "x-1"
MOMENT = "2026-01-02 15:04"


def written_by(text: str) -> Iterator[str]:
    """What a module may write: every sentence in it that is not looked up there, with values filled in."""
    tree = ast.parse(text)
    skipped = {id(part) for node in ast.walk(tree) if _is_no_detail(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node)}
            yield from _sentences("".join(_filled(part) for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _sentences(node.value)


def _is_no_detail(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOOKED_UP


def _filled(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return MOMENT if "written(" in ast.unparse(part) else VALUE


def _sentences(text: str) -> Iterator[str]:
    if re.fullmatch(r"(?!INSERT|SELECT)(['A-Z]|x-1 ).* .*[.]", text.removesuffix(f" {VALUE}"), re.DOTALL):
        yield text


@pytest.fixture
def pseudo() -> Iterator[None]:
    LANGUAGE.catalogue = Pseudo()
    yield
    LANGUAGE.catalogue = None


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("module", WRITERS)
def test_every_sentence_a_module_writes_down_is_known(module: str) -> None:
    found = list(written_by((SOURCE / module).read_text("utf-8")))
    assert [text for text in found if outside(recorded(text), (VALUE,))] == []


def test_sentences_are_found_in_the_modules() -> None:
    found = {text for module in WRITERS for text in written_by((SOURCE / module).read_text("utf-8"))}
    assert {
        "You said no.",
        f"Paused until {MOMENT}.",
        f"Answered {VALUE} {VALUE} times; given up.",
        "The program was cut off while sending. It may have arrived.",
        "You are not allowed to read it.",
        f"It is {VALUE} by now. {VALUE}",
        f"The report you saw holds no longer. {VALUE}",
    } <= found
    assert len(found) > 70


@pytest.mark.usefixtures("pseudo")
def test_a_sentence_nobody_knows_would_be_found() -> None:
    (text,) = written_by(
        "def f(x):\n    'A docstring.'\n    return g(f'Something {x} new happened.'), _('Not this one.')"
    )
    assert text == f"Something {VALUE} new happened."
    assert outside(recorded(text), (VALUE,)) == "Something … new happened."


def test_in_english_everything_comes_back_as_it_is() -> None:
    for text in ("", "You said no.", f"Paused until {MOMENT}.", "made up. You said no."):
        assert recorded(text) is text


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("You said no.", "⟦You said no.⟧"),
        ("made up", "made up"),
        ("made up. You said no. And more", "made up. ⟦You said no.⟧ And more"),
        ("Answered 503: not now. You discarded it.", "⟦Answered ⟧503⟦: not now.⟧ ⟦You discarded it.⟧"),
        ("'zip': you said no.", "⟦'⟧zip⟦': ⟧⟦you said no⟧⟦.⟧"),
        (f"Paused until {MOMENT}.", f"⟦Paused until ⟧{MOMENT}⟦.⟧"),
        ("Paused until tomorrow.", "Paused until tomorrow."),
        (
            "The program was cut off while sending. It may have arrived. The record was cleared.",
            "⟦The program was cut off while sending. It may have arrived.⟧ ⟦The record was cleared.⟧",
        ),
        (
            "The other side could not prove who it is. The certificate of a.b does not fit. Nothing left.",
            "⟦The other side could not prove who it is⟧. ⟦The certificate of ⟧a.b⟦ does not fit.⟧ ⟦Nothing left.⟧",
        ),
        ("The address leads elsewhere (not said where); not followed.", None),
        ("It could not be read (ENODEV).", "⟦It could not be read (⟧ENODEV⟦).⟧"),
    ],
)
def test_texts_are_looked_up_whole_by_sentence_and_by_template(text: str, shown: str | None) -> None:
    assert recorded(text) == (shown or "⟦The address leads elsewhere (⟧⟦not said where⟧⟦); not followed.⟧")


def test_a_time_that_was_written_down_is_written_as_the_person_writes_it() -> None:
    LANGUAGE.catalogue, LANGUAGE.moment = Pseudo(), lambda at: f"<{at % 60_000 == 0}>"
    try:
        assert recorded(f"Paused until {MOMENT}.") == "⟦Paused until ⟧<True>⟦.⟧"
    finally:
        LANGUAGE.catalogue = LANGUAGE.moment = None


def test_a_text_knows_the_template_it_was_made_from() -> None:
    assert (
        template("3 a day are allowed; waits until 2026-01-02 15:04.") == "{n} a day are allowed; waits until {time}."
    )
    assert template("made up") is None


def test_whatever_language_the_window_has_the_record_is_written_in_english(tmp_path: Path) -> None:
    with bench_in(tmp_path / "english") as bench:
        english = _lived(bench)
    LANGUAGE.catalogue, LANGUAGE.moment = Pseudo(), lambda _at: "a moment"
    try:
        with bench_in(tmp_path / "other") as bench:
            assert _lived(bench) == english
    finally:
        LANGUAGE.catalogue = LANGUAGE.moment = None
    assert f"'{PULSE}': you said no." not in english  # what rests on an answer is taken back by the answer itself
    assert {"You said no.", "You discarded it.", "Paused until 2026-01-02 05:00.", "You changed the value."} <= {
        *english
    }


def test_everything_that_happens_to_reports_can_be_shown_in_another_language(bench: Bench) -> None:
    _lived(bench)
    LANGUAGE.catalogue = Pseudo()
    try:
        names = {item.id for item in bench.policy.items} | {purpose.id for purpose in bench.policy.purposes}
        names |= {row.url for row in bench.rows()} | {"127.0.0.1:9", "kB", "B"}
        told = []
        for row in bench.rows():
            entry = bench.entry(row.id)
            told += [outcome.sentence(row), outcome.remark(row), outcome.word(row.stage)]
            told += [recorded(reason(field.reason)) for field in entry.fields]
            with bench.database.read() as connection:
                told += [basis.rests(subject, answer) for subject, _, answer in basis.basis(connection, entry)]
                told += [basis.told(event) for event in chain.events_of(connection, row.id)]
        assert len(told) > 40
        assert {left for text in told if (left := outside(text, names))} == set()
    finally:
        LANGUAGE.catalogue = None


def _lived(bench: Bench) -> list[str]:
    """Reports that meet much of what can hold a report back; every detail that was written down, in order."""
    policy, road, around = bench.policy, bench.road, bench.program.around

    def submitted() -> int:
        bench.clock.pass_(HOUR)
        return road.submit(policy, bench.channel(PULSE), [{}])

    telling.type_value(bench.database, "typed.zip", "98111", around, (policy,))
    bench.acknowledge()
    bench.yes()
    paused = submitted()
    stopping.pause(bench.database, around, bench.clock.at + 2 * DAY)
    bench.clock.at = START + DAY
    stopping.pause(bench.database, around, START + DAY)
    bench.yes()
    ids = [submitted() for _ in range(3)]
    with bench.database.write() as connection:
        queue.discard(connection, ids[0], bench.clock())
    stopping.pause(bench.database, around, START + DAY + 5 * HOUR)
    bench.clock.pass_(0)
    for id in (paused, *ids[1:]):
        with suppress(OvertakenError, UsageError), bench.database.write() as connection:
            queue.send_now(connection, id, bench.clock())
        with suppress(OvertakenError):
            road.walk(id)
    stopping.pause(bench.database, around, 0)
    bench.clock.pass_(DAY)
    with suppress(OvertakenError):
        road.walk(ids[1])  # nobody listens there
    bench.no()
    bench.yes()
    submitted()
    telling.type_value(bench.database, "typed.zip", "98112", around, (policy,))
    road.draft(policy, bench.channel(PULSE))
    bench.clock.pass_(2 * DAY)
    road.draft(policy, bench.channel(PULSE))
    stopping.nothing(lambda: bench.database, around, on=True)
    with bench.database.read() as connection:
        rows = connection.execute("SELECT data FROM events ORDER BY seq").fetchall()
    return [str(msgspec.json.decode(row[0])["detail"]) for row in rows if b'"detail"' in row[0]]


def test_whatever_happens_to_an_entry_has_a_name_for_people() -> None:
    """Every kind of event that the ledger writes about an entry; what was cleared as a whole is about none."""
    kinds = {stage.value for stage in (Stage.CANCELLED, Stage.DISCARDED)}
    for path in (SOURCE / "ledger").glob("*.py"):
        text = path.read_text("utf-8")
        kinds |= set(re.findall(r'to_stage\(\s*"([a-z-]+)"', text))
        kinds |= set(re.findall(r'\("([a-z-]+)", (?:id|row\.id|entry\.row\.id|first \+ number), \{', text))
        kinds |= set(re.findall(r'return "([a-z-]+)", row\.id, \{', text))
    assert {"appended", "released", "postponed", "not-reached", "recovered", "given-up"} <= kinds
    assert sorted(kinds - basis._KINDS.keys()) == []
