# SPDX-License-Identifier: MIT
"""The probes of other systems rest on the standard library and psutil, so they can be asked here too."""

from __future__ import annotations

import plistlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.fixture import computer

from privacyclient.policy.precision import Value
from privacyclient.sources import (
    catalog,
    language,
    memory,
    network,
    operating_system,
    processor,
    session,
    time_zone,
)
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.collect import read
from privacyclient.sources.model import Machine


def test_the_system_names_itself() -> None:
    name = operating_system.name_elsewhere(Machine())
    assert name == session.desktop_elsewhere(Machine())
    assert name == {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}[sys.platform]
    assert operating_system.version_elsewhere(Machine())
    assert operating_system.kernel_elsewhere(Machine())


def test_the_processor_is_told_by_the_environment_of_windows() -> None:
    assert (
        processor.model_elsewhere(Machine(environ={"PROCESSOR_IDENTIFIER": "Intel64 Family 6"})) == "Intel64 Family 6"
    )
    with pytest.raises(KeyError):
        processor.model_elsewhere(Machine(environ={}))


@pytest.mark.skipif(sys.platform != "linux", reason="compares with the Linux probes")
def test_psutil_and_the_files_agree_on_this_computer() -> None:
    assert processor.cores_elsewhere(Machine()) == processor.cores(Machine())
    assert memory.total_elsewhere(Machine()) == memory.total(Machine())
    assert processor.architecture_elsewhere(Machine()) == processor.architecture(Machine())
    assert time_zone.offset_elsewhere(Machine()) == time.localtime().tm_gmtoff // 60


def found(probe: Callable[[Machine], Value]) -> Value:
    """The value of a probe, or the reason why it has none."""
    try:
        return probe(Machine())
    except NotAvailableError as error:
        return error.reason


def test_a_connection_is_none_or_not_known() -> None:
    assert found(network.kind_elsewhere) == "none" or "which connection" in str(found(network.kind_elsewhere))
    speed = found(network.speed_elsewhere)
    assert isinstance(speed, int) or "connection" in str(speed)


def test_of_several_connections_no_speed_is_guessed() -> None:
    assert network.only([100]) == 100
    for speeds in ([], [100, 1000], [0], [-1]):
        with pytest.raises(NotAvailableError):
            network.only(speeds)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers by itself")
def test_macos_keeps_the_preferred_languages_in_the_settings_of_the_person(tmp_path: Path) -> None:
    settings = plistlib.dumps({"AppleLanguages": ["de-AT", "en"]}, fmt=plistlib.FMT_BINARY)
    path = "Users/anna/Library/Preferences/.GlobalPreferences.plist"
    machine = computer(tmp_path, {path: settings}, {"HOME": "/Users/anna"})
    assert language.language_elsewhere(machine) == "de-AT"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers by itself")
@pytest.mark.parametrize("settings", [{}, {"AppleLanguages": []}, {"AppleLanguages": [1]}, {"AppleLanguages": "de"}])
def test_settings_without_a_language_are_no_language(
    tmp_path: Path, settings: dict[str, object] | list[object]
) -> None:
    path = "Users/anna/Library/Preferences/.GlobalPreferences.plist"
    machine = computer(tmp_path, {path: plistlib.dumps(settings)}, {"HOME": "/Users/anna"})
    with pytest.raises(NotAvailableError):
        language.language_elsewhere(machine)


def test_what_no_system_call_tells_is_said_so() -> None:
    source = catalog._probed("x", "x", catalog._NO_WAY, catalog._NO_WAY)
    assert "no way" in read(source, Machine()).reason
    assert "no way" in source.reads
