# SPDX-License-Identifier: MIT
"""The locks hold every dependency with its hashes, and no address."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

import pytest
from tests.house.repository import ROOT

LOCKS = ("requirements.lock", "requirements-desktop.lock")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def locked(name: str) -> dict[str, list[str]]:
    """Versions by package; a package has several where they differ from one Python to the next."""
    found: dict[str, list[str]] = {}
    for package, version in re.findall(
        r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(package, []).append(version)
    return found


def packages(requirements: Iterable[str]) -> set[str]:
    """Names as a lock writes them: `inotify_simple>=2.0 ; …` is `inotify-simple`."""
    return {re.split(r"[^\w.-]", wanted)[0].lower().replace("_", "-").replace(".", "-") for wanted in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash_and_nothing_else_is_asked_for(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    for line in lines:
        wanted, *hashes = re.split(r"\s+--hash=", line.strip())
        assert re.fullmatch(r"[a-z0-9-]+(\[[a-z]+\])?==[^\s;@]+( ; .+)?", wanted)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), wanted


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [word for word in ("://", "index-url", "find-links", "trusted-host") if word in text] == []


def test_the_lock_holds_what_the_program_the_service_and_the_tools_need() -> None:
    known = project()
    wanted = packages(known["project"]["dependencies"])
    wanted |= packages(known["project"]["optional-dependencies"]["service"])
    wanted |= packages(one for one in known["dependency-groups"]["dev"] if isinstance(one, str))
    wanted |= packages(known["build-system"]["requires"])
    assert wanted - locked("requirements.lock").keys() == set()


def test_the_lock_of_the_window_adds_qt_and_changes_no_version() -> None:
    core, window = locked("requirements.lock"), locked("requirements-desktop.lock")
    wanted = packages(project()["project"]["dependencies"]) | packages(
        project()["project"]["optional-dependencies"]["desktop"]
    )
    assert wanted - window.keys() == set()
    assert {name: window[name] for name in window.keys() & core.keys()} == {
        name: core[name] for name in window.keys() & core.keys()
    }


def test_the_core_is_locked_without_qt() -> None:
    assert [name for name in locked("requirements.lock") if "qt" in name or "side" in name or "shiboken" in name] == []


def test_the_builder_in_the_lock_is_the_one_that_the_project_asks_for() -> None:
    known = project()
    assert known["dependency-groups"]["build"] == known["build-system"]["requires"]
    (version,) = locked("requirements.lock")["hatchling"]
    assert known["build-system"]["requires"] == [f"hatchling=={version}"]
