# SPDX-License-Identifier: MIT
"""What a person expects of a command line: help, options anywhere, exit codes, plain errors, quiet pipes."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.console.console import PROGRAM, Console, heed_ctrl_c
from tests.console.terminal import in_terminal

from privacyclient import __version__
from privacyclient.console import dispatch
from privacyclient.console.catalog import VERBS
from privacyclient.console.run import NOBODY_READS, OUT_OF_ORDER, run
from privacyclient.console.screen import Streams

WANTED = (
    *("status", "doctor", "show", "send", "set", "notice", "pause", "nothing", "do-not-track", "zip", "country"),
    *("precision", "guid", "tell", "feature", "report", "outbox", "log", "receipts", "policy", "settings", "agent"),
    *("service", "completion", "try", "window"),
)


def test_every_verb_is_listed_and_can_be_done() -> None:
    assert set(VERBS) == set(WANTED)
    for name in set(WANTED) - {"completion", "try", "service", "agent"}:
        assert callable(dispatch.find(name))


def test_the_help_names_every_verb_and_every_exit_code(nobody: Console) -> None:
    ran = nobody.program("--help")
    assert (ran.code, ran.err) == (0, "")
    for name in WANTED:
        assert re.search(rf"^  {name} +\w", ran.out, re.MULTILINE), name
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 130):
        assert re.search(rf"(^|  ){code}  \w", ran.out, re.MULTILINE), code
    assert "PRIVACYCLIENT_PROFILE" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 100
    assert nobody.files() == []


@pytest.mark.parametrize("name", sorted({*WANTED} - {"service"}))
def test_every_verb_has_help(name: str, capsys: pytest.CaptureFixture[str], nobody: Console) -> None:
    assert nobody(name, "--help").code == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: privacyclient {name} ")
    assert "--json" in told
    assert "options of every command" in told


def test_the_version_is_told(nobody: Console) -> None:
    assert nobody.program("--version").out == f"privacyclient {__version__}\n"


@pytest.mark.parametrize(
    ("argv", "detail", "advice"),
    [
        (("stauts",), "There is no command 'stauts'.", "Did you mean 'status'?"),
        (("xyzzy",), "There is no command 'xyzzy'.", "See 'privacyclient --help' for all commands."),
        (("status", "now"), "Unrecognized arguments: now.", "See 'privacyclient status --help'."),
        (("send",), "The following arguments are required: CHANNEL.", "See 'privacyclient send --help'."),
        (("log", "show"), "The following arguments are required: ID.", "See 'privacyclient log show --help'."),
        (("set", "charts", "maybe"), "Argument on|off: invalid choice", "See 'privacyclient set --help'."),
        (("--profile",), "Argument --profile: expected one argument.", "See 'privacyclient status --help'."),
        (("status", "--js"), "Unrecognized arguments: --js.", "See 'privacyclient status --help'."),
    ],
)
def test_what_is_not_understood_is_told_with_exit_code_2(
    nobody: Console, argv: tuple[str, ...], detail: str, advice: str
) -> None:
    ran = nobody(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"That is not possible\n  {detail}")
    assert ran.err.endswith(f"\n  → {advice}\n")


def test_an_error_is_a_document_with_json(nobody: Console) -> None:
    ran = nobody("--json", "stauts")
    assert (ran.code, ran.err) == (2, "")
    assert ran.document == {
        "error": {
            "title": "That is not possible",
            "detail": "There is no command 'stauts'.",
            "advice": "Did you mean 'status'?",
            "exit_code": 2,
        }
    }


@pytest.mark.parametrize(
    "argv",
    [
        ("--json", "--company", "acme", "set"),
        ("set", "--json", "--company", "acme"),
        ("set", "--json", "--company=acme"),
    ],
)
def test_options_stand_before_or_after_the_verb(console: Console, argv: tuple[str, ...]) -> None:
    assert [one["company"] for one in console(*argv).document["companies"]] == ["acme"]


@pytest.mark.parametrize("argv", [("log", "--json", "head"), ("log", "head", "--json"), ("--json", "log", "head")])
def test_options_stand_before_or_after_a_verb_below_a_verb(console: Console, argv: tuple[str, ...]) -> None:
    assert console(*argv).document == {"head": f"0:{'0' * 64}"}


def test_the_profile_can_be_named_by_option_and_by_variable(console: Console, home: Path) -> None:
    elsewhere = Console(home=home)
    assert elsewhere("--profile", console.profile, "--json").document["companies"][0]["id"] == "acme"
    assert console("--json").document["companies"][0]["id"] == "acme"
    assert elsewhere("--json").document["companies"] == []


def test_addresses_are_replaced_in_a_profile_of_its_own_only(nobody: Console) -> None:
    ran = nobody("--vendor", "https://127.0.0.1:1", "status")
    assert (ran.code, ran.out) == (5, "")
    assert "profile of its own" in ran.err


def test_replaced_addresses_are_shown_on_every_output(console: Console) -> None:
    vendor = "http://127.0.0.1:9"
    for argv in (["status"], ["set"], ["log"], ["policy", "list"], ["guid"], ["show", "ask"]):
        assert console("--vendor", vendor, *argv).out.startswith(f"Addresses replaced: {vendor}\n"), argv
        assert console("--vendor", vendor, *argv, "--json").document["addresses_replaced"] == vendor
    assert "replaced" not in console("status").out


def test_a_replacement_that_is_neither_https_nor_on_this_computer_is_refused(console: Console) -> None:
    ran = console("--vendor", "http://example.com", "status")
    assert ran.code == 5
    assert "not an https address" in ran.err


def test_several_companies_need_a_name(two: Console) -> None:
    ran = two("set", "all", "off")
    assert ran.code == 2
    assert "--company" in ran.err
    assert "acme" in ran.err
    assert "realnetworks" in ran.err
    assert two("set", "all", "off", "--company", "acme").code == 0
    assert two("status", "--company", "nobody").code == 4


def test_colours_are_for_terminals_only(home: Path) -> None:
    assert "\x1b[" not in Console(home=home).program("status").out
    assert "\x1b[1m" in in_terminal(Console(home=home), "status").text
    for console, argv in (
        (Console(home=home, variables={"NO_COLOR": "1"}), ("status",)),
        (Console(home=home, variables={"TERM": "dumb"}), ("status",)),
        (Console(home=home), ("status", "--no-color")),
    ):
        told = in_terminal(console, *argv).text
        assert "No company" in told
        assert "\x1b[" not in told


@pytest.mark.parametrize("columns", [72, 80, 120])
def test_lines_fit_the_terminal(two: Console, columns: int) -> None:
    for argv in (["status"], ["show"], ["set"], ["feature"], ["precision"], ["notice"]):
        told = in_terminal(two, "--no-color", *argv, columns=columns)
        assert told.code == 0
        assert max(len(line) for line in told.text.splitlines()) <= columns, argv


def test_a_reader_that_goes_away_is_no_error(console: Console) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [*PROGRAM, "policy", "schema"], env=console.environ, stdout=writing, stderr=subprocess.PIPE, text=True
    )
    os.close(writing)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (NOBODY_READS, "")


def test_a_closed_output_is_no_error(console: Console) -> None:
    script = 'exec "$@" >&- 2>&- <&-'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *PROGRAM, "status"], env=console.environ, check=False, timeout=60
    )
    assert done.returncode == 0


class _Broken(io.StringIO):
    """An output that fails in a way nobody foresaw."""

    def write(self, text: str) -> int:
        raise RuntimeError(text)


def test_a_fault_of_the_program_is_a_sentence_and_no_traceback(nobody: Console) -> None:
    for variables, traced in (({}, False), ({"PRIVACYCLIENT_DEBUG": "1"}, True)):
        errors = io.StringIO()
        streams = Streams(into=io.StringIO(), out=_Broken(), err=errors)
        assert run(["status"], {**nobody.environ, **variables}, streams) == OUT_OF_ORDER
        assert "A fault in this program\n  This should not have happened (RuntimeError).\n" in errors.getvalue()
        assert ("Traceback" in errors.getvalue()) is traced


def test_a_full_output_is_told(nobody: Console) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "--help"],
            env=nobody.environ,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


def test_ctrl_c_ends_it_with_130(console: Console) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "report", "plays", "-"],
        env=console.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_ctrl_c,
    )
    assert process.stdin is not None
    process.stdin.write(b" " * 70_000)  # more than a pipe holds: when it is written, the program is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, out, errors) == (130, b"", b"")


def test_a_file_that_can_not_be_used_is_named(console: Console, home: Path) -> None:
    ran = console("log", "export", "--format", "csv", str(home / "nowhere" / "file.csv"))
    assert ran.code != 0
    assert "nowhere" in ran.err
    assert "Traceback" not in ran.err


def test_foreign_text_is_shown_and_never_obeyed(console: Console) -> None:
    assert console("set", "charts", "on").code == 0
    ran = console("report", "plays", "track=\x1b]0;owned\x07", "\x1b[2J=1")
    assert ran.code == 0
    for shown in (ran, console("log", "show", "1"), console("log", "held"), console("outbox")):
        assert "\x1b" not in shown.out
        assert "\x07" not in shown.out
    assert "owned" in console("log", "show", "1").out


def test_an_encoding_that_knows_few_signs_is_no_error(console: Console) -> None:
    plain = Console(home=console.home, profile=console.profile, variables={"PYTHONIOENCODING": "ascii"})
    ran = plain.program("show", "ask")
    assert ran.code == 0
    assert "Ask for help ? Acme" in ran.out


def test_everything_json_prints_is_one_document(console: Console) -> None:
    for argv in (["status"], ["show"], ["set"], ["set", "all", "on"], ["set", "charts", "off"], ["doctor"]):
        text = console("--json", *argv).out
        assert isinstance(json.loads(text), dict), argv
        assert text.endswith("}\n")


def test_python_runs_it_as_a_module(nobody: Console) -> None:
    script = Path(sys.executable).with_name("privacyclient")
    done = subprocess.run(
        [script, "--version"], env=nobody.environ, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == nobody.program("--version").out
