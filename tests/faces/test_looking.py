# SPDX-License-Identifier: MIT
"""Rehearsals, as if the person had said yes or no; and what is told of every item beside a report."""

from __future__ import annotations

from tests.ledger.material import AT, permit
from tests.profiles import Bench

from privacyclient.acts import telling
from privacyclient.faces import data
from privacyclient.faces.data import Data, Datum
from privacyclient.faces.looking import look
from privacyclient.faces.preview import Shown
from privacyclient.ledger import append, claim, erase
from privacyclient.ledger.contacts import LOOKED_AT
from privacyclient.ledger.model import Judgement, Stage, Verdict
from privacyclient.report import make
from privacyclient.system.clock import HOUR


def looked(bench: Bench, channel: str = "pulse", *, on: str = "", off: str = "") -> Shown:
    policy = bench.policy
    suppose = [policy.purpose(on)] if on else None
    refuse = [policy.purpose(off)] if off else ()
    return look(bench.road, policy, bench.channel(channel), suppose, refuse)


def gets(shown: Shown) -> dict[str, str]:
    return {line.item: line.they_get for line in shown.lines}


def told(bench: Bench, channel: str = "pulse") -> Data:
    shown = looked(bench, channel)
    with bench.database.read() as connection:
        return data.read(shown, connection, bench.machine)


def everything(found: Data) -> dict[str, Datum]:
    every = [*found.report, *(datum for group in found.elsewhere for datum in group.data)]
    assert len({datum.item.id for datum in every}) == len(every)
    return {datum.item.id: datum for datum in every}


def test_a_no_that_is_supposed_takes_out_what_goes_for_it_and_is_kept_nowhere(bench: Bench) -> None:
    bench.yes("count-copies", "plan-releases")
    shown = looked(bench)
    rehearsed = looked(bench, off="plan-releases")
    assert rehearsed.preview is not None
    assert rehearsed.preview.entry == 0
    assert gets(rehearsed)["ram"] == "nothing" != gets(shown)["ram"]
    assert gets(rehearsed)["install_no"] == gets(shown)["install_no"]
    assert {line.why for line in rehearsed.lines if line.item == "ram"} == {"you said no"}
    assert bench.state("plan-releases").on
    assert [row.id for row in bench.rows()] == [shown.preview.entry if shown.preview else 0]


def test_a_yes_that_is_supposed_makes_no_number_and_no_draft(bench: Bench) -> None:
    rehearsed = looked(bench, on="count-copies")
    assert gets(rehearsed)["install_no"] == "nothing"
    assert bench.rows() == ()


def test_a_required_purpose_can_not_be_refused(bench: Bench) -> None:
    assert gets(looked(bench, "step", off="keep-in-step")) == gets(looked(bench, "step"))


def test_every_item_is_told_once_beside_the_report_or_where_else_it_goes(bench: Bench) -> None:
    found = told(bench)
    items = everything(found)
    assert set(items) == {item.id for item in bench.policy.items}
    assert [group.title for group in found.elsewhere] == ["Plays", "Sync account"]
    assert [group.is_ours for group in found.elsewhere] == [True, False]
    assert items["track"].goes == ("Plays: to Chart office, after each track",)
    assert items["release"].goes == ("To Acme",)
    assert items["login"].needed == (
        "Acme says it needs this: to keep your devices in step."
        " Only while you use: Acme Sync. Turn sync off to stop it."
    )
    assert (items["login"].purpose, items["track"].purpose) == ("", "charts")
    assert [items[id].can_be_coarser for id in ("ram", "ip", "track")] == [True, False, False]


def test_what_is_named_and_carried_nowhere_is_told_too(bench: Bench) -> None:
    lines = '[[item]]\nid = "voice"\ntitle = "Voice"\ndescription = "How you sound."\ncategory = "dpv:Data"\n'
    more = 'sensitivity = "ordinary"\nsince = "7"\nsource = "player"\nadded_by = "player"\n\n[[feature]]'
    text = (bench.profile_folder / "policies" / "acme.toml").read_text("utf-8")
    bench.install(text.replace("[[feature]]", lines + more, 1).encode())
    bench.restart()
    group = told(bench).elsewhere[-1]
    assert (group.key, group.title) == ("", "Named, and carried nowhere")
    assert [(one.item.id, one.needed, one.purpose) for one in group.data] == [("voice", "", "")]


def test_the_number_of_another_recipient_is_told_where_it_goes(bench: Bench) -> None:
    bench.yes("count-copies", "charts")
    number = everything(told(bench, "pulse"))["install_no"].value
    assert everything(told(bench, "ask"))["install_no"].value == number is not None
    assert everything(told(bench, "plays"))["install_no"].value != number


def test_when_it_went_last_is_told_as_far_as_the_record_knows(bench: Bench) -> None:
    bench.yes("plan-releases")
    telling.choose_precision(bench.database, bench.policy, "shell", "none", bench.program.around)
    assert everything(told(bench))["ram"].last == "never"
    shown = looked(bench).preview
    assert shown is not None
    id = bench.road.queue_draft(shown, at_once=True)
    claim.claim(bench.database, id, lambda *_: Judgement(Verdict.YES), bench.clock())
    bench.clock.pass_(3 * HOUR)
    items = everything(told(bench))
    assert (items["ram"].last, items["shell"].last) == ("3 h ago", "never")
    with bench.database.write() as connection:
        connection.execute("UPDATE entries SET state = 'delivered'")
    erase.clear(bench.database, bench.clock())
    assert everything(told(bench))["ram"].last == "none on record"


def test_an_item_that_is_not_in_the_newest_reports_was_perhaps_never_sent(bench: Bench) -> None:
    report = make((permit({"ram": 4}),))
    with bench.database.write() as connection:
        append.append(connection, [report] * LOOKED_AT, at=AT, stage=Stage.DELIVERED, due_at=0)
        connection.execute("UPDATE entries SET departures = 1")
    assert everything(told(bench))["install_no"].last == f"not in the last {LOOKED_AT} reports"


def test_a_level_that_takes_nothing_away_leaves_a_value_whole(bench: Bench) -> None:
    bench.yes("plan-releases")
    for text, degree in (("98111", "less exact"), ("98", "full")):
        telling.type_value(bench.database, "typed.zip", text, bench.program.around, (bench.policy,))
        region = everything(told(bench))["region"]
        assert (region.here, region.they_get, region.degree) == (text, "98", degree)
