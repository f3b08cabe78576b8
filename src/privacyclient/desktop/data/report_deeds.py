# SPDX-License-Identifier: MIT
"""What a person does with the report they see: these very bytes go now, or wait in the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from privacyclient.desktop import acting
from privacyclient.desktop.acting import Deed
from privacyclient.desktop.core import Core
from privacyclient.desktop.told import Told
from privacyclient.system.clock import local
from privacyclient.wording import _

if TYPE_CHECKING:  # it loads the road
    from privacyclient.making import Preview


def send(preview: Preview) -> Deed:
    """Send the draft of `preview`. For the lane SEND. Raises WithheldError when it holds no longer."""

    def deed(core: Core) -> Told:
        from privacyclient.errors import OvertakenError
        from privacyclient.faces import outcome, walking
        from privacyclient.faces.recorded import recorded

        road = walking.road(core.program, core.record())
        id = road.queue_draft(preview, at_once=True)
        try:
            return Told(outcome.sentence(walking.deliver(road, id)))
        except OvertakenError as error:
            return Told(_("It did not leave. {why}", why=recorded(error.detail)))

    return deed


def hold(preview: Preview) -> Deed:
    """Put the draft of `preview` into the outbox. Undone by discarding it."""

    def deed(core: Core) -> Told:
        from privacyclient.faces import walking

        road = walking.road(core.program, core.record())
        id = road.queue_draft(preview, at_once=False)
        due = walking.row_of(road, id).due_at
        return Told(_("Entry {id} waits in the outbox until {time}.", id=id, time=local(due)), acting.discard((id,)))

    return deed
