# SPDX-License-Identifier: MIT
"""A life at a desk, step by step at random: console, agent, window, company and organisation do what they like.

`differences` is what a page says and the console does not, or says otherwise; after every step there must be none.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from msgspec import structs
from pytestqt.exceptions import TimeoutError
from tests.desktop.desk import Desk
from tests.desktop.overviews import facts
from tests.second_policy import SECOND

from privacyclient.desktop import acting
from privacyclient.desktop.acting import Deed
from privacyclient.desktop.overview.ways import WayRow
from privacyclient.desktop.page import Page
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.data import DataPage
from privacyclient.desktop.pages.overview import OverviewPage
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.policy.model import Policy

PAGES: Mapping[str, type[Page]] = {"overview": OverviewPage, "choices": ChoicesPage, "data": DataPage}
LOCKED = ("damaged", "nothing", "managed-unreadable", "managed-off")
"""Causes under which no yes can change anything, as `status` names them."""
PURPOSES = ("count-copies", "plan-releases", "charts", "letters")
SETTLES = 3000
"""Milliseconds within which the window must show what is so."""

_CARRY = '  { item = "ram", purpose = "plan-releases" },\n'
_LETTERS = '[[purpose]]\nid = "letters"'
EDITS = (
    (_LETTERS, '[[purpose]]\nid = "beta"\ntitle = "Try what is new"\nwhy = "Tells what broke."\n'
     'necessity = "optional"\noff = "Nobody hears of it."\n\n' + _LETTERS),
    ('title = "Make charts"', 'title = "Make lists"'),
    ('off = "Your plays do not count."', 'off = "Nobody counts your plays."'),
    (_CARRY, ""),
    (_CARRY, _CARRY.replace("plan-releases", "charts")),
    ('title = "Memory class"', 'title = "Memory & <b>more</b>"'),
    ('stop = "Turn sync off to stop it."', 'stop = "Sign out to stop it."'),
    ('how_often = "every six hours"', 'how_often = "all the time"'),
    ('title = "Pulse"', 'title = "Heartbeat"'),
    ('id = "chart-office"\ntitle = "Chart office"', 'id = "chart-office"\ntitle = "Office of charts"'),
    ('address = "https://in.acme.example/help', 'address = "https://other.acme.example/help'),
    ('id = "plays"\ntitle', 'id = "songs"\ntitle'),
)
"""What a company may change in its file, any of it at any time."""  # fmt: skip


class Life:
    """Random steps from `seed`, over one profile with one window."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.path = desk.console.folder / "policies" / SECOND.name
        self.original = self.path.read_text("utf-8")
        self.organisation = desk.console.home / "no-config" / "privacyclient" / "policies.json"
        self.told: list[str] = []
        """What was done, for whoever reads why a test failed."""

    # --- steps ------------------------------------------------------------------------------------------------

    def step(self) -> None:
        """One thing is done by somebody."""
        weights = {self._console: 9, self._window: 8, self._company: 3, self._organisation: 2, self._track: 1}
        (deed,) = self.chance.choices(list(weights), list(weights.values()))
        deed()

    def _console(self) -> None:
        on = self.chance.choice(("on", "off"))
        commands = (
            ("set", self.chance.choice((*PURPOSES, "beta", "all")), on),
            ("set", self.chance.choice(PURPOSES), on),
            ("pause", self.chance.choice(("1h", "off"))),
            ("nothing", "off" if self.chance.random() < 0.7 else "on"),
            ("feature", "sync", on),
            ("zip", self.chance.choice(("98111", "10115", "--forget"))),
            ("precision", "release", self.chance.choice(("major", "exact"))),
            ("notice", "seen"),
            ("report", "plays", "track=So What"),
            ("agent", "--once"),
            ("do-not-track", "clear"),
            ("guid", "reset"),
            ("settings", "hold-hours", self.chance.choice(("0", "24"))),
        )
        command = self.chance.choice(commands)
        self._note("console", *command)
        self.desk.console(*command)

    def _window(self) -> None:
        page, policy = self.desk.window.page(), self._policy()
        if isinstance(page, ChoicesPage) and self.chance.random() < 0.7:
            row = self.chance.choice([row for row in page.optional.rows.values() if isinstance(row, Row)])
            if isinstance(row.control, Switch) and row.control.isEnabled():
                self._note("window clicks", row.item)
                row.control.click()
                return
        yes = self.chance.random() < 0.5
        purpose = self.chance.choice([one for one in policy.purposes if one.necessity == "optional"])
        deeds: tuple[tuple[str, Deed], ...] = (
            (f"{purpose.id} {yes}", acting.answer(policy, (purpose,), yes=yes)),
            ("pause", acting.pause("1h" if yes else "off")),
            ("nothing off", acting.nothing(on=False)),
            (f"feature {yes}", acting.use_feature(policy, "sync", used=yes)),
            ("acknowledge", acting.acknowledge(policy)),
            ("zip", acting.type_value("typed.zip", self.chance.choice(("98111", "", "10115")))),
            ("precision", acting.choose_precision(policy, policy.item("region"), "wide" if yes else "area")),
            ("identifiers", acting.reset_identifiers((policy,))),
        )
        name, deed = self.chance.choice(deeds)
        self._note("window", name)
        self.desk.state.act(deed)

    def _company(self) -> None:
        """The file of the company is replaced, or written over in place."""
        text, edits = self.original, [edit for edit in EDITS if self.chance.random() < 0.3]
        for old, new in edits:
            text = text.replace(old, new, 1)
        if self.chance.random() < 0.5:
            beside = self.path.with_suffix(".new")
            beside.write_text(text, "utf-8")
            os.replace(beside, self.path)  # noqa: PTH105
        else:
            self.path.write_text(text, "utf-8")
        self._note("company", *(new for _old, new in edits))

    def _organisation(self) -> None:
        if self.organisation.exists() and self.chance.random() < 0.7:
            self._note("organisation leaves")
            self.organisation.unlink()
            if self.chance.random() < 0.5:
                self.organisation.parent.rmdir()
            return
        key = self.chance.choice(("*", "acme", *(f"acme/{one}" for one in PURPOSES)))
        status, value = self.chance.choice(("locked", "default")), self.chance.choice(("on", "off"))
        entry = {"value": "off" if key == "*" else value, "status": status, "reason": "<i>Because</i>"}
        self.organisation.parent.mkdir(parents=True, exist_ok=True)
        self.organisation.write_text(json.dumps({"policies": {key: entry}}) if self.chance.random() < 0.8 else "{")
        self._note("organisation", self.organisation.read_text())

    def _track(self) -> None:
        self._note("DO_NOT_TRACK")
        variables = {**self.desk.console.variables, "DO_NOT_TRACK": "1"}
        structs.replace(self.desk.console, variables=variables)("set", "charts", "off")

    def _policy(self) -> Policy:
        """What is shown; as old as what is shown."""
        assert self.desk.state.snapshot is not None
        return self.desk.state.snapshot.policies["acme"]

    def _note(self, *words: str) -> None:
        self.told.append(" ".join(words))

    # --- looking ----------------------------------------------------------------------------------------------

    def look(self, *pages: str) -> None:
        """Every page of `pages` says what the console says. Those that were not in sight catch up."""
        for id in pages:
            page = self.desk.page(id, PAGES[id])
            self.desk.settled()
            check = Check(self.desk, page)
            found = check.wait()
            assert not found, "\n".join([*self.told[-12:], f"{id}:", *found])


