# SPDX-License-Identifier: MIT
"""Consent receipts: a JSON-LD record for each grant, refusal and withdrawal, kept by the person.

Fields after ISO/IEC TS 27560, terms of the W3C Data Privacy Vocabulary 2 (facts: consent records). The record
names no person: its principal is the random number of the receipt itself.
"""

from __future__ import annotations

import uuid

import msgspec

from privacyclient import __version__
from privacyclient.choices.model import Answer, State
from privacyclient.choices.words import Shown
from privacyclient.policy.model import Channel, Policy, Purpose
from privacyclient.system.clock import iso

CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "dct": "http://purl.org/dc/terms/",
}
SCHEMA = "ISO/IEC TS 27560:2023"

_STATES = {
    State.GIVEN: "dpv:ConsentGiven",
    State.RENEWED: "dpv:RenewedConsentGiven",
    State.REFUSED: "dpv:ConsentRefused",
    State.WITHDRAWN: "dpv:ConsentWithdrawn",
}


def receipt(policy: Policy, purpose: Purpose, answer: Answer, shown: Shown) -> str:
    """The receipt of one answer, JSON-LD text."""
    channels = [channel for channel in policy.channels if _carries(channel, purpose)]
    items = sorted({carry.item for channel in channels for carry in channel.carries if carry.purpose == purpose.id})
    recipients = sorted({channel.recipient for channel in channels})
    document = {
        "@context": CONTEXT,
        "@id": f"urn:uuid:{uuid.uuid4()}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": SCHEMA,
        "dct:created": iso(answer.at),
        "dct:publisher": f"privacyclient {__version__}",
        "dpv:hasDataSubject": "this person",
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:title": policy.title,
            "dct:hasVersion": policy.version,
            "dct:source": policy.source,
            "dct:language": shown.language,
            "shownText": shown.text,
            "shownTextSha256": shown.sha256,
        },
        "dpv:hasDataController": {
            "@type": "dpv:DataController",
            "@id": policy.company.id,
            "dpv:hasName": policy.company.title,
            "legalNames": list(policy.company.legal_names),
            "dpv:hasContact": [contact.address or contact.email or contact.url for contact in policy.contacts[:1]],
        },
        "dpv:hasProcess": {
            "@type": "dpv:Process",
            "dpv:hasPurpose": {"@id": purpose.id, "@type": purpose.term, "dct:title": purpose.title},
            "dpv:hasPersonalData": [
                {"@id": item, "@type": policy.item(item).category, "dct:title": policy.item(item).title}
                for item in items
            ],
            "dpv:hasRecipient": [
                {"@id": recipient, "dpv:hasName": policy.recipient(recipient).title} for recipient in recipients
            ],
            "dpv:hasJurisdiction": sorted({policy.recipient(recipient).country for recipient in recipients}),
            "dpv:hasStorageCondition": _silence(policy, "retention"),
            "dpv:hasNecessity": "dpv:Required" if purpose.necessity == "required" else "dpv:Optional",
        },
        "dpv:hasConsentControl": {"withdraw": f"privacyclient set {purpose.id} off --company {policy.company.id}"},
        "dpv:hasConsentStatus": {
            "@type": _STATES[answer.state],
            "dct:date": iso(answer.at),
            "dpv:isIndicatedBy": "this person",
            "method": answer.face.value,
            "epoch": answer.epoch,
            "validity": "until withdrawn",
        },
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode()


def _carries(channel: Channel, purpose: Purpose) -> bool:
    return any(carry.purpose == purpose.id for carry in channel.carries)


def _silence(policy: Policy, id: str) -> str:
    for silence in policy.silences:
        if silence.id == id:
            return silence.text
    return "not stated"
