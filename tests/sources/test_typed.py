# SPDX-License-Identifier: MIT
"""What a person types: accepted in every usual spelling, written in one, refused with an example."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privacyclient.errors import NotFoundError, UsageError
from privacyclient.policy.precision import Value
from privacyclient.sources import catalog, countries, typed

ISO = Path("/usr/share/zoneinfo/iso3166.tab")


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("98111", "US", "98111"),
        ("98111-1234", "United States", "98111-1234"),
        ("９８１１１", "US", "98111"),
        (" 98111\n", None, "98111"),
        ("sw1a 1aa", "GB", "SW1A 1AA"),
        ("k1a  0b1", "ca", "K1A 0B1"),
        ("1012 ab", "NL", "1012 AB"),
        ("00-950", "Poland", "00-950"),
        ("01067", "DE", "01067"),
        ("a65 f4e2", "Ireland", "A65 F4E2"),
        ("ec1y-8sy", None, "EC1Y-8SY"),
    ],
)
def test_a_postal_code_is_accepted_as_its_country_writes_it(text: str, country: str | None, expected: str) -> None:
    assert typed.check_zip(text, country) == expected


@pytest.mark.parametrize(
    ("text", "country", "example"),
    [
        ("9811", "US", "95014"),
        ("98111", "GB", "EC1Y 8SY"),
        ("ABCDE", "US", "95014"),
        ("98111; DROP", "US", "95014"),
        ("98111\n98112", "US", "95014"),
        ("٩٨١١١a", "US", "95014"),
        ("", "DE", "26133"),
        ("main street", None, "98111"),
        ("1" * 40, None, "98111"),
        ("", None, "98111"),
        ("9" * 5000, "US", "95014"),
    ],
)
def test_a_wrong_postal_code_is_refused_with_an_example(text: str, country: str | None, example: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed.check_zip(text, country)
    assert example in caught.value.advice
    assert len(caught.value.detail) < 80


def test_a_country_without_postal_codes_takes_none() -> None:
    with pytest.raises(UsageError, match="Hong Kong has no postal codes"):
        typed.check_zip("98111", "HK")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "US"),
        ("us", "US"),
        ("u.s.a.", "US"),
        ("The United States of America", "US"),
        ("uk", "GB"),
        ("Great  Britain", "GB"),
        ("germany", "DE"),
        ("Côte d’Ivoire", "CI"),
        ("ivory coast", "CI"),
        ("St. Kitts & Nevis", "KN"),
        ("Türkiye", "TR"),
        ("turkey", "TR"),
        ("south korea", "KR"),
        ("Åland", "AX"),
        ("Finland", "FI"),
        ("Guernsey", "GG"),
        ("Jersey", "JE"),
        ("kosovo", "XK"),
    ],
)
def test_a_country_is_known_by_code_and_by_english_name(text: str, code: str) -> None:
    assert typed.check_country(text) == code


@pytest.mark.parametrize(
    "text", ["", "XX", "ZZ", "AC", "Atlantis", "virgin islands", "all", "../us", "U", "a" * 500, "-", "the"]
)
def test_what_is_no_country_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed.check_country(text)
    assert "United States" in caught.value.advice


@pytest.mark.skipif(not ISO.is_file(), reason="needs the time zone package's list of countries")
def test_every_country_of_iso_3166_is_known_and_shown_by_a_name_that_is_accepted() -> None:
    names = countries._names()
    for row in ISO.read_text().splitlines():
        if not row.startswith("#"):
            code = row[:2]
            assert typed.check_country(code) == code
            assert names[countries._folded(countries.title(code))] == code


@pytest.mark.skipif(not ISO.is_file(), reason="needs the time zone package's list of countries")
def test_the_example_of_every_country_follows_its_own_rule() -> None:
    for row in ISO.read_text().splitlines():
        if not row.startswith("#"):
            rule = countries.postal_rule(row[:2])
            if rule.pattern and rule.example:
                assert typed.check_zip(rule.example, row[:2])


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("DE", "de"),
        ("de_at", "de-AT"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("ES-419", "es-419"),
        ("sl-ROZAJ", "sl-rozaj"),
        ("de-DE-1996", "de-DE-1996"),
    ],
)
def test_a_language_tag_is_written_in_its_usual_capitals(text: str, tag: str) -> None:
    assert typed.check_language(text) == tag


@pytest.mark.parametrize("text", ["", "german", "x-private", "de-", "d", "de-DE-DE", "de DE", "de;en", "12"])
def test_what_is_no_language_tag_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not a language tag"):
        typed.check_language(text)


@pytest.mark.parametrize(("text", "age"), [("0", 0), (" 42 ", 42), ("130", 130), ("４２", 42), ("007", 7)])
def test_an_age_is_whole_years(text: str, age: int) -> None:
    assert typed.check_age(text) == age


@pytest.mark.parametrize("text", ["", "-1", "131", "4.5", "old", "1e2", "9" * 5000])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="not an age"):
        typed.check_age(text)


def test_gender_is_any_short_text() -> None:
    assert typed.check_word("  non-\tbinary ") == "non- binary"
    with pytest.raises(UsageError, match="nothing in it"):
        typed.check_word(" \u200b\n")
    with pytest.raises(UsageError, match="41 characters"):
        typed.check_word("x" * 41)


def test_preferences_are_a_list_of_short_texts() -> None:
    assert typed.check_preferences("jazz, films;\nnews, jazz,,") == ("jazz", "films", "news")
    assert typed.check_preferences("音楽，映画") == ("音楽", "映画")
    with pytest.raises(UsageError, match="nothing in it"):
        typed.check_preferences(" ,; ")
    with pytest.raises(UsageError, match="too long"):
        typed.check_preferences("x" * 41)
    with pytest.raises(UsageError, match="too many: 33"):
        typed.check_preferences(",".join(map(str, range(33))))


@pytest.mark.parametrize(
    ("source", "text", "given_before", "expected"),
    [
        ("typed.zip", "98111", {}, "98111"),
        ("typed.zip", "ec1y 8sy", {"typed.country": "GB"}, "EC1Y 8SY"),
        ("typed.country", "germany", {}, "DE"),
        ("typed.language", "de-at", {}, "de-AT"),
        ("typed.gender", "woman", {}, "woman"),
        ("typed.age", "42", {}, 42),
        ("typed.preferences", "a,b", {}, ("a", "b")),
    ],
)
def test_each_source_has_its_check(source: str, text: str, given_before: dict[str, Value], expected: Value) -> None:
    assert typed.check(source, text, given_before) == expected


def test_every_typed_source_has_a_check_and_no_other_one() -> None:
    for source in catalog.SOURCES:
        if source.id.startswith("typed."):
            with pytest.raises(UsageError) as caught:
                typed.check(source.id, "", {})
            assert not isinstance(caught.value, NotFoundError)
        else:
            with pytest.raises(NotFoundError, match="not something you type"):
                typed.check(source.id, "x", {})


def test_p4_the_zip_of_another_country_is_not_accepted_for_the_typed_one() -> None:
    with pytest.raises(UsageError):
        typed.check("typed.zip", "98111", {"typed.country": "GB"})


TYPED = [source.id for source in catalog.SOURCES if source.id.startswith("typed.")]
TEXT = st.one_of(
    st.text(max_size=50),
    st.text(alphabet="0123456789 -ABab,;.", max_size=12),
    st.sampled_from(["US", "germany", "98111", "de-AT", "42", "jazz, rock", "SW1A 1AA"]),
)


def checked(source: str, text: str, country: str) -> Value | UsageError:
    """The value, or the error with which the text is refused."""
    try:
        return typed.check(source, text, {"typed.country": country} if country else {})
    except UsageError as error:
        return error


@settings(deadline=None)
@given(source=st.sampled_from(TYPED), text=TEXT, country=st.sampled_from(["", "US", "GB", "DE", "HK"]))
def test_any_text_is_refused_with_advice_or_accepted_in_bounds_and_once_more_as_it_was_written(
    source: str, text: str, country: str
) -> None:
    value = checked(source, text, country)
    if isinstance(value, UsageError):
        assert value.detail.endswith(".")
        assert value.advice.endswith(".")
    else:
        written = ", ".join(value) if isinstance(value, tuple) else str(value)
        assert checked(source, written, country) == value
        for part in value if isinstance(value, tuple) else (value,):
            text = str(part)
            assert 0 < len(text) <= 40
            assert text.isprintable()
            assert text == text.strip()


@given(st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True))
def test_every_us_zip_code_is_accepted_unchanged(code: str) -> None:
    assert typed.check_zip(code, "US") == code


def test_the_rules_are_read_from_the_package_and_nothing_is_asked_over_the_network() -> None:
    code = (
        "import sys\nfrom privacyclient.sources import typed\nseen = []\n"
        "sys.addaudithook(lambda event, _: seen.append(event))\n"
        "typed.check_zip('98111', 'united states')\n"
        "print([e for e in seen if e.startswith(('socket.', 'subprocess.', 'urllib'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
