# SPDX-License-Identifier: MIT
"""What only root can write may decide for others; everything else may not, and it is said why.

Whoever is not root makes files that are not root's: for them every file of their own is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.disks import IS_ROOT

from privacyclient.system.files import only_root_can_write

NOBODY = 65534


@pytest.fixture
def roots(tmp_path: Path) -> Path:
    """A file in a folder as root would make them."""
    path = tmp_path / "etc" / "policies.json"
    path.parent.mkdir(mode=0o755)
    path.write_text("{}")
    path.chmod(0o644)
    return path


def expect(path: Path, fault: str) -> None:
    """`fault` is what is found; for somebody who is not root, that the file is not root's."""
    found = only_root_can_write(path)
    assert found == (fault if IS_ROOT else found), found
    assert IS_ROOT or found.endswith("does not belong to root")


def test_a_file_of_the_system_can_be_trusted() -> None:
    assert only_root_can_write(Path("/etc/passwd")) == ""


def test_a_file_made_by_root_can_be_trusted(roots: Path) -> None:
    expect(roots, "")


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666, 0o1666])
def test_a_file_others_can_write_is_not_trusted(roots: Path, mode: int) -> None:
    roots.chmod(mode)
    expect(roots, f"{roots} can be written by others than root")


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777])
def test_a_folder_in_which_others_can_replace_it_is_not_trusted(roots: Path, mode: int) -> None:
    roots.parent.chmod(mode)
    expect(roots, f"{roots.parent} can be written by others than root")


def test_in_a_folder_with_the_sticky_bit_others_can_not_replace_it(roots: Path) -> None:
    roots.parent.chmod(0o1777)
    expect(roots, "")
    assert only_root_can_write(Path("/tmp")) == ""  # which is such a folder on every system


@pytest.mark.parametrize("number", [0, 1])
def test_what_belongs_to_somebody_else_is_not_trusted(roots: Path, number: int) -> None:
    path = (roots, roots.parent)[number]
    if IS_ROOT:
        os.chown(path, NOBODY, NOBODY)
    assert only_root_can_write(roots) == f"{path if IS_ROOT else roots} does not belong to root"


def test_a_link_is_not_trusted_wherever_it_leads(roots: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(roots)
    assert only_root_can_write(link) == f"{link} is a link"
    link.unlink()
    link.symlink_to("/etc/passwd")
    assert only_root_can_write(link) == f"{link} is a link"


def test_a_link_above_it_is_followed_and_what_it_leads_to_is_looked_at(roots: Path, tmp_path: Path) -> None:
    (tmp_path / "there").symlink_to(roots.parent)
    expect(tmp_path / "there" / roots.name, "")
    roots.parent.chmod(0o777)
    expect(tmp_path / "there" / roots.name, f"{roots.parent} can be written by others than root")


def test_what_can_not_be_looked_at_is_not_trusted(tmp_path: Path) -> None:
    assert "can not be looked at: No such file" in only_root_can_write(Path("/etc/there is no such file"))
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    circle = tmp_path / "one" / "policies.json"
    assert only_root_can_write(circle).startswith(str(circle))
