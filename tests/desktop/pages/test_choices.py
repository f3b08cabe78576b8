# SPDX-License-Identifier: MIT
"""Optional features: yes and no are one click each, and every state says its cause."""

from __future__ import annotations

from msgspec import structs
from tests.desktop.desk import Desk, words
from tests.desktop.installing import install

from privacyclient.choices.standing import read_standing
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


def test_another_version_under_the_same_names_is_shown_and_is_what_is_answered(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    policy = desk.find().company("")
    before = policy.purpose("charts").why
    assert before in words(desk.row(page, "charts"))
    (file,) = (desk.console.folder / "policies").glob("*.toml")
    text = file.read_text("utf-8").replace(before, "So that the charts are fair.", 1)
    install(file, text.replace(f'version = "{policy.version}"', 'version = "99"', 1))
    desk.until(lambda: "So that the charts are fair." in words(page))
    desk.settled()
    desk.press(desk.switch(page, "charts"))
    desk.until(lambda: "You said yes" in words(desk.row(page, "charts")))
    program = desk.find()
    with program.look() as database, database.read() as connection:
        answers = read_standing(connection, program.company(""), program.around).answers
    assert answers["charts"].policy_version == "99"


def test_a_company_that_went_between_a_look_and_a_click_is_no_fault(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    assert desk.state.snapshot is not None
    desk.state.snapshot = structs.replace(desk.state.snapshot, whole=None)
    page.all_on.click()
    page.told.click()
    desk.settled()
    assert not desk.find().profile.database.exists()
