# SPDX-License-Identifier: MIT
"""The first half of the road: a report is collected, judged, made and written down. None of it sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from msgspec import Struct, structs

from privacyclient import capture, judging
from privacyclient.choices import settings, words
from privacyclient.choices.model import OPTIONAL, Standing
from privacyclient.choices.standing import read_standing
from privacyclient.errors import WithheldError
from privacyclient.gate import Action, Permit, Refusal, Rules, decide, only
from privacyclient.ledger import append, cancel, queue, read, refused
from privacyclient.ledger.model import Entry, FieldNote, Judgement, Stage, Verdict
from privacyclient.policy.model import Channel, Policy
from privacyclient.policy.precision import Value
from privacyclient.program import Program
from privacyclient.report import Report, make
from privacyclient.sources.model import Machine, Sample
from privacyclient.system.clock import DAY, HOUR
from privacyclient.system.database import Connection, Database
from privacyclient.wording import _

DRAFT_AGE = DAY
"""An older draft is made anew: its values may not be true any more."""
STALE = "It was made more than a day ago."
OUTGROWN = "More may be in it than when it was made."


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


class Making(Struct, frozen=True):
    """Makes the reports of one program, in its database."""

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
            if kept and not why and _is_outgrown(kept, rules, capture.current(connection, policy, channel)):
                why = OUTGROWN
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
            raise WithheldError(
                _("The report has {size} bytes; {most} are allowed.", size=len(report.body), most=channel.max_bytes)
            )
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
            raise WithheldError(_("Nothing may leave: {why}.", why=words.reason(_main(preview))))
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
            raise WithheldError(f"The report you saw holds no longer. {why}", advice=_("Look at the new one first."))
        return kept.row.id

    def submit(
        self, policy: Policy, channel: Channel, told: Sequence[Mapping[str, Value]], *, required_only: bool = False
    ) -> int:
        """Take one sample for each of `told`, and queue all that is permitted; see `submit_samples`."""
        samples = [self.sample(policy, channel, one, required_only=required_only) for one in told]
        return self.submit_samples(policy, channel, samples)

    def submit_samples(self, policy: Policy, channel: Channel, samples: Sequence[Sample]) -> int:
        """Judge `samples` and write what is permitted down, in one transaction: as one entry, or as two when a part is
        required and a part optional. Returns the first one's id; 0: nothing may leave.
        """
        at = self._now()
        with self.database.write() as connection:
            rules = self._rules(policy, channel, self._standing(connection, policy))
            current = capture.current(connection, policy, channel)
            samples = [capture.confirmed(sample, current) for sample in samples]
            decisions = [(decide(sample, rules), sample.values) for sample in samples]
            refused.note(connection, decisions, at)
            _made(connection, policy, channel, at)
            permits = [decision for decision, _ in decisions if isinstance(decision, Permit)]
            ids = [self._queue(connection, channel, part, at) for part in _parts(permits, samples, rules) if part]
        return next(filter(None, ids), 0)

    def _queue(self, connection: Connection, channel: Channel, permits: Sequence[Permit], at: int) -> int:
        """One entry for `permits`; 0 when it would be larger than its channel allows."""
        report = make(permits)
        if len(report.body) > channel.max_bytes:
            refused.note_whole(connection, permits[0].company, channel.id, refused.TOO_LARGE, at)
            return 0
        due = self._due(connection, at, optional=any(permit.optional for permit in permits))
        (id,) = append.append(connection, (report,), at=at, stage=Stage.QUEUED, due_at=due)
        return id

    def skip(self, policy: Policy, channel: Channel) -> None:
        """No report can be made for this channel now; the next try is when its interval is over."""
        with self.database.write() as connection:
            _made(connection, policy, channel, self._now())

    # --- parts ----------------------------------------------------------------------------------------------

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


def _is_outgrown(draft: Entry, rules: Rules, now: Mapping[str, Value | None]) -> bool:
    """Whether something left out of `draft` may go by now: a yes was said to it, or its value was typed since."""
    by_item = {rule.item: rule for rule in rules.rules if rule.allowed and not rule.added}
    sent = (Action.SENT.value, Action.COARSER.value)
    return any(
        words.is_code(field.reason) or now.get(field.item) is not None
        for field in draft.fields
        if field.action not in sent and field.item in by_item and field.reason != by_item[field.item].reason
    )


def _is_optional(entry: Entry) -> bool:
    return any(subject == OPTIONAL for subject, _ in entry.basis)


def _made(connection: Connection, policy: Policy, channel: Channel, at: int) -> None:
    connection.execute(
        "INSERT INTO schedule VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET last_at = ?3, owed = 0",
        (policy.company.id, channel.id, at),
    )


def _parts(permits: Sequence[Permit], samples: Sequence[Sample], rules: Rules) -> tuple[Sequence[Permit], ...]:
    """`permits` as they are, or their required and their optional parts: the first must not wait for the second."""
    subjects = {rule.subject for rule in rules.rules if not rule.optional}
    mixed = any(permit.optional and any(subject in subjects for subject, _ in permit.basis) for permit in permits)
    if not mixed:
        return (permits,)
    again = [structs.replace(sample, report_id=str(uuid4())) for sample in samples]
    parts = (
        [decide(sample, only(rules, optional=optional)) for sample in taken]
        for optional, taken in ((False, samples), (True, again))
    )
    return tuple([decision for decision in part if isinstance(decision, Permit)] for part in parts)
