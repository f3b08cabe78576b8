# SPDX-License-Identifier: MIT
"""Optional features: yes and no are one click each, and every state says its cause."""

from __future__ import annotations

from tests.desktop.desk import Desk, words

from privacyclient.desktop.pages.choices import ChoicesPage


def test_nothing_is_ticked_beforehand(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    optional = [purpose for purpose in desk.find().company("").purposes if purpose.necessity == "optional"]
    switches = [desk.switch(page, purpose.id) for purpose in optional]
    assert len(switches) == 4
    assert not any(switch.isChecked() for switch in switches)
    assert words(desk.row(page, optional[0].id)).count("You have not answered yet") == 1


def test_a_switch_that_is_turned_on_is_on_for_the_console_too(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    desk.press(desk.switch(page, "plan-releases"))
    desk.until(lambda: "You said yes" in words(desk.row(page, "plan-releases")))
    told = desk.console("status", "--json").document
    (purpose,) = [
        one
        for channel in told["companies"][0]["channels"]
        for one in channel["purposes"]
        if one["id"] == "plan-releases"
    ][:1]
    assert (purpose["on"], purpose["answer"]) == (True, "on")
    assert purpose["sentence"].partition(" (")[0] in words(desk.row(page, "plan-releases"))


def test_what_the_console_answers_is_seen_without_being_asked_for(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    desk.console("set", "charts", "on")
    desk.until(lambda: desk.switch(page, "charts").isChecked())


def test_undo_turns_it_off_again_and_says_what_does_not_come_back(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    desk.agent()
    page = desk.page("choices", ChoicesPage)
    assert desk.switch(page, "plan-releases").isChecked()
    desk.press(desk.switch(page, "plan-releases"))
    desk.until(lambda: desk.window.notices.undo.isVisible())
    assert "1 waiting report deleted" in desk.window.notices.text.text()
    desk.press(desk.window.notices.undo)
    desk.until(lambda: "do not come back" in desk.window.notices.text.text())
    desk.until(lambda: desk.switch(page, "plan-releases").isChecked())
