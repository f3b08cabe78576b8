# SPDX-License-Identifier: MIT
"""Updated marks and the comparison: what changed since the version a person answered, when a newer file comes."""

from __future__ import annotations

from pathlib import Path

from tests.desktop import installing
from tests.desktop.desk import Desk, words
from tests.desktop.reaching import reach

from privacyclient.desktop.document.changes import ANSWERED, COMPARED
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.policy import PolicyPage
from privacyclient.desktop.widgets.rows import Row
from privacyclient.policy.compare import compare

NEWER = (('version = "7"\ndate = "2024-05-01"', 'version = "8"\ndate = "2025-05-01"'),)
REWORDED = ("It does nothing else.", "It does a little more.\nAnd it says so.")
DATED = ('updated = "2024-05-01"', 'updated = "2025-05-01"')
RECORDED = (
    '[[change]]\nversion = "7"',
    '[[change]]\nversion = "8"\ndate = "2025-05-01"\ntitle = "More."\n\n[[change]]\nversion = "7"',
)
MORE = ('{ item = "ram", purpose = "plan-releases" }', '{ item = "ram", purpose = "charts" }')
UPDATED = "Updated since your answer: "


def file(desk: Desk) -> Path:
    return desk.console.folder / "policies" / "second.toml"


def install(desk: Desk, *edits: tuple[str, str], keep: bool = True) -> None:
    """Put a newer version beside the one there is, or in its place."""
    text = file(desk).read_text("utf-8")
    for before, after in (*NEWER, *edits):
        assert before in text, before
        text = text.replace(before, after, 1)
    target = file(desk).with_name("next.toml") if keep else file(desk)
    installing.install(target, text)


def row(desk: Desk, page: PolicyPage, item: str) -> str:
    return words(desk.row(page, item))


def differences(page: PolicyPage) -> list[str]:
    found = [one for key, one in page.changes.rows.items() if key.startswith("difference")]
    return [one.title.text() for one in found if isinstance(one, Row)]


def test_nothing_is_marked_before_an_answer(desk: Desk) -> None:
    page = desk.page("policy", PolicyPage)
    assert "so nothing is marked as updated" in row(desk, page, ANSWERED)
    install(desk, REWORDED, DATED)
    desk.until(lambda: "8" in words(page.header).split())
    assert UPDATED not in words(page.topics)
    assert differences(page) == ["Updated: In short (2025-05-01)."]


def test_a_topic_that_changed_since_the_answer_is_marked_until_it_is_answered_again(desk: Desk) -> None:
    desk.console("set", "all", "on")
    page = desk.page("policy", PolicyPage)
    assert "You last answered this version" in row(desk, page, ANSWERED)
    assert "There is no earlier version on this computer to compare with." in row(desk, page, COMPARED)
    assert UPDATED not in words(page)
    install(desk, REWORDED, DATED)
    desk.until(lambda: UPDATED in row(desk, page, "topic:in-short"))
    assert "You last answered version 7" in row(desk, page, ANSWERED)
    desk.console("set", "all", "on")
    desk.until(lambda: UPDATED not in words(page.topics))


def test_a_text_that_changed_under_an_old_date_is_marked_all_the_same(desk: Desk) -> None:
    desk.console("set", "charts", "off")
    install(desk, REWORDED)
    page = desk.page("policy", PolicyPage)
    assert UPDATED in row(desk, page, "topic:in-short")


def test_a_topic_that_did_not_change_is_not_marked(desk: Desk) -> None:
    desk.console("set", "all", "on")
    install(desk)
    page = desk.page("policy", PolicyPage)
    assert UPDATED not in words(page.topics)
    assert row(desk, page, COMPARED) == "Versions 7 and 8 say the same."


def test_the_comparison_is_that_of_the_core_with_at_most_three_lines_each(desk: Desk) -> None:
    desk.console("set", "all", "on")
    page = desk.page("policy", PolicyPage)
    install(desk, REWORDED, DATED, MORE)
    desk.until(lambda: "Updated: In short (2025-05-01)." in words(page.changes))
    policies = {one.policy.version: one.policy for one in desk.find().found if one.policy}
    found = compare(policies["7"], policies["8"])
    assert differences(page) == [one.sentence for one in found]
    assert row(desk, page, COMPARED) == f"{len(found)} differences between version 7 and version 8:"
    told = words(page.changes).splitlines()
    place = told.index("Updated: In short (2025-05-01).")
    assert told[place + 1 : place + 4] == [
        "Before: It does nothing else.",
        "Now: It does a little more.",
        "1 more line differs.",
    ]
    assert sum(one.needs_answer for one in found) == told.count(
        "What this is about is not sent until you answer again."
    )
    reach(desk, page, page.changes.answer)
    desk.until(lambda: isinstance(desk.window.page(), ChoicesPage))


def test_an_earlier_version_whose_file_is_gone_can_not_be_compared_but_its_date_is_known(desk: Desk) -> None:
    desk.console("set", "all", "on")
    page = desk.page("policy", PolicyPage)
    install(desk, REWORDED, DATED, RECORDED, keep=False)
    desk.until(lambda: "no longer on this computer" in row(desk, page, COMPARED))
    assert row(desk, page, COMPARED) == "The earlier version is no longer on this computer."
    assert differences(page) == []
    desk.until(lambda: UPDATED in row(desk, page, "topic:in-short"))
    assert "Version 8, " in words(page.changes)


def test_what_changed_last_is_marked_where_the_answered_version_is_not_named_any_more(desk: Desk) -> None:
    desk.console("set", "all", "on")
    gone = ('[[change]]\nversion = "7"', '[[change]]\nversion = "8"')
    since = [('since = "7"', 'since = "8"')] * 2
    install(desk, REWORDED, DATED, gone, *since, keep=False)
    page = desk.page("policy", PolicyPage)
    assert UPDATED in row(desk, page, "topic:in-short")
