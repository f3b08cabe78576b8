# SPDX-License-Identifier: MIT
"""A throw-away profile with the second company, a clock that stands still, and every real part of the core on it.

    def test_something(bench: Bench) -> None:
        bench.yes("plan-releases")
        id = bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
        bench.clock.pass_(DAY)

Everything lies under one folder; nothing is read from, or written to, the person's own folders. Reports go to
`NOWHERE` until a test names the address of a service, so that nothing leaves by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import structs
from tests.second_policy import SECOND

from privacyclient.acts import answering
from privacyclient.acts.model import Done
from privacyclient.choices.model import Effective, Face, Standing
from privacyclient.choices.resolve import effective
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import Shown, sentence, shown
from privacyclient.ledger import read
from privacyclient.ledger.model import Entry, Row
from privacyclient.policy.model import Channel, Policy, Purpose
from privacyclient.program import Program, open_program
from privacyclient.road import Road
from privacyclient.sources.model import Machine
from privacyclient.system.database import Database

NOWHERE = "http://127.0.0.1:9"
"""An address on this computer where nothing listens."""
START = 1_767_225_600_000
"""2026-01-01 00:00 UTC: when the clock of a bench begins."""


class StandingClock:
    """A clock that moves only when it is told to. Milliseconds since 1970, as `system.clock` has them."""

    def __init__(self, at: int = START) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at

    def pass_(self, milliseconds: int) -> None:
        """Let time pass; a negative number sets the clock back."""
        self.at += milliseconds


class Bench:
    """One profile, seen by one process. `restart` is what a new process sees; `other` is a second one beside it."""

    def __init__(self, folder: Path, *, policy: bytes, vendor: str = NOWHERE, face: Face = Face.CONSOLE) -> None:
        self.folder = folder
        self.vendor = vendor
        self.face = face
        self.clock = StandingClock()
        self.profile_folder = folder / "profile"
        self.managed_folder = folder / "etc"
        """Where an administrator's `policies.json` would be."""
        self.environ = environment(folder)
        self.machine = Machine(root=_computer(folder / "computer"), environ=self.environ)
        self._databases: list[Database] = []
        self.install(policy)
        self.restart()

    def install(self, policy: bytes, name: str = "acme") -> None:
        """Put a company file (TOML) into the profile, as an update of its product does. Seen after `restart`."""
        path = self.profile_folder / "policies" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(policy)

    def install_player(self) -> None:
        """Put a media player on the computer: VLC 3.0.24, which is the `release` of the second company's items."""
        dpkg = "Package: vlc-bin\nStatus: install ok installed\nVersion: 3.0.24-0+deb12u1\n"
        desktop = "[Desktop Entry]\nName=VLC\n"
        _lay(self.machine.root, {"var/lib/dpkg/status": dpkg, "usr/share/applications/vlc.desktop": desktop})

    def restart(self, environ: Mapping[str, str] | None = None) -> None:
        """Close everything and open it again, as a new process does; with `environ` added to its environment."""
        self.close()
        self.program = self.other(self.face, environ)

    def other(self, face: Face, environ: Mapping[str, str] | None = None) -> Program:
        """A second process on the same profile, with another face and with `environ` added to its environment."""
        opened = open_program(
            {**self.environ, **(environ or {})},
            face,
            folder=str(self.profile_folder),
            vendor=self.vendor,
            clock=self.clock,
        )
        return structs.replace(opened, around=structs.replace(opened.around, managed_folders=(self.managed_folder,)))

    @property
    def database(self) -> Database:
        """This process's database, opened when it is first needed."""
        if not self._databases:
            self.open()
        return self._databases[0]

    def open(self) -> Database:
        """One more connection to the database; closed with the bench."""
        self._databases.append(self.program.open())
        return self._databases[-1]

    def close(self) -> None:
        """Close every database that was opened."""
        while self._databases:
            self._databases.pop().close()

    # --- what is asked most -----------------------------------------------------------------------------------

    @property
    def road(self) -> Road:
        return Road(self.program, self.database, self.machine)

    @property
    def policy(self) -> Policy:
        """The policy of the only company."""
        return self.program.company("")

    def channel(self, id: str) -> Channel:
        return self.policy.channel(id)

    def standing(self) -> Standing:
        """Everything that decides now."""
        with self.database.read() as connection:
            return read_standing(connection, self.policy, self.program.around)

    def state(self, purpose: str) -> Effective:
        """The effective state of a purpose now."""
        return effective(self.policy.purpose(purpose), self.standing())

    def sentence(self, purpose: str) -> str:
        """The same in the words a person reads."""
        return sentence(self.state(purpose), self.policy)

    def entry(self, id: int) -> Entry:
        """An entry of the ledger."""
        with self.database.read() as connection:
            return read.entry(connection, id)

    def rows(self) -> tuple[Row, ...]:
        """The rows of the ledger, the newest first."""
        with self.database.read() as connection:
            return read.page(connection, read.Filter(), limit=1000)

    # --- what a person does -----------------------------------------------------------------------------------

    def optional(self) -> tuple[str, ...]:
        """Ids of every optional purpose."""
        return tuple(purpose.id for purpose in self.policy.purposes if purpose.necessity == "optional")

    def yes(self, *purposes: str) -> Done:
        """Say yes to `purposes`, to every optional one when none is named."""
        return self._answer(purposes or self.optional(), yes=True)

    def no(self, *purposes: str) -> Done:
        """Say no to `purposes`, to every optional one when none is named."""
        return self._answer(purposes or self.optional(), yes=False)

    def acknowledge(self) -> None:
        """Be told what the company says it needs."""
        answering.acknowledge(self.database, self.policy, self.origin, self.program.around)

    def origin(self, channel: str) -> str:
        """What answers about `channel` bind to."""
        return self.program.origin(self.policy, channel)

    def _answer(self, purposes: tuple[str, ...], *, yes: bool) -> Done:
        def text(purpose: Purpose) -> Shown:
            return shown(self.policy, purpose)

        return answering.answer(
            lambda: self.database,
            self.policy,
            [self.policy.purpose(id) for id in purposes],
            yes=yes,
            shown=text,
            origin=self.origin,
            around=self.program.around,
        )


@contextmanager
def bench_in(folder: Path, *, policy: bytes | None = None, vendor: str = NOWHERE) -> Iterator[Bench]:
    """A bench in `folder`, closed at the end; with the second company unless `policy` (TOML) is another."""
    bench = Bench(folder, policy=SECOND.read_bytes() if policy is None else policy, vendor=vendor)
    try:
        yield bench
    finally:
        bench.close()


def environment(folder: Path) -> dict[str, str]:
    """The environment of a person whose home is in `folder`; nothing of the one the tests run in but the PATH."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    return {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC0",
        "XDG_CURRENT_DESKTOP": "GNOME",
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "XDG_DATA_DIRS": str(folder / "share"),
        "XDG_CONFIG_DIRS": str(folder / "etc-xdg"),
    }


def _computer(root: Path) -> Path:
    """A computer of which only the memory is known: 8 GB."""
    _lay(root, {"proc/meminfo": "MemTotal:        8000000 kB\n"})
    return root


def _lay(root: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
