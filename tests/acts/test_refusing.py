# SPDX-License-Identifier: MIT
"""A "no" holds whatever happens to the disk: real full disks, real damage, older copies put back (E2, E8, D3)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from tests.disks import IS_ROOT, SmallDisk, small_disk
from tests.profiles import Bench, bench_in

from privacyclient.acts import answering, stopping
from privacyclient.acts.model import Done
from privacyclient.acts.refusing import save_held
from privacyclient.capture import identifiers
from privacyclient.choices import refusals
from privacyclient.choices.model import Cause, Face, State
from privacyclient.choices.words import shown
from privacyclient.errors import NotSavedError, StoreDamagedError, StoreError
from privacyclient.ledger.model import Stage
from privacyclient.program import Program
from privacyclient.system.database import Database


def refuse(bench: Bench, program: Program, open_: Answering | None = None) -> Done:
    """Say no to "make charts" through `program`."""
    return answering.answer(
        open_ or program.open,
        bench.policy,
        [bench.policy.purpose("charts")],
        yes=False,
        shown=lambda purpose: shown(bench.policy, purpose),
        origin=bench.origin,
        around=program.around,
    )


class Answering:
    """Opens the database, after another process has said no to something else."""

    def __init__(self, bench: Bench, other: Program) -> None:
        self.bench, self.other, self.opened = bench, other, False

    def __call__(self) -> Database:
        if not self.opened:
            self.opened = True
            with self.other.open() as database:
                answering.answer(
                    lambda: database,
                    self.bench.policy,
                    [self.bench.policy.purpose("letters")],
                    yes=False,
                    shown=lambda purpose: shown(self.bench.policy, purpose),
                    origin=self.bench.origin,
                    around=self.other.around,
                )
        return self.bench.database


def test_of_two_processes_that_say_no_neither_writes_over_the_other(bench: Bench) -> None:
    """Pitfall E2: the file is read only when nobody else can write it."""
    refuse(bench, bench.program, Answering(bench, bench.other(Face.TRAY)))
    assert set(refusals.read(bench.program.profile.refusals).refused["acme"]) == {"charts", "letters"}


# --- the disk is full -----------------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk."""
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def crowded(disk: SmallDisk) -> Iterator[Bench]:
    """A profile on the small disk in which everything is on and a report waits."""
    with bench_in(disk.folder) as bench:
        bench.program = with_runtime(bench.program, disk.folder.parent / "run")
        bench.yes()
        bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])
        yield bench


def with_runtime(program: Program, runtime: Path) -> Program:
    """`program` with its runtime folder on another disk, as it is in a person's session."""
    profile = structs.replace(program.profile, runtime=runtime)
    return structs.replace(program, around=structs.replace(program.around, profile=profile))


def fill(disk: SmallDisk, bench: Bench) -> None:
    """Fill the disk, the pages of the WAL that are free included."""
    bench.database.checkpoint()
    if not IS_ROOT:  # what is open already could still be written
        bench.close()
    disk.fill()


def is_refused(bench: Bench, purpose: str) -> bool:
    """Whether nothing for `purpose` may leave; where even reading is not possible, nothing can."""
    try:
        return bench.state(purpose).cause is Cause.REFUSED
    except StoreError:
        return not IS_ROOT


def test_on_a_full_disk_the_no_is_kept_in_the_runtime_folder_and_holds(disk: SmallDisk, crowded: Bench) -> None:
    fill(disk, crowded)
    done = crowded.no()
    spare = crowded.program.profile.spare_refusals
    assert str(spare) in done.trouble
    assert "Your no holds" in done.trouble
    assert refusals.read(spare).refused["acme"].keys() == set(crowded.optional())
    assert all(is_refused(crowded, purpose) for purpose in crowded.optional())
    disk.free()
    for purpose in crowded.optional():
        assert crowded.state(purpose).cause is Cause.REFUSED
    assert crowded.road.sweep() == 1
    assert [row.stage for row in crowded.rows()] == [Stage.CANCELLED]


def test_a_no_from_the_runtime_folder_is_moved_to_the_disk_as_soon_as_there_is_room(
    disk: SmallDisk, crowded: Bench
) -> None:
    """The runtime folder ends with the session; the "no" must not."""
    fill(disk, crowded)
    crowded.no("charts")
    disk.free()
    assert save_held(crowded.program.around)
    shutil.rmtree(crowded.program.profile.runtime)
    assert crowded.state("charts").cause is Cause.REFUSED


