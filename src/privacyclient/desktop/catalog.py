# SPDX-License-Identifier: MIT
"""The one list of pages. A page is a module that is imported when it is first shown; another one is another line."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator

from msgspec import Struct

from privacyclient.desktop.page import Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.wording import N_, _


class Group(enum.Enum):
    """Groups of the sidebar, in their order. Pages of a company stand under its name."""

    OVERVIEW = ""
    COMPANY = "company"
    HISTORY = N_("History")
    SETTINGS = N_("Settings")


class Needs(enum.Enum):
    """What must be here for a page to appear. Pages that make no sense are not there, instead of grey."""

    NOTHING = "nothing"
    COMPANY = "company"
    RECORD = "record"
    """A company, or a record of what was sent to one that was here."""


class Kind(Struct, frozen=True):
    """One page, or one for each company."""

    id: str
    title: str
    group: Group
    icon: str
    """A file of `resources/icons`, without its ending."""
    needs: Needs
    load: Callable[[], type[Page]]


class Place(Struct, frozen=True):
    """A page as it stands in the sidebar."""

    kind: Kind
    company: str
    """Id; empty for pages that are of no company."""

    @property
    def key(self) -> tuple[str, str]:
        return self.kind.id, self.company


def _overview() -> type[Page]:
    from privacyclient.desktop.pages.overview import OverviewPage

    return OverviewPage


def _data() -> type[Page]:
    from privacyclient.desktop.pages.data import DataPage

    return DataPage


def _choices() -> type[Page]:
    from privacyclient.desktop.pages.choices import ChoicesPage

    return ChoicesPage


def _sharing() -> type[Page]:
    from privacyclient.desktop.pages.sharing import SharingPage

    return SharingPage


def _cookies() -> type[Page]:
    from privacyclient.desktop.pages.cookies import CookiesPage

    return CookiesPage


def _policy() -> type[Page]:
    from privacyclient.desktop.pages.policy import PolicyPage

    return PolicyPage


def _outbox() -> type[Page]:
    from privacyclient.desktop.pages.outbox import OutboxPage

    return OutboxPage


def _history() -> type[Page]:
    from privacyclient.desktop.pages.history import HistoryPage

    return HistoryPage


def _general() -> type[Page]:
    from privacyclient.desktop.pages.general import GeneralPage

    return GeneralPage


PAGES: tuple[Kind, ...] = (
    Kind("overview", N_("Overview"), Group.OVERVIEW, "overview", Needs.COMPANY, _overview),
    Kind("data", N_("Data being sent"), Group.COMPANY, "leaves", Needs.NOTHING, _data),
    Kind("choices", N_("Optional features"), Group.COMPANY, "choices", Needs.COMPANY, _choices),
    Kind("sharing", N_("Sharing"), Group.COMPANY, "sharing", Needs.COMPANY, _sharing),
    Kind("cookies", N_("Cookies"), Group.COMPANY, "cookies", Needs.COMPANY, _cookies),
    Kind("policy", N_("Privacy policy"), Group.COMPANY, "policy", Needs.COMPANY, _policy),
    Kind("outbox", N_("Outbox"), Group.HISTORY, "held", Needs.RECORD, _outbox),
    Kind("history", N_("What was sent"), Group.HISTORY, "history", Needs.RECORD, _history),
    Kind("general", N_("General"), Group.SETTINGS, "general", Needs.NOTHING, _general),
)

Section = tuple[str, tuple[Place, ...]]
"""The title of a group, empty for none, and its pages."""


def sections(snapshot: Snapshot) -> tuple[Section, ...]:
    """What the sidebar shows under `snapshot`."""
    return tuple(section for section in _sections(snapshot) if section[1])


def _sections(snapshot: Snapshot) -> Iterator[Section]:
    companies = snapshot.policies
    for group in Group:
        kinds = [kind for kind in PAGES if kind.group is group and _is_here(kind, snapshot)]
        if group is not Group.COMPANY:
            yield _(group.value), tuple(Place(kind, "") for kind in kinds)
        elif not companies:
            yield "", tuple(Place(kind, "") for kind in kinds)
        else:
            for id, policy in companies.items():
                yield policy.company.title, tuple(Place(kind, id) for kind in kinds)


def _is_here(kind: Kind, snapshot: Snapshot) -> bool:
    match kind.needs:
        case Needs.NOTHING:
            return True
        case Needs.COMPANY:
            return bool(snapshot.policies)
        case Needs.RECORD:  # pragma: no branch  (the last one there is)
            return bool(snapshot.policies) or snapshot.has_record


def places(snapshot: Snapshot) -> tuple[Place, ...]:
    """Every page that is there under `snapshot`, in order."""
    return tuple(place for _title, found in sections(snapshot) for place in found)
