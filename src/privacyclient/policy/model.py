# SPDX-License-Identifier: MIT
"""What a policy file says, as frozen records. The file is TOML; a list `items` is written `[[item]]`.

Every text is in the language named by `Policy.language`. `refs` name rows of a requirements table or
paragraphs of the source document. `asserted_by = "us"` marks what the document itself does not say: that the
item exists, or whether something is required or optional.
"""

# Annotations are left as they are, not turned into text: msgspec would evaluate each of them again at every start.

from typing import Literal, TypeVar

from msgspec import Struct, field

from privacyclient.policy.document import Author as Author
from privacyclient.policy.document import Change as Change
from privacyclient.policy.document import Contact as Contact
from privacyclient.policy.document import Right as Right
from privacyclient.policy.document import Safeguard as Safeguard
from privacyclient.policy.document import Silence as Silence
from privacyclient.policy.document import Topic as Topic
from privacyclient.policy.document import Transfer as Transfer

Necessity = Literal["required", "optional"]


class Company(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who speaks, and for which products."""

    id: str
    title: str
    """The name a person knows it by; every text calls the company so."""
    legal_names: tuple[str, ...] = ()
    summary: str = ""
    homepage: str = ""
    registering: str = ""
    """What opening an account or registering means."""
    sites: tuple[str, ...] = ()
    """Host names the company calls its own; a link to any other is asked about first."""
    refs: tuple[str, ...] = ()


class Product(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    items: tuple[str, ...] = ()
    """Items collected while this product is used (the matrix item x product)."""
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Precision(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One level of an item, listed from fine to coarse. See `policy.precision` for the rules."""

    id: str
    title: str
    rule: str


class Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One datum."""

    id: str
    title: str
    description: str
    category: str
    """Term of the W3C Data Privacy Vocabulary, e.g. `pd:PostalCode`."""
    sensitivity: Literal["ordinary", "identifying", "sensitive"]
    """`identifying` and `sensitive` values are masked in exports and copies."""
    since: str
    """Policy version that named it first."""
    source: str
    """Where the value comes from: one of `policy.source_ids.SOURCE_IDS`."""
    added_by: Literal["client", "player", "person", "network", "account"]
    precision: tuple[Precision, ...] = ()
    """From fine to coarse; empty: the full value only."""
    when_off: Literal["omit", "neutral"] = "omit"
    neutral: str | None = None
    """What is sent instead when it is off and `when_off` is `neutral`."""
    can_be_left_out: bool = True
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Feature(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something a person uses and can stop using; a required purpose holds only while it is in use."""

    id: str
    title: str
    stop: str
    """How to stop using it, e.g. "Sign out to stop it."."""
    refs: tuple[str, ...] = ()


class Purpose(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a yes or a no is about."""

    id: str
    title: str
    why: str
    necessity: Necessity
    off: str
    """What stops working when it is off."""
    reason: str = ""
    """Why it is required; empty for an optional purpose."""
    required_when: str = ""
    """Feature that needs it; empty for an optional purpose."""
    term: str = "dpv:Purpose"
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Carry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One item that travels in a channel, and what for."""

    item: str
    purpose: str


class Channel(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way out. The list of channels is complete: a way out that is not in it is refused."""

    id: str
    title: str
    description: str
    purpose: str
    """The purpose of the channel as a whole."""
    recipient: str
    address: str = ""
    """https address; reports are posted to it as OTLP/HTTP logs. Empty only where `trigger` is `none`."""
    trigger: Literal["interval", "event", "person", "none"]
    """When a report is made: every so often, when something happens, when the person acts, or never by this
    program."""
    how_often: str
    """The same in words."""
    every_hours: int = 24
    """For `interval`."""
    max_per_day: int = 24
    max_bytes: int = 65536
    carries: tuple[Carry, ...] = ()
    unseen: str = ""
    """What travels on between servers, where no program on this computer can see it."""
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Recipient(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who gets it."""

    id: str
    title: str
    kind: Literal["controller", "processor", "partner", "authority"]
    country: str
    why: str
    gets: tuple[str, ...] = ()
    """Items it may get."""
    necessity: Necessity = "optional"
    reason: str = ""
    choice: str = ""
    """The choice the person has, in words."""
    policy_url: str = ""
    address: str = ""
    switchable: bool = True
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class MailingList(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    title: str
    business: str = ""
    """Line of business: a product; empty for the whole company."""
    kind: Literal["newsletter", "marketing", "promotion", "offer", "service"]
    description: str
    ways: tuple[Literal["email", "post", "telephone", "message"], ...] = ("email",)
    """How it may come."""
    begins: Literal["opt-in", "opt-out"] = "opt-in"
    """Only when asked for, or unless refused."""
    necessity: Necessity = "optional"
    reason: str = ""
    asserted_by: Author = "document"
    refs: tuple[str, ...] = ()


class Policy(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A company's privacy policy of one version."""

    format: Literal[1]
    version: str
    date: str
    language: str
    title: str
    source: str
    """Where the binding document was found, as text; never contacted."""
    printable: str = ""
    """Where a copy for printing was offered, as text; never contacted."""
    company: Company
    example: bool = False
    """An example company is shown as one and sends to this computer only."""
    products: tuple[Product, ...] = field(name="product", default=())
    items: tuple[Item, ...] = field(name="item", default=())
    features: tuple[Feature, ...] = field(name="feature", default=())
    purposes: tuple[Purpose, ...] = field(name="purpose", default=())
    channels: tuple[Channel, ...] = field(name="channel", default=())
    recipients: tuple[Recipient, ...] = field(name="recipient", default=())
    mailing_lists: tuple[MailingList, ...] = field(name="mailing_list", default=())
    topics: tuple[Topic, ...] = field(name="topic", default=())
    changes: tuple[Change, ...] = field(name="change", default=())
    contacts: tuple[Contact, ...] = field(name="contact", default=())
    transfers: tuple[Transfer, ...] = field(name="transfer", default=())
    rights: tuple[Right, ...] = field(name="right", default=())
    safeguards: tuple[Safeguard, ...] = field(name="safeguard", default=())
    silences: tuple[Silence, ...] = field(name="silence", default=())

    def item(self, id: str) -> Item:
        """The item `id`; `KeyError` when the policy has none (a checked policy has no dangling ids)."""
        return _one(self.items, id)

    def purpose(self, id: str) -> Purpose:
        return _one(self.purposes, id)

    def channel(self, id: str) -> Channel:
        return _one(self.channels, id)

    def recipient(self, id: str) -> Recipient:
        return _one(self.recipients, id)

    def feature(self, id: str) -> Feature:
        return _one(self.features, id)


_Named = TypeVar("_Named", Item, Purpose, Channel, Recipient, Feature)


def _one(records: tuple[_Named, ...], id: str) -> _Named:
    for record in records:
        if record.id == id:
            return record
    raise KeyError(id)
