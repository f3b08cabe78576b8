# SPDX-License-Identifier: MIT
"""The part of a policy file that is there to be read: topics, changes, contacts, transfers, rights.

Nothing in it decides what may leave; the records that do are in `policy.model`, which also holds the whole.
"""

# Annotations are left as they are, not turned into text: msgspec would evaluate each of them again at every start.

from typing import Literal

from msgspec import Struct

Author = Literal["document", "us"]


class Topic(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the document, in our own plain words."""

    id: str
    title: str
    text: str
    updated: str
    """Date of the last change, ISO 8601."""
    keywords: tuple[str, ...] = ()
    note: str = ""
    """What the author of this file adds; shown apart from what the document says."""
    refs: tuple[str, ...] = ()


class Change(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    version: str
    date: str
    title: str
    topics: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


class Contact(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    purpose: str
    regions: tuple[str, ...] = ()
    address: str = ""
    email: str = ""
    url: str = ""
    telephone: str = ""
    hours: str = ""
    """Opening hours, `Mo-Fr 08:00-17:00`."""
    time_zone: str = ""
    refs: tuple[str, ...] = ()


class Transfer(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    text: str
    origin: str
    destination: str
    basis: str = ""
    as_of: str = ""
    """Date at which the document claimed the basis, ISO 8601; a dated fact is not one of today."""
    note: str = ""
    """What the author of this file adds; shown apart from what the document says."""
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Right(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    text: str
    from_law: str = ""
    """The law it comes from; empty when the policy itself grants it."""
    contact: str = ""
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Safeguard(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the company says it protects what it has."""

    id: str
    title: str
    text: str
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Silence(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the document does not say."""

    id: str
    title: str
    text: str
    refs: tuple[str, ...] = ()
