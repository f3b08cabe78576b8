# SPDX-License-Identifier: MIT
"""`try`: the whole walk with the example company, shown, sent once, compared byte for byte, and thrown away."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.console.console import PROGRAM, Console
from tests.console.terminal import in_terminal

LINE = "Example: everything stays on this computer."
ASKED = "kip? "
QUESTIONS = 4
"""Optional purposes of the example's first channel."""


@pytest.fixture
def person(home: Path) -> Console:
    (home / "tmp").mkdir()
    return Console(home=home, variables={"TMPDIR": str(home / "tmp")})


def left_behind(person: Console) -> list[str]:
    """Files, and processes that know their place."""
    folder = str(person.home / "tmp")
    found = [str(path) for path in Path(folder).iterdir()]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):  # it ended while we looked
                if folder.encode() in (entry / "cmdline").read_bytes():
                    found.append(entry.name)
    return found


def test_without_a_terminal_it_says_that_it_answers_and_ends_with_0(person: Console) -> None:
    ran = person.program("try", "--zip", "98111")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{LINE}\n")
    assert ran.out.endswith(f"{LINE}\n")
    assert "Nobody was asked: yes to everything in this report, for the example on this computer only." in ran.out
    assert "Operating system" in ran.out
    assert "Sent by the agent. Delivered." in ran.out
    assert "Written down (entry 1)" in ran.out
    assert "Received (0001.http)" in ran.out
    assert "≠" not in ran.out
    assert "Equal, byte for byte: " in ran.out
    assert "Nothing was changed: " in ran.out
    assert "Everything this made is removed now." in ran.out
    assert left_behind(person) == []
    assert person.files() == ["tmp"]


def test_what_is_shown_is_what_is_written_down_is_what_is_received(person: Console) -> None:
    keep = person.home / "kept"
    told = person.program("try", "--json", "--answer", "all=on", "--zip", "98111", "--keep", str(keep)).document
    assert (told["equal"], told["verified"], told["answered_by"]) == (True, True, "arguments")
    written = (told["written"]["head"] + told["written"]["body"]).encode()
    (received,) = (path.read_bytes() for path in (keep / "received").glob("*.http"))
    kept = Console(home=person.home, profile=str(keep / "profile"))
    stored = kept("log", "show", str(told["entry"]["entry"]), "--bytes").raw
    assert received == written
    assert received.partition(b"\r\n\r\n")[2] == stored
    assert b'"98111"' in stored
    assert left_behind(person) == []


