# SPDX-License-Identifier: MIT
"""Cards of items: those of one report, and those that are not in it, by the way they go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.data.item_row import Header, ItemRow, is_narrow
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import link
from privacyclient.desktop.widgets.rows import Card
from privacyclient.faces.data import Datum, Group
from privacyclient.policy.model import Policy
from privacyclient.wording import _


class ItemsCard(Card):
    """Rows of items under the names of their columns."""

    def __init__(self, state: State, title: str, help: str = "") -> None:
        super().__init__(title, help)
        self.state = state
        self._policy: Policy | None = None
        self._made: dict[str, tuple[str, bool]] = {}
        self.header = Header()
        self.column.addWidget(self.header)

    def show_data(self, policy: Policy, place: str, data: Sequence[Datum], levels: Mapping[str, str]) -> bool:
        """Show the items of a report, `place`. Returns whether rows were made anew."""
        return self._show(policy, {f"{place}/{one.item.id}": one for one in data}, {}, levels, _no_group)

    def show_groups(self, policy: Policy, groups: Sequence[Group], choose: Callable[[str], None]) -> bool:
        """Show the items of other ways out, each group under its name. Returns whether rows were made anew."""
        data: dict[str, Datum | None] = {}
        heads = {f"group/{group.key}": group for group in groups}
        for key, group in heads.items():
            data[key] = None
            data.update({f"{key}/{one.item.id}": one for one in group.data})
        return self._show(policy, data, heads, {}, choose)

    def _show(
        self,
        policy: Policy,
        data: Mapping[str, Datum | None],
        heads: Mapping[str, Group],
        levels: Mapping[str, str],
        choose: Callable[[str], None],
    ) -> bool:
        made = {key: (one.purpose, one.can_be_coarser) for key, one in data.items() if one is not None}
        if policy != self._policy or made != self._made:
            self.clear()
        self._policy, self._made = policy, made

        def make(key: str) -> QWidget:
            datum = data[key]
            return _Head(heads[key], choose) if datum is None else ItemRow(self.state, policy, datum)

        anew = list(data) != list(self.rows)
        rows = self.sync(data, make)
        for key, datum in data.items():
            row = rows[key]
            if isinstance(row, ItemRow) and datum is not None:
                row.show_datum(datum, levels.get(datum.item.id, ""))
        return anew

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        self.header.setVisible(not is_narrow(self, self.width() - margins.left() - margins.right()))


class _Head(QWidget):
    """The name of a way out, and a button that shows its report where this program makes one."""

    def __init__(self, group: Group, choose: Callable[[str], None]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(looks.GRID, 2 * looks.GRID, looks.GRID, looks.GRID // 2)
        column.setSpacing(looks.GRID // 2)
        column.addWidget(texts.heading(group.title))
        if group.about:
            column.addWidget(texts.help_text(group.about))
        if group.is_ours:
            self.show_report = link(_("Show this report"), _("Show the report: {title}", title=group.title))
            self.show_report.clicked.connect(lambda: choose(group.key))
            column.addWidget(self.show_report, 0, Qt.AlignmentFlag.AlignLeading)


def _no_group(_key: str) -> None:
    """A report has no groups."""
