# SPDX-License-Identifier: MIT
"""Consent receipts: a JSON-LD record for each grant, refusal and withdrawal, kept by the person.

Form: a header and one record, fields after ISO/IEC TS 27560, terms of the W3C Data Privacy Vocabulary 2 (facts:
consent records); what neither has a term for bears the prefix `own`. No person is named: the principal is known by
the random number of the record alone.
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
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "own": "urn:privacyclient:",
}
SCHEMA = "ISO/IEC TS 27560:2023"
NOT_STATED = "not stated"

_STATES = {
    State.GIVEN: "dpv:ConsentGiven",
    State.RENEWED: "dpv:RenewedConsentGiven",
    State.REFUSED: "dpv:ConsentRefused",
    State.WITHDRAWN: "dpv:ConsentWithdrawn",
}


def receipt(policy: Policy, purpose: Purpose, answer: Answer, shown: Shown) -> str:
    """The receipt of one answer, JSON-LD text."""
    number = str(uuid.uuid4())
    document = {
        "@context": CONTEXT,
        "@id": f"urn:uuid:{number}",
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": SCHEMA,
        "dpv:hasIdentifier": number,
        "dct:created": iso(answer.at),
        "dct:creator": f"privacyclient {__version__}",
        "dpv:hasRecordOfActivity": [_record(policy, purpose, answer, shown)],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode()


def _record(policy: Policy, purpose: Purpose, answer: Answer, shown: Shown) -> dict[str, object]:
    number = str(uuid.uuid4())
    person = f"urn:uuid:{number}#person"
    channels = [channel for channel in policy.channels if _carries(channel, purpose)]
    recipients = [policy.recipient(id) for id in sorted({channel.recipient for channel in channels})]
    return {
        "@id": f"urn:uuid:{number}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": SCHEMA,
        "dct:identifier": number,
        "dpv:hasDataSubject": {"@id": person, "@type": "dpv:DataSubject"},
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:title": policy.title,
            "dct:hasVersion": policy.version,
            "dct:date": policy.date,
            "dct:source": policy.source,
            "dct:language": shown.language,
            "own:shownText": shown.text,
            "own:shownTextSha256": shown.sha256,
        },
        "dpv:hasDataController": _controller(policy),
        "dpv:hasJurisdiction": sorted({recipient.country for recipient in recipients}),
        "dpv:hasProcess": {
            "@type": "dpv:Process",
            "dpv:hasPurpose": {"@id": purpose.id, "@type": purpose.term, "dct:title": purpose.title},
            "dpv:hasPersonalData": _data(policy, purpose, channels),
            "dpv:hasRecipient": [
                {"@id": recipient.id, "@type": "dpv:Recipient", "dpv:hasName": recipient.title}
                for recipient in recipients
            ],
            "dpv:hasStorageCondition": [
                {"@type": "dpv:StorageLocation", "dpv:hasLocation": NOT_STATED},
                {"@type": "dpv:StorageDuration", "dpv:hasDuration": _silence(policy, "retention")},
            ],
            "dpv:hasNecessity": "dpv:Optional",
        },
        "dpv:hasConsentControl": {
            "@type": "dpv:WithdrawConsent",
            "dpv:isExercisedAt": f"privacyclient set {purpose.id} off --company {policy.company.id}",
        },
        "dpv:hasConsentStatus": {
            "@type": [_STATES[answer.state], *(["dpv:ExpressedConsent"] if answer.state.is_yes else [])],
            "dpv:isIndicatedAtTime": iso(answer.at),
            "dpv:isIndicatedBy": {"@id": person},
            "dpv:hasIndicationMethod": answer.face.value,
            "dpv:hasDuration": {"@type": "dpv:UntilEventDuration", "rdf:value": "until the next answer"},
            "own:epoch": answer.epoch,
        },
    }


def _controller(policy: Policy) -> dict[str, object]:
    """The company: its id, type, names, address and contact; what its policy does not say is not guessed."""
    contacts = policy.contacts
    address = next((contact.address for contact in contacts if contact.address), NOT_STATED)
    ways = [way for contact in contacts for way in (contact.email, contact.telephone, contact.url) if way]
    return {
        "@id": policy.company.id,
        "@type": ["dpv:DataController", "dpv:LegalEntity"],
        "dpv:hasName": policy.company.title,
        "own:legalNames": list(policy.company.legal_names),
        "dpv:hasAddress": address,
        "dpv:hasContact": ways or [NOT_STATED],
    }


def _data(policy: Policy, purpose: Purpose, channels: list[Channel]) -> list[dict[str, str]]:
    ids = {carry.item for channel in channels for carry in channel.carries if carry.purpose == purpose.id}
    items = [policy.item(id) for id in sorted(ids)]
    return [{"@id": item.id, "@type": item.category, "dct:title": item.title} for item in items]


def _carries(channel: Channel, purpose: Purpose) -> bool:
    return any(carry.purpose == purpose.id for carry in channel.carries)


def _silence(policy: Policy, id: str) -> str:
    return next((silence.text for silence in policy.silences if silence.id == id), NOT_STATED)
