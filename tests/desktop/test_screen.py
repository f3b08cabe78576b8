# SPDX-License-Identifier: MIT
"""Where no window can be opened there is one clear sentence and the console's alternative, never a core dump."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from tests.console.console import Console, Ran, acme

from privacyclient.desktop import screen
from privacyclient.errors import NoScreenError

STATUS = "'privacyclient status' tells the same without a window."


def started(home: Path, *words: str, **variables: str) -> Ran:
    """The real program, with a screen or what claims to be one."""
    return structs.replace(acme(home), variables=variables).program(*words)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "There is no screen here: DISPLAY is not set."),
        ({"DISPLAY": ":97"}, "The screen :97 can not be reached."),
        ({"QT_QPA_PLATFORM": "etch-a-sketch"}, "QT_QPA_PLATFORM=etch-a-sketch names no way to draw that Qt has here."),
        ({"QT_QPA_PLATFORM": "xcb"}, "There is no screen here: DISPLAY is not set."),
        ({"WAYLAND_DISPLAY": "wayland-97"}, "There is no screen here: DISPLAY is not set."),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(home: Path, variables: dict[str, str], sentence: str) -> None:
    ran = started(home, "window", **variables)
    assert ran.code == 7
    assert ran.out == ""
    title, detail, advice = ran.err.splitlines()
    assert title == "No window can be opened here"
    assert detail.strip() == sentence
    assert "privacyclient status" in advice


def test_who_did_not_ask_for_a_window_gets_the_sentence_and_then_how_things_are(home: Path) -> None:
    ran = started(home, DISPLAY=":97")
    assert ran.code == 0
    assert "The screen :97 can not be reached." in ran.err
    assert ran.out == acme_status(home)


def acme_status(home: Path) -> str:
    return Console(home=home, profile=str(home / "profile")).program("status").out


def test_without_a_screen_the_program_tells_how_things_are_and_says_nothing_of_windows(home: Path) -> None:
    ran = started(home)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == acme_status(home)


def test_what_can_not_be_used_is_told_before_any_window_is_shown(home: Path) -> None:
    console = structs.replace(acme(home), vendor="ftp://127.0.0.1", variables={"QT_QPA_PLATFORM": "offscreen"})
    ran = console.program("window")
    assert ran.code == 5
    assert "Reports go to https addresses only" in ran.err


def test_a_missing_library_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    plugin = tmp_path / "libqxcb.so"
    plugin.write_bytes(b"not a library")
    with pytest.raises(NoScreenError) as caught:
        screen._load(plugin)
    assert "A library of the system is missing" in caught.value.detail
    assert "apt-get install" in caught.value.advice


def test_drawing_without_a_screen_is_possible_where_it_is_asked_for() -> None:
    screen.check({"QT_QPA_PLATFORM": "offscreen"})


def test_without_qt_the_window_says_what_to_install() -> None:
    with pytest.raises(NoScreenError) as caught:
        screen.check({"QT_QPA_PLATFORM": "offscreen"}, qt="not_installed_here")
    assert "PySide6" in caught.value.detail
    assert "pip install 'privacyclient[desktop]'" in caught.value.advice
