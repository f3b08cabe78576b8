# SPDX-License-Identifier: MIT
"""What a person does in the window, as deeds for `State.act`: each writes through `acts/` and says how to undo it.

Every deed is made from what the person saw (the policy of the snapshot), so that an answer is about just that. What a
deed needs is imported when it is done, in the thread of its lane: a page that is only looked at does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import shown
from privacyclient.desktop.before import answered_otherwise
from privacyclient.desktop.core import Core
from privacyclient.desktop.told import Told
from privacyclient.faces import done
from privacyclient.policy.model import Item, Policy, Purpose
from privacyclient.policy.precision import Value
from privacyclient.system.clock import local
from privacyclient.wording import _

Deed = Callable[[Core], Told]


def answer(policy: Policy, purposes: Sequence[Purpose], *, yes: bool) -> Deed:
    """Yes or no to `purposes`, all or none. Undone by the opposite, as far as it changed anything (see `before`)."""

    def deed(core: Core) -> Told:
        changed = answered_otherwise(core, policy, purposes, yes=yes)
        came = _answer(core, policy, purposes, yes=yes)
        undo = answer_back(policy, changed, yes=not yes, deleted=came.cancelled) if changed else None
        if not yes:
            return Told(done.withdrawn(came, policy.company.title), undo)
        return Told(" ".join([_told_on(core, policy, purposes), *done.sentences(came)]), undo)

    return deed


def answer_back(policy: Policy, purposes: Sequence[Purpose], *, yes: bool, deleted: int) -> Deed:
    """Take an answer back."""

    def deed(core: Core) -> Told:
        came = _answer(core, policy, purposes, yes=yes)
        parts = [_("On again.") if yes else _("Off again.")]
        if yes and deleted:
            parts.append(_("The reports that were deleted do not come back."))
        return Told(" ".join([*parts, *done.sentences(came)]))

    return deed


def _answer(core: Core, policy: Policy, purposes: Sequence[Purpose], *, yes: bool) -> Done:
    from privacyclient.acts import answering

    program = core.program
    return answering.answer(
        core.record,
        policy,
        purposes,
        yes=yes,
        shown=lambda purpose: shown(policy, purpose),
        origin=lambda channel: program.origin(policy, channel),
        around=program.around,
    )


def _told_on(core: Core, policy: Policy, purposes: Sequence[Purpose]) -> str:
    """On, or saved and still off, and why."""
    from privacyclient.choices.resolve import effective
    from privacyclient.choices.words import sentence

    with core.reading() as connection:
        standing = read_standing(connection, policy, core.program.around)
    off = [state for state in (effective(purpose, standing) for purpose in purposes) if not state.on]
    if not off:
        hours = _hold(core)
        return _("On. Reports wait {hours} hours before they leave.", hours=hours) if hours else _("On.")
    return " ".join([_("Your yes is saved."), *dict.fromkeys(sentence(state, policy) for state in off)])


def _hold(core: Core) -> int:
    with core.reading() as connection:
        return settings.number(connection, settings.HOLD_HOURS)


def acknowledge(policy: Policy) -> Deed:
    """The person was told what the company says it needs."""

    def deed(core: Core) -> Told:
        from privacyclient.faces import notice

        notice.remember(core.program, core.record(), policy)
        return Told(_("Noted. It is sent only while you use what needs it."))

    return deed


def pause(word: str) -> Deed:
    """Nothing optional for a while: `1h`, `until-tomorrow`; `off` ends it."""

    def deed(core: Core) -> Told:
        from privacyclient.acts import stopping
        from privacyclient.faces import pauses

        around = core.program.around
        with core.reading() as connection:
            before = settings.paused_until(connection)
        until = 0 if word == "off" else pauses.moment(word, around.clock())
        stopping.pause(core.record(), around, until)
        text = _("Everything optional is paused until {time}.", time=local(until)) if until else _("The pause is over.")
        return Told(text, _pause_back(before))

    return deed


def _pause_back(until: int) -> Deed:
    def deed(core: Core) -> Told:
        from privacyclient.acts import stopping

        stopping.pause(core.record(), core.program.around, until)
        return Told(_("As it was before."))

    return deed


def nothing(*, on: bool) -> Deed:
    """Send nothing at all, or end that."""

    def deed(core: Core) -> Told:
        from privacyclient.acts import stopping

        came = stopping.nothing(core.record, core.program.around, on=on)
        if not on:
            return Told(_("Your answers hold again."), nothing(on=True))
        return Told(" ".join([_("Nothing at all is sent now."), *done.sentences(came)]), nothing(on=False))

    return deed


def forget_do_not_track() -> Deed:
    """Take away the stored DO_NOT_TRACK; the person's answers hold again."""

    def deed(core: Core) -> Told:
        from privacyclient.acts import stopping

        stopping.forget_do_not_track(core.record(), core.program.around)
        return Told(_("DO_NOT_TRACK is forgotten. Your answers hold again."))

    return deed