class Check:
    """What the console tells, read once, beside what a page shows."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk, self.page = desk, page
        self.truth = desk.console(*_TELLS[type(page)]).document

    def wait(self) -> list[str]:
        """What still differs when the window had time enough."""
        with suppress(TimeoutError):
            self.desk.qtbot.waitUntil(lambda: not self.differences(), timeout=SETTLES)
        return self.differences()

    def differences(self) -> list[str]:
        """(what the page says, what the console says) wherever that is not the same."""
        page = self.page
        if not page.is_whole:
            return ["not whole"]
        kinds: Mapping[type[Page], Callable[[Any], list[tuple[object, object]]]] = {
            OverviewPage: self._overview,
            ChoicesPage: self._choices,
            DataPage: self._data,
        }
        pairs = kinds[type(page)](page)
        return [f"{shown!r}\n  is {told!r}" for shown, told in pairs if shown != told]

    def _overview(self, page: OverviewPage) -> list[tuple[object, object]]:
        rows = [row for card in page.cards.values() for row in card.rows.values() if isinstance(row, WayRow)]
        channels = [(one["id"], channel) for one in self.truth["companies"] for channel in one["channels"]]
        found: list[tuple[object, object]] = [
            ([row.item for row in rows], [f"channel:{company}/{one['id']}" for company, one in channels]),
            (page.lead.text(), self.truth["summary"]),
        ]
        for row, (_company, one) in zip(rows, channels, strict=False):
            cells = facts(row)
            shown = (row.title.text(), cells["To"], cells["State"], cells["Waits"], row.help.text().casefold())
            state = {"on": "On", "off": "Off", "partly": "Partly on"}[one["state"]]
            if one["used_by_this_program"]:
                told = (one["title"], one["recipient"], state, str(one["waiting"]), one["why"].casefold())
                found.append((shown, told))
            else:
                found.append((shown[:3], (one["title"], one["recipient"], "Not watched")))
        return found

    def _choices(self, page: ChoicesPage) -> list[tuple[object, object]]:
        (company,) = self.truth["companies"]
        optional = [_choice(one) for one in company["purposes"] if not one["required"]]
        needed = [(one["title"], one["sentence"]) for one in company["purposes"] if one["required"]]
        shown = [row for row in page.optional.rows.values() if isinstance(row, Row)]
        others = [row for row in page.needed.rows.values() if isinstance(row, Row)]
        return [
            ([_shown(row) for row in shown], optional),
            ([(row.title.text(), row.state.text()) for row in others], needed),
        ]

    def _data(self, page: DataPage) -> list[tuple[object, object]]:
        (company,) = self.truth["companies"]
        told = company["shown"]
        return [
            (page.lead.text(), told["summary"]),
            (page.panel.bytes.body.decode(), told["body"]),
            (page.panel.bytes.head.decode(), told["head"]),
        ]


_TELLS: Mapping[type[Page], tuple[str, ...]] = {
    OverviewPage: ("status", "--json"),
    ChoicesPage: ("set", "--json"),
    DataPage: ("show", "--json"),
}


def _choice(told: Mapping[str, Any]) -> tuple[object, ...]:
    """A row of Optional features, as what the console tells wants it: the switch is the answer where that decides."""
    locked = told["cause"] in LOCKED
    checked = told["on"] or (told["answer"] == "on" and not locked)
    return told["id"], told["title"], checked, not locked, told["sentence"]


def _shown(row: Row) -> tuple[object, ...]:
    assert isinstance(row.control, Switch)
    return row.item, row.title.text(), row.control.isChecked(), row.control.isEnabled(), row.state.text()
