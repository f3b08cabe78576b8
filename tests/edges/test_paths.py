# SPDX-License-Identifier: MIT
"""Where data is kept: the XDG rules in the default profile, one folder in any other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from privacyclient.system.paths import Profile, profile, system_config_folders, system_data_folders

XDG = {
    "HOME": "/home/ann",
    "XDG_DATA_HOME": "/data",
    "XDG_CACHE_HOME": "/cache",
    "XDG_RUNTIME_DIR": "/run/user/1000",
}


def default(environ: dict[str, str]) -> Profile:
    """The default profile in this environment."""
    found = profile(None, environ)
    assert found.is_default
    assert found.policies is None
    return found


def test_the_default_profile_lies_where_the_environment_says() -> None:
    found = default(XDG)
    assert found.data == Path("/data/privacyclient")
    assert found.cache == Path("/cache/privacyclient")
    assert found.runtime == Path("/run/user/1000/privacyclient")


def test_without_xdg_variables_it_lies_in_the_home_folder() -> None:
    found = default({"HOME": "/home/ann"})
    assert found.data == Path("/home/ann/.local/share/privacyclient")
    assert found.cache == Path("/home/ann/.cache/privacyclient")


def test_without_a_runtime_folder_the_session_has_one_beside_the_data() -> None:
    assert default({"HOME": "/home/ann"}).runtime == Path("/home/ann/.local/share/privacyclient/run")


@pytest.mark.parametrize("value", ["", "data", "./data", "~/data", "../data"])
def test_a_value_that_is_no_absolute_path_is_ignored(value: str) -> None:
    names = ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
    assert default({"HOME": "/home/ann", **dict.fromkeys(names, value)}) == default({"HOME": "/home/ann"})


def test_without_home_the_account_of_the_person_is_asked() -> None:
    assert default({}).data == Path.home() / ".local" / "share" / "privacyclient"
    assert default({"HOME": ""}) == default({})


def test_any_other_profile_keeps_everything_in_one_folder() -> None:
    found = profile("/tmp/trial", XDG)
    assert not found.is_default
    assert found.data == Path("/tmp/trial")
    for inside in (found.cache, found.runtime, found.policies, found.database, found.refusals, found.agent_lock):
        assert inside is not None
        assert inside.parent == Path("/tmp/trial")


def test_a_profile_may_be_named_from_where_one_stands_and_from_home() -> None:
    assert profile("trial", XDG).data == Path.cwd() / "trial"
    assert profile("~/trial", XDG).data == Path.home() / "trial"


def test_an_empty_name_means_the_default_profile() -> None:
    assert profile("", XDG) == profile(None, XDG)


def test_no_two_files_of_a_profile_are_the_same() -> None:
    for found in (profile("/tmp/trial", {}), default(XDG), default({"HOME": "/home/ann"})):
        names = [found.database, found.refusals, found.spare_refusals, found.changed, found.agent_lock]
        assert len({*names, found.sender_lock}) == 6


def test_asking_for_paths_makes_nothing(tmp_path: Path) -> None:
    found = profile(str(tmp_path / "trial"), {})
    assert not found.database.exists()
    assert list(tmp_path.iterdir()) == []


def test_company_files_and_settings_of_the_computer_are_looked_for_in_its_own_folders() -> None:
    assert system_data_folders({}) == (
        Path("/usr/local/share/privacyclient/policies"),
        Path("/usr/share/privacyclient/policies"),
    )
    assert system_config_folders({}) == (Path("/etc/privacyclient"), Path("/etc/xdg/privacyclient"))


def test_the_environment_may_name_more_of_them_and_relative_ones_are_ignored() -> None:
    environ = {"XDG_DATA_DIRS": "/opt/share:share::/srv/share", "XDG_CONFIG_DIRS": "etc:/opt/etc"}
    assert system_data_folders(environ) == (
        Path("/opt/share/privacyclient/policies"),
        Path("/srv/share/privacyclient/policies"),
    )
    assert system_config_folders(environ) == (Path("/etc/privacyclient"), Path("/opt/etc/privacyclient"))


def test_the_folder_of_the_computer_itself_always_comes_first() -> None:
    for text in ("", "relative", "/opt/etc"):
        assert system_config_folders({"XDG_CONFIG_DIRS": text})[0] == Path("/etc/privacyclient")


def test_these_rules_are_the_ones_that_hold_where_tests_run() -> None:
    assert profile(None, os.environ).is_default
