# SPDX-License-Identifier: MIT
"""The state machine of "a saved no cannot be overtaken": two processes, one profile, one real collector.

Hypothesis chooses what happens next; `Person` says, from what the person did alone, what may arrive.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, ParamSpec

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from msgspec import Struct
from tests.claims.collector import ACCEPTED, ANSWERS, Arrival, Collector
from tests.claims.company import OPTIONAL_PURPOSES, ids, records, told
from tests.claims.party import Died, Party, death
from tests.claims.person import NONE, THREE, WHOLE, Capture, Person
from tests.profiles import START, StandingClock

from privacyclient import judging
from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.choices.model import Face
from privacyclient.errors import NotFoundError, OvertakenError, WithheldError
from privacyclient.ledger import claim, erase, queue
from privacyclient.ledger.model import Entry, Judgement, Row, Stage
from privacyclient.making import Preview
from privacyclient.sources.model import Sample
from privacyclient.system.clock import DAY, HOUR, SECOND
from privacyclient.system.database import Connection, Database, open_database

P = ParamSpec("P")
CHANNELS = ("plays", "door", "pulse")
CHANNEL = st.sampled_from(CHANNELS)
WHO = st.integers(0, 1)
PARTS = 2
"""A report that is required in part is queued in so many entries."""
PART = st.sampled_from((-1, -PARTS))
PURPOSES = st.lists(st.sampled_from(OPTIONAL_PURPOSES), min_size=1, max_size=3, unique=True)
STEPS = (-2 * DAY, -HOUR, 45 * SECOND, HOUR, 25 * HOUR, 8 * DAY)
"""How far the clock is set, in milliseconds."""
WHATEVER: tuple[str | int, ...] = (
    *STEPS,
    *("it is restarted", "it is cleared", "it is copied", "it is copied", "the copy is put back"),
    *("one is discarded", "one is claimed", "one is claimed"),
)
FOR_A_MOMENT = ("no and yes", "nothing for a moment", "do not track for a moment", "sign out and in")
TAKEN_BACK = (*FOR_A_MOMENT, "no", "nothing", "do not track", "sign out", "zip", "precision", "reset")
"""What takes back what waits, and tells of what is leaving."""
REFUSED = (
    *("no", "no, elsewhere", "two noes", "nothing", "nothing, elsewhere", "no and yes"),
    *("do not track", "do not track for a moment", "sign out", "sign out and in"),
)
"""What an old record that is put back must not undo."""
COMES_BETWEEN = (*TAKEN_BACK, "death", "pause", "no, elsewhere")
INTERRUPTIONS = st.sampled_from(COMES_BETWEEN)
ACTS = st.sampled_from((*[""] * 12, *COMES_BETWEEN))
"""What comes in between; half of the time nothing."""
MOMENTS = range(7)
"""How often a sender looked at the clock; so many looks one walk has."""
MOMENT = st.sampled_from(MOMENTS)
ANSWER = st.sampled_from((ACCEPTED, *ANSWERS))
DEEDS = st.sampled_from(
    (
        *["everything"] * 8,
        *TAKEN_BACK,
        *("two noes", "no, elsewhere", "nothing, elsewhere", "nothing ends", "track", "pause", "no pause"),
        *("sign in", "no zip", "no precision", "whole precision"),
    )
)


def in_turn(*acts: Callable[P, None]) -> Callable[P, None]:
    """One act after the other, with the same arguments."""

    def both(*args: P.args, **kwargs: P.kwargs) -> None:
        for act in acts:
            act(*args, **kwargs)

    return both


class Held(Struct, frozen=True):
    """A sample in the memory of a process."""

    sample: Sample
    era: int
    """Which run of the processes it lives in: none survives the return of an old record."""


class Seen(Struct, frozen=True):
    """What the person had said, and the time, when something arrived."""

    person: Person
    now: int


class Copy(Struct, frozen=True):
    """A copy of the record, kept elsewhere."""

    data: bytes
    person: Person
    arrived: tuple[Arrival, ...]


class Overtaking(RuleBasedStateMachine):
    """See the head of this module."""

    counts: ClassVar[Counter[str]] = Counter()
    """What took place, over all runs: a machine in which nothing ever leaves would prove nothing."""

    samples: Bundle[Held] = Bundle("samples")
    previews: Bundle[Preview] = Bundle("previews")

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.clock = StandingClock(START)
        self.person = Person()
        self.collector = Collector(self._look)
        self.parties = [Party(self.folder, self.collector.url, self.clock, face) for face in (Face.CONSOLE, Face.AGENT)]
        self.captures: dict[str, tuple[Capture, ...]] = {}
        """What held when a report was captured, by its number. One that is parted gets a second number; where several
        were queued together, it may be that of any of them."""
        self.numbers: dict[str, int] = {}
        self.arrived: list[Arrival] = []
        """What came and must be in the record."""
        self.judged = 0
        self.made = 0
        self.era = 0
        self.copy: Copy | None = None
        self.done = Done()
        """What the last thing the person did tells about itself."""
        self.meanwhile: Callable[[], None] | None = None
        """What another process does while something is leaving."""
        self.told_nothing = False
        """Whether it left, and the person who took it back was not told so."""

    def teardown(self) -> None:
        self.collector.close()
        for party in self.parties:
            party.die()
        shutil.rmtree(self.folder)

    def _look(self) -> Seen:
        seen = Seen(self.person.copy(), self.clock())
        if self.meanwhile:
            self.done = Done(leaving=1)
            self.meanwhile()
            self.meanwhile = None
            self.told_nothing |= not self.done.leaving
            self.counts["already leaving"] += 1
        return seen

    @initialize(hold=st.sampled_from((0, 0, 24)), ready=st.sampled_from((True, True, True, False)))
    def begin(self, hold: int, ready: bool) -> None:
        with self.parties[0].database.write() as connection:
            for key, number in ((settings.HOLD_HOURS, hold), (settings.KEEP_DAYS, 3650)):
                settings.put(connection, key, str(number), self.clock(), Face.CONSOLE)
        if ready:
            self.allow_everything(0)
            self.type_zip(1)

    # --- what the person does ---------------------------------------------------------------------------------

    @rule(who=WHO, deed=DEEDS)
    def do_something(self, who: int, deed: str) -> None:
        do = self._act(who, deed)
        assert do is not None
        do()

    @rule(who=WHO, purposes=PURPOSES, yes=st.sampled_from((True, True, False)))
    def answer(self, who: int, purposes: Sequence[str], yes: bool) -> None:
        if yes:
            self.say_yes(who, purposes)
        else:
            self.say_no(who, purposes)

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

    # --- what is captured and queued --------------------------------------------------------------------------

    @rule(target=samples, who=WHO, channel=CHANNEL)
    def capture(self, who: int, channel: str) -> Held:
        return self._capture(who, channel)

    def _capture(self, who: int, channel: str) -> Held:
        self.made += 1
        text = f"{channel} {self.made}"
        party = self.parties[who]
        sample = party.road.sample(party.policy, party.channel(channel), told(channel, text))
        self.captures[sample.report_id] = (self.person.capture(self.clock(), text),)
        return Held(sample, self.era)

    @rule(who=WHO, held=consumes(samples), more=st.integers(0, 2), act=ACTS)
    def submit(self, who: int, held: Held, more: int, act: str) -> None:
        if held.era != self.era:
            return
        party = self.parties[who]
        samples = [held.sample, *(self._capture(who, held.sample.channel).sample for _ in range(more))]
        channel = party.channel(held.sample.channel)

        def submit() -> None:
            queued = party.road.submit_samples(party.policy, channel, samples)
            self.counts["queued" if queued else "held back"] += 1
            self._know_all(tuple(capture for sample in samples for capture in self.captures[sample.report_id]))

        self._with(who, 0, act, submit)

    @rule(target=previews, who=WHO, channel=CHANNEL)
    def draft(self, who: int, channel: str) -> Preview:
        party = self.parties[who]
        preview = party.road.draft(party.policy, party.channel(channel))
        for id in ids(preview.body) if preview.body else ():
            self.captures.setdefault(id, (self.person.capture(self.clock(), ""),))
        return preview

    @rule(who=WHO, preview=previews, at_once=st.booleans(), act=ACTS)
    def queue_draft(self, who: int, preview: Preview, at_once: bool, act: str) -> None:
        self._with(who, 0, act, lambda: self.parties[who].road.queue_draft(preview, at_once=at_once))

    @rule(who=WHO, channel=CHANNEL, act=ACTS)
    def report(self, who: int, channel: str, act: str) -> None:
        self.submit(who, self._capture(who, channel), 0, act)

    # --- what leaves ------------------------------------------------------------------------------------------

    @rule(
        who=WHO,
        which=st.integers(0, 9),
        hurry=st.booleans(),
        answer=ANSWER,
        after=MOMENT,
        act=ACTS,
        while_leaving=st.booleans(),
    )
    def walk(self, who: int, which: int, hurry: bool, answer: str, after: int, act: str, while_leaving: bool) -> None:
        row = self._one_that_waits(who, which)
        if row is None:
            return
        party = self.parties[who]
        if hurry:
            with party.database.write() as connection:
                queue.send_now(connection, row.id, self.clock())
        self.collector.answers.append(answer)
        if while_leaving and act in TAKEN_BACK:
            self.meanwhile = self._act(1 - who, act)
            act = ""
        self._with(who, after, act, lambda: party.road.walk(row.id))
        self.meanwhile = None
        self.collector.answers.clear()

    @rule(who=WHO, channel=CHANNEL, answer=ANSWER)
    def send(self, who: int, channel: str, answer: str) -> None:
        self.allow_everything(who)
        before = self.counts["queued"]
        self.report(who, channel, "")
        assert self.counts["queued"] == before + 1, "everything is on, and yet nothing may leave"
        for _ in range(PARTS):
            self.walk(1 - who, -1, True, answer, 0, "", False)

    @rule(who=WHO, channel=CHANNEL, which=PART, act=INTERRUPTIONS, after=MOMENT)
    def send_with_something_in_between(self, who: int, channel: str, which: int, act: str, after: int) -> None:
        self.allow_everything(who)
        self.report(who, channel, "")
        self.walk(1 - who, which, True, ACCEPTED, after, act, False)

    @rule(who=WHO, channel=CHANNEL, act=INTERRUPTIONS)
    def report_with_something_in_between(self, who: int, channel: str, act: str) -> None:
        self.allow_everything(who)
        self.report(who, channel, act)
        for _ in range(PARTS):
            self.walk(1 - who, -1, True, ACCEPTED, 0, "", False)

    @rule(who=WHO, channel=CHANNEL, which=PART, answer=ANSWER, act=st.sampled_from(TAKEN_BACK))
    def send_twice_with_something_while_leaving(
        self, who: int, channel: str, which: int, answer: str, act: str
    ) -> None:
        self.allow_everything(who)
        self.report(who, channel, "")
        self.walk(1 - who, which, True, answer, 0, act, True)
        self.let_time_pass(HOUR)
        for _ in range(PARTS):
            self.walk(who, -1, True, ACCEPTED, 0, "", False)

    @rule(who=WHO, channel=CHANNEL)
    def report_what_was_captured_in_a_pause(self, who: int, channel: str) -> None:
        self.allow_everything(who)
        self.pause(who, 1)
        held = self._capture(who, channel)
        self.pause(1 - who, 0)
        self.submit(who, held, 0, "")
        for _ in range(PARTS):
            self.walk(who, -1, True, ACCEPTED, 0, "", False)

    @rule(who=WHO, channel=CHANNEL, act=st.sampled_from(REFUSED))
    def refuse_and_put_an_old_record_back(self, who: int, channel: str, act: str) -> None:
        self.send(who, channel, ACCEPTED)
        self.report(who, channel, "")
        self.take_a_copy(who)
        self.do_something(who, act)
        self.put_the_copy_back()
        self.report(1 - who, channel, "")
        for _ in range(2 * PARTS):
            self.walk(who, -1, True, ACCEPTED, 0, "", False)

    @rule(who=WHO, after=st.integers(0, 40), dies=st.booleans())
    def run_the_agent(self, who: int, after: int, dies: bool) -> None:
        self._with(who, after, "death" if dies else "", self.parties[who].run_agent_once)

    # --- what happens besides ---------------------------------------------------------------------------------

    @rule(who=WHO, what=st.sampled_from(WHATEVER), which=st.integers(0, 9))
    def let_something_happen(self, who: int, what: str | int, which: int) -> None:
        happenings: dict[str | int, Callable[[], None]] = {
            "it is restarted": lambda: self._restart(who),
            "it is cleared": lambda: self.clear(who),
            "it is copied": lambda: self.take_a_copy(who),
            "the copy is put back": self.put_the_copy_back,
            "one is discarded": lambda: self.discard(who, which),
            "one is claimed": lambda: self.claim_and_die(who, which),
        }
        if isinstance(what, int):
            self.let_time_pass(what)
        else:
            happenings[what]()

    def let_time_pass(self, step: int) -> None:
        self.clock.pass_(step)

    def clear(self, who: int) -> None:
        erase.clear(self.parties[who].database, self.clock())
        kept = {row.report_id for row in self.parties[who].rows()}
        self.arrived = [arrival for arrival in self.arrived if ids(arrival.body)[0] in kept]

    def take_a_copy(self, who: int) -> None:
        assert self.parties[who].database.checkpoint()
        data = self.parties[who].program.profile.database.read_bytes()
        self.copy = Copy(data, self.person.copy(), tuple(self.arrived))

    def put_the_copy_back(self) -> None:
        """All processes end, the copy takes the place of the record, and they are started again."""
        if self.copy is None:
            return
        for party in self.parties:
            party.die()
        path = self.parties[0].program.profile.database
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(self.copy.data)
        self.person.goes_back_to(self.copy.person)
        self.arrived = list(self.copy.arrived)
        self.era += 1
        for party in self.parties:
            party.start()
            if "DO_NOT_TRACK" in party.environ:
                self.person.does_not_want_to_be_tracked()
        self.counts["put back"] += 1

    def discard(self, who: int, which: int) -> None:
        row = self._one_that_waits(who, which)
        if row:
            with self.parties[who].database.write() as connection:
                queue.discard(connection, row.id, self.clock())

    def claim_and_die(self, who: int, which: int) -> None:
        row = self._one_that_waits(who, which)
        party = self.parties[who]

        def judge(connection: Connection, entry: Entry) -> Judgement:
            return judging.judge(party.program, connection, entry)

        if row:
            try:
                claim.claim(party.database, row.id, judge, self.clock())
            except OvertakenError:
                return
            self.counts["claimed and died"] += 1
            self._restart(who)

    # --- what must hold after every step ----------------------------------------------------------------------

    @invariant()
    def what_arrived_was_allowed(self) -> None:
        for arrival in self.collector.arrivals[self.judged :]:
            assert arrival.whole
            seen: Seen = arrival.seen
            for record in records(arrival.body):
                captures = self.captures.setdefault(record["report.id"], (seen.person.capture(seen.now, ""),))
                faults = [list(seen.person.faults(record, one, seen.now, self.numbers)) for one in captures]
                assert [] in faults, (faults, record)
            self.arrived.append(arrival)
            self.counts["arrived"] += 1
        self.judged = len(self.collector.arrivals)

    @invariant()
    def the_record_tells_what_arrived(self) -> None:
        party = self.parties[0]
        self._know_all((self.person.capture(self.clock(), ""),))
        entries = [party.entry(row.id) for row in party.rows()]
        bodies = Counter(entry.head + entry.body for entry in entries)
        assert [bodies[arrival.head + arrival.body] for arrival in self.arrived] == [1] * len(self.arrived)
        accepted = {arrival.body for arrival in self.collector.arrivals if arrival.answer == ACCEPTED}
        assert all(entry.body in accepted for entry in entries if entry.row.stage is Stage.DELIVERED)

    @invariant()
    def who_took_back_what_was_leaving_was_told(self) -> None:
        assert not self.told_nothing

    @invariant()
    def the_record_is_whole(self) -> None:
        assert self.parties[0].faults() == ()
        assert self.parties[0].program.around.refusals().fault == ""

    def check(self) -> None:
        """All of the above, for whoever drives this machine by hand."""
        self.what_arrived_was_allowed()
        self.the_record_tells_what_arrived()
        self.who_took_back_what_was_leaving_was_told()
        self.the_record_is_whole()

    # --- parts ------------------------------------------------------------------------------------------------

    def _know_all(self, captures: tuple[Capture, ...]) -> None:
        """What the record holds that is not known yet was captured in this step."""
        party = self.parties[0]
        for entry in (party.entry(row.id) for row in party.rows()):
            for id in ids(entry.body) if entry.body else ():
                self.captures.setdefault(id, captures)

    def _one_that_waits(self, who: int, which: int) -> Row | None:
        waiting = self.parties[who].waiting()
        return waiting[which % len(waiting)] if waiting else None

    def _with(self, who: int, after: int, act: str, do: Callable[[], object]) -> None:
        """Have party `who` do something, with `act` coming in between; what it refuses to do is no fault."""
        try:
            with self.parties[who].interrupted(after, self._act(1 - who, act)):
                do()
            self.counts["done"] += 1
        except (OvertakenError, WithheldError, NotFoundError) as error:
            self.counts[type(error).__name__] += 1
        except Died:
            self.counts["died"] += 1
            self._restart(who)

    def _act(self, who: int, name: str) -> Callable[[], None] | None:
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

    def _restart(self, who: int) -> None:
        self.parties[who].die()
        self.parties[who].start()

    def _damaged(self) -> Database:
        """A record that can not be read. Raises StoreDamagedError."""
        path = self.folder / "damaged.sqlite3"
        path.write_bytes(b"This is no record. " * 100)
        return open_database(path)
