# SPDX-License-Identifier: MIT
"""What this program is, where it keeps a person's data, and whether its agent runs."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from privacyclient import __version__
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.value import Value
from privacyclient.faces import overview
from privacyclient.faces.overview import Whole
from privacyclient.wording import N_, _

VERSION, PROFILE, AGENT = "version", "profile", "agent"
TITLE = N_("About this program")
AGENT_TITLE = N_("The agent")
AGENT_HELP = N_(
    "The part that works without a window: it makes the reports you allowed, writes them down, sends them when they are"
    " due, and erases what is too old."
)
PROFILE_TITLE = N_("Data of this profile")
PROFILE_HELP = N_("Answers, settings and the history lie here, on this computer, readable by you only.")


class AboutCard(Card):
    """Three rows."""

    def __init__(self, state: State) -> None:
        super().__init__(_(TITLE))
        self._state = state
        self._path = ""
        self.agent = Row(_(AGENT_TITLE), _(AGENT_HELP), item=AGENT)
        self.add(AGENT, self.agent)
        self.profile = Row(_(PROFILE_TITLE), _(PROFILE_HELP), item=PROFILE)
        self.path = Value()
        self.copy = QPushButton(_("Copy"))
        self.copy.setAccessibleName(_("Copy the path of the data of this profile"))
        self.copy.clicked.connect(self._on_copy_clicked)
        self.profile.control = self.copy
        self.profile.words.addWidget(self.path)
        self.profile.words.addWidget(Buttons(self.copy))
        self.add(PROFILE, self.profile)
        licence = _("Licence: MIT. Free to use, to change and to pass on, without warranty.")
        self.version = Row(_("privacyclient, version {version}", version=__version__), licence, item=VERSION)
        self.add(VERSION, self.version)

    def follow(self, snapshot: Snapshot, whole: Whole) -> None:
        """Show what is so now."""
        self.agent.tell(overview.going_on(whole))
        profile = snapshot.original.profile
        self._path = str(profile.data)
        self.path.show_text(f"\u2066{self._path}\u2069")  # a path is read from left to right in every language
        self.path.setAccessibleName(self._path)
        self.profile.tell(_("Your usual profile.") if profile.is_default else _("A profile of its own."))

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._path)
        self._state.acted.emit(Told(_("Copied: {text}", text=self._path)))
