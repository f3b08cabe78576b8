# SPDX-License-Identifier: MIT
"""A privacy concern as a text that a person reads before anybody else does. It holds states, and never a value."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from privacyclient import __version__
from privacyclient.desktop.overview import ways
from privacyclient.faces import overview, states
from privacyclient.faces.overview import CompanyState
from privacyclient.policy.model import Contact, Policy
from privacyclient.report import PROGRAM
from privacyclient.wording import _

_SYSTEMS = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}


def subject(policy: Policy) -> str:
    """The subject of a mail."""
    return _("Privacy concern: {company}", company=policy.company.title)


def text(policy: Policy, to: Contact | None, words: str, added: Iterable[str]) -> str:
    """The whole text: to whom, about which document, the person's own words, and what they chose to add."""
    head = [_("To: {name}", name=to.title)] if to is not None else []
    head.append(_("About: {title}, version {version}", title=policy.title, version=policy.version))
    parts = ["\n".join(head), words.strip(), "\n".join(added)]
    return "\n\n".join(part for part in parts if part)


def program() -> str:
    """The name and version of this program."""
    return _("Program: {name} {version}", name=PROGRAM, version=__version__)


def system() -> str:
    """The family of the operating system, nothing finer."""
    return _("System: {name}", name=_SYSTEMS.get(sys.platform, sys.platform))


def channels(company: CompanyState) -> str:
    """Every way out and whether it is on; of those that are not ours nothing is known."""
    lines = [_("Ways out:")]
    for way in company.ways:
        title, word = way.state.channel.title, ways.word(way)
        if overview.is_ours(way):
            why = states.why(company.policy, way.state)
            lines.append(_("- {way}: {state} ({why})", way=title, state=word, why=why))
        else:
            lines.append(_("- {way}: {state}", way=title, state=word))
    return "\n".join(lines)
