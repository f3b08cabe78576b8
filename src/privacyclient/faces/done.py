# SPDX-License-Identifier: MIT
"""What an act did besides, in words."""

from __future__ import annotations

from typing import Any

from privacyclient.acts.model import Done
from privacyclient.wording import _, ngettext


def withdrawn(came: Done, company: str) -> str:
    """ "Off. 3 waiting reports deleted. Reports already sent stay with Acme."""
    return " ".join([_("Off."), *sentences(came), _("Reports already sent stay with {company}.", company=company)])


def sentences(came: Done) -> list[str]:
    """One sentence for each thing that happened."""
    told = []
    if came.trouble:
        told.append(came.trouble)
    if came.cancelled:
        told.append(ngettext("{n} waiting report deleted.", "{n} waiting reports deleted.", came.cancelled))
    if came.leaving:
        told.append(ngettext("{n} is leaving already.", "{n} are leaving already.", came.leaving))
    return told


def document(came: Done) -> dict[str, Any]:
    """The same for a program."""
    return {"deleted": came.cancelled, "leaving": came.leaving, "trouble": came.trouble or None}
