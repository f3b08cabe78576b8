# SPDX-License-Identifier: MIT
"""At the window: it shows what is so; what is seen is what arrives; a saved no is not overtaken; text is but text."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs
from PySide6 import QtGui
from PySide6.QtWidgets import QApplication, QTextEdit
from pytestqt.qtbot import QtBot
from tests.claims.collector import collecting
from tests.claims.company import records
from tests.console.console import PROGRAM, acme
from tests.desktop import sights
from tests.desktop.desk import Desk, words
from tests.desktop.lives import PAGES, Check, Life, agent_rounds, bare, beside, reworded
from tests.desktop.test_every_page import each_page, rich
from tests.second_policy import SECOND
from tests.service.running import Service

from privacyclient.acts import stopping
from privacyclient.choices.model import Face
from privacyclient.desktop import acting, languages
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.data import DataPage
from privacyclient.desktop.pages.overview import OverviewPage
from privacyclient.desktop.tasks import Lane
from privacyclient.program import Program, open_program
from privacyclient.system.clock import DAY, Clock, now

POLICY = SECOND.read_text("utf-8")


class Later(Desk):
    """A desk whose window has a clock of its own."""

    clock: Clock = staticmethod(now)

    def find(self) -> Program:
        return open_program(self.console.environ, Face.WINDOW, clock=self.clock)


def run(desk: Desk, *lines: str) -> None:
    for line in lines:
        assert desk.console(*line.split(), "--json").code == 0, line


def company(desk: Desk, text: str) -> None:
    (desk.console.folder / "policies" / SECOND.name).write_text(text, "utf-8")


# --- a page never shows what the console does not ---------------------------------------------------------------------


def test_whatever_is_done_by_whom_no_page_shows_what_the_console_does_not(desk: Desk) -> None:
    life = Life(desk, 8)
    desk.page("overview", OverviewPage)
    desk.settled()
    life.told.append(life._organisation())  # in a folder that was not there
    life.look("overview")
    for number in range(40):
        life.step()
        life.look(tuple(PAGES)[number // 3 % 3])
        if number % 8 == 7:
            life.look(*PAGES)
    assert len(life.causes) > 7, life.causes


def test_what_happens_while_the_window_takes_its_first_look_is_seen(desk: Desk, qtbot: QtBot) -> None:
    for moment in range(1, 5):
        later, asked, done = Later(desk.console, qtbot), list[int](), threading.Event()

        def clock(moment: int = moment, asked: list[int] = asked, done: threading.Event = done) -> int:
            if threading.current_thread().name == "lane-look":
                asked.append(1)
                if len(asked) == moment:
                    desk.console("set", "charts", "on")
                    done.set()
            return now()

        later.clock = clock
        page = later.page("choices", ChoicesPage)
        later.until(done.is_set)
        assert later.window.fault is None
        assert Check(later, page).wait() == []
        assert later.switch(page, "charts").isChecked()
        later.close()
        run(desk, "set charts off")


def test_when_a_pause_ends_nobody_has_to_write_anything_for_it_to_be_seen(desk: Desk) -> None:
    run(desk, "set charts on")
    page = desk.page("overview", OverviewPage)
    with closing(desk.find().open()) as database:
        stopping.pause(database, desk.find().around, now() + 500)
    desk.until(lambda: "paused" in words(page) and page.lead.text() == "Nothing may leave now.")
    desk.until(lambda: page.lead.text().startswith("May leave: Plays"))
    assert Check(desk, page).differences() == []


def test_a_company_that_changed_can_be_answered_anew_in_the_window_that_was_open(desk: Desk) -> None:
    run(desk, "set charts on")
    page = desk.page("choices", ChoicesPage)
    company(desk, POLICY.replace('"https://charts', '"https://elsewhere').replace('"Make charts"', '"Make lists"'))
    assert Check(desk, page).wait() == []
    for on in (False, True):
        desk.press(desk.switch(page, "charts"))
        desk.until(lambda on=on: desk.switch(page, "charts").isChecked() is on)  # type: ignore[misc]
        desk.settled()
    assert "answer again" not in desk.console("status", "--json").out


def test_two_companies_that_call_their_purposes_alike_are_kept_apart(two: Desk) -> None:
    text = POLICY.replace('id = "acme"\ntitle = "Acme"', 'id = "twin"\ntitle = "Twin"', 1)
    (two.console.folder / "policies" / "twin.toml").write_text(text, "utf-8")
    page, twin = (two.page("choices", ChoicesPage, id) for id in ("acme", "twin"))
    two.press(two.switch(twin, "charts"))
    two.until(lambda: two.switch(twin, "charts").isChecked())
    two.page("choices", ChoicesPage, "acme")
    assert not two.switch(page, "charts").isChecked()
    assert Check(two, two.page("overview", OverviewPage)).wait() == []


def test_in_another_language_the_same_is_so(desk: Desk, qapp: QApplication) -> None:
    run(desk, "set charts on", "pause 1h")
    (told,) = desk.console("set", "--json").document["companies"]
    languages.use(qapp, "de")
    page = desk.page("choices", ChoicesPage)
    for one in [one for one in told["purposes"] if not one["required"]]:
        state = desk.row(page, one["id"]).state.text()
        assert desk.switch(page, one["id"]).isChecked() is (one["answer"] == "on")
        assert state.startswith("Aus, Pause bis") is (one["cause"] == "paused"), state


# --- what is seen is what arrives ---------------------------------------------------------------------------------


def report(desk: Desk, way: str) -> DataPage:
    """The page with the exact report of a way out in sight."""
    page = desk.page("data", DataPage, "", "report")
    desk.until(lambda: page.shown is not None)
    page._choose(way)
    desk.until(lambda: page.shown is not None and page.shown.shown is not None and page.shown.shown.channel.id == way)
    desk.settled()
    return page


STANDINGS = (
    ("pulse", "set all on"),
    ("pulse", "set all off", "set plan-releases on", "precision release major"),
    ("pulse", "set all on", "zip 98111", "precision region wide"),
    ("step", "notice", "feature sync on"),
    ("ask", "set all off", "set plan-releases on"),
    ("pulse", "set all off", "set count-copies on"),
)


def test_what_is_seen_is_written_down_and_arrives_byte_for_byte(sending: Desk, service: Service) -> None:
    for number, (way, *lines) in enumerate(STANDINGS, 1):
        run(sending, *lines)
        page = report(sending, way)
        seen, text = page.panel.bytes.head + page.panel.bytes.body, page.panel.bytes.text.toPlainText()
        sending.press(page.panel.send)
        sending.until(lambda number=number: states(sending).count("delivered") == number)  # type: ignore[misc]
        sending.settled()
        (entry, *_) = sending.console("log", "--state", "delivered", "--json").document["entries"]
        kept = sending.console("log", "show", str(entry["entry"]), "--json").document
        assert seen == service.received()[-1] == (kept["head"] + kept["body"]).encode()
        assert text == seen.decode().replace("\r\n", "\n")


CHANGES = ("set plan-releases off", "set all off", "zip 10115", "precision release major", "guid reset", "nothing on")


@pytest.mark.parametrize("change", [*CHANGES, "DO_NOT_TRACK", "policy", "two days"])
def test_what_holds_no_longer_when_it_is_to_be_sent_is_refused_in_words(
    sending: Desk, service: Service, qtbot: QtBot, change: str
) -> None:
    run(sending, "set all on", "zip 98111")
    later = Later(sending.console, qtbot)
    page = report(later, "pulse")
    seen = page.panel.bytes.body
    later.state.sleep()  # so that the page still shows what was so
    if change == "policy":
        path = later.console.folder / "policies" / SECOND.name
        path.write_text(path.read_text("utf-8").replace('rule = "parts:1"', 'rule = "parts:2"'), "utf-8")
    elif change == "DO_NOT_TRACK":
        structs.replace(later.console, variables={change: "1"})("set", "charts", "off")
    elif change == "two days":
        later.clock = lambda: now() + 2 * DAY
    else:
        run(later, change)
    later.press(page.panel.send)
    later.until(lambda: "holds no longer" in later.window.notices.detail.text())
    later.until(lambda: page.panel.bytes.body != seen)  # what would be sent now is shown, and may be
    assert service.received() == []
    later.close()


# --- a saved no is not overtaken ------------------------------------------------------------------------------------


class Heard:
    """What the window told of what was done: always in sentences."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.acts, self.errors = desk, list[str](), list[str]()
        desk.state.acted.connect(lambda told: self.acts.append(told.text))
        desk.state.failed.connect(lambda error: self.errors.append(f"{error.title}: {error.detail}"))

    def done(self, number: int) -> None:
        self.desk.until(lambda: len(self.acts) + len(self.errors) >= number)
        assert not [one for one in self.errors if one.startswith("A fault")], self.errors


