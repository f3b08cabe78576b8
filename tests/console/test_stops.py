# SPDX-License-Identifier: MIT
"""What stops more than one purpose: a pause, Send nothing at all, DO_NOT_TRACK; and features that end."""

from __future__ import annotations

import pytest
from tests.console.console import Console


def test_a_pause_is_told_and_ended(console: Console) -> None:
    assert console("pause").out == "Nothing is paused.\n"
    console("set", "all", "on")
    assert "Everything optional is paused until" in console("pause", "1h").out
    assert console("pause", "--json").document["paused_until"] is not None
    assert console("show", "pulse", "--bytes").code == 3
    assert console("pause", "off").out == "Nothing is paused.\n"
    assert console("show", "pulse", "--bytes").code == 0
    assert console("pause", "soon").code == 2


def test_send_nothing_at_all_names_what_ends(console: Console) -> None:
    assert console("nothing").out == "Send nothing at all is off.\n"
    console("set", "all", "on")
    ran = console("nothing", "on")
    assert "- Acme, Keep your devices in step: Sync does not work." in ran.out
    assert console("nothing", "--json").document["nothing"] is True
    assert console("send", "pulse").code == 3
    assert "Your answers hold again." in console("nothing", "off").out
    assert console("show", "pulse", "--bytes").code == 0


def test_send_nothing_at_all_takes_back_what_waits(sending: Console) -> None:
    sending("set", "all", "on")
    sending("send", "pulse", "--hold")
    assert sending("nothing", "on", "--json").document["deleted"] == 1
    assert sending("outbox", "--json").document["waiting"] == []


def test_do_not_track_is_told_stored_and_cleared(console: Console) -> None:
    seeing = Console(home=console.home, profile=console.profile, variables={"DO_NOT_TRACK": "1"})
    assert console("do-not-track").out == "DO_NOT_TRACK was not seen.\n"
    assert "DO_NOT_TRACK in the environment of the console" in seeing("do-not-track").out
    assert seeing("do-not-track", "--json").document["do_not_track"]["stored"] is False
    seeing("set", "all", "on")
    told = console("do-not-track", "--json").document["do_not_track"]
    assert (told["on"], told["stored"]) == (True, True)
    assert "also when it is no longer set" in console("do-not-track").out
    refused = seeing("do-not-track", "clear")
    assert refused.code == 2
    assert "unset DO_NOT_TRACK" in refused.err
    assert console("do-not-track", "clear").out == "DO_NOT_TRACK was not seen.\n"


def test_features_are_listed_and_used(console: Console) -> None:
    assert "no      sync     Acme Sync" in console("feature").out
    console("notice")
    ran = console("feature", "sync", "on")
    assert "yes     sync" in ran.out
    assert "- Keep your devices in step: On. Acme says it needs this: to keep your devices in step." in ran.out
    (told,) = console("feature", "--json").document["features"]
    assert (told["id"], told["in_use"], told["needed_for"]) == ("sync", True, ["keep-in-step"])
    assert console("feature", "sync", "off", "--json").document["features"][0]["in_use"] is False


@pytest.mark.parametrize("argv", [("feature", "nope"), ("feature", "nope", "on")])
def test_a_feature_that_is_not_there_is_told(console: Console, argv: tuple[str, ...]) -> None:
    assert console(*argv).code == 4
