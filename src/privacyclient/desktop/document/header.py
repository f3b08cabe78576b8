# SPDX-License-Identifier: MIT
"""Who speaks in a policy and for what: title, version, date, language, source; in the original when that is wanted."""

from __future__ import annotations

from privacyclient.desktop import languages
from privacyclient.desktop.document import places
from privacyclient.desktop.document.address import Address
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.facts import Facts
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.faces import units
from privacyclient.policy.model import Policy
from privacyclient.wording import _

DOCUMENT = "document"
ORIGINAL = "original"


class HeaderCard(Card):
    """The head of the document."""

    def __init__(self, state: State) -> None:
        super().__init__(_("The document"))
        self._state = state
        title = _("Show the original")
        self.original = Switch(title)
        self.translated = Row(title, "", self.original, item=ORIGINAL)
        self.column.addWidget(self.translated)

    def show_policy(self, shown: Policy, told: Policy, now: Policy) -> None:
        """Show the head of `shown`, which is `told` (in the person's language) or `now` (in its own)."""
        self.translated.setVisible(told != now)
        name = languages.own_name(now.language)
        help = (
            _("Translated by this program's authors; the original ({language}) is binding.", language=name)
            if now.example
            else _("A translation that came with the file; the original ({language}) is binding.", language=name)
        )
        self.translated.help.setText(help)
        self.translated.help.show()
        self.original.setAccessibleDescription(help)
        self.clear()
        row = Row(shown.title, shown.company.summary, item=DOCUMENT)
        facts = Facts(shown.title)
        facts.show_lines(_facts(shown, now, name))
        row.words.addWidget(facts)
        for title, text in ((_("Web site"), now.company.homepage), (_("Copy for printing"), now.printable)):
            if text:
                row.words.addWidget(Address(self._state, title, text, now))
        self.add(DOCUMENT, row)


def _facts(shown: Policy, now: Policy, language: str) -> list[tuple[str, str]]:
    company = shown.company
    told = [
        (_("Company"), company.title),
        (_("Legal names"), units.listed(list(company.legal_names))),
        (_("Version"), now.version),
        (_("Date"), places.day(now.date)),
        (_("Language"), language),
        (_("Source"), shown.source),
        (_("Products"), ", ".join(product.title for product in shown.products)),
        (_("What registering means"), company.registering),
    ]
    if now.example:
        told.append((_("Example"), _("It is nobody's practice of today. Its addresses are text and are never opened.")))
    return [(name, text) for name, text in told if text]
