# SPDX-License-Identifier: MIT
"""Trees that are damaged, hostile or forbidden: the collection answers, and tells why it has nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.fixture import ENVIRONMENT, laptop

from privacyclient.sources import absence, bounds, tree
from privacyclient.sources.catalog import SOURCES
from privacyclient.sources.collect import collect
from privacyclient.sources.model import Machine, Reading

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these probes read Linux files")

IDS = [source.id for source in SOURCES]
PROBED = [source.id for source in SOURCES if source.read and not source.id.startswith("client.")]


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]


def is_sound(reading: Reading) -> bool:
    """A bounded value without a reason, or a reason without a value."""
    match reading.value:
        case None:
            return 10 < len(reading.reason) <= bounds.TEXT
        case str() as text:
            return 0 < len(text) <= bounds.TEXT and text.isprintable() and not reading.reason
        case tuple() as texts:
            return len(texts) <= bounds.LIST and all(0 < len(text) <= bounds.TEXT for text in texts)
        case number:
            return abs(number) <= bounds.NUMBER and not reading.reason


def unsound(machine: Machine) -> list[Reading]:
    readings = collect(IDS, machine, {})
    assert list(readings) == IDS
    return [reading for reading in readings.values() if not is_sound(reading)]


def damaged(root: Path, damage: Callable[[Path], object]) -> Machine:
    machine = laptop(root)
    for path in files(root):
        damage(path)
    return machine


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(5000)),
    "garbage": lambda path: path.write_bytes(random.Random(path.name).randbytes(3000)),
    "latin-1": lambda path: path.write_bytes(path.read_bytes().replace(b"a", b"\xe4")),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "one long line": lambda path: path.write_bytes(b"x" * 200_000),
    "many lines": lambda path: path.write_bytes(b"a: b - c\n" * 30_000),
    "doubled many times": lambda path: path.write_bytes(path.read_bytes() * 2000),
    "brackets": lambda path: path.write_bytes(b"x = " + b"[" * 60_000),
    "loop": loop,
    "folder": folder,
    "pipe": pipe,
    "endless": endless,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_damage_of_all_files_makes_the_collection_raise(tmp_path: Path, damage: str) -> None:
    assert unsound(damaged(tmp_path, DAMAGES[damage])) == []


@pytest.mark.parametrize("damage", ["empty", "loop", "folder", "pipe", "endless", "zeros"])
def test_nothing_is_told_from_files_that_hold_nothing(tmp_path: Path, damage: str) -> None:
    machine = damaged(tmp_path, DAMAGES[damage])
    told = {id: found.value for id, found in collect(PROBED, machine, {}).items() if found.value not in (None, ())}
    told.pop("player.product", None)  # a menu entry need not hold anything to be there
    told.pop("peripherals", None)  # nor the folders of devices
    told.pop("optical.drives", None)
    assert set(told) == {"desktop.session", "language"}


def test_an_empty_computer_tells_only_what_the_program_knows_of_itself(tmp_path: Path) -> None:
    readings = collect(IDS, Machine(root=tmp_path, environ={}), {})
    assert {id for id, found in readings.items() if found.value is not None} == {
        "client.product",
        "client.version",
    }


def test_a_root_that_does_not_exist_is_no_reason_to_fail(tmp_path: Path) -> None:
    assert unsound(Machine(root=tmp_path / "nowhere", environ={})) == []


AS_NOBODY = """
import os, sys
from pathlib import Path
from privacyclient.sources import catalog, collect, model
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
machine = model.Machine(root=Path(sys.argv[1]), environ={})
for id in ("os.kernel", "memory.total"):
    found = collect.read(catalog.source(id), machine)
    print(found.value, found.reason)
"""


def test_a_forbidden_file_is_told_as_forbidden() -> None:
    """Root may read everything, so a process of nobody looks, from a folder that it can reach."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        root = Path(folder)
        root.chmod(0o755)
        laptop(root)
        (root / "proc/meminfo").chmod(0)
        done = subprocess.run([sys.executable, "-c", AS_NOBODY, folder], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["6.1.0-38-amd64 ", f"None {absence.NOT_ALLOWED}"]


def test_at_most_64_kib_of_a_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "huge").write_bytes(b"k: v\n" * 100_000)
    machine = Machine(root=tmp_path, environ={})
    assert len(tree.raw(machine, "huge")) == tree.LIMIT
    assert tree.text(machine, "huge").endswith("k: v\n")
    with pytest.raises(absence.NotAvailableError):
        tree.whole(machine, "huge")


def test_a_character_cut_in_two_by_the_bound_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "huge").write_text("ä\n" * 40_000)
    assert set(tree.text(Machine(root=tmp_path, environ={}), "huge")) == {"ä", "\n"}


def test_lists_and_texts_are_cut_to_their_bounds() -> None:
    assert bounds.bounded("a" * 500) == "a" * 120
    assert bounds.bounded(tuple("x" * 300 for _ in range(99))) == ("x" * 120,) * 32
    assert bounds.bounded("\x1b[31m red \u202e\n") == "[31m red"
    assert bounds.bounded(" \0 ") is None
    assert bounds.bounded(("", "\n")) == ()
    assert bounds.bounded(2**60) is None
    assert bounds.bounded(True) is True


ANY_TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
VARIABLES = [
    *ENVIRONMENT,
    "LANGUAGE",
    "LC_ALL",
    "DESKTOP_SESSION",
    "PRIVACYCLIENT_PLAYER",
    "XDG_DATA_DIRS",
    "XDG_CONFIG_HOME",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(environ=st.dictionaries(st.sampled_from(VARIABLES), ANY_TEXT))
def test_no_environment_makes_the_collection_raise(tmp_path: Path, environ: dict[str, str]) -> None:
    assert unsound(Machine(root=tmp_path, environ=environ)) == []


LAPTOP_FILES = st.integers(min_value=0, max_value=500)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=LAPTOP_FILES, content=st.binary(max_size=300))
def test_no_content_of_one_file_makes_the_collection_raise(tmp_path: Path, which: int, content: bytes) -> None:
    machine = Machine(root=tmp_path, environ=ENVIRONMENT)
    if not files(tmp_path):
        laptop(tmp_path)
    paths = sorted(files(tmp_path))
    path = paths[which % len(paths)]
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        assert unsound(machine) == []
    finally:
        path.write_bytes(before)