def use_feature(policy: Policy, feature: str, *, used: bool) -> Deed:
    """Say that a feature of the company is in use, or is not."""

    def deed(core: Core) -> Told:
        from privacyclient.acts import stopping

        came = stopping.use_feature(core.record(), policy, feature, core.program.around, used=used)
        title = policy.feature(feature).title
        text = _("You use: {title}.", title=title) if used else _("You do not use it now: {title}.", title=title)
        return Told(" ".join([text, *done.sentences(came)]), use_feature(policy, feature, used=not used))

    return deed


def type_value(source: str, text: str) -> Deed:
    """Keep what the person typed for a `typed.…` source; empty: forget it. Raises UsageError for what can not be."""

    def deed(core: Core) -> Told:
        from privacyclient import capture
        from privacyclient.sources import typed
        from privacyclient.sources.catalog import source as source_of

        with core.reading() as connection:
            known = capture.typed_values(connection)
        value = typed.check(source, text, known) if text.strip() else None
        came = _keep_typed(core, source, value)
        title = source_of(source).title
        told = _("{title}: kept.", title=_(title)) if value is not None else _("{title}: forgotten.", title=_(title))
        return Told(" ".join([told, *done.sentences(came)]), _type_back(source, known.get(source)))

    return deed


def _type_back(source: str, value: Value | None) -> Deed:
    def deed(core: Core) -> Told:
        _keep_typed(core, source, value)
        return Told(_("As it was before."))

    return deed


def _keep_typed(core: Core, source: str, value: Value | None) -> Done:
    from privacyclient.acts import telling

    policies = tuple(core.program.policies.values())
    return telling.type_value(core.record(), source, value, core.program.around, policies)


def choose_precision(policy: Policy, item: Item, level: str) -> Deed:
    """How exactly an item is sent."""

    def deed(core: Core) -> Told:
        from privacyclient.acts import telling
        from privacyclient.faces import precision

        with core.reading() as connection:
            before = settings.precision(connection, policy.company.id).get(item.id)
        came = telling.choose_precision(core.record(), policy, item.id, level, core.program.around)
        text = _("{item}: {level}.", item=item.title, level=precision.title(item, level))
        back = before or precision.levels(item)[0]
        return Told(" ".join([text, *done.sentences(came)]), choose_precision(policy, item, back))

    return deed


def reset_identifiers(policies: Sequence[Policy]) -> Deed:
    """New numbers for this installation. The old ones are gone for good, so there is no undo."""

    def deed(core: Core) -> Told:
        from privacyclient.acts import telling

        came = telling.reset_identifiers(core.record(), policies, core.program.around)
        return Told(" ".join([_("Reset. The old number can't return."), *done.sentences(came)]))

    return deed


def set_number(key: str, value: int) -> Deed:
    """A setting of `choices.settings.LIMITS`."""

    def deed(core: Core) -> Told:
        around = core.program.around
        settings.check_number(key, str(value))
        with core.record().write() as connection:
            before = settings.number(connection, key)
            settings.put(connection, key, str(value), around.clock(), around.face)
        return Told(_("Saved."), None if before == value else set_number(key, before))

    return deed


def send_now(entry: int) -> Deed:
    """End the wait of an entry, and walk it to its recipient. For the lane SEND."""

    def deed(core: Core) -> Told:
        from privacyclient.errors import OvertakenError
        from privacyclient.faces import outcome, walking
        from privacyclient.faces.recorded import recorded
        from privacyclient.ledger import queue

        road = walking.road(core.program, core.record())
        with road.database.write() as connection:
            queue.send_now(connection, entry, core.program.around.clock())
        try:
            row = walking.deliver(road, entry)
        except OvertakenError as error:
            return Told(_("It did not leave. {why}", why=recorded(error.detail)))
        return Told(outcome.sentence(row))

    return deed


def discard(entries: Sequence[int]) -> Deed:
    """Take entries back for good; those that left meanwhile are passed over, and that is said."""

    def deed(core: Core) -> Told:
        from privacyclient.errors import UsageError
        from privacyclient.ledger import queue
        from privacyclient.wording import ngettext

        taken = 0
        with core.record().write() as connection:
            for id in entries:
                try:
                    queue.discard(connection, id, core.program.around.clock())
                except UsageError:
                    continue
                taken += 1
        text = ngettext(
            "{n} report taken back for good; its content is erased.",
            "{n} reports taken back for good; their content is erased.",
            taken,
        )
        late = len(entries) - taken
        if late:
            text += " " + ngettext("{n} had left already.", "{n} had left already.", late)
        return Told(text)

    return deed
