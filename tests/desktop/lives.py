# SPDX-License-Identifier: MIT
"""A life at a desk, step by step at random: console, agent, window, company and organisation do what they like.

`Check` is what a page says beside what the console says at that moment; after every step there must be no difference.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import Any

from msgspec import structs
from pytestqt.exceptions import TimeoutError
from tests.console.console import Console
from tests.desktop.desk import Desk
from tests.desktop.overviews import facts
from tests.second_policy import SECOND

from privacyclient.agent import rounds
from privacyclient.choices.model import Face
from privacyclient.desktop import acting
from privacyclient.desktop.overview.ways import WayRow
from privacyclient.desktop.page import Page
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.data import DataPage
from privacyclient.desktop.pages.overview import OverviewPage
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.faces import walking
from privacyclient.program import open_program

PAGES: Mapping[str, type[Page]] = {"overview": OverviewPage, "choices": ChoicesPage, "data": DataPage}
TELLS = {OverviewPage: "status", ChoicesPage: "set", DataPage: "show"}
LOCKED = ("damaged", "nothing", "managed-unreadable", "managed-off")
"""Causes under which no yes can change anything, as `status` names them."""
COMMANDS = """set count-copies ON;set plan-releases ON;set charts ON;set letters ON;set beta ON;set all on;set all off
pause 1h;pause off;nothing on;nothing off;nothing off;feature sync ON;zip 98111;zip --forget;notice;agent --once
precision release major;precision release exact;report plays track=one;guid reset;settings hold-hours 0
settings hold-hours 24;do-not-track clear;do-not-track clear""".replace("\n", ";").split(";")
_CARRY = '  { item = "ram", purpose = "plan-releases" },\n'
_LETTERS = '[[purpose]]\nid = "letters"'
_BETA = '[[purpose]]\nid = "beta"\ntitle = "Try out"\nwhy = "Why."\nnecessity = "optional"\noff = "Off."\n\n'
EDITS = (
    (_LETTERS, _BETA + _LETTERS),
    (_CARRY, ""),
    (_CARRY, _CARRY.replace("plan-releases", "charts")),
    ('title = "Make charts"', 'title = "Make <b>lists</b>"'),
    ('stop = "Turn sync off to stop it."', 'stop = "Sign out to stop it."'),
    ('how_often = "every six hours"', 'how_often = "all the time"'),
    ('title = "Pulse"', 'title = "Heartbeat"'),
    ('address = "https://in.acme.example/help', 'address = "https://other.acme.example/help'),
    ('id = "plays"\ntitle', 'id = "songs"\ntitle'),
)
"""What a company may change in its file, any of it at any time."""


class Life:
    """Random steps from `seed`, over one profile with one window."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, random.Random(seed)
        self.path = desk.console.folder / "policies" / SECOND.name
        self.original = self.path.read_text("utf-8")
        self.organisation = desk.console.home / "no-config" / "privacyclient" / "policies.json"
        self.told: list[str] = []
        """What was done, for whoever reads why a test failed."""
        self.causes: set[str] = set()
        """Every cause that was met: a life in which nothing happens proves nothing."""

    def step(self) -> None:
        """One thing is done by somebody."""
        who = {self._console: 9, self._window: 8, self._company: 3, self._organisation: 2, self._track: 1}
        (deed,) = self.chance.choices(list(who), list(who.values()))
        self.told.append(f"{deed.__name__} {deed()}")

    def _console(self) -> str:
        command = self.chance.choice(COMMANDS).replace("ON", self.chance.choice(("on", "off")))
        self.desk.console(*command.split())
        return command

    def _window(self) -> str:
        page, yes = self.desk.window.page(), self.chance.random() < 0.5
        switches = [one for one in page.findChildren(Switch) if one.isEnabled()] if page else []
        if switches and self.chance.random() < 0.5:
            switch = self.chance.choice(switches)
            switch.click()
            return switch.accessibleName()
        assert self.desk.state.snapshot is not None
        policy = self.desk.state.snapshot.policies["acme"]  # as old as what is shown
        purpose = self.chance.choice([one for one in policy.purposes if one.necessity == "optional"])
        deeds = {
            purpose.id: acting.answer(policy, (purpose,), yes=yes),
            "pause": acting.pause("1h" if yes else "off"),
            "nothing": acting.nothing(on=False),
            "feature": acting.use_feature(policy, "sync", used=yes),
            "zip": acting.type_value("typed.zip", "98111" if yes else ""),
            "precision": acting.choose_precision(policy, policy.item("region"), "wide" if yes else "area"),
        }
        name = self.chance.choice(list(deeds))
        self.desk.state.act(deeds[name])
        return f"{name} {yes}"

    def _company(self) -> str:
        """The file of the company is replaced, or written over in place."""
        text, edits = self.original, [edit for edit in EDITS if self.chance.random() < 0.3]
        for old, new in edits:
            text = text.replace(old, new, 1)
        path = self.chance.choice((self.path, self.path.with_suffix(".new")))
        path.write_text(text, "utf-8")
        os.replace(path, self.path)  # noqa: PTH105
        return f"{path.name} {edits}"

    def _organisation(self) -> str:
        if self.organisation.exists() and self.chance.random() < 0.7:
            self.organisation.unlink()
            if self.chance.random() < 0.5:
                self.organisation.parent.rmdir()
            return "leaves it"
        key = self.chance.choice(("*", "acme", "acme/charts", "acme/plan-releases", "acme/letters"))
        value = "off" if key == "*" else self.chance.choice(("on", "off"))
        entry = {"value": value, "status": self.chance.choice(("locked", "default")), "reason": "<i>Because</i>"}
        self.organisation.parent.mkdir(parents=True, exist_ok=True)
        self.organisation.write_text(json.dumps({"policies": {key: entry}}) if self.chance.random() < 0.8 else "{")
        return self.organisation.read_text()

    def _track(self) -> str:
        structs.replace(self.desk.console, variables={"DO_NOT_TRACK": "1"})("set", "charts", "off")
        return "is seen"

    def look(self, *pages: str) -> None:
        """Every page of `pages` says what the console says. Those that were not in sight catch up."""
        for id in pages:
            page = self.desk.page(id, PAGES[id])
            self.desk.settled()
            check = Check(self.desk, page)
            found = check.wait()
            assert not found, "\n".join([*self.told[-12:], f"{id}:", *found])
            self.causes |= set(re.findall(r'"cause": "([a-z-]+)"', json.dumps(check.truth)))