def states(desk: Desk) -> list[str]:
    """Of every entry, the oldest first."""
    return [str(one["state"]) for one in reversed(desk.console("log", "--json").document["entries"])]


def test_a_no_clicked_while_a_report_leaves_holds_for_the_next_and_says_so(sending: Desk, service: Service) -> None:
    run(sending, "set charts on", "settings hold-hours 0", "report plays track=one", "report plays track=two")
    page, heard = sending.page("choices", ChoicesPage), Heard(sending)
    service.queue("slow=0.6")
    with subprocess.Popen(
        [*PROGRAM, "agent", "--once"], env=sending.console.environ, cwd=sending.console.home
    ) as agent:
        sending.until(lambda: "leaving" in states(sending))
        sending.press(sending.switch(page, "charts"))
        heard.done(1)
        assert agent.poll() is None
    assert "1 is leaving already." in heard.acts[0]
    assert states(sending) == ["delivered", "cancelled"]
    assert len(service.received()) == 1


def test_whatever_is_clicked_while_agent_and_player_go_on_no_no_is_overtaken(home: Path, qtbot: QtBot) -> None:
    chance, captured = random.Random(7), dict[str, tuple[int, int]]()
    changes: list[tuple[int, int, int]] = []
    """When a no began, when it was saved, and how many were said to be leaving; then the same for the yes after it."""
    with collecting() as collector:
        desk = Desk(acme(home, vendor=collector.url), qtbot)
        run(desk, "settings hold-hours 0", "set charts on")
        page, heard = desk.page("choices", ChoicesPage), Heard(desk)

        def play() -> None:
            name, began = f"track {len(captured)}", time.monotonic_ns()
            desk.console("report", "plays", f"track={name}")
            captured[name] = began, time.monotonic_ns()

        def click(deed: Callable[[], object], most: int) -> None:
            began = time.monotonic_ns()
            deed()
            heard.done(len(changes) + 1)
            leaving = sum(map(int, re.findall(r"(\d+) (?:is|are) leaving already", heard.acts[-1])))
            changes.append((began, time.monotonic_ns(), leaving))
            desk.settled()
            qtbot.wait(chance.randrange(most))

        def all_sent(*, nothing: bool) -> object:
            return desk.state.act(acting.nothing(on=nothing))

        with beside(lambda: agent_rounds(desk.console), play):
            end = time.monotonic() + 20
            while (len(changes) < 20 or len(collector.arrivals) < 10) and time.monotonic() < end:
                if chance.random() < 0.6:
                    click(chance.choice((desk.switch(page, "charts").click, page.all_off.click)), 25)
                    click(desk.switch(page, "charts").click, 90)
                else:
                    click(lambda: all_sent(nothing=True), 25)
                    click(lambda: all_sent(nothing=False), 90)
        desk.close()
    assert heard.errors == []
    came = {str(records(one.body)[0].get("track", "")): one.at for one in collector.arrivals}
    for (no, saved, leaving), (yes, _, _) in zip(changes[::2], changes[1::2], strict=True):
        assert not [name for name in came if name and saved < captured[name][0] <= captured[name][1] < yes]
        late = [name for name, at in came.items() if name and captured[name][1] < no and saved < at]
        assert len(late) <= leaving, "a no was overtaken, and nobody was told"
    assert len(came) > 8


