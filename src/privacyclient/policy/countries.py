# SPDX-License-Identifier: MIT
"""Names of the countries in which servers commonly are."""

from __future__ import annotations

from privacyclient.wording import N_, _

NAMES = {
    "AT": N_("Austria"),
    "CA": N_("Canada"),
    "CH": N_("Switzerland"),
    "CN": N_("China"),
    "DE": N_("Germany"),
    "FR": N_("France"),
    "GB": N_("United Kingdom"),
    "IE": N_("Ireland"),
    "IN": N_("India"),
    "JP": N_("Japan"),
    "NL": N_("Netherlands"),
    "SG": N_("Singapore"),
    "US": N_("United States"),
}


def named(text: str) -> str:
    """The name of a country code (`US`); any other text, and any other code, as it is."""
    return _(NAMES.get(text, text))