class Check:
    """What the console tells, read once, beside what a page shows."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk, self.page = desk, page
        self.truth = desk.console(TELLS[type(page)], "--json").document

    def wait(self) -> list[str]:
        """What still differs when the window had time enough."""
        with suppress(TimeoutError):
            self.desk.qtbot.waitUntil(lambda: not self.differences(), timeout=3000)
        return self.differences()

    def differences(self) -> list[str]:
        """What the page says, and what the console says, wherever that is not the same."""
        page = self.page
        if isinstance(page, OverviewPage):
            pairs = self._overview(page)
        elif isinstance(page, ChoicesPage):
            pairs = self._choices(page)
        else:
            assert isinstance(page, DataPage)
            view, told = page.panel.bytes, self.truth["companies"][0]["shown"]
            shown = (page.lead.text(), view.head.decode(), view.body.decode())
            pairs = [(shown, (told["summary"], told["head"], told["body"]))]
        return [f"{shown!r}\n  is {told!r}" for shown, told in pairs if shown != told] + ["…"] * (not page.is_whole)

    def _overview(self, page: OverviewPage) -> list[tuple[Any, Any]]:
        rows = [row for card in page.cards.values() for row in card.rows.values() if isinstance(row, WayRow)]
        channels = [channel for company in self.truth["companies"] for channel in company["channels"]]
        found: list[tuple[Any, Any]] = [(page.lead.text(), self.truth["summary"]), (len(rows), len(channels))]
        for row, one in zip(rows, channels, strict=False):
            cells = facts(row)
            found.append(((row.title.text(), cells["To"]), (one["title"], one["recipient"])))
            if one["used_by_this_program"]:
                state = {"on": "On", "off": "Off", "partly": "Partly on"}[one["state"]]
                shown = (cells["State"], cells["Waits"], row.help.text().casefold())
                found.append((shown, (state, str(one["waiting"]), one["why"].casefold())))
        return found

    def _choices(self, page: ChoicesPage) -> list[tuple[Any, Any]]:
        """The switch is the answer where that decides, else what is so; and it is fast where no yes can change it."""
        shown, told = [], []
        for one in self.truth["companies"][0]["purposes"]:
            locked = one["cause"] in LOCKED
            switch = None if one["required"] else (one["on"] or (one["answer"] == "on" and not locked), not locked)
            told.append((one["title"], switch, one["sentence"]))
        for row in (*page.needed.rows.values(), *page.optional.rows.values()):
            assert isinstance(row, Row)
            control = (row.control.isChecked(), row.control.isEnabled()) if isinstance(row.control, Switch) else None
            shown.append((row.title.text(), control, row.state.text()))
        return [(shown, told)]


@contextmanager
def beside(*works: Callable[[], None]) -> Iterator[None]:
    """Other processes, as threads with connections of their own: each does its work again and again."""
    ended, faults = threading.Event(), list[Exception]()

    def go_on(work: Callable[[], None]) -> None:
        while not ended.is_set():
            try:
                work()
            except Exception as error:  # noqa: BLE001 - no exception is allowed: see below
                faults.append(error)

    threads = [threading.Thread(target=go_on, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert faults == []


def agent_rounds(console: Console) -> None:
    """What the agent does, without its signals, which only a main thread can have."""
    program = open_program(console.environ, Face.AGENT)
    with closing(program.open()) as database:
        road = walking.road(program, database)
        for _ in range(20):
            road.sweep()
            rounds.send_due(road, lambda: False)


_TEXT = re.compile(r'(?m)^(title|description|why|off|reason|how_often|stop|summary|registering|choice) = ".*"$')


def reworded(policy: str, text: str) -> str:
    """A company file in which every such text begins with `text`."""
    count = itertools.count()
    return _TEXT.sub(lambda found: f"{found[1]} = {json.dumps(f'{text} {next(count)}', ensure_ascii=False)}", policy)


def bare(policy: str, *kept: str) -> str:
    """A company file of which only the head and the lists `kept` are left."""
    head, *parts = re.split(r"(?m)^(?=\[\[)", policy)
    return head + "".join(part for part in parts if part[2 : part.index("]")] in kept)
