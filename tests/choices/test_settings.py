# SPDX-License-Identifier: MIT
"""Settings are kept with who made them; what is stored and is not one of ours is damage, not a guess."""

from __future__ import annotations

import pytest
from tests.profiles import START, Bench

from privacyclient.choices import settings
from privacyclient.choices.model import Cause, Face, Setting
from privacyclient.errors import StoreDamagedError, UsageError


def test_a_setting_remembers_when_and_through_which_face_it_was_set(bench: Bench) -> None:
    with bench.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, "3", START, Face.TRAY)
    with bench.open().read() as connection:
        assert settings.get(connection, settings.HOLD_HOURS) == Setting("3", START, Face.TRAY)
        assert settings.number(connection, settings.HOLD_HOURS) == 3


def test_a_setting_can_be_dropped(bench: Bench) -> None:
    with bench.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, "3", START, Face.TRAY)
        settings.drop(connection, settings.HOLD_HOURS)
        assert settings.get(connection, settings.HOLD_HOURS) is None
        assert settings.number(connection, settings.HOLD_HOURS) == 24


@pytest.mark.parametrize("stored", ["", "abc", "-1", "721", "1.5", "²"])
def test_a_stored_number_out_of_range_counts_as_never_set(bench: Bench, stored: str) -> None:
    with bench.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, stored, START, Face.CONSOLE)
        assert settings.number(connection, settings.HOLD_HOURS) == 24


@pytest.mark.parametrize("key", list(settings.LIMITS))
def test_a_typed_number_is_checked(key: str) -> None:
    default, lowest, highest, _ = settings.LIMITS[key]
    assert [settings.check_number(key, str(number)) for number in (lowest, default, highest)] == [
        lowest,
        default,
        highest,
    ]
    for wrong in (str(highest + 1), "x", "", "-1"):
        with pytest.raises(UsageError) as caught:
            settings.check_number(key, wrong)
        assert str(highest) in caught.value.detail
        assert key in caught.value.advice


def test_a_feature_is_in_use_from_one_act_to_the_other(bench: Bench) -> None:
    with bench.database.write() as connection:
        for used, found in ((True, {"sync"}), (True, {"sync"}), (False, set[str]()), (False, set[str]())):
            settings.put_feature(connection, "acme", "sync", START, Face.WINDOW, used=used)
            assert settings.features(connection, "acme") == found
        settings.put_feature(connection, "other", "sync", START, Face.WINDOW, used=True)
        assert settings.features(connection, "acme") == frozenset()


def test_a_precision_is_kept_by_company_and_item(bench: Bench) -> None:
    with bench.database.write() as connection:
        for level in ("area", "wide"):
            settings.put_precision(connection, "acme", "region", level, START, Face.WINDOW)
        assert settings.precision(connection, "acme") == {"region": "wide"}
        assert settings.precision(connection, "other") == {}


@pytest.mark.parametrize("end", ["tomorrow", "-5", ""])
def test_a_pause_without_an_end_is_damage_and_nothing_is_on(bench: Bench, end: str) -> None:
    bench.yes()
    with bench.database.write() as connection:
        settings.put(connection, settings.PAUSED_UNTIL, end, START, Face.CONSOLE)
        with pytest.raises(StoreDamagedError):
            settings.paused_until(connection)
    assert bench.state("charts").cause is Cause.DAMAGED
    assert "a pause whose end is no time" in bench.sentence("charts")


def test_a_setting_made_by_something_unknown_is_damage_and_nothing_is_on(bench: Bench) -> None:
    bench.yes()
    with bench.database.write() as connection:
        settings.put(connection, settings.notice("acme"), "shown", START, Face.CONSOLE)
        connection.execute("UPDATE settings SET face = 'toaster'")
        with pytest.raises(StoreDamagedError, match="notice"):
            settings.get(connection, settings.notice("acme"))
    assert not bench.state("charts").on
    assert "'notice/acme'" in bench.sentence("charts")
    assert bench.sentence("charts").endswith("does not know.")
