# SPDX-License-Identifier: MIT
"""What the search finds on the page of the data."""

from __future__ import annotations

from privacyclient.desktop import entries
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.faces import precision, values
from privacyclient.policy.model import Item, Policy
from privacyclient.sources.catalog import SOURCES
from privacyclient.wording import N_, _

PAGE = "data"
REPORT = "report"
"""The place of the exact report on the page, for links and search."""

_REPORT = (
    (
        N_("Exact report"),
        N_("The exact bytes of the next report, and what an answer would change in it."),
        N_("bytes raw request body json preview rehearsal what if"),
    ),
    (N_("Send now"), N_("Sends the report you see."), N_("report deliver")),
    (N_("Put into the outbox"), N_("The report you see waits before it leaves."), N_("hold queue later")),
)


def findables(snapshot: Snapshot, company: str) -> list[Findable]:
    """Every item of a company, and the report; where there is no company, all that could be told."""
    if not company:
        return [
            Findable(_(source.title), Landing(PAGE, "", source.id), _(source.reads), (source.id,))
            for source in SOURCES
            if source.read
        ]
    policy = snapshot.policies[company]
    report = ((*told, REPORT) for told in _REPORT)
    return [*(_item(policy, item) for item in policy.items), *entries.findables(PAGE, report, company)]


def _item(policy: Policy, item: Item) -> Findable:
    ways = [way.title for way in policy.channels if any(carry.item == item.id for carry in way.carries)]
    words = [item.id, item.category, item.source, *ways, _("precision")]
    words += [precision.title(item, level) for level in precision.levels(item)]
    if item.source.startswith(values.IDENTIFIER):
        words += [_("reset"), _("identifier")]
    return Findable(item.title, Landing(PAGE, policy.company.id, item.id), item.description, tuple(words))
