# SPDX-License-Identifier: MIT
"""The row of start at login: what is so is read from the system each time, and never remembered."""

from __future__ import annotations

from privacyclient.desktop.general import login_deeds
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import at_login
from privacyclient.faces.recorded import recorded
from privacyclient.system.autostart_model import Found
from privacyclient.wording import N_, _

LOGIN = "login"
TITLE = N_("Start at login")
HELP = N_(
    "Starts the agent, which sends the reports you allowed, and no window. Without it, nothing leaves by itself after"
    " you log in, until you open this program."
)


class LoginRow(Row):
    """Asks `look` to be called whenever it is seen anew."""

    def __init__(self, state: State) -> None:
        self.switch = Switch(_(TITLE), _(HELP))
        super().__init__(_(TITLE), _(HELP), self.switch, item=LOGIN)
        self._state = state
        self._looking: Job | None = None
        self.switch.setEnabled(False)
        self.switch.toggled.connect(lambda on: state.act(login_deeds.start_at_login(on=on)))
        self.tell(_("Being looked at …"))

    def look(self, snapshot: Snapshot) -> None:
        """Ask the system what is so."""
        why_not = at_login.why_not_here(snapshot.original)
        if why_not:
            self.switch.setChecked(False)
            self._say(why_not, enabled=False)
            return
        if self._looking is not None:
            self._looking.cancel()  # nobody wants the older answer
        self._looking = self._state.ask(self, login_deeds.look, self._on_found, self._on_look_failed)

    def _on_found(self, found: Found) -> None:
        self._looking = None
        self.switch.setChecked(found.on)
        self._say(at_login.sentence(found), enabled=at_login.can_be_changed(found))

    def _on_look_failed(self, error: PrivacyClientError) -> None:
        self._looking = None
        self._say(recorded(error.detail), enabled=False, role="error")

    def _say(self, text: str, *, enabled: bool, role: str = "help") -> None:
        self.switch.setEnabled(enabled)
        self.switch.setAccessibleDescription(" ".join([_(HELP), text]))
        self.tell(text, role)
