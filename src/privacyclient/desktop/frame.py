# SPDX-License-Identifier: MIT
"""What is in the window: search and pages on the left, one page on the right, what was done at the foot."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from privacyclient.desktop import catalog, looks
from privacyclient.desktop.banners import Banners
from privacyclient.desktop.catalog import Place
from privacyclient.desktop.fault import FaultPage
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.notices import Notices
from privacyclient.desktop.page import Page
from privacyclient.desktop.results import Results
from privacyclient.desktop.sidebar import Sidebar
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.wording import _


class Frame(QWidget):
    """The preferences. Pages are built when they are first shown."""

    def __init__(self, state: State, memory: Memory) -> None:
        super().__init__()
        self.state = state
        self.memory = memory
        self._pages: dict[tuple[str, str], Page] = {}
        self._wanted: Landing | None = None
        self._place: Place | None = None
        self._awake = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search settings"))
        self.search.setAccessibleName(_("Search settings"))
        self.search.setClearButtonEnabled(True)
        self.sidebar = Sidebar()
        self.stack = QStackedWidget()
        self.blank = QWidget()
        self.stack.addWidget(self.blank)
        self.results: Results | None = None
        self.fault: FaultPage | None = None
        self.banners = Banners(state, memory)
        self.notices = Notices()
        self._lay_out()
        self._connect()
        self.sidebar.setFocus()  # not the search field, whose cursor would blink

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(max(looks.SIDEBAR, self.fontMetrics().averageCharWidth() * 30))
        side = QVBoxLayout(left)
        side.setContentsMargins(looks.GRID, 2 * looks.GRID, looks.GRID, looks.GRID)
        side.setSpacing(looks.GRID)
        side.addWidget(self.search)
        side.addWidget(self.sidebar, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banners)
        right.addWidget(self.stack, 1)
        right.addWidget(self.notices)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left)
        across.addLayout(right, 1)

    def _connect(self) -> None:
        self.state.changed.connect(self._on_state_changed)
        self.state.acted.connect(self.notices.tell)
        self.state.failed.connect(self.notices.warn)
        self.state.go_requested.connect(self.go)
        self.notices.undo_requested.connect(self._on_notices_undo_requested)
        self.sidebar.chosen.connect(self._on_sidebar_chosen)
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.returnPressed.connect(self._on_search_return_pressed)
        self.search.installEventFilter(self)
        for keys, slot in (
            (QKeySequence.StandardKey.Find, self._focus_search),
            (QKeySequence.StandardKey.Close, lambda: self.window().close()),
            (QKeySequence.StandardKey.Quit, lambda: self.window().close()),
            (QKeySequence.StandardKey.Refresh, self.state.refresh),
            (QKeySequence("Ctrl+PgDown"), lambda: self._step(1)),
            (QKeySequence("Ctrl+PgUp"), lambda: self._step(-1)),
        ):
            QShortcut(keys, self).activated.connect(slot)

    # --- going ------------------------------------------------------------------------------------------------

    def go(self, landing: Landing) -> None:
        """Show a place. Going there changes nothing. One that is not there yet is shown as soon as it is."""
        snapshot = self.state.snapshot
        place = _place(snapshot, landing) if snapshot else None
        if place is None:
            self._wanted = landing
            return
        self._wanted = None
        self.search.clear()
        self._show_place(place)
        if landing.item and place.key in self._pages:
            self._pages[place.key].land(landing.item)

    def _show_place(self, place: Place) -> None:
        snapshot = self.state.snapshot
        if snapshot is not None and snapshot.fault is not None:
            self._show_fault(snapshot)  # pages have nothing true to say
            return
        page = self._pages.get(place.key)
        if page is None:
            page = self._pages[place.key] = place.kind.load()(self.state, place.company)
            self.stack.addWidget(page)
        if place != self._place:
            self._leave()
        self._place = place
        self.sidebar.show_place(place)
        page.enter()  # before it is shown: what is built while it is seen is styled and laid out again and again
        self.stack.setCurrentWidget(page)

    def _leave(self) -> None:
        if self._place is not None and self._place.key in self._pages:
            self._pages[self._place.key].leave()

    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def landing(self) -> Landing:
        """The place that is shown, to come back to."""
        place = self._place
        return Landing(page=place.kind.id, company=place.company) if place else Landing(page="")

    def forget(self) -> None:
        """Follow nothing any more: another frame takes over."""
        self._leave()
        self._awake = False
        self.state.changed.disconnect(self._on_state_changed)
        self.state.acted.disconnect(self.notices.tell)
        self.state.failed.disconnect(self.notices.warn)
        self.state.go_requested.disconnect(self.go)

    def remember(self, geometry: QByteArray) -> None:
        """Keep where the window was left, and on which page."""
        place = self.landing()
        self.memory.remember_window(geometry, place.page, place.company)

    def _step(self, by: int) -> None:
        snapshot = self.state.snapshot
        if snapshot is None:
            return
        found = catalog.places(snapshot)
        number = found.index(self._place) if self._place in found else 0
        self._show_place(found[(number + by) % len(found)])

    # --- following --------------------------------------------------------------------------------------------

    def _on_state_changed(self) -> None:
        snapshot = self.state.snapshot
        if snapshot is None:
            return
        self.banners.follow(snapshot)
        self.sidebar.show_sections(catalog.sections(snapshot))
        if snapshot.fault is not None:
            self._show_fault(snapshot)
            return
        self._forget_pages(snapshot)
        if self._wanted is not None and _place(snapshot, self._wanted) is not None:
            self.go(self._wanted)
        elif self._place is None:
            self.go(self._remembered(snapshot))
        elif self.search.text():
            self._on_search_text_changed(self.search.text())
        else:
            self._show_place(self._place)

    def _remembered(self, snapshot: Snapshot) -> Landing:
        wanted = Landing(page=self.memory.text("window/page"), company=self.memory.text("window/company"))
        if wanted.page and _place(snapshot, wanted) is not None:
            return wanted
        first = catalog.places(snapshot)[0]
        return Landing(page=first.kind.id, company=first.company)

    def _forget_pages(self, snapshot: Snapshot) -> None:
        """Pages of companies that are no longer here go."""
        here = {place.key for place in catalog.places(snapshot)}
        for key in [key for key in self._pages if key not in here]:
            page = self._pages.pop(key)
            page.leave()
            self.stack.removeWidget(page)
            page.deleteLater()
        if self._place is not None and self._place.key not in here:
            self._place = None

    def _show_fault(self, snapshot: Snapshot) -> None:
        if self.fault is None:
            self.fault = FaultPage(self.state)
            self.stack.addWidget(self.fault)
        self.fault.follow(snapshot)
        self.stack.setCurrentWidget(self.fault)

    # --- searching --------------------------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_search_text_changed(self, text: str) -> None:
        snapshot = self.state.snapshot
        if snapshot is None or snapshot.fault is not None:
            return
        if not text.strip():
            if self._place is not None:
                self._show_place(self._place)
            return
        from privacyclient.desktop import searching  # loads every page, so only when somebody searches

        if self.results is None:
            self.results = Results()
            self.results.chosen.connect(self.go)
            self.stack.addWidget(self.results)
        self._leave()
        self.results.show_hits(text.strip(), searching.search(searching.index(snapshot), text))
        self.stack.setCurrentWidget(self.results)

    def _on_search_return_pressed(self) -> None:
        if self.results is not None and self.stack.currentWidget() is self.results:
            self.results.choose_first()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Escape leaves the search, arrow down leads into what was found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if key == Qt.Key.Key_Down and self.results is not None and self.search.text():
                self.results.focus_list()
                return True
        return False

    def _on_sidebar_chosen(self, place: Place) -> None:
        self.search.clear()
        self._show_place(place)

    def _on_notices_undo_requested(self, told: Told) -> None:
        if told.undo is not None:
            self.state.act(told.undo)

    # --- being shown ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._awake = True
        self.state.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._awake:
            self._awake = False
            self._leave()
            self.state.sleep()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.sidebar.redraw_icons()


def _place(snapshot: Snapshot, landing: Landing) -> Place | None:
    """Where `landing` leads; for a page of no named company, to that of the first one."""
    found = [place for place in catalog.places(snapshot) if place.kind.id == landing.page]
    exact = [place for place in found if place.company == landing.company]
    return next(iter(exact or (() if landing.company else found)), None)
