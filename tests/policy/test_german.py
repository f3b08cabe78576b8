# SPDX-License-Identifier: MIT
"""The example company in German: complete, in German throughout, and bound to nothing else than the original."""

from __future__ import annotations

import re

import pytest
from tests.policy.test_fingerprint import prints

from privacyclient.choices.words import shown
from privacyclient.policy.catalog import example, example_path
from privacyclient.policy.check_texts import check
from privacyclient.policy.model import Policy
from privacyclient.policy.texts import Messages, texts, translated
from privacyclient.policy.translating import draft, missing, stale
from privacyclient.policy.translation import file_of, load

NAME = "realnetworks-2005"
PRODUCTS = ("RealPlayer", "Rhapsody", "SuperPass", "Rhapsody All Access", "Real Music Store")
NAMES = {*PRODUCTS, "RealNetworks", "RealNetworks, Inc., E Commerce", "Safe Harbor"}
SHARED = {"Name", "Cookies"}
"""Words that are the same in German."""
ENGLISH = re.compile(
    r"\b(the|of|and|you|your|is|are|it|what|which|with|for|to|from|or|not|no|by|how|that|this|may|data)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def original() -> Policy:
    return example(NAME)


@pytest.fixture(scope="module")
def messages() -> Messages:
    found = load(example_path(NAME), "de", must_be_root=False)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def german(original: Policy, messages: Messages) -> Policy:
    return translated(original, messages)


def test_every_text_is_translated_and_none_is_out_of_date(original: Policy, messages: Messages) -> None:
    assert missing(original, messages) == []
    assert stale(original, messages) == []
    assert len(messages) == len(list(texts(original))) > 500


def test_only_proper_names_and_a_few_shared_words_are_the_same(messages: Messages) -> None:
    same = {text for (_, text), said in messages.items() if text == said}
    assert same == NAMES | SHARED


def test_no_english_is_left(messages: Messages) -> None:
    assert [said for (_, text), said in messages.items() if text not in NAMES and ENGLISH.search(said)] == []


def test_english_would_be_found(original: Policy) -> None:
    assert sum(bool(ENGLISH.search(text)) for _, text in texts(original)) > 250


def test_sentences_stay_sentences_and_lines_stay_lines(messages: Messages) -> None:
    for (context, text), said in messages.items():
        assert said == said.strip(), context
        assert said.endswith(".") == text.endswith("."), context
        assert said.count("\n") == text.count("\n"), context
        assert said[:1].islower() == text[:1].islower() or context.endswith(".keywords"), context


def test_it_has_no_placeholders_and_german_quotation_marks(messages: Messages) -> None:
    for said in messages.values():
        assert not re.search(r"[{}%\"'`“‘’]", re.sub("„[^„“]+“", "", said)), said


def test_a_policy_with_these_texts_is_as_sound_as_the_original(german: Policy) -> None:
    assert list(check(german)) == []


def test_nothing_an_answer_is_bound_to_is_another(original: Policy, german: Policy) -> None:
    assert prints(german) == prints(original)
    assert len(prints(original)) > 100


def test_nothing_but_the_texts_is_another(original: Policy, german: Policy, messages: Messages) -> None:
    back = Messages("en", (((context, said), text) for (context, text), said in messages.items()))
    assert german != original
    assert translated(german, back) == original


def test_what_a_person_answers_is_asked_in_german_and_says_so(german: Policy) -> None:
    question = shown(german, german.purpose("nearby-delivery"))
    assert question.language == "de"
    assert "Aus der Nähe liefern (RealNetworks)" in question.text
    assert "Postleitzahl, Land → RealNetworks, einmal am Tag" in question.text
    assert "Streams kommen vielleicht von weiter her." in question.text


def test_words_to_search_by_are_german_each_by_itself(german: Policy) -> None:
    (mail,) = (topic for topic in german.topics if topic.id == "e-mail")
    assert mail.keywords == ("Newsletter", "abbestellen", "widersprechen", "Werbung")
    assert [one.regions for one in german.contacts if one.regions] == [("Europa",)]


def test_the_file_is_as_this_program_writes_one(original: Policy) -> None:
    data = file_of(example_path(NAME), "de").read_bytes()
    assert draft(original, "de", data) == data.decode()
    head = data.decode().partition("msgctxt")[0]
    assert '"Language: de\\n"' in head
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in head
    assert "Date" not in head
    assert "@" not in head