def test_discarding_and_sending_at_once_ends_in_words_and_each_report_goes_once_or_never(
    sending: Desk, service: Service
) -> None:
    run(sending, "set charts on", *(f"report plays track={number}" for number in range(8)))
    deeds: list[tuple[acting.Deed, Lane]] = [(acting.send_now(id), Lane.SEND) for id in range(1, 9)]
    deeds += [(acting.discard((id,)), Lane.ACT) for id in range(1, 9)]
    random.Random(3).shuffle(deeds)
    sending.page("overview", OverviewPage)
    heard = Heard(sending)
    with beside(lambda: agent_rounds(sending.console)):
        for deed, lane in deeds:
            sending.state.act(deed, lane)
            sending.qtbot.wait(5)
        heard.done(len(deeds))
    found = states(sending)
    assert set(found) == {"delivered", "discarded"}
    tracks = sorted(records(body)[0]["track"] for body in service.bodies())
    assert tracks == [str(number) for number, state in enumerate(found) if state == "delivered"]


def test_closing_right_after_a_click_saves_the_no_also_when_the_record_is_busy(desk: Desk) -> None:
    run(desk, "set charts on", "report plays track=one")
    page = desk.page("choices", ChoicesPage)
    with closing(sqlite3.connect(desk.console.folder / "record.sqlite3", check_same_thread=False)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.4, lambda: other.execute("ROLLBACK"))
        timer.start()
        desk.switch(page, "charts").click()
        desk.close()
        timer.join()
    assert states(desk) == ["cancelled"]


