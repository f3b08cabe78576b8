# SPDX-License-Identifier: MIT
"""What a person types about themselves, checked for form and written in one way.

Nothing here looks at the network or the machine: a zip code is what the person typed, or there is none (P4,
P8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from privacyclient.errors import NotFoundError, UsageError
from privacyclient.policy.precision import Value
from privacyclient.sources import countries
from privacyclient.wording import _

WORD = 40
"""Most characters of a free text."""
WORDS = 32
"""Most entries of a list."""
OLDEST = 130

_ANY_ZIP = re.compile(r"(?=.*[0-9])[A-Z0-9](?:[A-Z0-9 -]{0,8}[A-Z0-9])?")
_TAG = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?(?:-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?")
_ZIP_EXAMPLE = "98111"


def check(source_id: str, text: str, given: Mapping[str, Value]) -> Value:
    """The value of a `typed.…` source that `text` stands for, in its one form.

    `given` holds what was typed before, by source id: a zip code is checked by the rules of `typed.country`.
    Raises `UsageError` with what is wrong and an example, `NotFoundError` for a source that is not typed.
    """
    match source_id:
        case "typed.zip":
            country = given.get("typed.country")
            return check_zip(text, country if isinstance(country, str) else None)
        case "typed.country":
            return check_country(text)
        case "typed.language":
            return check_language(text)
        case "typed.gender":
            return check_word(text)
        case "typed.age":
            return check_age(text)
        case "typed.preferences":
            return check_preferences(text)
    raise NotFoundError(_("'{source}' is not something you type.", source=source_id))


def check_zip(text: str, country: str | None) -> str:
    """A postal code in capitals, by the rules of `country` (code or English name); else by its shape."""
    code = _plain(text).upper()
    if country is None:
        if not _ANY_ZIP.fullmatch(code):
            raise _wrong(_("This does not look like a zip or postal code."), _ZIP_EXAMPLE)
        return code
    land = check_country(country)
    rule = countries.postal_rule(land)
    if rule.pattern is None:
        raise UsageError(
            _("{country} has no postal codes.", country=countries.title(land)), advice=_("Leave the zip code empty.")
        )
    if len(code) > WORD or not re.fullmatch(rule.pattern, code, re.ASCII):
        raise _wrong(_("This is not a postal code of {country}.", country=countries.title(land)), rule.example)
    return code


def check_country(text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country given by code or English name."""
    name = _plain(text)
    if countries.known_code(name.upper()):
        return name.upper()
    found = countries.by_name(name) if len(name) <= 60 else None
    if found is None:
        raise _wrong(_("There is no such country."), _("US, or United States"))
    return found


def check_language(text: str) -> str:
    """A BCP 47 tag in its usual capitals (RFC 5646, 2.1.1): language, script, region, one variant."""
    found = _TAG.fullmatch(_plain(text).lower().replace("_", "-"))
    if not found:
        raise _wrong(_("This is not a language tag."), _("en, or de-AT"))
    parts = (found[1], (found[2] or "").title(), (found[3] or "").upper(), found[4] or "")
    return "-".join(part for part in parts if part)


def check_word(text: str) -> str:
    """A short free text, at most 40 characters."""
    word = _plain(text)
    if not word:
        raise _wrong(_("There is nothing in it."), _("woman, man, or any word you like"))
    if len(word) > WORD:
        raise UsageError(
            _("This is too long: {n} characters.", n=len(word)), advice=_("Write at most {n} characters.", n=WORD)
        )
    return word


def check_age(text: str) -> int:
    """Whole years, 0 to 130."""
    years = _plain(text)
    if not re.fullmatch(r"[0-9]{1,3}", years) or int(years) > OLDEST:
        raise _wrong(_("This is not an age in whole years."), "42")
    return int(years)


def check_preferences(text: str) -> tuple[str, ...]:
    """A list of short texts, parted by commas, semicolons or line ends; each once, in the order typed."""
    parts = re.split(r"[,;\n]", unicodedata.normalize("NFKC", text))
    words = tuple(dict.fromkeys(check_word(part) for part in parts if _plain(part)))
    if not words:
        raise _wrong(_("There is nothing in it."), _("jazz, films, news"))
    if len(words) > WORDS:
        raise UsageError(_("These are too many: {n}.", n=len(words)), advice=_("Write at most {n}.", n=WORDS))
    return words


def _plain(text: str) -> str:
    """One line in one spelling: full-width digits and the like as usual ones, spaces drawn together."""
    signs = unicodedata.normalize("NFKC", text)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in signs).split())


def _wrong(what: str, example: str) -> UsageError:
    return UsageError(what, advice=_("For example: {example}.", example=example) if example else _("Leave it empty."))
