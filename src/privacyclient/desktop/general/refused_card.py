# SPDX-License-Identifier: MIT
"""Company files that are not used, each with its path and why. Stands on two pages."""

from __future__ import annotations

from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.faces import overview
from privacyclient.faces.overview import Whole
from privacyclient.wording import N_, _

REFUSED = "refused"
TITLE = N_("Company files that are not used")
HELP = N_("A company whose file is not used is not here: nothing is collected for it, and nothing is sent to it.")


def item(path: object) -> str:
    """How links name the row of a file."""
    return f"{REFUSED}:{path}"


class RefusedCard(Card):
    """Hidden where every file is used."""

    def __init__(self) -> None:
        super().__init__(_(TITLE), _(HELP))
        self.hide()

    def follow(self, whole: Whole) -> None:
        """Show what is so now."""
        why = {str(found.path): overview.refusal(found) for found in whole.refused}
        self.setVisible(bool(why))
        for path, row in self.sync(why, lambda path: Row(path, "-", item=item(path))).items():
            if isinstance(row, Row):
                row.help.setText(why[path])
