# SPDX-License-Identifier: MIT
"""Pitfalls F: the truth of record and preview."""

from __future__ import annotations

import json

from tests.pitfalls.stage import Stage

from privacyclient.acts import telling
from privacyclient.choices.words import shown
from privacyclient.ledger.model import Stage as At
from privacyclient.report import ENVELOPE


def test_f1_the_record_holds_the_bytes_that_left_and_not_what_is_so_now(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    id = stage.submit()
    (stage.bench.machine.root / "proc" / "meminfo").write_text("MemTotal:        64000000 kB\n")
    stage.bench.road.walk(id)
    entry = stage.bench.entry(id)
    assert stage.received() == [entry.head + entry.body]
    assert b'{"key":"ram","value":{"intValue":"3584"}}' in entry.body


def test_f2_an_error_of_the_recipient_is_not_called_delivered(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    for answer, expected in (
        ("500", At.REFUSED),
        ("404", At.REFUSED),
        ("503", At.QUEUED),
        ("html", At.UNKNOWN),
        ("redirect=http://127.0.0.1:9/", At.REFUSED),
        ("200", At.DELIVERED),
    ):
        stage.service.queue(answer)
        id = stage.submit("ask")
        stage.bench.road.walk(id)
        assert stage.bench.entry(id).row.stage is expected, answer


def test_f3_every_way_out_writes_down_what_it_sends(stage: Stage) -> None:
    stage.bench.acknowledge()
    stage.use_sync()
    stage.bench.yes()
    stage.no_waiting()
    for channel in stage.bench.policy.channels:
        if channel.address:
            id = stage.submit(channel.id, track="a song", release="1.2")
            stage.bench.road.walk(id)
    written = [stage.bench.entry(row.id) for row in reversed(stage.bench.rows())]
    assert [one.row.channel for one in written] == ["pulse", "step", "plays", "ask"]
    assert [one.head + one.body for one in written] == stage.received()


def test_f4_what_is_shown_is_what_is_written_down_is_what_arrives(stage: Stage) -> None:
    stage.bench.yes()
    preview = stage.run("show", "--bytes", "pulse").stdout.encode()
    stage.run("send", "pulse")
    (entry,) = (stage.bench.entry(row.id) for row in stage.bench.rows())
    assert stage.bodies() == [entry.body]
    assert preview.endswith(entry.body)
    assert entry.row.stage is At.DELIVERED


def test_f5_everything_that_arrives_is_declared_and_was_in_the_question(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit("pulse", mood="blue", release="1.2")
    stage.submit("plays", track="a song", mood="blue")
    stage.agent_once()
    purposes = stage.bench.policy.purposes
    asked = "\n".join(shown(stage.bench.policy, purpose).text for purpose in purposes)
    arrived = 0
    for body in stage.bodies():
        (record,) = json.loads(body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
        for attribute in record["attributes"]:
            arrived += 1
            if attribute["key"] not in ENVELOPE:
                item = stage.bench.policy.item(attribute["key"])
                assert item.description
                assert item.title in asked
        assert set(record) - {"attributes"} <= set(ENVELOPE)
    assert arrived >= 7


def test_f5_everything_the_question_names_can_really_be_sent(stage: Stage) -> None:
    """A promise of more than is sent would be as untrue."""
    bench = stage.bench
    bench.install_player()
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    bench.yes()
    for channel in ("pulse", "plays"):
        declared = {carry.item for carry in bench.channel(channel).carries} - {"ip"}
        sample = bench.road.sample(bench.policy, bench.channel(channel), {"track": "a song"})
        assert set(sample.values) - {"track"} == declared - {"track"}
        assert "track" in sample.values


def test_f6_a_report_that_may_have_arrived_is_not_called_unsent(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    id = stage.submit("ask")
    for answer in ("close-after-read", "half", "garbage"):
        stage.service.queue(answer)
        stage.bench.road.walk(id)
        row = stage.bench.entry(id).row
        assert row.stage is At.UNKNOWN
        assert row.due_at > stage.bench.clock()
        stage.bench.clock.at = row.due_at
    stage.bench.road.walk(id)
    assert stage.bench.entry(id).row.stage is At.DELIVERED
    assert len(stage.bodies()) == 4
    assert set(stage.bodies()) == {stage.bench.entry(id).body}
