# SPDX-License-Identifier: MIT
"""One resolver: the effective state of a purpose, with its cause. Off from any source wins. Pure."""

from __future__ import annotations

from privacyclient.choices.model import (
    EVERYTHING,
    OPTIONAL,
    Cause,
    Effective,
    Lock,
    Managed,
    Standing,
    State,
)
from privacyclient.policy.model import Purpose
from privacyclient.system.clock import local
from privacyclient.wording import N_, _


def effective(purpose: Purpose, standing: Standing) -> Effective:
    """Whether `purpose` is on, and why. The default is off (rows P22, P28; pitfalls A3, A4, E3, E5)."""
    answer = standing.answers.get(purpose.id)
    saved = answer.state if answer else None
    lock = lock_of(standing.managed, standing.company, purpose.id)
    cause, detail = _off(purpose, standing, saved, lock)
    if cause is None:
        cause, detail = _on(purpose, standing, saved, lock)
    on = cause in (Cause.ANSWER, Cause.FEATURE_IN_USE, Cause.MANAGED_ON)
    return Effective(
        purpose=purpose.id,
        on=on,
        cause=cause,
        epoch=lock.stamp if lock and _by_lock(purpose, saved, lock) else standing.epoch(purpose.id),
        saved=saved,
        detail=detail,
        banner=_banner(lock, on=on),
    )


def _off(purpose: Purpose, standing: Standing, saved: State | None, lock: Lock | None) -> tuple[Cause | None, str]:
    """The strongest cause that turns it off; None when there is none."""
    required = purpose.necessity == "required"
    fault = standing.fault or standing.refusals.fault
    if fault:
        return Cause.DAMAGED, fault
    if standing.nothing or _refused_later(standing, EVERYTHING, EVERYTHING):
        return Cause.NOTHING, local(standing.nothing.at) if standing.nothing else ""
    if standing.managed.faults and not required:
        return Cause.MANAGED_UNREADABLE, standing.managed.faults[0]
    if lock and lock.locked and not lock.on:
        return Cause.MANAGED_OFF, lock.reason
    if required:
        if not standing.notice_at:
            return Cause.NOTICE_NOT_SHOWN, ""
        if purpose.required_when not in standing.features or _refused_later(standing, standing.company, purpose.id):
            return Cause.FEATURE_NOT_IN_USE, purpose.required_when
        return None, ""
    if standing.do_not_track or _refused_later(standing, EVERYTHING, OPTIONAL):
        return Cause.DO_NOT_TRACK, standing.do_not_track.value if standing.do_not_track else N_("earlier")
    if standing.paused_until > standing.now:
        return Cause.PAUSED, local(standing.paused_until)
    if saved is State.WITHDRAWN:
        return Cause.WITHDRAWN, ""
    if saved is State.REFUSED or _refused_later(standing, standing.company, purpose.id):
        return Cause.REFUSED, ""
    return None, ""


def _on(purpose: Purpose, standing: Standing, saved: State | None, lock: Lock | None) -> tuple[Cause, str]:
    if purpose.necessity == "required":
        return Cause.FEATURE_IN_USE, purpose.required_when
    if saved is not None:
        return Cause.ANSWER, local(standing.answers[purpose.id].at)
    if lock and lock.locked:
        return Cause.MANAGED_ON, lock.reason
    return Cause.NOT_ANSWERED, ""


def _by_lock(purpose: Purpose, saved: State | None, lock: Lock) -> bool:
    """Whether it is the organisation that turns it on, or would if nothing (such as a pause) kept it off."""
    return purpose.necessity == "optional" and saved is None and lock.on and lock.locked


def _refused_later(standing: Standing, company: str, subject: str) -> bool:
    """Whether the second memory knows a refusal that is newer than what the database says (pitfalls E2, D3)."""
    refused = standing.refusals.refused.get(company, {}).get(subject)
    return refused is not None and refused > standing.epoch(subject)


def lock_of(managed: Managed, company: str, purpose: str) -> Lock | None:
    """The organisation's decision about one purpose: any "off" wins, then the most particular key."""
    found = [managed.locks[key] for key in (f"{company}/{purpose}", company, "*") if key in managed.locks]
    for lock in found:
        if lock.locked and not lock.on:
            return lock
    return found[0] if found else None


def _banner(lock: Lock | None, *, on: bool) -> str:
    if lock and lock.on and lock.locked and not on:
        return _("Your organisation wants this on. It stays off.")
    return ""
