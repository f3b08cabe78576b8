# SPDX-License-Identifier: MIT
"""Reads this computer and the report of one channel, off the GUI thread: what the page of the data shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from privacyclient.desktop.core import Core
from privacyclient.desktop.snapshot import in_persons_language
from privacyclient.desktop.tasks import Job
from privacyclient.policy.model import Policy
from privacyclient.system.database import Database
from privacyclient.wording import _

if TYPE_CHECKING:  # these load the road
    from privacyclient.faces.data import Data
    from privacyclient.faces.preview import Shown
    from privacyclient.making import Making


class Reading(Struct, frozen=True):
    """One report, everything beside it, and perhaps a rehearsal of the same report under another answer."""

    policy: Policy
    shown: Shown | None
    """None: no way out that the policy names is this program's own."""
    data: Data
    masked: str
    """The body with identifying values hidden."""
    rehearsal: Shown | None
    rehearsed: str
    """The purpose that is answered otherwise in it; empty: none."""


class Could(Struct, frozen=True):
    """One thing this computer could tell."""

    source: str
    here: str
    """Empty when there is nothing."""
    absence: str


def reading(company: str, channel: str, rehearsed: str) -> Callable[[Core, Job], Reading]:
    """Work for a lane. The first channel for an empty one. Raises NotFoundError for what is no longer here.

    Where something may leave, the draft is made and kept, as `show` does: what is seen is what will be sent.
    """

    def work(core: Core, _job: Job) -> Reading:
        from privacyclient.faces import data, states, walking
        from privacyclient.faces.looking import look

        policy = in_persons_language(core.program).company(company)
        making = walking.road(core.program, _database(core, policy))
        ours = states.used_by_this_program(policy)
        way = next((one for one in ours if one.id == channel), ours[0] if ours else None)
        if way is None:
            with core.reading() as connection:
                beside = data.Data((), data.elsewhere(policy, None, connection, making.machine))
            return Reading(policy, None, beside, "", None, "")
        shown = look(making, policy, way)
        rehearsal = _rehearsal(making, shown, rehearsed)
        with core.reading() as connection:
            beside = data.read(shown, connection, making.machine)
        return Reading(policy, shown, beside, _masked(making, shown), rehearsal, rehearsed if rehearsal else "")

    return work


def _database(core: Core, policy: Policy) -> Database:
    """The record, made only when something may leave: looking leaves no trace (see `console.show`)."""
    from privacyclient.choices.standing import read_standing
    from privacyclient.faces import states

    with core.reading() as connection:
        standing = read_standing(connection, policy, core.program.around)
    on = any(states.state_of(core.program, policy, channel, standing).on for channel in policy.channels)
    return core.record() if on or core.look().path else core.look()


def _rehearsal(making: Making, shown: Shown, id: str) -> Shown | None:
    """The same report, with the opposite of what is so now of the purpose `id`."""
    from privacyclient.choices.resolve import effective
    from privacyclient.faces.looking import look

    purpose = next((one for one in shown.policy.purposes if one.id == id), None)
    if purpose is None:
        return None
    if effective(purpose, shown.standing).on:
        return look(making, shown.policy, shown.channel, refuse=(purpose,))
    return look(making, shown.policy, shown.channel, suppose=(purpose,))


def _masked(making: Making, shown: Shown) -> str:
    from privacyclient.ledger import read
    from privacyclient.ledger.export import body_text

    if shown.preview is None or not shown.preview.entry:
        return ""
    with making.database.read() as connection:
        return body_text(read.entry(connection, shown.preview.entry), masked=True)


def sources(core: Core, _job: Job) -> tuple[Could, ...]:
    """Everything this computer could tell by itself. No number is made, nothing is written."""
    from privacyclient.faces import values
    from privacyclient.faces.recorded import recorded
    from privacyclient.sources.catalog import SOURCES
    from privacyclient.sources.collect import collect
    from privacyclient.sources.model import Machine

    ids = [source.id for source in SOURCES if source.read]
    found = collect(ids, Machine(environ=core.program.around.environ), {})
    return tuple(
        Could(id, "" if one.value is None else values.shown(one.value), recorded(one.reason) or _("not known"))
        for id, one in found.items()
    )
