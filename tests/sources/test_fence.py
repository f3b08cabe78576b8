# SPDX-License-Identifier: MIT
"""The fence: names of the person and the computer, paths and hardware addresses stay here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.fixture import ADDRESS, HOST, USER, computer, laptop

from privacyclient.sources import fence
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.device_name import without_serials
from privacyclient.sources.model import Machine

NONE: frozenset[str] = frozenset()


def test_h2_the_private_names_are_those_of_account_person_home_and_host(tmp_path: Path) -> None:
    assert fence.private_names(laptop(tmp_path)) == {USER, "anna", "muster", HOST, f"{HOST}.example.org"}


def test_common_names_point_to_nobody(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"etc/hostname": "debian\n"}, {"USER": "root", "HOME": "/root", "HOSTNAME": "pc"})
    assert fence.private_names(machine) == set()


def test_windows_names_its_user_and_computer_in_the_environment(tmp_path: Path) -> None:
    environ = {"USERNAME": "Anna.Muster", "USERPROFILE": "C:\\Users\\anmu", "COMPUTERNAME": "BLAUBEERE"}
    assert fence.private_names(Machine(root=tmp_path, environ=environ)) == {
        "anna.muster",
        "anmu",
        "blaubeere",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Annas iPod",
        "ANNA",
        f"x{HOST}y",
        "driver at /home/someone/x",
        "/Volumes/disk",
        "~/player",
        r"C:\Users\x",
        r"\\server\share",
        f"Card {ADDRESS}",
        ADDRESS.replace(":", "-").upper(),
        "enx001b44113ab7",
    ],
)
def test_h2_a_text_that_points_to_the_person_stays_here(text: str) -> None:
    private = frozenset({"anna", HOST})
    assert fence.reveals(text, private)
    assert fence.fenced((text, "USB mouse"), private) == (fence.WITHHELD, "USB mouse")
    with pytest.raises(NotAvailableError):
        fence.fenced(text, private)


@pytest.mark.parametrize(
    "text",
    [
        "Debian GNU/Linux",
        "trixie/sid",
        "6.1.0-38-amd64",
        "4.0.0~rc1",
        "AT Translated Set 2 keyboard",
        "TPPS/2 IBM TrackPoint",
    ],
)
def test_an_ordinary_text_passes(text: str) -> None:
    assert fence.fenced(text, frozenset({"anna"})) == text


def test_a_short_name_counts_only_as_a_whole_word() -> None:
    private = frozenset({"ida"})
    assert fence.reveals("Ida's phone", private)
    assert not fence.reveals("NVIDIA HDA, Candida", private)


def test_numbers_and_truth_pass() -> None:
    assert fence.fenced(42, frozenset({"42"})) == 42
    assert fence.fenced(True, NONE) is True


@given(st.text(alphabet="abcdefghij", min_size=4, max_size=9), st.text(max_size=20), st.text(max_size=20))
def test_h2_a_name_is_found_wherever_it_stands(name: str, before: str, after: str) -> None:
    assert fence.reveals(f"{before}{name.upper()}{after}", frozenset({name}))


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Player 0123456789ABCDEF", "Player"),
        ("Stick 4C530001230405119", "Stick"),
        ("Phone R5812345678X mini", "Phone mini"),
        ("DVDRAM GU90N", "DVDRAM GU90N"),
        ("Intel HDA 9 Series", "Intel HDA 9 Series"),
        ("deadbeefcafe", "deadbeefcafe"),
        ("001b44113ab7", ""),
    ],
)
def test_what_looks_like_a_serial_number_is_taken_out_of_a_name(name: str, left: str) -> None:
    assert without_serials(name) == left