# --- a text is a text ---------------------------------------------------------------------------------------------

TEXTS = {
    "markup": "<b>bold</b> <img src='/etc/passwd'> <a href='https://evil.example/'>here</a> &amp; &x %s {name} \\n",
    "long": "Extraordinarily " * 300 + "w" * 5200,
    "signs": "שלום مرحبا \u200f\u0301\u0301\u0301 👩‍👩‍👧 \U0001f1e6\U0001f1f9 ﷽ ￼ \ue000",
}
MANY = "".join(
    f'[[purpose]]\nid = "p{n}"\ntitle = "P {n}"\nwhy = "W"\nnecessity = "optional"\noff = "O"\n\n' for n in range(300)
)
COMPANIES = {
    **{kind: reworded(POLICY, text) for kind, text in TEXTS.items()},
    "nothing at all": bare(POLICY),
    "items only": bare(POLICY, "item", "topic", "change"),
    "no channels": re.sub(r"(?ms)^\[\[channel\]\].*?(?=^\[\[recipient)", "", POLICY),
    "300 purposes": POLICY.replace("[[channel]]", f"{MANY}[[channel]]", 1),
}


@pytest.mark.parametrize("kind", COMPANIES)
def test_whatever_a_company_writes_every_page_opens_and_shows_it_as_it_is(sending: Desk, kind: str) -> None:
    company(sending, COMPANIES[kind])
    sending.console("set", "charts", "on", "--json")
    seen, visited = "", set()
    assert sending.window.isVisible()
    for id, page in each_page(sending):
        assert rich(page) == [] == page.findChildren(QTextEdit)
        shown = list(sights.texts(page))
        assert not [one for what, one in shown if "tool tip" in what and QtGui.Qt.mightBeRichText(one)]
        seen += "\n".join(one for _what, one in shown)
        assert id not in ("overview", "choices") or Check(sending, page).wait() == []
        visited.add(id)
    assert seen.count(TEXTS.get(kind, "Acme").strip()[:60]) > (50 if kind in TEXTS else 5)
    assert {"overview", "policy", "data"} <= visited


def test_a_file_that_turns_the_direction_of_writing_is_refused_and_overview_says_why(two: Desk) -> None:
    company(two, reworded(POLICY, "\u202egnp.exe"))
    page = two.page("overview", OverviewPage)
    assert "U+202E" in words(page.refused)
    assert list(page.cards) == ["realnetworks"]
