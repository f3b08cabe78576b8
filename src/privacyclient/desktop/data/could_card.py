# SPDX-License-Identifier: MIT
"""What this computer could tell, when there is no one to send it to."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.desktop.data.report_reading import Could
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.value import Value
from privacyclient.sources.catalog import source
from privacyclient.wording import _


class CouldCard(Card):
    """A row for each thing that can be read here."""

    def show_could(self, found: Sequence[Could]) -> bool:
        """Show these. Returns whether rows were made anew."""
        anew = [one.source for one in found] != list(self.rows)
        rows = self.sync([one.source for one in found], _CouldRow)
        for one in found:
            row = rows[one.source]
            assert isinstance(row, _CouldRow)
            row.show_could(one)
        return anew


class _CouldRow(Row):
    def __init__(self, id: str) -> None:
        found = source(id)
        super().__init__(_(found.title), _("Read from: {place}", place=_(found.reads)), item=id)
        self.value = Value()
        self.words.insertWidget(1, self.value)

    def show_could(self, could: Could) -> None:
        """Show what is here, or why nothing is."""
        self.value.show_text(could.here)
        self.value.setVisible(bool(could.here))
        self.value.setAccessibleName(could.here)
        self.tell("" if could.here else _("Not known: {why}", why=could.absence))