def test_a_no_that_no_place_takes_holds_in_memory_and_is_saved_later(disk: SmallDisk, crowded: Bench) -> None:
    crowded.program = with_runtime(crowded.program, disk.folder / "run")
    fill(disk, crowded)
    with pytest.raises(NotSavedError) as caught:
        crowded.no("charts")
    assert "It holds until this program ends." in caught.value.detail
    assert caught.value.advice
    assert is_refused(crowded, "charts")
    assert not save_held(crowded.program.around)
    assert is_refused(crowded, "charts")
    disk.free()
    assert crowded.state("charts").cause is Cause.REFUSED
    assert save_held(crowded.program.around)
    assert crowded.program.around.held_refusals == []
    crowded.restart()
    assert crowded.state("charts").cause is Cause.REFUSED


def test_a_yes_ends_a_no_that_only_memory_holds(disk: SmallDisk, crowded: Bench) -> None:
    crowded.program = with_runtime(crowded.program, disk.folder / "run")
    fill(disk, crowded)
    with pytest.raises(NotSavedError):
        crowded.no("charts")
    disk.free()
    crowded.yes("charts")
    assert crowded.state("charts").cause is Cause.ANSWER
    assert crowded.state("charts").saved is State.GIVEN


def test_nothing_is_left_to_save_when_every_no_was_saved(bench: Bench) -> None:
    assert save_held(bench.program.around)
    assert not bench.program.profile.refusals.exists()
    bench.no("charts")
    before = bench.program.profile.refusals.stat().st_mtime_ns
    assert save_held(bench.program.around)
    assert bench.program.profile.refusals.stat().st_mtime_ns == before


def test_a_no_is_saved_in_the_database_when_neither_file_can_be_written(bench: Bench) -> None:
    bench.yes("charts")
    for path in (bench.program.profile.refusals, bench.program.profile.spare_refusals):
        path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
    bench.program = with_runtime(bench.program, bench.program.profile.database)
    crowd_out(bench)
    assert bench.no("charts") == Done()
    assert bench.standing().answers["charts"].state is State.WITHDRAWN


def crowd_out(bench: Bench) -> None:
    """Put a folder that is not empty where the file of refusals would be: nothing can take its place."""
    (bench.program.profile.refusals / "in the way").mkdir(parents=True)


# --- the database can not be used -----------------------------------------------------------------------------


def test_a_no_holds_when_the_database_is_damaged_and_after_it_was_set_aside(bench: Bench) -> None:
    bench.yes()
    bench.close()
    database = bench.program.profile.database
    database.write_bytes(b"no database" * 1000)
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    done = refuse(bench, bench.program)
    assert "is damaged" in done.trouble
    assert refusals.read(bench.program.profile.refusals).refused["acme"]["charts"] > refusals.BEYOND
    database.unlink()
    bench.restart()
    assert bench.state("charts").cause is Cause.REFUSED
    assert bench.state("letters").cause is Cause.NOT_ANSWERED


def test_a_no_holds_when_another_answer_in_the_record_is_not_known(bench: Bench) -> None:
    bench.yes()
    with bench.database.write() as connection:
        connection.execute("UPDATE answers SET state = 'perhaps' WHERE purpose = 'letters'")
    assert "is damaged" in bench.no("charts").trouble
    assert refusals.read(bench.program.profile.refusals).refused["acme"].keys() == {"charts"}


def test_a_damaged_file_of_refusals_is_never_written_over(bench: Bench) -> None:
    """Pitfall E8: it may hold a "no" that nothing else remembers. The agent sets it aside."""
    bench.yes()
    path = bench.program.profile.refusals
    path.write_bytes(b'{"highest": 9, "refused": {"acme": {"charts": 9')
    damaged = path.read_bytes()
    bench.no("charts")
    bench.yes("letters")
    assert not save_held(bench.program.around) or not bench.program.around.held_refusals
    assert path.read_bytes() == damaged
    assert not bench.program.profile.spare_refusals.exists()
    assert bench.standing().answers["charts"].state is State.WITHDRAWN
    assert bench.state("letters").cause is Cause.DAMAGED


