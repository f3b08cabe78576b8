# SPDX-License-Identifier: MIT
"""The last 30 days, one by one: what left to each company, and since when the record can tell."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from msgspec import Struct

from privacyclient.faces import units
from privacyclient.ledger import contacts
from privacyclient.ledger.contacts import Days
from privacyclient.program import Program
from privacyclient.system.clock import local
from privacyclient.system.database import Connection
from privacyclient.wording import _, ngettext

LENGTH = 30


class Month(Struct, frozen=True):
    """30 days of this computer's calendar, today included."""

    read_at: int
    days: Days
    nothing_left: bool
    """The record shows that nothing ever left."""


def read(program: Program, connection: Connection) -> Month:
    """The last 30 days, as the newest commit has them. Raises a StoreError."""
    now = program.around.clock()
    first = datetime.combine(datetime.fromtimestamp(now / 1000).date() - timedelta(days=LENGTH - 1), time())
    since = int(first.astimezone().timestamp() * 1000)
    set_aside = any(program.profile.database.parent.glob("damaged-*"))
    return Month(
        read_at=now,
        days=contacts.days(connection, tuple(program.policies), since, now),
        nothing_left=not set_aside and contacts.nothing_left(connection),
    )


def is_known(month: Month) -> bool:
    """Whether the record tells of every one of the days."""
    return month.days.known_from <= month.days.days[0].start


def begins(month: Month) -> str:
    """When what is known begins; empty when nothing is."""
    return local(month.days.known_from) if month.days.known_from < month.days.end else ""


def sentence(month: Month, company: str) -> str:
    """How much left to `company`, and since when that is known. What is not known is never told as nothing."""
    size = sum(day.sizes.get(company, 0) for day in month.days.days)
    reports = sum(day.reports.get(company, 0) for day in month.days.days)
    if is_known(month):
        if not reports:
            return _("30 days: nothing left.")
        return ngettext(
            "30 days: {size} in {n} report.", "30 days: {size} in {n} reports.", reports, size=units.size(size)
        )
    begin = begins(month)
    if not begin and not reports:
        return _("30 days: not known. Nothing is on record yet.")
    return " ".join([_left_since(begin, size, reports), _before(month)])


def _left_since(begin: str, size: int, reports: int) -> str:
    if not begin:
        return ngettext(
            "30 days: at least {size} in {n} report.",
            "30 days: at least {size} in {n} reports.",
            reports,
            size=units.size(size),
        )
    if not reports:
        return _("Since {time}: nothing left.", time=begin)
    return ngettext(
        "Since {time}: {size} in {n} report.",
        "Since {time}: {size} in {n} reports.",
        reports,
        time=begin,
        size=units.size(size),
    )


def _before(month: Month) -> str:
    if not month.days.complete:
        return _("Before that: not counted, there is too much of it.")
    return _("Before that: not known.")


def proof(month: Month) -> str:
    """What it rests on that nothing was sent."""
    begin, now = begins(month), local(month.read_at)
    if not begin:
        return _("Checked {now}: the record is empty.", now=now)
    return _("Checked {now}: the record begins {begin} and holds no report that left.", now=now, begin=begin)
