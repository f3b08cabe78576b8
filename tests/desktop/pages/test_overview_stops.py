# SPDX-License-Identifier: MIT
"""Overview: the master switch, the pause, nothing at all, DO_NOT_TRACK, and what an organisation decided."""

from __future__ import annotations

import json
import re
from datetime import datetime, time

from msgspec import structs
from tests.desktop.desk import Desk, words
from tests.desktop.overviews import MASTER, PULSE, assert_same_as_status, facts, opened, press, way
from tests.disks import IS_ROOT

from privacyclient.desktop.overview.stops import DoNotTrackRow, NothingRow, PauseRow
from privacyclient.desktop.pages.overview import OverviewPage


def test_turning_everything_optional_off_deletes_what_waits_and_the_console_shows_it(desk: Desk) -> None:
    desk.console("set", "all", "on")
    desk.agent()
    assert [one["state"] for one in desk.console("log", "--json").document["entries"]] == ["queued"]
    page = opened(desk)
    assert desk.switch(page, MASTER).isChecked()
    press(desk, desk.switch(page, MASTER))
    desk.until(lambda: "0 of 4 are on." in words(desk.row(page, MASTER)))
    assert not desk.switch(page, MASTER).isChecked()
    assert [one["state"] for one in desk.console("log", "--json").document["entries"]] == ["cancelled"]
    assert facts(way(desk, page, PULSE))["Waits"] == "0"
    assert {answer(desk, id) for id in ("count-copies", "plan-releases", "charts", "letters")} == {"off"}


def test_turning_it_on_says_yes_to_everything_optional(desk: Desk) -> None:
    page = opened(desk)
    assert not desk.switch(page, MASTER).isChecked()
    press(desk, desk.switch(page, MASTER))
    desk.until(lambda: "4 of 4 are on." in words(desk.row(page, MASTER)))
    assert {answer(desk, id) for id in ("count-copies", "plan-releases", "charts", "letters")} == {"on"}


def test_undo_gives_back_only_the_yes_that_was_there_before(desk: Desk) -> None:
    desk.console("set", "charts", "on")
    page = opened(desk)
    assert "1 of 4 are on." in words(desk.row(page, MASTER))
    press(desk, desk.switch(page, MASTER))
    desk.until(lambda: "0 of 4 are on." in words(desk.row(page, MASTER)))
    desk.press(desk.window.notices.undo)
    desk.until(lambda: "1 of 4 are on." in words(desk.row(page, MASTER)))
    assert [answer(desk, id) for id in ("charts", "plan-releases")] == ["on", "off"]


def answer(desk: Desk, purpose: str) -> str:
    """A person's own answer, as the console tells it."""
    found = desk.console("set", "--json").document
    text = json.dumps(found)
    match = re.search(rf'"id": "{purpose}".*?"answer": "([^"]*)"', text)
    assert match is not None, text
    return match[1]


def test_a_pause_says_until_when_and_can_be_ended(desk: Desk) -> None:
    desk.console("set", "charts", "on")
    page = opened(desk)
    row = desk.row(page, "pause")
    assert isinstance(row, PauseRow)
    press(desk, row.hour)
    desk.until(lambda: "Paused until " in words(row))
    assert desk.console("status", "--json").document["paused_until"]
    assert "Off: paused. Your yes to 1 is kept." in words(desk.row(page, MASTER))
    assert desk.switch(page, MASTER).isChecked()
    assert not row.hour.isVisibleTo(row)
    assert_same_as_status(desk, page)
    press(desk, row.end)
    desk.until(lambda: row.hour.isVisibleTo(row))
    assert desk.console("status", "--json").document["paused_until"] is None
    assert "1 of 4 are on." in words(desk.row(page, MASTER))


def test_a_pause_until_tomorrow_ends_at_midnight(desk: Desk) -> None:
    page = opened(desk)
    row = desk.row(page, "pause")
    assert isinstance(row, PauseRow)
    press(desk, row.tomorrow)
    desk.until(lambda: row.end.isVisibleTo(row))
    until = datetime.fromisoformat(desk.console("status", "--json").document["paused_until"]).astimezone()
    assert until == datetime.combine(until.date(), time()).astimezone()
    assert 0 < (until - datetime.now().astimezone()).total_seconds() <= 25 * 3600


