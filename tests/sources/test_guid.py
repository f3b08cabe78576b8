# SPDX-License-Identifier: MIT
"""Identifiers: made at random, read for what they give away, and those that older players left behind."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.fixture import computer

from privacyclient.sources.guid import ZERO_GUID, GuidKind, finding, kind, new_guid
from privacyclient.sources.model import Machine
from privacyclient.sources.older import FoundGuid, older_guids

DIAL_UP = "39e77040-6810-11d2-8caa-444553540000"
"""From a server's log of the year 2000 (facts A4)."""
CARD = "39e77040-6810-11d2-8caa-001b44113ab7"


def test_d1_a_new_guid_is_random_and_never_the_same() -> None:
    made = {new_guid() for _ in range(1000)}
    assert len(made) == 1000
    assert all(kind(guid) is GuidKind.RANDOM and uuid.UUID(guid).version == 4 for guid in made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ZERO_GUID, GuidKind.ZERO),
        (DIAL_UP, GuidKind.NETWORK_CARD),
        (CARD.upper(), GuidKind.NETWORK_CARD),
        (f" {{{CARD}}}\n", GuidKind.NETWORK_CARD),
        ("000003e8-6810-21d2-8caa-001b44113ab7", GuidKind.NETWORK_CARD),
        ("1ec9414c-232a-6b00-b3c8-9f6bdeced846", GuidKind.NETWORK_CARD),
        ("ab5c323d-9b92-49e6-82b6-b5ac8ae1e7e3", GuidKind.RANDOM),
        ("ab5c323d-9b92-39e6-82b6-b5ac8ae1e7e3", GuidKind.OTHER),
        ("ab5c323d-9b92-49e6-c2b6-b5ac8ae1e7e3", GuidKind.OTHER),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", GuidKind.OTHER),
        ("", GuidKind.INVALID),
        ("%7d%e8scrambled", GuidKind.INVALID),
        ("ab5c323d9b9249e682b6b5ac8ae1e7e3", GuidKind.INVALID),
        (f"{CARD}0", GuidKind.INVALID),
        ("٣b5c323d-9b92-49e6-82b6-b5ac8ae1e7e3", GuidKind.INVALID),
    ],
)
def test_a_guid_is_known_by_how_it_was_made(text: str, expected: GuidKind) -> None:
    assert kind(text) is expected


def test_a_version_1_guid_is_said_to_point_to_a_network_card() -> None:
    assert "network card" in finding(CARD)
    assert "dial-up" in finding(DIAL_UP)
    assert "random number in place" in finding("39e77040-6810-11d2-8caa-011b44113ab7")


@given(st.uuids())
def test_any_uuid_has_a_kind_by_its_version(made: uuid.UUID) -> None:
    expected = {
        1: GuidKind.NETWORK_CARD,
        2: GuidKind.NETWORK_CARD,
        4: GuidKind.RANDOM,
        6: GuidKind.NETWORK_CARD,
    }
    if made.int:
        assert kind(str(made)) is expected.get(made.version or 0, GuidKind.OTHER)


@given(st.text())
def test_any_text_has_a_kind_and_a_finding_that_does_not_repeat_it(text: str) -> None:
    assert kind(text) in GuidKind
    said = finding(text)
    assert said.endswith(".")
    if len(text.strip()) > 11:
        assert text.strip() not in said


def test_the_guids_of_older_players_are_reported_without_their_values(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "home/anna/.realplayerrc": f"[Preferences]\nBandwidth=393216\nGUID = {CARD}\nAllowAuthID=0\nrotuma=%7d%01x\n",
        "home/anna/.hxplayerrc": f"Rotuma={ZERO_GUID}\nguid=\n".encode() + b"name=\xff\n",
        "home/anna/.helix/HelixSDK_10_0": f"volume=95\nclientguid={new_guid()}\n",
    }
    found = older_guids(computer(tmp_path, files), Path("/home/anna"))
    assert [(one.file, one.key, one.kind) for one in found] == [
        ("~/.realplayerrc", "GUID", GuidKind.NETWORK_CARD),
        ("~/.realplayerrc", "rotuma", GuidKind.INVALID),
        ("~/.hxplayerrc", "Rotuma", GuidKind.ZERO),
        ("~/.helix/HelixSDK_10_0", "clientguid", GuidKind.RANDOM),
    ]
    assert found[0].sentence == finding(CARD)
    assert CARD not in repr(found)
    assert CARD[24:] not in repr(found)
    assert "anna" not in repr(found)


def test_e2_an_older_store_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"home/anna/.realplayerrc": f"GUID={CARD}\n"})
    before = (tmp_path / "home/anna/.realplayerrc").stat()
    older_guids(machine, Path("/home/anna"))
    after = (tmp_path / "home/anna/.realplayerrc").stat()
    assert (before.st_mtime_ns, before.st_size, before.st_ino) == (
        after.st_mtime_ns,
        after.st_size,
        after.st_ino,
    )


def test_without_an_older_player_nothing_is_found(tmp_path: Path) -> None:
    assert older_guids(Machine(root=tmp_path, environ={}), Path("/home/anna")) == ()


def test_a_store_that_can_not_be_read_is_passed_over(tmp_path: Path) -> None:
    links = {"home/anna/.realplayerrc": ".realplayerrc", "home/anna/.helix": "/dev/null"}
    machine = computer(tmp_path, {"home/anna/.hxplayerrc": f"GUID={CARD}\n" * 900}, links=links)
    found = older_guids(machine, Path("/home/anna"))
    assert len(found) == 32
    assert set(found) == {FoundGuid("~/.hxplayerrc", "GUID", GuidKind.NETWORK_CARD, finding(CARD))}
