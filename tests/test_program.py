# SPDX-License-Identifier: MIT
"""What every face opens first. Opening touches neither database nor network, and leaves no trace."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tests.disks import IS_ROOT
from tests.policy.edits import edited
from tests.profiles import NOWHERE, Bench, StandingClock, environment
from tests.second_policy import SECOND

from privacyclient.choices.model import Face
from privacyclient.errors import AddressError, NotFoundError, UsageError
from privacyclient.policy import catalog
from privacyclient.policy.catalog import Role
from privacyclient.program import Program, open_program, use_policy


def opened(tmp_path: Path, *policies: bytes, vendor: str = NOWHERE, **environ: str) -> Program:
    """A program on a profile of its own, with these company files."""
    folder = tmp_path / "profile" / "policies"
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(policies):
        (folder / f"company-{number}.toml").write_bytes(data)
    where = {**environment(tmp_path), **environ}
    return open_program(where, Face.CONSOLE, folder=str(tmp_path / "profile"), vendor=vendor)


OTHER = edited(('[company]\nid = "acme"\ntitle = "Acme"', '[company]\nid = "other"\ntitle = "Other"'))
EXAMPLE = edited(('version = "7"\ndate', 'example = true\nversion = "7"\ndate'))


def files(folder: Path) -> set[Path]:
    """Every file and folder below."""
    return set(folder.rglob("*"))


# --- the profile ----------------------------------------------------------------------------------------------


def test_opening_the_default_profile_follows_the_environment_and_leaves_no_trace(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    before = files(tmp_path)
    program = open_program(environ, Face.TRAY)
    assert program.profile.is_default
    assert program.profile.data == Path(environ["XDG_DATA_HOME"]) / "privacyclient"
    assert program.around.environ is environ
    assert program.around.face is Face.TRAY
    with program.look() as database:
        assert database.path is None
    assert files(tmp_path) == before


def test_a_folder_makes_it_another_profile_and_so_does_the_environment(tmp_path: Path) -> None:
    environ = {**environment(tmp_path), "PRIVACYCLIENT_PROFILE": str(tmp_path / "env")}
    assert open_program(environ, Face.TRAY).profile.data == tmp_path / "env"
    assert open_program(environ, Face.TRAY, folder=str(tmp_path / "typed")).profile.data == tmp_path / "typed"
    assert not open_program(environ, Face.TRAY).profile.is_default


def test_opening_the_database_makes_it_for_its_owner_alone(tmp_path: Path) -> None:
    program = opened(tmp_path)
    with program.open() as database:
        assert database.path == program.profile.database
    assert stat.S_IMODE(program.profile.database.stat().st_mode) == 0o600


def test_the_clock_is_the_computer_s_unless_another_is_given(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    assert open_program(environ, Face.TRAY).around.clock() > 1_700_000_000_000
    assert open_program(environ, Face.TRAY, clock=StandingClock(5)).around.clock() == 5


def test_an_administrator_s_folders_are_etc_and_those_of_the_environment(tmp_path: Path) -> None:
    program = opened(tmp_path, XDG_CONFIG_DIRS=f"relative:{tmp_path / 'one'}:{tmp_path / 'two'}")
    assert program.around.managed_folders == (
        Path("/etc/privacyclient"),
        tmp_path / "one" / "privacyclient",
        tmp_path / "two" / "privacyclient",
    )


# --- companies ------------------------------------------------------------------------------------------------


def test_the_only_company_need_not_be_named(tmp_path: Path) -> None:
    program = opened(tmp_path, SECOND.read_bytes())
    assert program.company("").company.id == program.company("acme").company.id == "acme"


def test_of_several_one_must_be_named(tmp_path: Path) -> None:
    program = opened(tmp_path, SECOND.read_bytes(), OTHER)
    assert set(program.policies) == {"acme", "other"}
    assert program.company("other").company.title == "Other"
    with pytest.raises(UsageError) as caught:
        program.company("")
    assert "Add --company. Companies here: acme, other." in caught.value.advice


def test_a_company_that_is_not_here_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        opened(tmp_path, SECOND.read_bytes()).company("nobody")
    assert caught.value.detail == "There is no company 'nobody' here."
    assert caught.value.advice == "Companies here: acme."
    with pytest.raises(NotFoundError, match="nobody"):
        opened(tmp_path / "empty").company("nobody")


def test_without_any_company_there_is_no_one_to_send_to(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        opened(tmp_path).company("")
    assert "no one to send anything to" in caught.value.detail
    assert "privacyclient try" in caught.value.advice


def test_a_file_that_can_not_be_used_is_listed_with_the_reason_and_is_no_company(tmp_path: Path) -> None:
    program = opened(tmp_path, b"format = 1\n", SECOND.read_bytes())
    bad, good = program.found
    assert (bad.role, good.role) == (Role.REFUSED, Role.CURRENT)
    assert bad.fault is not None
    assert program.company("").company.id == "acme"


def test_installed_files_count_only_where_root_alone_can_write(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "privacyclient" / "policies"
    folder.mkdir(parents=True)
    (folder / "acme.toml").write_bytes(SECOND.read_bytes())
    for path in (folder / "acme.toml", folder, folder.parent, folder.parent.parent):
        path.chmod(0o755)
    environ = environment(tmp_path)
    assert (set(open_program(environ, Face.TRAY).policies) == {"acme"}) is IS_ROOT
    (folder / "acme.toml").chmod(0o666)
    (refused,) = open_program(environ, Face.TRAY).found
    assert refused.role is Role.REFUSED


def test_a_profile_of_its_own_does_not_see_installed_companies(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "privacyclient" / "policies"
    folder.mkdir(parents=True)
    (folder / "acme.toml").write_bytes(SECOND.read_bytes())
    assert opened(tmp_path).found == ()


def test_a_company_file_can_be_put_into_a_profile_of_its_own_only(tmp_path: Path) -> None:
    program = opened(tmp_path)
    path = use_policy(program, SECOND.read_bytes(), "mine")
    assert path == tmp_path / "profile" / "policies" / "mine.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert opened(tmp_path).company("").company.id == "acme"
    default = open_program(environment(tmp_path / "person"), Face.TRAY)
    with pytest.raises(UsageError) as caught:
        use_policy(default, SECOND.read_bytes(), "mine")
    assert "--profile" in caught.value.advice


# --- channels and addresses -----------------------------------------------------------------------------------


def test_a_way_out_that_is_not_in_the_policy_does_not_exist(bench: Bench) -> None:
    assert bench.program.channel(bench.policy, "pulse").title == "Pulse"
    with pytest.raises(NotFoundError) as caught:
        bench.program.channel(bench.policy, "secret")
    assert caught.value.advice == "Its channels: pulse, step, plays, ask, sync-account."


def test_another_address_takes_the_place_of_scheme_host_and_port(tmp_path: Path) -> None:
    program = opened(tmp_path, SECOND.read_bytes(), vendor="http://127.0.0.1:4318/base/")
    policy = program.company("")
    assert program.url(policy, policy.channel("plays")) == "http://127.0.0.1:4318/base/otlp/v1/logs"
    assert program.origin(policy, "plays") == "http://127.0.0.1:4318"


def test_without_another_address_the_policy_s_own_is_used(tmp_path: Path) -> None:
    program = opened(tmp_path, SECOND.read_bytes(), vendor="")
    policy = program.company("")
    assert program.url(policy, policy.channel("plays")) == "https://charts.example.net:8443/otlp/v1/logs"
    assert program.origin(policy, "plays") == "https://charts.example.net:8443"
    assert program.origin(policy, "pulse") == "https://in.acme.example:443"


def test_a_way_out_without_an_address_has_none_and_nothing_is_sent_there(bench: Bench) -> None:
    assert bench.program.origin(bench.policy, "sync-account") == ""
    with pytest.raises(AddressError):
        bench.program.url(bench.policy, bench.channel("sync-account"))


def test_the_address_can_come_from_the_environment_and_a_typed_one_comes_first(tmp_path: Path) -> None:
    program = opened(tmp_path, SECOND.read_bytes(), vendor="", PRIVACYCLIENT_VENDOR="https://there.example")
    assert program.vendor == "https://there.example"
    typed = opened(tmp_path, SECOND.read_bytes(), vendor=NOWHERE, PRIVACYCLIENT_VENDOR="https://there.example")
    assert typed.vendor == NOWHERE


@pytest.mark.parametrize("vendor", ["http://acme.example", "ftp://acme.example", "acme", "https://a:b@c.example"])
def test_an_address_that_is_not_safe_is_refused_at_once(tmp_path: Path, vendor: str) -> None:
    with pytest.raises(AddressError):
        opened(tmp_path, vendor=vendor)


def test_addresses_can_not_be_replaced_in_the_default_profile(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    told = {**environ, "PRIVACYCLIENT_VENDOR": NOWHERE}
    for where, vendor in ((environ, NOWHERE), (told, "")):
        with pytest.raises(AddressError) as caught:
            open_program(where, Face.TRAY, vendor=vendor)
        assert "--profile" in caught.value.advice


def test_an_example_company_may_send_to_this_computer_only(tmp_path: Path) -> None:
    here = opened(tmp_path, EXAMPLE)
    policy = here.company("")
    assert here.url(policy, policy.channel("pulse")).startswith(NOWHERE)
    for vendor in ("", "https://there.example"):
        program = opened(tmp_path, EXAMPLE, vendor=vendor)
        with pytest.raises(AddressError) as caught:
            program.url(policy, policy.channel("pulse"))
        assert "privacyclient try" in caught.value.advice


def test_the_example_that_comes_with_the_program_is_one() -> None:
    assert catalog.example("realnetworks-2005").example
