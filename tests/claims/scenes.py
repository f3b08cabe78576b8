# SPDX-License-Identifier: MIT
"""Short sequences in which something comes at the worst moment. Each begins with everything allowed."""

from __future__ import annotations

from tests.claims.collector import ACCEPTED
from tests.claims.world import World

from privacyclient.system.clock import HOUR

PARTS = 2
"""A report that is required in part is queued in so many entries; the last of them is the optional one."""
MOMENTS = range(7)
"""How often a sender looked at the clock; so many looks one walk has."""


def send(world: World, who: int, channel: str, answer: str = ACCEPTED) -> None:
    """Nothing comes in between: what is allowed must go."""
    world.allow_everything(who)
    world.report(who, channel)
    assert world.last_told in world.waits_to_say(channel), "everything is on, and yet it may not leave"
    for _ in range(PARTS):
        world.walk(1 - who, answer=answer)


def interrupted_walk(world: World, who: int, channel: str, which: int, act: str, moment: int) -> None:
    """`act` comes between queueing and the claim."""
    world.allow_everything(who)
    world.report(who, channel)
    world.walk(1 - who, which, after=moment, act=act)


def interrupted_report(world: World, who: int, channel: str, act: str) -> None:
    """`act` comes between capture and queueing."""
    world.allow_everything(who)
    world.report(who, channel, act)
    for _ in range(PARTS):
        world.walk(1 - who)


def taken_back_while_leaving(world: World, who: int, channel: str, which: int, answer: str, act: str) -> None:
    """`act` comes between the claim and the answer; an hour later it would be time for another try."""
    world.allow_everything(who)
    world.report(who, channel)
    world.walk(1 - who, which, answer=answer, act=act, while_leaving=True)
    world.let_time_pass(HOUR)
    for _ in range(PARTS):
        world.walk(who)


def captured_in_a_pause(world: World, who: int, channel: str) -> None:
    """What was captured while it was paused is queued when the pause is over."""
    world.allow_everything(who)
    world.pause(who, 1)
    held = world.capture(who, channel)
    world.pause(1 - who, 0)
    world.submit(who, held)
    for _ in range(PARTS):
        world.walk(who)


def old_record_put_back(world: World, who: int, channel: str, act: str) -> None:
    """`act` is a refusal; then a copy of the record from before it comes back."""
    send(world, who, channel)
    world.report(who, channel)
    world.take_a_copy(who)
    world.do(who, act)
    world.put_the_copy_back()
    world.report(1 - who, channel)
    for _ in range(2 * PARTS):
        world.walk(who)
