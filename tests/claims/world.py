# SPDX-License-Identifier: MIT
"""Two processes on one profile, a real collector, and a person beside them who says what may arrive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct
from tests.claims.collector import ACCEPTED, Arrival, Collector
from tests.claims.company import TOLD, ids, records, told
from tests.claims.deeds import TAKEN_BACK, Deeds
from tests.claims.party import Died
from tests.claims.person import Capture, Person

from privacyclient import judging
from privacyclient.acts.model import Done
from privacyclient.errors import NotFoundError, OvertakenError, WithheldError
from privacyclient.ledger import claim, erase, queue
from privacyclient.ledger.model import Entry, Judgement, Row, Stage
from privacyclient.making import Preview
from privacyclient.sources.model import Sample
from privacyclient.system.database import Connection


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


class World(Deeds):
    """What is captured, queued, sent and lost. `check` raises AssertionError for whatever must not be."""

    def __init__(self) -> None:
        self.collector = Collector(self._look)
        super().__init__(lambda: self.collector.url)
        self.captures: dict[str, tuple[Capture, ...]] = {}
        """What held when a report was captured, by its number. One that is parted gets a second number; where several
        were queued together, it may be that of any of them."""
        self.numbers: dict[str, int] = {}
        self.arrived: list[Arrival] = []
        """What came and must be in the record."""
        self.last_told = ""
        """What the last sample says that no other does, or the version where no player speaks."""
        self.judged = 0
        self.era = 0
        self.copy: Copy | None = None
        self.meanwhile: Callable[[], None] | None = None
        """What another process does while something is leaving."""
        self.told_nothing = False
        """Whether it left, and the person who took it back was not told so."""

    def end(self) -> None:
        self.collector.close()
        super().end()

    def _look(self) -> Seen:
        seen = Seen(self.person.copy(), self.clock())
        if self.meanwhile:
            self.done = Done(leaving=1)
            self.meanwhile()
            self.meanwhile = None
            self.told_nothing |= not self.done.leaving
            self.counts["already leaving"] += 1
        return seen

    # --- what is captured and queued --------------------------------------------------------------------------

    def capture(self, who: int, channel: str) -> Held:
        self.made += 1
        text = f"{channel} {self.made}"
        party = self.parties[who]
        sample = party.road.sample(party.policy, party.channel(channel), told(channel, text))
        self.last_told = text if channel in TOLD else str(sample.values.get("version", ""))
        self.captures[sample.report_id] = (self.person.capture(self.clock(), text),)
        return Held(sample, self.era)

    def submit(self, who: int, held: Held, *, more: int = 0, act: str = "") -> None:
        """Queue a sample, and `more` that are captured now, as one report."""
        if held.era != self.era:
            return
        party = self.parties[who]
        samples = [held.sample, *(self.capture(who, held.sample.channel).sample for _ in range(more))]
        channel = party.channel(held.sample.channel)

        def submit() -> None:
            queued = party.road.submit_samples(party.policy, channel, samples)
            self.counts["queued" if queued else "held back"] += 1
            self._know_all(tuple(capture for sample in samples for capture in self.captures[sample.report_id]))

        self._with(who, 0, act, submit)

    def draft(self, who: int, channel: str) -> Preview:
        party = self.parties[who]
        preview = party.road.draft(party.policy, party.channel(channel))
        for id in ids(preview.body) if preview.body else ():
            self.captures.setdefault(id, (self.person.capture(self.clock(), ""),))
        return preview

    def queue_draft(self, who: int, preview: Preview, *, at_once: bool, act: str) -> None:
        self._with(who, 0, act, lambda: self.parties[who].road.queue_draft(preview, at_once=at_once))

    def report(self, who: int, channel: str, act: str = "") -> None:
        self.submit(who, self.capture(who, channel), act=act)

    # --- what leaves ------------------------------------------------------------------------------------------

    def walk(
        self,
        who: int,
        which: int = -1,
        *,
        hurry: bool = True,
        answer: str = ACCEPTED,
        after: int = 0,
        act: str = "",
        while_leaving: bool = False,
    ) -> None:
        """Send one of those that wait, at once when in a `hurry`; `act` comes in between, or `while_leaving`."""
        row = self._one_that_waits(who, which)
        if row is None:
            return
        party = self.parties[who]
        if hurry:
            with party.database.write() as connection:
                queue.send_now(connection, row.id, self.clock())
        self.collector.answers.append(answer)
        if while_leaving and act in TAKEN_BACK:
            self.meanwhile = self.act(1 - who, act)
            act = ""
        self._with(who, after, act, lambda: party.road.walk(row.id))
        self.meanwhile = None
        self.collector.answers.clear()

    def run_the_agent(self, who: int, *, after: int, act: str) -> None:
        self._with(who, after, act, self.parties[who].run_agent_once)

    # --- what happens besides ---------------------------------------------------------------------------------

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

    def waits_to_say(self, channel: str) -> list[str]:
        """What the player told, or the version, in everything that waits."""
        item = TOLD.get(channel, "version")
        entries = [self.parties[0].entry(row.id) for row in self.parties[0].waiting()]
        return [record[item] for entry in entries for record in records(entry.body) if item in record]

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
            self.restart(who)

    # --- what must hold after every step ----------------------------------------------------------------------

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

    def the_record_tells_what_arrived(self) -> None:
        party = self.parties[0]
        self._know_all((self.person.capture(self.clock(), ""),))
        entries = [party.entry(row.id) for row in party.rows()]
        bodies = Counter(entry.head + entry.body for entry in entries)
        assert [bodies[arrival.head + arrival.body] for arrival in self.arrived] == [1] * len(self.arrived)
        accepted = {arrival.body for arrival in self.collector.arrivals if arrival.answer == ACCEPTED}
        assert all(entry.body in accepted for entry in entries if entry.row.stage is Stage.DELIVERED)

    def who_took_back_what_was_leaving_was_told(self) -> None:
        assert not self.told_nothing

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
            with self.parties[who].interrupted(after, self.act(1 - who, act)):
                do()
            self.counts["done"] += 1
        except (OvertakenError, WithheldError, NotFoundError) as error:
            self.counts[type(error).__name__] += 1
        except Died:
            self.counts["died"] += 1
            self.restart(who)

    def restart(self, who: int) -> None:
        self.parties[who].die()
        self.parties[who].start()
