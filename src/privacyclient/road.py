# SPDX-License-Identifier: MIT
"""The road of a report: capture, gate, ledger, wire, ledger. The one module that knows the whole walk."""

from __future__ import annotations

import contextlib

from privacyclient.errors import NotFoundError, OvertakenError, WireError
from privacyclient.ledger import cancel, claim, read, settle
from privacyclient.ledger.model import Entry, Outcome, Stage, Verdict
from privacyclient.making import Making
from privacyclient.system.database import Connection
from privacyclient.system.locks import held

LOCK_SECONDS = 60.0


class Road(Making, frozen=True):
    """Makes the reports of one program (see `making`) and walks them to their recipients."""

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
