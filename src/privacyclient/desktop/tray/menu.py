# SPDX-License-Identifier: MIT
"""The menu of the tray: brought up to date when it opens, and again when the newest look arrives, so it can not lie."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from privacyclient.desktop import acting
from privacyclient.desktop.acting import Deed
from privacyclient.desktop.core import Core
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.faces import brief, states
from privacyclient.faces.overview import CompanyState
from privacyclient.wording import _


class TrayMenu(QObject):
    """Lines that tell, and what can be done; each does what the same control of the window does.

    No menu itself: a QMenu cuts every connection between itself and an action that it gives away.
    """

    open_requested = Signal()
    quit_requested = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._here: list[str] | None = None
        self.menu = QMenu()
        self.told: list[QAction] = []
        self.toggles: dict[str, QAction] = {}
        self.pause = QAction(self.menu)
        self.note = QAction(self.menu)
        """What stops more than one company."""
        self.last = QAction(self.menu)
        for line in (self.note, self.last):
            line.setEnabled(False)
        self.open = QAction(self.menu)
        self.quit = QAction(self.menu)
        self.pause.triggered.connect(self._on_pause_triggered)
        self.open.triggered.connect(self.open_requested)
        self.quit.triggered.connect(self.quit_requested)
        self.menu.aboutToShow.connect(self._on_about_to_show)
        state.changed.connect(self.follow)
        self.follow()

    def end(self) -> None:
        """Follow nothing any more."""
        self._state.changed.disconnect(self.follow)
        self.menu.deleteLater()
        self.deleteLater()

    def _on_about_to_show(self) -> None:
        self.follow()
        self._state.refresh()

    def follow(self) -> None:
        """Show what was seen last."""
        snapshot = self._state.snapshot
        here = [one.policy.company.id for one in snapshot.companies] if snapshot else []
        if here != self._here:
            self._build(here)
        self._tell(snapshot)
        for company in snapshot.companies if snapshot else ():
            self._follow_toggle(company, alone=len(here) == 1)
        halts = snapshot.halts if snapshot else None
        paused = halts is not None and bool(halts.paused_until)
        self.pause.setText(_("End the pause") if paused else _("Pause everything optional for 1 hour"))
        self.pause.setVisible(bool(here))
        self.last.setVisible(bool(here))
        if snapshot is not None and snapshot.whole is not None:
            self.last.setText(_escaped(brief.last_sent(snapshot.whole, snapshot.program.around.clock())))
        self.open.setText(_("Open"))
        self.quit.setText(_("Quit (off stays off)"))

    def _build(self, here: list[str]) -> None:
        """Lines for the companies that are here."""
        self._here = here
        kept = (self.note, self.pause, self.last, self.open, self.quit)
        for action in self.menu.actions():  # `clear` would delete those that are kept, too
            self.menu.removeAction(action)
            if action not in kept:
                action.deleteLater()
        self.told = [QAction(self.menu) for _one in here or [""]]
        self.toggles = {id: QAction(self.menu) for id in here}
        for number, line in enumerate(self.told):
            line.setEnabled(False)
            self.menu.addAction(line)
            if number < len(here):
                toggle = self.toggles[here[number]]
                toggle.setCheckable(True)
                toggle.triggered.connect(lambda yes, id=here[number]: self._on_toggle_triggered(id, yes=yes))
                self.menu.addAction(toggle)
        self.menu.addAction(self.note)
        self.menu.addSeparator()
        self.menu.addAction(self.pause)
        self.menu.addAction(self.last)
        self.menu.addSeparator()
        self.menu.addAction(self.open)
        self.menu.addAction(self.quit)

    def _tell(self, snapshot: Snapshot | None) -> None:
        lines = brief.lines(snapshot.whole, snapshot.halts) if snapshot else [_("Being looked at …")]
        for action, line in zip(self.told, lines, strict=False):
            action.setText(_escaped(line))
        rest = lines[len(self.told) :]
        self.note.setVisible(bool(rest))
        self.note.setText(_escaped(" · ".join(rest)))

    def _follow_toggle(self, company: CompanyState, *, alone: bool) -> None:
        toggle = self.toggles[company.policy.company.id]
        found = brief.optional(company)
        locked = bool(found) and all(one.cause in states.LOCKED for one in found)
        name = _escaped(company.policy.company.title)
        text = _("Send optional data") if alone else _("Send optional data to {company}", company=name)
        toggle.setText(_("{what} (can not be turned on now)", what=text) if locked else text)
        toggle.setVisible(bool(found))
        toggle.setEnabled(not locked)
        toggle.setChecked(any(map(states.is_wanted, found)))

    def _on_toggle_triggered(self, id: str, *, yes: bool) -> None:
        """Off is one click. On again, too, for what was on before; a question that was never read is shown first."""
        snapshot = self._state.snapshot
        company = snapshot.find(id) if snapshot else None
        if company is None:
            return
        purposes = brief.taken_back(company) if yes else states.optional(company.policy)
        if purposes:
            self._state.act(by_tray(acting.answer(company.policy, purposes, yes=yes)))
            return
        self.follow()  # nothing was turned on
        self._state.go("choices", id)
        self.open_requested.emit()

    def _on_pause_triggered(self) -> None:
        snapshot = self._state.snapshot
        if snapshot is not None and snapshot.halts is not None:
            self._state.act(by_tray(acting.pause("off" if snapshot.halts.paused_until else "1h")))


def by_tray(deed: Deed) -> Deed:
    """`deed`, remembered as done by the tray."""

    def done(core: Core) -> Told:
        from msgspec import structs

        from privacyclient.choices.model import Face

        program = core.program
        around = structs.replace(program.around, face=Face.TRAY)
        own = Core(lambda: structs.replace(program, around=around))
        try:
            return deed(own)
        finally:
            own.close()

    return done


def _escaped(text: str) -> str:
    """Menus take `&` for the mark of a letter."""
    return text.replace("&", "&&")