def test_a_no_while_both_memories_are_damaged_holds_in_this_process(bench: Bench) -> None:
    bench.yes()
    bench.close()
    profile = bench.program.profile
    profile.refusals.write_bytes(b"{")
    profile.database.write_bytes(b"no database" * 1000)
    with pytest.raises(NotSavedError):
        refuse(bench, bench.program)
    assert bench.program.around.held_refusals
    assert profile.refusals.read_bytes() == b"{"


# --- an older copy is put back --------------------------------------------------------------------------------


def copy_of(bench: Bench, name: str) -> Path:
    """A copy of the database, as a backup program makes one."""
    bench.database.checkpoint()
    target = bench.folder / name
    shutil.copyfile(bench.program.profile.database, target)
    return target


def put_back(bench: Bench, copy: Path) -> None:
    """Put an older copy of the database in the place of the one that is there."""
    bench.close()
    database = bench.program.profile.database
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    shutil.copyfile(copy, database)
    bench.restart()


def test_an_older_copy_of_the_database_that_is_put_back_stays_off(bench: Bench) -> None:
    """Pitfalls E2, D3."""
    bench.yes()
    waiting = bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])
    copy = copy_of(bench, "copy")
    bench.no("charts")
    put_back(bench, copy)
    assert bench.state("charts").saved is State.GIVEN
    assert bench.state("charts").cause is Cause.REFUSED
    assert bench.state("letters").on
    assert bench.entry(waiting).row.stage is Stage.QUEUED
    assert bench.road.sweep() == 1
    assert bench.entry(waiting).row.stage is Stage.CANCELLED
    bench.no("count-copies")
    assert bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}]) == 0


def test_a_yes_after_that_is_a_new_one_with_new_numbers(bench: Bench) -> None:
    """Pitfall D3: the number in the older copy does not come back."""
    bench.yes()
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    with bench.database.read() as connection:
        old = identifiers(connection, "acme", "acme")["install_no"]
    copy = copy_of(bench, "copy")
    bench.no("count-copies")
    put_back(bench, copy)
    bench.yes("count-copies")
    assert bench.state("count-copies").saved is State.GIVEN
    assert bench.state("count-copies").epoch == 3
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    with bench.database.read() as connection:
        assert identifiers(connection, "acme", "acme")["install_no"] != old


def test_no_number_of_an_epoch_comes_twice_when_the_database_is_lost_and_a_copy_put_back(bench: Bench) -> None:
    """Or a "no" in the new database could look older than a yes in the copy."""
    bench.no("charts")
    bench.yes("charts")
    for _ in range(3):
        bench.yes("letters")
        bench.no("letters")
    bench.yes("charts")
    bench.no("charts")
    bench.yes("charts")
    copy = copy_of(bench, "copy")
    epoch = bench.state("charts").epoch
    bench.close()
    bench.program.profile.database.unlink()
    bench.restart()
    bench.no("charts")
    assert bench.state("charts").epoch > epoch
    put_back(bench, copy)
    assert bench.state("charts").cause is Cause.REFUSED


def test_send_nothing_at_all_outlives_an_older_copy_too(bench: Bench) -> None:
    bench.yes()
    copy = copy_of(bench, "copy")
    stopping.nothing(lambda: bench.database, bench.program.around, on=True)
    put_back(bench, copy)
    assert bench.standing().nothing is None
    assert bench.state("charts").cause is Cause.NOTHING
    stopping.nothing(lambda: bench.database, bench.program.around, on=False)
    assert bench.state("charts").cause is Cause.ANSWER


def test_when_the_writing_itself_fails_nothing_is_half_done(bench: Bench) -> None:
    """The file is written first; the database refuses; the "no" holds and the report does not leave."""
    bench.yes()
    waiting = bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])
    with sqlite3.connect(bench.program.profile.database) as foreign:
        foreign.execute("CREATE TRIGGER stuck BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'stuck'); END")
    foreign.close()
    done = bench.no("charts")
    assert "Your no holds" in done.trouble
    assert bench.state("charts").cause is Cause.REFUSED
    assert bench.entry(waiting).row.stage is Stage.QUEUED
    assert bench.road.sweep() == 1


def test_a_damaged_database_is_told_by_its_own_error(bench: Bench) -> None:
    bench.close()
    bench.program.profile.database.parent.mkdir(parents=True, exist_ok=True)
    bench.program.profile.database.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreDamagedError) as caught:
        bench.open()
    assert isinstance(caught.value, StoreError)
