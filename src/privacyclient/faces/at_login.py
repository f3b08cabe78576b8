# SPDX-License-Identifier: MIT
"""Whether the agent is started at login, and by what, in words."""

from __future__ import annotations

from privacyclient.program import Program
from privacyclient.system.autostart_model import Found, Why
from privacyclient.wording import N_, _

_WORDS = {
    Why.NOTHING: N_("It does not start by itself."),
    Why.ENTRY: N_("It starts when you log in. Set in: {where}"),
    Why.FOR_EVERYBODY: N_("It starts when you log in, as for everybody on this computer. Set in: {where}"),
    Why.SERVICE: N_(
        "systemd starts it when you log in: {where}. Turn that off with 'systemctl --user disable privacyclient-agent'."
    ),
    Why.TURNED_OFF: N_("It does not start by itself: it was turned off in {where}"),
    Why.GONE: N_("It does not start: {where} names a program that is not there any more. Turn it on to mend that."),
    Why.UNREADABLE: N_("It is not known whether it starts: {where} can not be read."),
}


def sentence(found: Found) -> str:
    """What is so, and what says so."""
    return _(_WORDS[found.why], where=found.where)


def why_not_here(program: Program) -> str:
    """Why it can not be set in this profile; empty: it can."""
    if program.profile.is_default:
        return ""
    return _(
        "Only your usual profile can be started at login; this is another one: {folder}", folder=program.profile.data
    )


def can_be_changed(found: Found) -> bool:
    """Whether this program can turn it on or off. A service manager's own decision is left to the person."""
    return found.why is not Why.SERVICE
