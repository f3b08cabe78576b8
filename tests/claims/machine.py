# SPDX-License-Identifier: MIT
"""The state machine of "a saved no can not be overtaken": Hypothesis chooses what happens next in a `World`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule
from tests.claims import scenes
from tests.claims.collector import ACCEPTED, ANSWERS
from tests.claims.company import OPTIONAL_PURPOSES, TOLD
from tests.claims.deeds import COMES_BETWEEN, REFUSED, TAKEN_BACK
from tests.claims.world import Held, World

from privacyclient.making import Preview
from privacyclient.system.clock import DAY, HOUR, SECOND

WHO = st.integers(0, 1)
WHICH = st.integers(0, 9)
CHANNEL = st.sampled_from((*TOLD, "pulse"))
PART = st.sampled_from((-1, -scenes.PARTS))
MOMENT = st.sampled_from(scenes.MOMENTS)
ANSWER = st.sampled_from((ACCEPTED, *ANSWERS))
PURPOSES = st.lists(st.sampled_from(OPTIONAL_PURPOSES), min_size=1, max_size=3, unique=True)
INTERRUPTION = st.sampled_from(COMES_BETWEEN)
PERHAPS = st.sampled_from((*[""] * 12, *COMES_BETWEEN))
"""What comes in between; half of the time nothing."""
DEED = st.sampled_from(
    (
        *["everything"] * 8,
        *TAKEN_BACK,
        *("two noes", "no, elsewhere", "nothing, elsewhere", "nothing ends", "track", "pause", "no pause"),
        *("sign in", "no zip", "no precision", "whole precision"),
    )
)
STEP = st.sampled_from((-2 * DAY, -HOUR, 45 * SECOND, HOUR, 25 * HOUR, 8 * DAY))
"""How far the clock is set, in milliseconds."""
EVENT = st.sampled_from(
    (
        *("time passes", "time passes", "restarted", "cleared", "copied", "copied", "put back"),
        *("discarded", "claimed", "claimed"),
    )
)


class Overtaking(RuleBasedStateMachine):
    """See the head of this module."""

    counts: ClassVar[Counter[str]] = Counter()
    """What took place, over all runs: a machine in which nothing ever leaves would prove nothing."""

    samples: Bundle[Held] = Bundle("samples")
    previews: Bundle[Preview] = Bundle("previews")

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    def teardown(self) -> None:
        self.counts.update(self.world.counts)
        self.world.end()

    @initialize(hold=st.sampled_from((0, 0, 24)), ready=st.sampled_from((True, True, True, False)))
    def begin(self, hold: int, ready: bool) -> None:
        self.world.begin(hold=hold, ready=ready)

    @invariant()
    def check(self) -> None:
        self.world.check()

    # --- one thing --------------------------------------------------------------------------------------------

    @rule(who=WHO, deed=DEED)
    def do(self, who: int, deed: str) -> None:
        self.world.do(who, deed)

    @rule(who=WHO, purposes=PURPOSES, yes=st.sampled_from((True, True, False)))
    def answer(self, who: int, purposes: Sequence[str], yes: bool) -> None:
        (self.world.say_yes if yes else self.world.say_no)(who, purposes)

    @rule(target=samples, who=WHO, channel=CHANNEL)
    def capture(self, who: int, channel: str) -> Held:
        return self.world.capture(who, channel)

    @rule(who=WHO, held=consumes(samples), more=st.integers(0, 2), act=PERHAPS)
    def submit(self, who: int, held: Held, more: int, act: str) -> None:
        self.world.submit(who, held, more=more, act=act)

    @rule(who=WHO, channel=CHANNEL, act=PERHAPS)
    def report(self, who: int, channel: str, act: str) -> None:
        self.world.report(who, channel, act)

    @rule(target=previews, who=WHO, channel=CHANNEL)
    def draft(self, who: int, channel: str) -> Preview:
        return self.world.draft(who, channel)

    @rule(who=WHO, preview=previews, at_once=st.booleans(), act=PERHAPS)
    def queue_draft(self, who: int, preview: Preview, at_once: bool, act: str) -> None:
        self.world.queue_draft(who, preview, at_once=at_once, act=act)

    @rule(who=WHO, which=WHICH, hurry=st.booleans(), answer=ANSWER, moment=MOMENT, act=PERHAPS, leaving=st.booleans())
    def walk(self, who: int, which: int, hurry: bool, answer: str, moment: int, act: str, leaving: bool) -> None:
        self.world.walk(who, which, hurry=hurry, answer=answer, after=moment, act=act, while_leaving=leaving)

    @rule(who=WHO, after=st.integers(0, 40), act=st.sampled_from(("", "death")))
    def run_the_agent(self, who: int, after: int, act: str) -> None:
        self.world.run_the_agent(who, after=after, act=act)

    @rule(who=WHO, event=EVENT, which=WHICH, step=STEP)
    def happen(self, who: int, event: str, which: int, step: int) -> None:
        events: dict[str, Callable[[], None]] = {
            "time passes": lambda: self.world.let_time_pass(step),
            "restarted": lambda: self.world.restart(who),
            "cleared": lambda: self.world.clear(who),
            "copied": lambda: self.world.take_a_copy(who),
            "put back": self.world.put_the_copy_back,
            "discarded": lambda: self.world.discard(who, which),
            "claimed": lambda: self.world.claim_and_die(who, which),
        }
        events[event]()

    # --- several in turn --------------------------------------------------------------------------------------

    @rule(who=WHO, channel=CHANNEL, answer=ANSWER)
    def send(self, who: int, channel: str, answer: str) -> None:
        scenes.send(self.world, who, channel, answer)

    @rule(who=WHO, channel=CHANNEL, which=PART, act=INTERRUPTION, moment=MOMENT)
    def interrupted_walk(self, who: int, channel: str, which: int, act: str, moment: int) -> None:
        scenes.interrupted_walk(self.world, who, channel, which, act, moment)

    @rule(who=WHO, channel=CHANNEL, act=INTERRUPTION)
    def interrupted_report(self, who: int, channel: str, act: str) -> None:
        scenes.interrupted_report(self.world, who, channel, act)

    @rule(who=WHO, channel=CHANNEL, which=PART, answer=ANSWER, act=st.sampled_from(TAKEN_BACK))
    def taken_back_while_leaving(self, who: int, channel: str, which: int, answer: str, act: str) -> None:
        scenes.taken_back_while_leaving(self.world, who, channel, which, answer, act)

    @rule(who=WHO, channel=CHANNEL)
    def captured_in_a_pause(self, who: int, channel: str) -> None:
        scenes.captured_in_a_pause(self.world, who, channel)

    @rule(who=WHO, channel=CHANNEL, act=st.sampled_from(REFUSED))
    def old_record_put_back(self, who: int, channel: str, act: str) -> None:
        scenes.old_record_put_back(self.world, who, channel, act)
