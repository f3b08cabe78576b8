# SPDX-License-Identifier: MIT
"""Leads out of this program: web addresses and mail of a company, opened elsewhere, and only when a person pressed.

Nothing here reaches the network: the browser or the mail program of the desktop is asked to open what it is given.
"""

from __future__ import annotations

import enum
from urllib.parse import quote, urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from privacyclient.policy.address import report_fault
from privacyclient.policy.model import Policy


class Leads(enum.Enum):
    """What may be done with an address of a policy, besides copying it."""

    NOWHERE = "nowhere"
    """It is text only: the company is an example, or the address is no https address."""
    OWN = "own"
    """To a site the company calls its own."""
    ELSEWHERE = "elsewhere"
    """To a site with a policy of its own: it is asked about first."""


def leads(policy: Policy, address: str) -> Leads:
    """Where `address`, which stands in `policy`, leads."""
    if policy.example or report_fault(address):
        return Leads.NOWHERE
    host = (urlsplit(address).hostname or "").rstrip(".")
    own = any(host == site or host.endswith(f".{site}") for site in map(str.lower, policy.company.sites))
    return Leads.OWN if own else Leads.ELSEWHERE


def open_in_browser(address: str) -> bool:
    """Ask the desktop to open an https address. False: it can not."""
    if report_fault(address):
        return False
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def write_mail(to: str, subject: str, text: str) -> bool:
    """Ask the desktop to begin a mail, which the person sends or does not. False: it can not."""
    lines = text.replace("\n", "\r\n")  # as RFC 6068 has it
    address = f"mailto:{quote(to, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))
