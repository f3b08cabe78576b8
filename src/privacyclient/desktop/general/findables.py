# SPDX-License-Identifier: MIT
"""What the search over all settings finds on the page General."""

from __future__ import annotations

from collections.abc import Iterator

from privacyclient.choices.settings import HOLD_HOURS, KEEP_DAYS, KEEP_MEGABYTES, LIMITS
from privacyclient.desktop import languages as tongues
from privacyclient.desktop.general import (
    about_card,
    example_row,
    language_row,
    login_row,
    managed_card,
    refused_card,
    tray_row,
)
from privacyclient.desktop.general.number_row import help_of
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.wording import N_, _

_LOGIN = (N_("autostart"), N_("boot"), N_("sign in"), N_("session"), N_("background"))
_TRAY = (N_("system tray"), N_("notification area"), N_("close"), N_("minimise"))
_LANGUAGE = (N_("translation"), N_("speech"))
_HOLD = (N_("hold"), N_("wait"), N_("delay"), N_("outbox"))
_KEEP = (N_("retention"), N_("keep"), N_("erase"), N_("history"), N_("days"), N_("size"), N_("space"))
_MANAGED = (N_("organisation"), N_("administrator"), N_("policy"), N_("locked"))
_ABOUT = (N_("about"), N_("licence"), N_("program"))
_WORDS = {HOLD_HOURS: _HOLD, KEEP_DAYS: _KEEP, KEEP_MEGABYTES: _KEEP}


def findables(snapshot: Snapshot) -> list[Findable]:
    """One for each row."""
    return [*_own(), *_decided(snapshot), *_about()]


def _own() -> Iterator[Findable]:
    named = (*tongues.known(), *map(tongues.own_name, tongues.known()), "German")
    yield _findable(language_row.LANGUAGE, _(language_row.TITLE), _(language_row.HELP), *map(_, _LANGUAGE), *named)
    yield _findable(login_row.LOGIN, _(login_row.TITLE), _(login_row.HELP), *map(_, _LOGIN))
    yield _findable(tray_row.TRAY, _(tray_row.TITLE), _(tray_row.HELP), *map(_, _TRAY))
    for key, (_usual, _lowest, _highest, meaning) in LIMITS.items():
        yield _findable(key, _(meaning), help_of(key), key, *map(_, _WORDS.get(key, ())))


def _decided(snapshot: Snapshot) -> Iterator[Findable]:
    yield _findable(managed_card.MANAGED, _(managed_card.TITLE), _(managed_card.HELP), *map(_, _MANAGED))
    yield _findable(managed_card.DO_NOT_TRACK, "DO_NOT_TRACK", _(managed_card.DO_NOT_TRACK_HELP), _("environment"))
    if snapshot.whole and snapshot.whole.refused:
        first = snapshot.whole.refused[0].path
        yield _findable(refused_card.item(first), _(refused_card.TITLE), _(refused_card.HELP))


def _about() -> Iterator[Findable]:
    yield _findable(example_row.EXAMPLE, _(example_row.TRY), _(example_row.TRY_HELP), _("demonstration"))
    yield _findable(about_card.AGENT, _(about_card.AGENT_TITLE), _(about_card.AGENT_HELP), _("background"))
    yield _findable(about_card.PROFILE, _(about_card.PROFILE_TITLE), _(about_card.PROFILE_HELP), _("folder"), _("path"))
    yield _findable(about_card.VERSION, _("Version and licence"), "", *map(_, _ABOUT))


def _findable(item: str, title: str, text: str, *keywords: str) -> Findable:
    return Findable(title=title, text=text, keywords=keywords, landing=Landing(page="general", item=item))
