# SPDX-License-Identifier: MIT
"""The row of the icon in the tray; where the desktop shows none it says so."""

from __future__ import annotations

from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.wording import N_, _

TRAY = "tray"
TITLE = N_("Keep an icon in the tray")
HELP = N_("It says what may leave, stops and pauses it. Closing the window then only hides it.")


class TrayRow(Row):
    """Follows what this desktop can do at the moment."""

    def __init__(self, state: State) -> None:
        self.switch = Switch(_(TITLE), _(HELP))
        super().__init__(_(TITLE), _(HELP), self.switch, item=TRAY)
        self._state = state
        self.switch.toggled.connect(state.tray_chosen)

    def follow(self) -> None:
        """Show what was chosen, and whether there is a tray at all."""
        there, kept = self._state.has_tray(), self._state.keeps_tray
        self.switch.setChecked(kept)
        self.switch.setEnabled(there or kept)
        text = _("This desktop shows no tray.")
        if kept:
            text = _("This desktop shows no tray, so closing the window ends it.")
        self.tell("" if there else text)
        self.switch.setAccessibleDescription(" ".join([_(HELP), self.state.text()]).strip())