def nothing(desk: Desk, page: OverviewPage) -> NothingRow:
    row = desk.row(page, "nothing")
    assert isinstance(row, NothingRow)
    return row


def is_nothing_on(desk: Desk) -> bool:
    return bool(desk.console("status", "--json").document["nothing"]["on"])


def test_send_nothing_at_all_names_what_stops_working_and_needs_a_second_click(desk: Desk) -> None:
    page = opened(desk)
    row = nothing(desk, page)
    assert "Acme, Keep your devices in step: Sync does not work." in words(row)
    assert not row.question.yes.isVisibleTo(row)
    press(desk, row.switch)
    desk.settled()
    assert not is_nothing_on(desk)
    assert not row.switch.isChecked()
    assert page.focusWidget() is row.question.no
    press(desk, row.question.yes)
    desk.until(lambda: "On since" in words(row))
    assert row.switch.isChecked()
    assert is_nothing_on(desk)
    assert not row.question.yes.isVisibleTo(row)
    assert not desk.switch(page, MASTER).isEnabled()
    assert "Off: Send nothing at all is on." in words(desk.row(page, MASTER))
    assert_same_as_status(desk, page)
    press(desk, row.switch)
    desk.until(lambda: "On since" not in words(row))
    assert not row.switch.isChecked()
    assert not is_nothing_on(desk)


def test_leave_it_leaves_it(desk: Desk) -> None:
    page = opened(desk)
    row = nothing(desk, page)
    press(desk, row.switch)
    press(desk, row.question.no)
    desk.settled()
    assert not row.question.yes.isVisibleTo(row)
    assert page.focusWidget() is row.switch
    assert not is_nothing_on(desk)


def test_a_stored_do_not_track_says_where_it_was_seen_and_can_be_forgotten(desk: Desk) -> None:
    desk.console("set", "charts", "on")
    structs.replace(desk.console, variables={"DO_NOT_TRACK": "1"})("set", "letters", "on")
    page = opened(desk)
    row = desk.row(page, "do-not-track")
    assert isinstance(row, DoNotTrackRow)
    assert "DO_NOT_TRACK in the environment of the console" in words(row)
    assert_same_as_status(desk, page)
    press(desk, row.forget)
    desk.until(lambda: not page.findChildren(DoNotTrackRow))
    assert not desk.console("status", "--json").document["do_not_track"]["on"]


def test_a_do_not_track_that_is_still_set_can_not_be_forgotten_and_that_is_said(desk: Desk) -> None:
    desk.console = structs.replace(desk.console, variables={"DO_NOT_TRACK": "1"})
    page = opened(desk)
    row = desk.row(page, "do-not-track")
    assert isinstance(row, DoNotTrackRow)
    assert "Seen now: DO_NOT_TRACK in the environment of the window" in words(row)
    press(desk, row.forget)
    desk.until(lambda: "DO_NOT_TRACK is set" in words(desk.window.notices))
    assert desk.console("status", "--json").document["do_not_track"]["on"]


def test_what_an_organisation_locked_is_disabled_and_says_who_why_and_where(desk: Desk) -> None:
    path = desk.console.home / "no-config" / "privacyclient" / "policies.json"
    path.parent.mkdir(parents=True)
    lock = {"value": "off", "reason": "No data leaves the lab.", "contact": "it@lab.example"}
    path.write_text(json.dumps({"policies": {"acme": lock}}))
    for one in (path.parent, path):
        one.chmod(0o755 if one.is_dir() else 0o644)
    page = opened(desk)
    row = desk.row(page, "managed")
    assert str(path) in words(row)
    assert not desk.switch(page, MASTER).isEnabled()
    assert_same_as_status(desk, page)
    if IS_ROOT:  # else the file itself is refused, because it does not belong to root
        assert words(row).splitlines()[2:] == [
            "Turned off: everything of Acme.",
            "The reason given: No data leaves the lab.",
            "Whom to ask: it@lab.example",
            f"Decided in: {path}",
        ]
        assert "Off: your organisation turned it off." in words(desk.row(page, MASTER))
