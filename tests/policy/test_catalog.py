# SPDX-License-Identifier: MIT
"""Which policy files are found, which are trusted, and which version is used."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.policy.edits import edited

from privacyclient.errors import NotFoundError
from privacyclient.policy.catalog import (
    Found,
    PolicyFolder,
    Role,
    current,
    example,
    example_path,
    examples,
    find,
    previous,
)

ROOT = os.geteuid() == 0
NOBODY = 65534
SIXTH = '[[change]]\nversion = "6"'
EIGHTH = '[[change]]\nversion = "8"\ndate = "2025-05-01"\ntitle = "New."\n\n'
NEWER = (
    ('version = "7"\ndate = "2024-05-01"', 'version = "8"\ndate = "2025-05-01"'),
    (SIXTH, EIGHTH + SIXTH),
)


def put(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    path.chmod(0o644)
    return path


def look(*folders: Path, must_be_root: bool = False, cache: Path | None = None) -> tuple[Found, ...]:
    return find([PolicyFolder(folder, must_be_root) for folder in folders], cache)


def test_nothing_configured_is_nothing_found(tmp_path: Path) -> None:
    assert look(tmp_path / "missing", must_be_root=True) == ()
    assert look(tmp_path) == ()
    assert current(()) == {}


def test_a_policy_in_a_folder_is_found_and_used(tmp_path: Path) -> None:
    path = put(tmp_path / "p", "acme.toml", edited())
    put(tmp_path / "p", "readme.txt", b"not a policy")
    (one,) = look(tmp_path / "p", cache=tmp_path / "cache")
    assert (one.path, one.role, one.fault) == (path, Role.CURRENT, None)
    assert current([one])["acme"].version == "7"
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_of_two_versions_the_newer_one_is_used_and_the_other_kept(tmp_path: Path) -> None:
    put(tmp_path / "a", "acme.toml", edited(*NEWER))
    put(tmp_path / "b", "acme-old.toml", edited())
    for folders in (("a", "b"), ("b", "a")):
        found = look(*(tmp_path / folder for folder in folders))
        assert {one.path.name: one.role for one in found} == {
            "acme.toml": Role.CURRENT,
            "acme-old.toml": Role.PREVIOUS,
        }
        assert current(found)["acme"].version == "8"
        before = previous(found, "acme")
        assert before is not None
        assert before.version == "7"
        assert previous(found, "other") is None


def test_of_two_files_of_one_version_the_first_folder_counts(tmp_path: Path) -> None:
    put(tmp_path / "a", "acme.toml", edited())
    put(tmp_path / "b", "acme.toml", edited(('title = "Acme"', 'title = "Acme again"')))
    first, second = look(tmp_path / "a", tmp_path / "b")
    assert (first.role, second.role) == (Role.CURRENT, Role.REFUSED)
    assert second.reason == f"the same version is read from {first.path}"
    assert second.policy is None
    assert previous((first, second), "acme") is None


def test_two_companies_stand_side_by_side(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", edited())
    put(tmp_path, "b.toml", edited(('id = "acme"', 'id = "other"')))
    assert list(current(look(tmp_path))) == ["acme", "other"]


def test_a_faulty_file_is_listed_with_its_faults_and_the_older_one_goes_on(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", edited())
    bad = put(tmp_path, "b.toml", edited(*NEWER, ("format = 1", "format = 9")))
    good, faulty = look(tmp_path)
    assert good.role is Role.CURRENT
    assert faulty.role is Role.REFUSED
    assert faulty.policy is None
    assert faulty.fault is not None
    assert faulty.fault.faults == (f"{bad}: format: must be 1, not '9'",)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = put(tmp_path / "elsewhere", "acme.toml", edited())
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "acme.toml").symlink_to(target)
    (one,) = look(tmp_path / "p")
    assert (one.role, one.reason, one.policy) == (Role.REFUSED, "it is a link", None)


def test_a_folder_that_can_not_be_looked_into_is_listed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (one,) = look(tmp_path / "file")
    assert (one.role, one.reason) == (Role.REFUSED, "can not be looked into: Not a directory")


def test_a_file_only_root_can_change_is_trusted(tmp_path: Path) -> None:
    path = put(tmp_path / "p", "acme.toml", edited())
    (one,) = look(tmp_path / "p", must_be_root=True)
    if ROOT:
        assert (one.role, one.reason) == (Role.CURRENT, "only root can change it")
    else:
        assert (one.role, one.reason) == (Role.REFUSED, f"{path} does not belong to root")


@pytest.mark.parametrize("what", ["file", "folder", "folder above"])
@pytest.mark.parametrize("how", ["group can write", "others can write", "another owner"])
def test_a_file_that_others_could_change_is_listed_with_the_reason_and_not_read(
    tmp_path: Path, what: str, how: str
) -> None:
    file = put(tmp_path / "above" / "p", "acme.toml", b"this is not even TOML")
    part = {"file": file, "folder": file.parent, "folder above": file.parent.parent}[what]
    if how == "another owner" and ROOT:
        os.chown(part, NOBODY, -1)
    else:
        part.chmod(part.stat().st_mode | (0o020 if how == "group can write" else 0o002))
    (one,) = look(file.parent, must_be_root=True)
    assert (one.role, one.policy, one.fault) == (Role.REFUSED, None, None)
    if not ROOT:
        assert one.reason == f"{file} does not belong to root"
    elif how == "another owner":
        assert one.reason == f"{part} does not belong to root"
    else:
        assert one.reason == f"{part} can be written by others than root"


def test_a_link_above_the_folder_is_judged_by_where_it_leads(tmp_path: Path) -> None:
    real = put(tmp_path / "real" / "p", "acme.toml", edited()).parent
    (tmp_path / "link").symlink_to(real.parent)
    real.chmod(0o777)
    (one,) = look(tmp_path / "link" / "p", must_be_root=True)
    assert one.role is Role.REFUSED
    assert one.reason == f"{real if ROOT else real / 'acme.toml'} " + (
        "can be written by others than root" if ROOT else "does not belong to root"
    )


def test_a_folder_of_ones_own_need_not_be_roots(tmp_path: Path) -> None:
    file = put(tmp_path / "p", "acme.toml", edited())
    file.parent.chmod(0o777)
    (one,) = look(file.parent)
    assert (one.role, one.reason) == (Role.CURRENT, "it is in a folder of yours")


def test_the_examples_that_come_with_the_program_can_be_used(tmp_path: Path) -> None:
    assert examples()
    for name in examples():
        assert example_path(name).is_file()
        assert example(name) == example(name, tmp_path) == example(name, tmp_path)
        assert example(name).example, "it must never be taken for a real company"


@pytest.mark.parametrize("name", ["none", "", "../policies/x", "policy.schema"])
def test_an_example_that_does_not_exist_is_named(name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        example(name)
    assert f"'{name}'" in caught.value.detail
    assert all(known in caught.value.advice for known in examples())
