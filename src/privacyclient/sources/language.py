# SPDX-License-Identifier: MIT
"""The language of the system, as a BCP 47 tag such as `de-DE`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from privacyclient.sources import property_list, tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-]([A-Z]{2}|[0-9]{3}))?(?:\.[\w-]+)?(?:@(\w+))?")
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "iqtelif": "Latn"}
"""Modifiers of glibc locales that name a script; others (`@euro`) say nothing about the language."""
_FILES = ("etc/default/locale", "etc/locale.conf")
_NONE = "No language is set."


def language(machine: Machine) -> str:
    """What the environment states, in the order in which gettext looks; else the setting of the system."""
    if stated := _stated(machine.environ):
        return tag(stated)
    for path in _FILES:
        if tree.exists(machine, path) and (stated := _stated(tree.assignments(tree.text(machine, path)))):
            return tag(stated)
    raise NotAvailableError(_NONE)


def _stated(settings: Mapping[str, str]) -> str:
    """LANGUAGE is a list, and counts only where a locale is set at all (gettext manual, 2.3.3)."""
    locale = settings.get("LC_ALL") or settings.get("LC_MESSAGES") or settings.get("LANG") or ""
    if not locale or _is_c(locale):
        return locale
    return settings.get("LANGUAGE", "").partition(":")[0] or locale


def _is_c(locale: str) -> bool:
    return locale.partition(".")[0] in ("C", "POSIX")


def tag(locale: str) -> str:
    """The BCP 47 tag of a locale: `sr_RS.UTF-8@latin` is `sr-Latn-RS`. `NotAvailableError` for C."""
    if _is_c(locale):
        raise NotAvailableError(_NONE)
    found = _LOCALE.fullmatch(locale)
    if not found:
        raise ValueError("not a locale")
    parts = (found[1], _SCRIPTS.get(found[3] or "", ""), found[2] or "")
    return "-".join(part for part in parts if part)


def language_elsewhere(machine: Machine) -> str:
    """macOS: the first preferred language of the person's settings. Windows: what the system answers."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        buffer = ctypes.create_unicode_buffer(85)  # LOCALE_NAME_MAX_LENGTH
        if windows.kernel32.GetUserDefaultLocaleName(buffer, len(buffer)) == 0:
            raise NotAvailableError(_NONE)
        return buffer.value
    home = machine.environ.get("HOME", "")
    settings = property_list.entries(tree.raw(machine, f"{home}/Library/Preferences/.GlobalPreferences.plist"))
    preferred = settings.get("AppleLanguages")
    if not isinstance(preferred, list) or not preferred or not isinstance(preferred[0], str):
        raise NotAvailableError(_NONE)
    return preferred[0]
