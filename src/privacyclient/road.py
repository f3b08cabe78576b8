# SPDX-License-Identifier: MIT
"""The road of a report: capture, gate, ledger, wire, ledger. The one module that knows the whole walk."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

from msgspec import Struct

from privacyclient import capture, judging
from privacyclient.choices import settings, words
from privacyclient.choices.model import OPTIONAL, Standing
from privacyclient.choices.standing import read_standing
from privacyclient.errors import NotFoundError, OvertakenError, WireError, WithheldError
from privacyclient.gate import Permit, Refusal, Rules, decide
from privacyclient.ledger import append, cancel, claim, queue, read, refused, settle
from privacyclient.ledger.model import Entry, FieldNote, Judgement, Outcome, Stage, Verdict
from privacyclient.policy.model import Channel, Policy
from privacyclient.policy.precision import Value
from privacyclient.program import Program
from privacyclient.report import Report, make
from privacyclient.sources.model import Machine, Sample
from privacyclient.system.clock import DAY, HOUR
from privacyclient.system.database import Connection, Database
from privacyclient.system.locks import held

DRAFT_AGE = DAY
"""An older draft is made anew: its values may not be true any more."""
STALE = "It was made more than a day ago."
LOCK_SECONDS = 60.0


class Preview(Struct, frozen=True):
    """What would happen to a report now: its bytes and what each field rests on, or the refusal."""

    rules: Rules
    refusal: Refusal | None
    fields: tuple[FieldNote, ...]
    head: bytes
    body: bytes
    """Empty when nothing may leave."""
    entry: int
    """The draft that holds these very bytes; 0: a rehearsal, which can never be sent."""


class Road(Struct, frozen=True):
    """Walks reports of one program through its database."""

    program: Program
    database: Database
    machine: Machine

    # --- making ---------------------------------------------------------------------------------------------

    def sample(
        self, policy: Policy, channel: Channel, told: Mapping[str, Value], *, required_only: bool = False
    ) -> Sample:
        """Collect what may be collected now. Probes run outside of any transaction."""
        company, recipient = policy.company.id, channel.recipient
        with self.database.read() as connection:
            standing = self._standing(connection, policy)
            typed = capture.typed_values(connection)
            known = capture.identifiers(connection, company, recipient)
        items = capture.wanted(policy, channel, standing, required_only=required_only)
        lacking = capture.lacks_identifier(items, known)
        if lacking:
            with self.database.write() as connection:
                for item in lacking:
                    capture.make_identifier(connection, company, recipient, item, standing.now)
                known = capture.identifiers(connection, company, recipient)
        return capture.take(policy, channel, standing, items, machine=self.machine, typed=typed, known=known, told=told)

    def draft(self, policy: Policy, channel: Channel) -> Preview:
        """The frozen draft of a channel: the one that is there when it still holds, else a new one.

        What it shows is what will be sent, byte for byte; a draft that holds no longer is voided visibly.
        """
        with self.database.read() as connection:
            kept = read.draft(connection, policy.company.id, channel.id)
            why = self._void(connection, kept) if kept else ""
            rules = self._rules(policy, channel, self._standing(connection, policy))
        if kept and not why:
            return Preview(rules, None, kept.fields, kept.head, kept.body, kept.row.id)
        sample = self.sample(policy, channel, {})
        decision = decide(sample, rules)
        if isinstance(decision, Refusal) and not kept:
            return _preview(rules, decision)
        with self.database.write() as connection:
            if kept:
                cancel.entries(connection, (kept.row,), self._now(), why)
            rules = self._rules(policy, channel, self._standing(connection, policy))
            decision = decide(capture.confirmed(sample, capture.current(connection, policy, channel)), rules)
            if isinstance(decision, Refusal):
                return _preview(rules, decision)
            report, id = make((decision,)), 0
            if len(report.body) <= channel.max_bytes:
                (id,) = append.append(connection, (report,), at=self._now(), stage=Stage.DRAFT, due_at=0)
        if not id:  # told only now, so that the draft which holds no longer stays voided
            raise WithheldError(f"The report has {len(report.body)} bytes; {channel.max_bytes} are allowed.")
        return _preview(rules, report, id)

    def rehearse(self, policy: Policy, channel: Channel, standing: Standing) -> Preview:
        """What would be sent under a supposed `standing`. It is kept nowhere and can never be sent."""
        with self.database.read() as connection:
            typed = capture.typed_values(connection)
            known = capture.identifiers(connection, policy.company.id, channel.recipient)
        items = capture.wanted(policy, channel, standing)
        sample = capture.take(policy, channel, standing, items, machine=self.machine, typed=typed, known=known, told={})
        rules = self._rules(policy, channel, standing)
        decision = decide(sample, rules)
        return _preview(rules, make((decision,)) if isinstance(decision, Permit) else decision)

    # --- queueing -------------------------------------------------------------------------------------------

    def queue_draft(self, preview: Preview, *, at_once: bool) -> int:
        """The draft becomes an entry that waits, or may leave at once. Raises WithheldError when nothing may leave."""
        if preview.refusal or not preview.entry:
            raise WithheldError(f"Nothing may leave: {words.reason(_main(preview))}.")
        at = self._now()
        with self.database.write() as connection:
            kept = read.entry(connection, preview.entry)
            why = self._void(connection, kept)
            if not why:
                due = at if at_once else self._due(connection, at, optional=_is_optional(kept))
                queue.enqueue(connection, kept.row.id, due_at=due, at=at)
                refused.note_fields(connection, kept, at)
            elif kept.row.stage is Stage.DRAFT:
                cancel.entries(connection, (kept.row,), at, why)
        if why:
            raise WithheldError(f"The report you saw holds no longer. {why}", advice="Look at the new one first.")
        return kept.row.id

    def submit(
        self, policy: Policy, channel: Channel, told: Sequence[Mapping[str, Value]], *, required_only: bool = False
    ) -> int:
        """Take one sample for each of `told`, and queue all that is permitted as one entry; 0: nothing may leave."""
        samples = [self.sample(policy, channel, one, required_only=required_only) for one in told]
        return self.submit_samples(policy, channel, samples)

    def submit_samples(self, policy: Policy, channel: Channel, samples: Sequence[Sample]) -> int:
        """Judge `samples` and write what is permitted down as one entry, in one transaction. 0: nothing may leave."""
        at = self._now()
        with self.database.write() as connection:
            rules = self._rules(policy, channel, self._standing(connection, policy))
            current = capture.current(connection, policy, channel)
            decisions = [(decide(capture.confirmed(sample, current), rules), sample.values) for sample in samples]
            refused.note(connection, decisions, at)
            permits = [decision for decision, _ in decisions if isinstance(decision, Permit)]
            _made(connection, policy, channel, at)
            if not permits:
                return 0
            report = make(permits)
            if len(report.body) > channel.max_bytes:
                refused.note_whole(connection, policy.company.id, channel.id, refused.TOO_LARGE, at)
                return 0
            due = self._due(connection, at, optional=any(permit.optional for permit in permits))
            (id,) = append.append(connection, (report,), at=at, stage=Stage.QUEUED, due_at=due)
        return id

    def skip(self, policy: Policy, channel: Channel) -> None:
        """No report can be made for this channel now; the next try is when its interval is over."""
        with self.database.write() as connection:
            _made(connection, policy, channel, self._now())

    # --- walking --------------------------------------------------------------------------------------------

    def walk(self, id: int) -> Outcome:
        """Send one entry that is due, and write down what came of it. Raises OvertakenError when it may not leave."""
        with held(self.program.profile.sender_lock, seconds=LOCK_SECONDS):
            self.recover()
            entry = self._admit(id)
            try:
                outcome = self._send(entry)
            except WireError as error:
                if isinstance(error, OvertakenError):
                    raise
                return self._not_delivered(entry, error)
            with self.database.write() as connection:
                settle.settle(connection, id, outcome, self._now())
            return outcome

    def recover(self) -> int:
        """What a crash cut off becomes "unknown", with a second try. For the holder of the sender's lock."""
        with self.database.read() as connection:
            if not read.in_stages(connection, (Stage.LEAVING,)):
                return 0
        from privacyclient.wire.backoff import again_after_a_crash

        at = self._now()
        with self.database.write() as connection:
            return settle.recover(connection, at, lambda attempts: again_after_a_crash(attempts, at))

    def sweep(self) -> int:
        """Take back everything that waits and may never leave any more, and drafts that hold no longer. How many."""
        whys: dict[int, str] = {}
        with self.database.read() as connection:
            for row in (*read.waiting(connection), *read.in_stages(connection, (Stage.DRAFT,))):
                with contextlib.suppress(NotFoundError):  # another process cleared it in between
                    whys[row.id] = self._never(connection, read.entry(connection, row.id))
        if not any(whys.values()):
            return 0
        with self.database.write() as connection:
            never = [row for row in read.in_stages(connection, cancel.LIVE) if whys.get(row.id)]
            for row in never:
                cancel.entries(connection, (row,), self._now(), whys[row.id])
        return len(never)

    # --- parts ----------------------------------------------------------------------------------------------

    def _admit(self, id: int) -> Entry:
        """The entry, if it may leave as far as can be told before connecting: what is off is not even looked up."""
        at = self._now()
        with self.database.read() as connection:
            entry = read.entry(connection, id)
            judged = claim.judge_now(connection, entry, self._judge, at)
        if judged.verdict is Verdict.YES:
            return entry
        with self.database.write() as connection:
            claim.turn_away(connection, read.entry(connection, id), judged, at)
        raise OvertakenError(judged.reason)

    def _send(self, entry: Entry) -> Outcome:
        from privacyclient.wire.send import send  # heavy: 95 ms, only when something is sent

        return send(
            entry,
            claim=lambda: claim.claim(self.database, entry.row.id, self._judge, self._now()),
            at=self._now(),
            environ=self.program.around.environ,
        )

    def _not_delivered(self, entry: Entry, error: WireError) -> Outcome:
        from privacyclient.wire.send import not_delivered

        outcome = not_delivered(error, entry, self._now())
        with self.database.write() as connection:
            if outcome.stage is Stage.UNKNOWN:
                settle.settle(connection, entry.row.id, outcome, self._now())
            else:
                settle.not_reached(connection, entry.row.id, outcome, self._now())
        return outcome

    def _never(self, connection: Connection, entry: Entry) -> str:
        """Why what waits, or a draft, may never leave; empty when it may, now or later."""
        if entry.row.stage is Stage.DRAFT:
            return self._void(connection, entry)
        judged = self._judge(connection, entry)
        return judged.reason if judged.verdict is Verdict.NO else ""

    def _void(self, connection: Connection, kept: Entry) -> str:
        """Why a draft holds no longer; empty when it does."""
        if kept.row.stage is not Stage.DRAFT:
            return f"It is {kept.row.stage.value} by now. {kept.row.detail}".strip()
        judged = self._judge(connection, kept)
        if judged.verdict in (Verdict.NO, Verdict.CHANGED) or judged.fault:
            return judged.reason
        return STALE if self._now() - kept.row.made_at > DRAFT_AGE else ""

    def _rules(self, policy: Policy, channel: Channel, standing: Standing) -> Rules:
        return judging.rules(self.program, policy, channel, standing)

    def _judge(self, connection: Connection, entry: Entry) -> Judgement:
        return judging.judge(self.program, connection, entry)

    def _standing(self, connection: Connection, policy: Policy) -> Standing:
        return read_standing(connection, policy, self.program.around)

    def _due(self, connection: Connection, at: int, *, optional: bool) -> int:
        return at + settings.number(connection, settings.HOLD_HOURS) * HOUR if optional else at

    def _now(self) -> int:
        return self.program.around.clock()


def _preview(rules: Rules, decided: Report | Refusal, entry: int = 0) -> Preview:
    if isinstance(decided, Refusal):
        return Preview(rules, decided, (), b"", b"", 0)
    fields = tuple(
        FieldNote(field.item, field.action.value, field.reason, field.masked) for field in decided.permits[0].fields
    )
    return Preview(rules, None, fields, decided.head, decided.body, entry)


def _main(preview: Preview) -> str:
    return preview.refusal.reason if preview.refusal else "a rehearsal is never sent"


def _is_optional(entry: Entry) -> bool:
    return any(subject == OPTIONAL for subject, _ in entry.basis)


def _made(connection: Connection, policy: Policy, channel: Channel, at: int) -> None:
    connection.execute(
        "INSERT INTO schedule VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET last_at = ?3, owed = 0",
        (policy.company.id, channel.id, at),
    )
