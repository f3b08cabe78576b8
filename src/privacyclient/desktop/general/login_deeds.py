# SPDX-License-Identifier: MIT
"""Start at login, as deeds for `State.act` and looks for `State.ask`."""

from __future__ import annotations

from privacyclient.desktop.acting import Deed
from privacyclient.desktop.core import Core
from privacyclient.desktop.tasks import Job
from privacyclient.desktop.told import Told
from privacyclient.system.autostart_model import AutostartError, Found


def look(core: Core, _job: Job) -> Found:
    """What is so, read from the system."""
    from privacyclient.system import autostart

    return autostart.of_this_system(core.program.around.environ).look()


def start_at_login(*, on: bool) -> Deed:
    """Turn it on or off. Only in the usual profile: another one may be gone at the next login."""

    def deed(core: Core) -> Told:
        from privacyclient.faces import at_login
        from privacyclient.system import autostart

        program = core.program
        why_not = at_login.why_not_here(program)
        if why_not:
            raise AutostartError(why_not)
        system = autostart.of_this_system(program.around.environ)
        if on:
            system.turn_on(autostart.command())
        else:
            system.turn_off()
        return Told(at_login.sentence(system.look()), start_at_login(on=not on))

    return deed
