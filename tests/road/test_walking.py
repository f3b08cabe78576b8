# SPDX-License-Identifier: MIT
"""The walk of one entry: admitted, claimed, sent, settled; and everything that may come in between."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from tests.disks import IS_ROOT, small_disk
from tests.profiles import Bench
from tests.road.reaching import MIXED, bench_reaching
from tests.service.running import Service
from tests.service.talk import wait_until
from tests.wire.listener import OK, Recorder, everything, listening, whole_request

from privacyclient.acts import answering, stopping
from privacyclient.agent import rounds
from privacyclient.choices.model import Face
from privacyclient.choices.words import shown
from privacyclient.errors import NotFoundError, OvertakenError, StoreFullError
from privacyclient.ledger import chain, claim, erase, queue, read, settle
from privacyclient.ledger.model import Judgement, Stage, Verdict
from privacyclient.ledger.verify import verify
from privacyclient.road import Road
from privacyclient.system.clock import DAY, HOUR, MINUTE, SECOND
from privacyclient.system.database import open_database
from privacyclient.system.locks import held

ROOT = Path(__file__).parents[2]


def send_now(bench: Bench, channel: str = "pulse") -> int:
    """A report whose person did not want to wait."""
    told = {"track": "a song"} if channel == "plays" else {}
    id = bench.road.submit(bench.policy, bench.channel(channel), [dict(told)])
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    return id


def kinds(bench: Bench, id: int) -> list[str]:
    with bench.database.read() as connection:
        assert verify(connection).faults == ()
        return [event.kind for event in chain.events_of(connection, id)]


# --- outcomes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "stage", "waits"),
    [
        ("200", Stage.DELIVERED, False),
        ("partial=0", Stage.DELIVERED, False),
        ("partial=1", Stage.REFUSED, False),
        ("html", Stage.UNKNOWN, False),
        ("huge=100", Stage.UNKNOWN, False),
        ("redirect=http://127.0.0.1:9/", Stage.REFUSED, False),
        ("400", Stage.REFUSED, False),
        ("500", Stage.REFUSED, False),
        ("503", Stage.QUEUED, True),
        ("429:retry-after=90", Stage.QUEUED, True),
        ("close-before", Stage.UNKNOWN, True),
        ("close-after-read", Stage.UNKNOWN, True),
        ("half", Stage.UNKNOWN, True),
        ("garbage", Stage.UNKNOWN, True),
    ],
)
def test_what_came_of_it_is_written_down(
    reaching: Bench, lasting: Service, answer: str, stage: Stage, *, waits: bool
) -> None:
    lasting.queue(answer)
    id = send_now(reaching)
    outcome = reaching.road.walk(id)
    entry = reaching.entry(id)
    assert (outcome.stage, outcome.retry_at) == (entry.row.stage, entry.row.due_at)
    assert entry.row.stage is stage
    assert (entry.row.due_at > reaching.clock()) == waits
    assert (entry.row.attempts, entry.row.departures) == (1, 1)
    assert entry.body
    assert kinds(reaching, id) == ["appended", "released", "claimed", "settled"]


def test_where_nobody_listens_nothing_left_and_it_waits(bench: Bench) -> None:
    bench.yes()
    id = send_now(bench)
    outcome = bench.road.walk(id)
    row = bench.entry(id).row
    assert (outcome.stage, row.stage) == (Stage.FAILED, Stage.QUEUED)
    assert row.due_at == outcome.retry_at > bench.clock()
    assert (row.attempts, row.departures) == (1, 0)
    assert kinds(bench, id) == ["appended", "released", "not-reached"]


def test_after_ten_tries_it_is_given_up_as_never_sent(bench: Bench) -> None:
    bench.yes()
    id = send_now(bench)
    for _ in range(10):
        bench.clock.pass_(DAY)
        bench.road.walk(id)
    row = bench.entry(id).row
    assert (row.stage, row.due_at, row.attempts, row.departures) == (Stage.FAILED, 0, 10, 0)
    with pytest.raises(OvertakenError, match="failed already"):
        bench.road.walk(id)


def test_a_second_try_bears_the_same_bytes_and_the_same_number(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    lasting.queue("close-after-read", "503", "200")
    id = send_now(reaching)
    stages = []
    for _ in range(3):
        stages.append(reaching.road.walk(id).stage)
        reaching.clock.pass_(HOUR)
    assert stages == [Stage.UNKNOWN, Stage.QUEUED, Stage.DELIVERED]
    entry = reaching.entry(id)
    assert lasting.received()[before:] == [entry.head + entry.body] * 3
    assert (entry.row.attempts, entry.row.departures) == (3, 3)
    assert len(reaching.rows()) == 1


def test_what_is_not_due_or_not_there_is_not_walked(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    id = reaching.road.submit(reaching.policy, reaching.channel("pulse"), [{}])
    with pytest.raises(OvertakenError, match="Its time has not come"):
        reaching.road.walk(id)
    with pytest.raises(NotFoundError):
        reaching.road.walk(999)
    sent = send_now(reaching)
    reaching.road.walk(sent)
    with pytest.raises(OvertakenError, match="delivered already"):
        reaching.road.walk(sent)
    assert len(lasting.received()) == before + 1


# --- waiting --------------------------------------------------------------------------------------------------


def test_a_channel_sends_so_many_a_day_and_no_more(reaching: Bench, lasting: Service) -> None:
    most = reaching.channel("pulse").max_per_day
    before = len(lasting.received())
    for _ in range(most):
        assert reaching.road.walk(send_now(reaching)).stage is Stage.DELIVERED
        reaching.clock.pass_(HOUR)
    one_more = send_now(reaching)
    with pytest.raises(OvertakenError, match=f"{most} a day are allowed"):
        reaching.road.walk(one_more)
    row = reaching.entry(one_more).row
    assert (row.stage, row.due_at) == (Stage.QUEUED, reaching.clock() + DAY - most * HOUR)
    assert reaching.road.walk(send_now(reaching, "plays")).stage is Stage.DELIVERED
    assert len(lasting.received()) == before + most + 1
    reaching.clock.at = row.due_at
    assert reaching.road.walk(one_more).stage is Stage.DELIVERED


def test_clearing_the_record_does_not_give_a_channel_more_a_day(reaching: Bench) -> None:
    for _ in range(reaching.channel("pulse").max_per_day):
        reaching.road.walk(send_now(reaching))
    erase.clear(reaching.database, reaching.clock())
    with pytest.raises(OvertakenError, match="a day are allowed"):
        reaching.road.walk(send_now(reaching))


def test_what_is_paused_waits_until_the_pause_is_over(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    id = send_now(reaching)
    until = reaching.clock() + 3 * HOUR
    stopping.pause(reaching.database, reaching.program.around, until)
    with pytest.raises(OvertakenError, match="Paused until"):
        reaching.road.walk(id)
    row = reaching.entry(id).row
    assert (row.stage, row.due_at) == (Stage.QUEUED, until)
    assert reaching.entry(id).body
    assert len(lasting.received()) == before
    reaching.clock.at = until
    assert reaching.road.walk(id).stage is Stage.DELIVERED


def test_a_pause_holds_nothing_required(reaching: Bench) -> None:
    reaching.no()
    reaching.acknowledge()
    stopping.use_feature(reaching.database, reaching.policy, "sync", reaching.program.around, used=True)
    stopping.pause(reaching.database, reaching.program.around, reaching.clock() + HOUR)
    id = reaching.road.submit(reaching.policy, reaching.channel("step"), [{}])
    assert reaching.road.walk(id).stage is Stage.DELIVERED


# --- overtaking -----------------------------------------------------------------------------------------------


def test_a_no_before_the_walk_means_that_nothing_is_even_connected(tmp_path: Path) -> None:
    with listening(Recorder()) as listener, bench_reaching(tmp_path, f"http://127.0.0.1:{listener.port}") as bench:
        bench.yes()
        id = send_now(bench)
        bench.managed_folder.mkdir()
        (bench.managed_folder / "policies.json").write_text('{"policies": {"*": {"value": "off"}}}')
        with pytest.raises(OvertakenError):
            bench.road.walk(id)
    assert listener.connections == 0


def deny(bench: Bench) -> None:
    """A second process, with a connection of its own, says no."""
    program = bench.other(Face.WINDOW)
    with program.open() as other:
        answering.answer(
            lambda: other,
            bench.policy,
            [bench.policy.purpose(id) for id in bench.optional()],
            yes=False,
            shown=lambda purpose: shown(bench.policy, purpose),
            origin=bench.origin,
            around=program.around,
        )


def pause(bench: Bench) -> None:
    with bench.other(Face.TRAY).open() as other:
        stopping.pause(other, bench.program.around, bench.clock() + HOUR)


def nothing(bench: Bench) -> None:
    with bench.other(Face.TRAY).open() as other:
        stopping.nothing(lambda: other, bench.program.around, on=True)


def managed(bench: Bench) -> None:
    bench.managed_folder.mkdir()
    (bench.managed_folder / "policies.json").write_text('{"policies": {"*": {"value": "off"}}}')


def damage(bench: Bench) -> None:
    bench.program.profile.refusals.write_text("{")


@pytest.mark.parametrize(
    ("act", "stage"),
    [
        (deny, Stage.CANCELLED),
        (nothing, Stage.CANCELLED),
        (managed, Stage.CANCELLED),
        (damage, Stage.QUEUED),
        (pause, Stage.QUEUED),
    ],
)
def test_what_is_said_between_the_connection_and_the_claim_wins(
    tmp_path: Path, act: Callable[[Bench], None], stage: Stage
) -> None:
    """The server accepts, and takes its time over the greeting of TLS; meanwhile another process says no."""
    ca = trustme.CA()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    ca.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(tmp_path / "host.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "host.pem")
    connected, said = threading.Event(), threading.Event()
    heard: list[bytes] = []

    def deed(connection: socket.socket) -> None:
        connected.set()
        assert said.wait(20)
        with context.wrap_socket(connection, server_side=True) as secured:
            try:
                heard.append(everything(secured))
            except ssl.SSLEOFError:
                heard.append(b"")

    with listening(deed) as listener, bench_reaching(tmp_path, f"https://127.0.0.1:{listener.port}") as bench:
        bench.restart({"SSL_CERT_FILE": str(tmp_path / "ca.pem")})
        bench.yes()
        id = send_now(bench)

        def act_in_between() -> None:
            assert connected.wait(20)
            act(bench)
            said.set()

        thread = threading.Thread(target=act_in_between)
        thread.start()
        with pytest.raises(OvertakenError):
            bench.road.walk(id)
        thread.join()
        wait_until(lambda: bool(heard))
        assert heard == [b""]
        entry = bench.entry(id)
        assert (entry.row.stage, entry.row.attempts, entry.row.departures) == (stage, 0, 0)
        assert (entry.body == b"") == (stage is Stage.CANCELLED)
        assert "claimed" not in kinds(bench, id)


def test_a_no_after_the_claim_is_told_already_leaving(tmp_path: Path) -> None:
    claimed, denied = threading.Event(), threading.Event()

    def deed(connection: socket.socket) -> None:
        whole_request(connection)
        claimed.set()
        assert denied.wait(20)
        connection.sendall(OK)

    leaving: list[tuple[int, int]] = []
    with listening(deed) as listener, bench_reaching(tmp_path, f"http://127.0.0.1:{listener.port}") as bench:
        bench.yes()
        id = send_now(bench)

        def deny_meanwhile() -> None:
            assert claimed.wait(20)
            program = bench.other(Face.WINDOW)
            with program.open() as other:
                done = stopping.nothing(lambda: other, program.around, on=True)
            leaving.append((done.cancelled, done.leaving))
            denied.set()

        thread = threading.Thread(target=deny_meanwhile)
        thread.start()
        assert bench.road.walk(id).stage is Stage.DELIVERED
        thread.join()
        assert leaving == [(0, 1)]
        assert bench.entry(id).body


def test_after_a_no_an_entry_that_may_have_arrived_is_not_tried_again(reaching: Bench, lasting: Service) -> None:
    lasting.queue("close-after-read")
    id = send_now(reaching)
    assert reaching.road.walk(id).stage is Stage.UNKNOWN
    before = len(lasting.received())
    assert reaching.no().cancelled == 1
    reaching.clock.pass_(DAY)
    assert rounds.send_due(reaching.road, lambda: False) == 0
    entry = reaching.entry(id)
    assert (entry.row.stage, entry.row.due_at) == (Stage.UNKNOWN, 0)
    assert entry.body
    assert len(lasting.received()) == before


# --- one sender, crashes, full disks --------------------------------------------------------------------------


def test_only_one_process_sends_at_a_time(reaching: Bench, lasting: Service) -> None:
    id = send_now(reaching)
    with held(reaching.program.profile.sender_lock):
        thread_done: list[Stage] = []
        thread = threading.Thread(target=lambda: thread_done.append(_walk_elsewhere(reaching, id)))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        assert reaching.entry(id).row.stage is Stage.QUEUED
    thread.join(20)
    assert thread_done == [Stage.DELIVERED]
    assert lasting.received()[-1].endswith(reaching.entry(id).body)


def _walk_elsewhere(bench: Bench, id: int) -> Stage:
    with open_database(bench.program.profile.database) as database:
        return Road(bench.program, database, bench.machine).walk(id).stage


def test_two_processes_that_walk_the_same_entry_send_it_once(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    id = send_now(reaching)
    command = [
        sys.executable,
        "-m",
        "tests.road.walker",
        str(reaching.folder),
        lasting.url,
        str(reaching.clock()),
        str(id),
    ]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert sorted(process.wait(60) for process in processes) == [0, 3, 3, 3]
    assert len(lasting.received()) == before + 1
    row = reaching.entry(id).row
    assert (row.stage, row.attempts, row.departures) == (Stage.DELIVERED, 1, 1)


def crash(bench: Bench, id: int) -> None:
    """Leave the entry as a process leaves it that dies after the claim."""
    claim.claim(bench.database, id, lambda *_: Judgement(Verdict.YES), bench.clock())
    bench.restart()


def test_what_a_crash_cut_off_is_unknown_and_sent_again_as_it_was(reaching: Bench, lasting: Service) -> None:
    id = send_now(reaching)
    body = reaching.entry(id).body
    crash(reaching, id)
    assert reaching.entry(id).row.stage is Stage.LEAVING
    reaching.clock.pass_(MINUTE)
    assert reaching.road.walk(id).stage is Stage.DELIVERED
    entry = reaching.entry(id)
    assert (entry.row.attempts, entry.row.departures, entry.body) == (2, 2, body)
    assert lasting.received()[-1].endswith(body)
    assert kinds(reaching, id) == ["appended", "released", "claimed", "recovered", "claimed", "settled"]


def test_what_a_crash_cut_off_is_recovered_by_whoever_sends_next(reaching: Bench) -> None:
    cut_off, other = send_now(reaching), send_now(reaching, "plays")
    crash(reaching, cut_off)
    assert reaching.road.walk(other).stage is Stage.DELIVERED
    row = reaching.entry(cut_off).row
    assert (row.stage, row.due_at, row.detail) == (Stage.UNKNOWN, reaching.clock(), settle.CUT_OFF)
    assert reaching.road.recover() == 0


def test_a_no_after_a_crash_is_obeyed(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    id = send_now(reaching)
    crash(reaching, id)
    assert reaching.no().leaving == 1
    assert reaching.road.recover() == 1
    with pytest.raises(OvertakenError):
        reaching.road.walk(id)
    row = reaching.entry(id).row
    assert (row.stage, row.due_at) == (Stage.UNKNOWN, 0)
    assert len(lasting.received()) == before


needs_a_disk = pytest.mark.skipif(not IS_ROOT, reason="only root may mount a disk that gets full while it is used")


@needs_a_disk
def test_with_a_full_disk_nothing_leaves_and_nothing_is_lost(tmp_path: Path) -> None:
    recorder = Recorder()
    with small_disk(tmp_path / "disk", kilobytes=4096) as disk, listening(recorder) as listener:
        url = f"http://127.0.0.1:{listener.port}"
        with bench_reaching(disk.folder / "bench", url, policy=MIXED) as bench:
            bench.yes()
            id = send_now(bench)
            bench.database.checkpoint()
            disk.fill()
            with pytest.raises(StoreFullError) as caught:
                bench.road.walk(id)
            assert "could not be written down first" in caught.value.advice
            with pytest.raises(StoreFullError):
                bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "x" * 3000}])
            assert recorder.requests in ([], [b""])
            assert bench.entry(id).row.stage is Stage.QUEUED
            disk.free()
            assert bench.road.walk(id).stage is Stage.DELIVERED
            assert recorder.requests[-1].endswith(bench.entry(id).body)
            assert kinds(bench, id)[-2:] == ["claimed", "settled"]


@needs_a_disk
def test_when_the_outcome_can_not_be_written_it_is_unknown_later_and_never_called_delivered(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=4096) as disk:

        def deed(connection: socket.socket) -> None:
            whole_request(connection)
            disk.fill()
            connection.sendall(OK)

        with listening(deed) as listener:
            url = f"http://127.0.0.1:{listener.port}"
            with bench_reaching(disk.folder / "bench", url, policy=MIXED) as bench:
                bench.yes()
                id = send_now(bench)
                with pytest.raises(StoreFullError):
                    bench.road.walk(id)
                assert bench.entry(id).row.stage is Stage.LEAVING
                disk.free()
                assert bench.road.recover() == 1
                assert bench.entry(id).row.stage is Stage.UNKNOWN


# --- a clock that is set --------------------------------------------------------------------------------------


def test_when_the_clock_is_set_back_nothing_leaves_before_its_time_and_nothing_is_lost(reaching: Bench) -> None:
    id = reaching.road.submit(reaching.policy, reaching.channel("pulse"), [{}])
    due_at = reaching.entry(id).row.due_at
    reaching.clock.pass_(-400 * DAY)
    with pytest.raises(OvertakenError, match="Its time has not come"):
        reaching.road.walk(id)
    assert reaching.entry(id).row.due_at == due_at
    with reaching.database.write() as connection:
        queue.send_now(connection, id, reaching.clock())
    assert reaching.road.walk(id).stage is Stage.DELIVERED
    row = reaching.entry(id).row
    assert row.settled_at == reaching.clock() < row.made_at
    kinds(reaching, id)


def test_a_clock_that_is_set_back_gives_a_channel_no_more_a_day(reaching: Bench) -> None:
    for _ in range(reaching.channel("pulse").max_per_day):
        reaching.road.walk(send_now(reaching))
    reaching.clock.pass_(-10 * SECOND)
    with pytest.raises(OvertakenError, match="a day are allowed"):
        reaching.road.walk(send_now(reaching))


def test_the_due_entries_go_out_the_oldest_first(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    ids = [send_now(reaching, "plays") for _ in range(3)]
    assert rounds.send_due(reaching.road, lambda: False) == 3
    bodies = [request.partition(b"\r\n\r\n")[2] for request in lasting.received()[before:]]
    assert bodies == [reaching.entry(id).body for id in ids]
    with reaching.database.read() as connection:
        assert read.waiting(connection) == ()