def test_answers_can_be_given(person: Console) -> None:
    argv = ("--answer", "all=off", "--answer", "optimise-delivery=on", "--zip", "98111")
    told = person.program("try", "--json", *argv).document
    assert told["answers"]["optimise-delivery"] == "on"
    assert set(told["answers"].values()) == {"on", "off"}
    body = json.loads(told["written"]["body"])
    sent = {one["key"]: one["value"] for one in body["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0]["attributes"]}
    assert "os_name" in sent
    assert "zip" not in sent
    assert sent["guid"] == {"stringValue": "00000000-0000-0000-0000-000000000000"}


def test_when_everything_is_refused_nothing_leaves(person: Console) -> None:
    ran = person.program("try", "--answer", "all=off")
    assert ran.code == 0
    assert "Nothing left. The service received 0 requests." in ran.out
    told = person.program("try", "--answer", "all=off", "--json").document
    assert (told["may_leave"], told["requests_received"]) == (False, 0)
    assert left_behind(person) == []


def test_do_not_track_holds_in_the_example_too(person: Console) -> None:
    seeing = Console(home=person.home, variables={**person.variables, "DO_NOT_TRACK": "1"})
    ran = seeing.program("try", "--non-interactive")
    assert ran.code == 0
    assert "Nothing goes to RealNetworks: DO_NOT_TRACK is set." in ran.out
    assert "The service received 0 requests." in ran.out


def asked(person: Console, keys: Sequence[bytes]) -> dict[str, str]:
    """The answers of a kept example, after these keys."""
    keep = person.home / "kept"
    typed = [(ASKED, key) for key in keys] + [("none): ", b"\n")]
    seen = in_terminal(person, "try", "--keep", str(keep), typed=typed, columns=100)
    assert seen.code == 0, seen.text
    kept = Console(home=person.home, profile=str(keep / "profile"))
    (company,) = kept("set", "--json").document["companies"]
    return {one["id"]: one["answer"] for one in company["purposes"] if one["answer"] != "not answered"}


def test_on_a_terminal_each_question_is_asked(person: Console) -> None:
    assert asked(person, [b"y\n", b"n\n", b"yes\n", b"No\n"]) == {
        "recognise-installation": "on",
        "nearby-delivery": "off",
        "optimise-delivery": "on",
        "device-fixes": "off",
    }
    assert left_behind(person) == []


def test_a5_esc_ctrl_d_an_arrow_key_and_an_empty_line_answer_nothing(person: Console) -> None:
    assert asked(person, [b"\x1b", b"\x04", b"\x1b[A", b"\n"]) == {}


def test_a5_what_is_neither_yes_nor_no_is_asked_again(person: Console) -> None:
    found = asked(person, [b"perhaps\n", b"y\n", b"yy\n", b"s\n", b"skip\n", b"ny\n", b"n\n"])
    assert found == {"recognise-installation": "on", "device-fixes": "off"}


def test_a_zip_code_is_asked_for_and_checked(person: Console) -> None:
    keep = person.home / "kept"
    typed = [(ASKED, b"y\n")] * QUESTIONS + [("none): ", b"?\n"), ("none): ", b"98111\n")]
    seen = in_terminal(person, "try", "--keep", str(keep), typed=typed, columns=120)
    assert seen.code == 0
    assert "This does not look like a zip or postal code." in seen.text
    kept = Console(home=person.home, profile=str(keep / "profile"))
    assert b'"98111"' in kept("log", "show", "1", "--bytes").raw


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_cleans_up_when_it_is_stopped(person: Console, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "try", "--json", "--answer", "all=on"],
        env=person.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    end = time.monotonic() + 30
    while len(left_behind(person)) < 3:  # the folder, the service, the agent
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")
    assert left_behind(person) == []


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("--answer", "all"), 2, "'all' is not PURPOSE=on or PURPOSE=off."),
        (("--answer", "nope=on"), 4, "has no purpose 'nope'"),
        (("--answer", "verify-access=off"), 2, "'verify-access' is not yours to answer"),
        (("--zip", "?"), 2, "does not look like a zip"),
        (("--keep", "."), 2, "is not an empty folder"),
    ],
)
def test_what_can_not_be_is_told_and_nothing_is_left(
    person: Console, argv: tuple[str, ...], code: int, told: str
) -> None:
    ran = person.program("try", *argv)
    assert ran.code == code
    assert told in ran.err
    assert left_behind(person) == []


def test_a_service_that_does_not_start_is_told(person: Console) -> None:
    stand_in = person.home / "stand-in"
    (stand_in / "opentelemetry").mkdir(parents=True)
    (stand_in / "opentelemetry" / "__init__.py").write_text("raise ModuleNotFoundError('no', name='opentelemetry')\n")
    without = Console(home=person.home, variables={**person.variables, "PYTHONPATH": str(stand_in)})
    ran = without.program("try")
    assert ran.code == 1
    assert ran.err.startswith("The service to send to did not start\n")
    assert "privacyclient[service]" in ran.err
    assert left_behind(person) == []


def test_the_person_s_own_profile_is_not_touched(home: Path, person: Console) -> None:
    own = Console(home=home, profile=str(home / "own"), variables=person.variables)
    assert own.program("try").code == 0
    assert not (home / "own").exists()
    assert os.listdir(home) == ["tmp"]  # noqa: PTH208 - names are all that is asked for
