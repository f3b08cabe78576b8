# SPDX-License-Identifier: MIT
"""What a person does through one of two processes: each deed is told to the program, and to the `Person` beside it."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec

from tests.claims.company import OPTIONAL_PURPOSES
from tests.claims.party import Party, death
from tests.claims.person import NONE, THREE, WHOLE, Person
from tests.profiles import START, StandingClock

from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.choices.model import Face
from privacyclient.system.clock import HOUR
from privacyclient.system.database import Database, open_database

P = ParamSpec("P")
FOR_A_MOMENT = ("no and yes", "nothing for a moment", "do not track for a moment", "sign out and in")
TAKEN_BACK = (*FOR_A_MOMENT, "no", "nothing", "do not track", "sign out", "zip", "precision", "reset")
"""What takes back what waits, and tells of what is leaving."""
REFUSED = (
    *("no", "no, elsewhere", "two noes", "nothing", "nothing, elsewhere", "no and yes"),
    *("do not track", "do not track for a moment", "sign out", "sign out and in"),
)
"""What an old record that is put back must not undo."""
COMES_BETWEEN = (*TAKEN_BACK, "death", "pause", "no, elsewhere")


def in_turn(*acts: Callable[P, None]) -> Callable[P, None]:
    """One act after the other, with the same arguments."""

    def both(*args: P.args, **kwargs: P.kwargs) -> None:
        for act in acts:
            act(*args, **kwargs)

    return both


class Deeds:
    """One profile, two processes, one person. `who` is the process, 0 or 1."""

    def __init__(self, url: Callable[[], str]) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.clock = StandingClock(START)
        self.person = Person()
        self.parties = [Party(self.folder, url(), self.clock, face) for face in (Face.CONSOLE, Face.AGENT)]
        self.counts: Counter[str] = Counter()
        """What took place: where nothing ever leaves, nothing is proved."""
        self.done = Done()
        """What the last deed tells about itself."""
        self.made = 0
        """Zip codes and captures; each gets a number of its own."""

    def end(self) -> None:
        for party in self.parties:
            party.die()
        shutil.rmtree(self.folder)

    def begin(self, *, hold: int, ready: bool) -> None:
        """Reports wait `hold` hours; when `ready` everything is answered with yes."""
        with self.parties[0].database.write() as connection:
            for key, number in ((settings.HOLD_HOURS, hold), (settings.KEEP_DAYS, 3650)):
                settings.put(connection, key, str(number), self.clock(), Face.CONSOLE)
        if ready:
            self.allow_everything(0)
            self.type_zip(1)

    def do(self, who: int, name: str) -> None:
        """The deed `name`."""
        do = self.act(who, name)
        assert do is not None
        do()

    def act(self, who: int, name: str) -> Callable[[], None] | None:
        """The deed `name`, to be done later; None for no deed."""
        acts: dict[str, Callable[[], None]] = {
            "death": death,
            "no": lambda: self.say_no(who, OPTIONAL_PURPOSES),
            "no, elsewhere": lambda: self.say_no_elsewhere(who),
            "two noes": lambda: self.say_two_noes_at_once(who),
            "everything": lambda: self.allow_everything(who),
            "no and yes": lambda: in_turn(self.say_no, self.say_yes)(who, OPTIONAL_PURPOSES),
            "nothing for a moment": lambda: in_turn(self.want_nothing, self.end_nothing)(who),
            "do not track for a moment": lambda: in_turn(self.see_do_not_track, self.forget_do_not_track)(who),
            "sign out and in": lambda: in_turn(self.sign_out, self.sign_in)(who),
            "nothing": lambda: self.want_nothing(who),
            "nothing, elsewhere": lambda: self.want_nothing_elsewhere(who),
            "nothing ends": lambda: self.end_nothing(who),
            "do not track": lambda: self.see_do_not_track(who),
            "track": lambda: self.forget_do_not_track(who),
            "pause": lambda: self.pause(who, 1),
            "no pause": lambda: self.pause(who, 0),
            "sign in": lambda: self.sign_in(who),
            "sign out": lambda: self.sign_out(who),
            "zip": lambda: self.type_zip(who),
            "no zip": lambda: self.forget_zip(who),
            "precision": lambda: self.choose_precision(who, THREE),
            "no precision": lambda: self.choose_precision(who, NONE),
            "whole precision": lambda: self.choose_precision(who, WHOLE),
            "reset": lambda: self.reset(who),
        }
        return acts.get(name)

    def say_yes(self, who: int, purposes: Sequence[str]) -> None:
        self.parties[who].answer(purposes, yes=True)
        self.person.says_yes(purposes)

    def allow_everything(self, who: int) -> None:
        self.parties[who].acknowledge()
        self.person.noticed = True
        self.sign_in(who)
        if self.person.nothing:
            self.end_nothing(who)
        if self.person.do_not_track:
            self.forget_do_not_track(who)
        self.pause(who, 0)
        self.say_yes(who, OPTIONAL_PURPOSES)

    def say_no(self, who: int, purposes: Sequence[str]) -> None:
        self.done = self.parties[who].answer(purposes, yes=False)
        self.person.says_no(purposes)
        self.counts["taken back"] += self.done.cancelled

    def say_two_noes_at_once(self, who: int) -> None:
        """The second comes in between, through the other process."""

        def database() -> Database:
            self.say_no(1 - who, ("charts", "recognise"))
            return self.parties[who].database

        self.parties[who].answer(("nearby", "versions"), yes=False, database=database)
        self.person.says_no(("nearby", "versions"))

    def say_no_elsewhere(self, who: int) -> None:
        """The record can not be read at this moment."""
        assert self.parties[who].answer(OPTIONAL_PURPOSES, yes=False, database=self._damaged).trouble
        self.person.says_no(OPTIONAL_PURPOSES)

    def want_nothing(self, who: int) -> None:
        self.done = self.parties[who].nothing(on=True)
        self.person.wants_nothing()

    def want_nothing_elsewhere(self, who: int) -> None:
        assert self.parties[who].nothing(on=True, database=self._damaged).trouble
        self.person.wants_nothing()

    def end_nothing(self, who: int) -> None:
        self.parties[who].nothing(on=False)
        self.person.nothing = False

    def see_do_not_track(self, who: int) -> None:
        self.parties[who].see_do_not_track()
        self.person.does_not_want_to_be_tracked()

    def forget_do_not_track(self, who: int) -> None:
        for party in self.parties:
            party.environ.pop("DO_NOT_TRACK", None)
        self.parties[who].forget_do_not_track()
        self.person.do_not_track = False

    def pause(self, who: int, hours: int) -> None:
        until = self.clock() + hours * HOUR if hours else 0
        self.parties[who].pause(until)
        self.person.paused_until = until

    def sign_in(self, who: int) -> None:
        self.parties[who].sign_in(used=True)
        self.person.signed_in = True

    def sign_out(self, who: int) -> None:
        self.done = self.parties[who].sign_in(used=False)
        self.person.signs_out()

    def type_zip(self, who: int) -> None:
        self.made += 1
        zip = f"{self.made:05}"
        self.done = self.parties[who].type_zip(zip)
        self.person.zip = zip

    def forget_zip(self, who: int) -> None:
        self.done = self.parties[who].type_zip(None)
        self.person.zip = ""

    def choose_precision(self, who: int, level: str) -> None:
        self.done = self.parties[who].choose_precision(level)
        self.person.precision = level

    def reset(self, who: int) -> None:
        self.done = self.parties[who].reset()
        self.person.resets()

    def _damaged(self) -> Database:
        """A record that can not be read. Raises StoreDamagedError."""
        path = self.folder / "damaged.sqlite3"
        path.write_bytes(b"This is no record. " * 100)
        return open_database(path)
