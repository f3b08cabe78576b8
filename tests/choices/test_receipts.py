# SPDX-License-Identifier: MIT
"""Consent receipts hold what ISO/IEC TS 27560 demands, in terms of the Data Privacy Vocabulary (facts 3.3)."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from typing import Any

import pytest
from msgspec import structs
from tests.policy.edits import second
from tests.profiles import Bench

from privacyclient.acts import stopping
from privacyclient.choices import answers, words
from privacyclient.choices.model import Answer, Face, State
from privacyclient.choices.receipts import CONTEXT, NOT_STATED, receipt
from privacyclient.choices.resolve import effective

Json = dict[str, Any]

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
HEADER = ("dct:conformsTo", "dpv:hasIdentifier", "dct:created", "dpv:hasRecordOfActivity")
"""Schema version, receipt id, created, and the records."""
MANDATORY = {
    "schema version": "dct:conformsTo",
    "record id": "dct:identifier",
    "pii principal id": "dpv:hasDataSubject.@id",
    "privacy notice": "dpv:hasNotice.dct:source",
    "language": "dpv:hasNotice.dct:language",
    "purpose": "dpv:hasProcess.dpv:hasPurpose.@id",
    "purpose type": "dpv:hasProcess.dpv:hasPurpose.@type",
    "pii information": "dpv:hasProcess.dpv:hasPersonalData.0.@id",
    "pii type": "dpv:hasProcess.dpv:hasPersonalData.0.@type",
    "pii controllers": "dpv:hasDataController.@id",
    "storage location": "dpv:hasProcess.dpv:hasStorageCondition.0.dpv:hasLocation",
    "retention": "dpv:hasProcess.dpv:hasStorageCondition.1.dpv:hasDuration",
    "jurisdiction": "dpv:hasJurisdiction.0",
    "recipients": "dpv:hasProcess.dpv:hasRecipient.0.@id",
    "withdrawal method": "dpv:hasConsentControl.dpv:isExercisedAt",
    "party id": "dpv:hasDataController.@id",
    "party name": "dpv:hasDataController.dpv:hasName",
    "party address": "dpv:hasDataController.dpv:hasAddress",
    "party contact": "dpv:hasDataController.dpv:hasContact.0",
    "party type": "dpv:hasDataController.@type.0",
    "event time": "dpv:hasConsentStatus.dpv:isIndicatedAtTime",
    "validity duration": "dpv:hasConsentStatus.dpv:hasDuration.rdf:value",
    "entity id": "dpv:hasConsentStatus.dpv:isIndicatedBy.@id",
    "event type": "dpv:hasConsentStatus.dpv:hasIndicationMethod",
    "event state": "dpv:hasConsentStatus.@type.0",
}


def receipts(bench: Bench) -> list[Json]:
    """Every receipt, the oldest first."""
    with bench.database.read() as connection:
        return [json.loads(text) for text in answers.receipts(connection)]


def record(document: Json) -> Json:
    """The one record of a receipt."""
    (only,) = document["dpv:hasRecordOfActivity"]
    found: Json = only
    return found


def state(document: Json) -> str:
    """What was said, as a term."""
    term: str = record(document)["dpv:hasConsentStatus"]["@type"][0]
    return term


def at(document: Any, path: str) -> Any:
    """The value at a dotted path."""
    for part in path.split("."):
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


@pytest.fixture
def four(bench: Bench) -> Bench:
    """A profile in which "make charts" was refused, given, renewed and withdrawn."""
    bench.no("charts")
    bench.yes("charts")
    bench.yes("charts")
    bench.clock.pass_(61_000)
    bench.no("charts")
    return bench


def test_there_is_one_for_each_refusal_grant_renewal_and_withdrawal(four: Bench) -> None:
    assert [state(one) for one in receipts(four)] == [
        "dpv:ConsentRefused",
        "dpv:ConsentGiven",
        "dpv:RenewedConsentGiven",
        "dpv:ConsentWithdrawn",
    ]


def test_the_header_and_every_mandatory_field_of_the_record_is_filled(four: Bench) -> None:
    for one in receipts(four):
        for name in HEADER:
            assert one[name], name
        for name, path in MANDATORY.items():
            assert at(record(one), path), name


def test_every_term_has_a_prefix_that_the_context_explains(four: Bench) -> None:
    def names(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(names, value))
        return set(value) | set().union(*map(names, value.values())) if isinstance(value, dict) else set()

    for one in receipts(four):
        assert one.pop("@context") == CONTEXT
        used = {name for name in names(one) if not name.startswith("@")}
        assert {name.partition(":")[0] for name in used} == {"dpv", "dct", "rdf", "own"}


def test_the_text_is_kept_as_it_was_shown_with_hash_and_language(four: Bench) -> None:
    text = words.shown(four.policy, four.policy.purpose("charts")).text
    with four.database.read() as connection:
        said = answers.history(connection, "acme", "charts")
    for one, answer in zip(receipts(four), said, strict=True):
        notice = record(one)["dpv:hasNotice"]
        assert notice["own:shownText"] == text
        assert notice["own:shownTextSha256"] == hashlib.sha256(text.encode()).hexdigest() == answer.text_sha256
        assert (notice["dct:language"], answer.language) == ("en", "en")
        assert (notice["dct:hasVersion"], notice["dct:title"]) == ("7", "Privacy statement of Acme Audio")


def test_it_says_when_how_and_under_which_epoch(four: Bench) -> None:
    *_, last = receipts(four)
    event = record(last)["dpv:hasConsentStatus"]
    assert last["dct:created"] == event["dpv:isIndicatedAtTime"] == "2026-01-01T00:01:01Z"
    assert datetime.fromisoformat(event["dpv:isIndicatedAtTime"]).tzinfo is not None
    assert (event["dpv:hasIndicationMethod"], event["own:epoch"]) == ("console", 4)


def test_only_a_yes_counts_as_expressed_consent(four: Bench) -> None:
    expressed = ["dpv:ExpressedConsent" in record(one)["dpv:hasConsentStatus"]["@type"] for one in receipts(four)]
    assert expressed == [False, True, True, False]


def test_it_names_items_with_their_terms_and_every_recipient(bench: Bench) -> None:
    bench.yes("count-copies")
    process = record(receipts(bench)[0])["dpv:hasProcess"]
    assert process["dpv:hasPurpose"] == {
        "@id": "count-copies",
        "@type": "dpv:ServiceOptimisation",
        "dct:title": "Count copies",
    }
    assert process["dpv:hasPersonalData"] == [{"@id": "install_no", "@type": "pd:UID", "dct:title": "Install number"}]
    assert [one["@id"] for one in process["dpv:hasRecipient"]] == ["acme", "chart-office"]
    assert record(receipts(bench)[0])["dpv:hasJurisdiction"] == ["AT", "DE"]


def test_it_names_the_company_and_says_how_to_take_the_yes_back(bench: Bench) -> None:
    bench.yes("charts")
    found = record(receipts(bench)[0])
    company = found["dpv:hasDataController"]
    assert company["dpv:hasName"] == "Acme"
    assert company["own:legalNames"] == ["Acme Audio Ltd"]
    assert company["dpv:hasContact"] == ["privacy@acme.example", "+43 1 000000"]
    assert found["dpv:hasConsentControl"]["dpv:isExercisedAt"] == "privacyclient set charts off --company acme"


def test_what_the_policy_does_not_say_is_not_guessed(bench: Bench) -> None:
    bench.yes("charts")
    where, long = record(receipts(bench)[0])["dpv:hasProcess"]["dpv:hasStorageCondition"]
    assert where["dpv:hasLocation"] == NOT_STATED
    assert long["dpv:hasDuration"] == "No period is given."
    assert record(receipts(bench)[0])["dpv:hasDataController"]["dpv:hasAddress"] == NOT_STATED


def test_a_policy_without_contacts_and_silences_makes_one_too() -> None:
    bare = structs.replace(second(), contacts=(), silences=(), rights=())
    answer = Answer("acme", "charts", State.GIVEN, 1, 0, "7", "", "en", Face.TRAY)
    found = record(json.loads(receipt(bare, bare.purpose("charts"), answer, words.Shown("text", "en"))))
    assert found["dpv:hasDataController"]["dpv:hasContact"] == [NOT_STATED]
    assert found["dpv:hasProcess"]["dpv:hasStorageCondition"][1]["dpv:hasDuration"] == NOT_STATED
    assert found["dpv:hasProcess"]["dpv:hasRecipient"] == [
        {"@id": "chart-office", "@type": "dpv:Recipient", "dpv:hasName": "Chart office"}
    ]


def test_no_number_comes_twice_and_none_names_the_person(four: Bench) -> None:
    found = receipts(four)
    numbers = [one["dpv:hasIdentifier"] for one in found] + [record(one)["dct:identifier"] for one in found]
    assert len(set(numbers)) == 2 * len(found)
    for one in found:
        assert re.fullmatch(UUID, one["dpv:hasIdentifier"])
        inner = record(one)
        assert one["@id"] == f"urn:uuid:{one['dpv:hasIdentifier']}"
        assert inner["@id"] == f"urn:uuid:{inner['dct:identifier']}"
        assert inner["dpv:hasDataSubject"]["@id"] == f"{inner['@id']}#person"
        assert inner["dpv:hasConsentStatus"]["dpv:isIndicatedBy"]["@id"] == f"{inner['@id']}#person"


def test_every_optional_basis_of_an_entry_leads_to_a_receipt_of_a_yes(bench: Bench) -> None:
    bench.acknowledge()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
    bench.no()
    bench.yes()
    ids = [bench.road.submit(bench.policy, bench.channel("pulse"), [{}])]
    bench.yes("plan-releases")
    ids.append(bench.road.submit(bench.policy, bench.channel("pulse"), [{}]))
    ids.append(bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "one"}]))
    yes = {
        (record(one)["dpv:hasProcess"]["dpv:hasPurpose"]["@id"], record(one)["dpv:hasConsentStatus"]["own:epoch"])
        for one in receipts(bench)
        if state(one) in ("dpv:ConsentGiven", "dpv:RenewedConsentGiven")
    }
    purposes = set(bench.optional())
    for id in ids:
        basis = {(subject, epoch) for subject, epoch in bench.entry(id).basis if subject in purposes}
        assert basis
        assert basis <= yes


def test_a_required_purpose_makes_no_receipt(bench: Bench) -> None:
    bench.acknowledge()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
    assert effective(bench.policy.purpose("keep-in-step"), bench.standing()).on
    assert receipts(bench) == []
