# SPDX-License-Identifier: MIT
"""The topics of a policy: folded texts, a search in them, and a mark where something changed since the last answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.document import places, recipients
from privacyclient.desktop.document.accepted import Accepted, is_updated
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.collapsible import Collapsible
from privacyclient.desktop.widgets.rows import Card
from privacyclient.policy.document import Topic
from privacyclient.policy.model import Policy
from privacyclient.wording import _, ngettext


def item(topic: Topic) -> str:
    """How links name a row."""
    return f"topic:{topic.id}"


class TopicsCard(Card):
    """What is found stays unfolded as the person left it."""

    def __init__(self) -> None:
        super().__init__(_("Topics"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search in the topics"))
        self.search.setAccessibleName(_("Search in the topics"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(looks.GRID, looks.GRID // 2, looks.GRID, 0)
        column.addWidget(self.search)
        self.found = texts.help_text("")
        column.addWidget(self.found)
        self.column.addWidget(field)
        self._topics: tuple[Topic, ...] = ()
        self._updated: frozenset[str] = frozenset()

    def follow(self, shown: Policy, now: Policy, then: Accepted) -> None:
        """Show the topics of `shown`; `now` is the same policy in its own language."""
        updated = frozenset(one.id for one in now.topics if is_updated(one, now, then))
        if shown.topics != self._topics or updated != self._updated:
            self._topics, self._updated = shown.topics, updated
            self._show(anew=True)

    def land(self, wanted: str) -> None:
        """A topic that is looked for from elsewhere must not be hidden by the search."""
        if self.search.text() and wanted in map(item, self._topics):
            self.search.clear()

    def _show(self, _text: str = "", *, anew: bool = False) -> None:
        words = self.search.text().casefold().split()
        found = {topic.id: topic for topic in self._topics if _holds(topic, words)}
        open = [key for key, row in self.rows.items() if isinstance(row, Collapsible) and row.is_open]
        if anew:
            self.clear()
        for key, row in self.sync(found, lambda id: self._row(found[id])).items():
            if isinstance(row, Collapsible):
                row.unfold(open=key in open)
        texts.show(self.found, self._said(len(found)) if words or not self._topics else "")

    def _said(self, count: int) -> str:
        if not self._topics:
            return _("The policy has no topics.")
        if not count:
            return _("No topic holds “{text}”. Try another word.", text=self.search.text().strip())
        return ngettext("{n} topic found", "{n} topics found", count)

    def _row(self, topic: Topic) -> Collapsible:
        made = Collapsible(topic.title, partial(_fill, topic), item=item(topic))
        if topic.id in self._updated:
            made.tell(_("Updated since your answer: {day}", day=places.day(topic.updated)), "accent")
        else:
            made.tell(_("Of {day}", day=places.day(topic.updated)))
        return made


def _holds(topic: Topic, words: list[str]) -> bool:
    text = "\n".join((topic.title, topic.text, topic.note, *topic.keywords)).casefold()
    return all(word in text for word in words)


def _fill(topic: Topic, column: QVBoxLayout) -> None:
    column.addWidget(texts.label(topic.text))
    if topic.note:
        column.addWidget(texts.help_text(recipients.note(topic.note)))
