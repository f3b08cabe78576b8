# SPDX-License-Identifier: MIT
"""Work off the GUI thread: what it returns arrives in the GUI thread, what is not wanted any more does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from tests.desktop.desk import Desk

from privacyclient.desktop.core import Core
from privacyclient.desktop.tasks import Job, Lane, Tasks
from privacyclient.errors import PrivacyClientError, UsageError


@pytest.fixture
def tasks(desk: Desk) -> Iterator[Tasks]:
    made = Tasks(lambda: Core(desk.find))
    yield made
    made.close()


class Answers:
    """What arrived, and in which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[PrivacyClientError] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.threads.add(threading.get_ident())
        self.results.append(result)

    def failed(self, error: PrivacyClientError) -> None:
        self.threads.add(threading.get_ident())
        self.errors.append(error)


def test_work_runs_elsewhere_and_its_answer_arrives_here(tasks: Tasks, qtbot: QtBot) -> None:
    came = Answers()
    tasks.start(Lane.LOOK, lambda *_: threading.get_ident(), came.done, came.failed)
    qtbot.waitUntil(lambda: len(came.results) == 1)
    assert came.results != [threading.get_ident()]
    assert came.threads == {threading.get_ident()}


def test_jobs_of_one_lane_are_done_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    came = Answers()
    for number in range(20):
        tasks.start(Lane.ACT, lambda _core, _job, number=number: number, came.done, came.failed)  # type: ignore[misc]  # its type can not be inferred
    qtbot.waitUntil(lambda: len(came.results) == 20)
    assert came.results == list(range(20))


def test_a_slow_lane_holds_no_other_lane_up(tasks: Tasks, qtbot: QtBot) -> None:
    came, go_on = Answers(), threading.Event()
    tasks.start(Lane.LONG, lambda *_: go_on.wait(20), came.done, came.failed)
    tasks.start(Lane.ACT, lambda *_: "act", came.done, came.failed)
    qtbot.waitUntil(lambda: came.results == ["act"])
    go_on.set()
    qtbot.waitUntil(lambda: came.results == ["act", True])


def test_what_was_cancelled_stops_and_nothing_of_it_arrives(tasks: Tasks, qtbot: QtBot) -> None:
    came, began, ended = Answers(), threading.Event(), threading.Event()

    def work(_: Core, job: Job) -> str:
        began.set()
        while job.wanted():
            job.progress(1, 2)
        ended.set()
        return "unwanted"

    job = tasks.start(Lane.LONG, work, came.done, came.failed)
    assert began.wait(10)
    job.cancel()
    assert ended.wait(10)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (came.results, came.errors) == ([], [])


def test_what_waits_behind_and_is_cancelled_is_never_begun(tasks: Tasks, qtbot: QtBot) -> None:
    came, go_on, begun = Answers(), threading.Event(), []
    tasks.start(Lane.LONG, lambda *_: go_on.wait(20), came.done, came.failed)
    job = tasks.start(Lane.LONG, lambda *_: begun.append(1), came.done, came.failed)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (begun, came.results) == ([], [True])


def test_progress_arrives_while_the_work_goes_on(tasks: Tasks, qtbot: QtBot) -> None:
    came, go_on = Answers(), threading.Event()
    told: list[tuple[int, int]] = []

    def work(_: Core, job: Job) -> None:
        job.progress(3, 10)
        go_on.wait(20)

    job = tasks.start(Lane.LONG, work, came.done, came.failed)
    job.progressed.connect(lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: told == [(3, 10)])
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_an_error_for_people_arrives_as_it_is(tasks: Tasks, qtbot: QtBot) -> None:
    came = Answers()

    def work(*_: object) -> None:
        raise UsageError("There is no such thing.")

    tasks.start(Lane.LOOK, work, came.done, came.failed)
    qtbot.waitUntil(lambda: len(came.errors) == 1)
    assert came.errors[0].detail == "There is no such thing."


def test_any_other_fault_becomes_a_sentence_with_advice(tasks: Tasks, qtbot: QtBot) -> None:
    came = Answers()

    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/somewhere")

    for work in (broken, denied):
        tasks.start(Lane.LOOK, work, came.done, came.failed)
    qtbot.waitUntil(lambda: len(came.errors) == 2)
    assert [error.title for error in came.errors] == ["A fault in this program", "A file could not be used"]
    assert "ZeroDivisionError" in came.errors[0].detail
    assert came.errors[0].advice
    assert came.errors[1].detail == "/somewhere: Permission denied."


def test_closing_ends_an_act_that_was_asked_for_and_drops_the_rest(desk: Desk) -> None:
    tasks, acts = Tasks(lambda: Core(desk.find)), []
    go_on, began = threading.Event(), threading.Event()

    def slow(_: Core, job: Job) -> None:
        began.set()
        while job.wanted():
            go_on.wait(0.01)

    tasks.start(Lane.LONG, slow, lambda _: None, lambda _: None)
    tasks.start(Lane.ACT, lambda *_: acts.append("no"), lambda _: None, lambda _: None)
    assert began.wait(10)
    tasks.close()
    assert acts == ["no"]
    assert not tasks.busy


def test_a_thread_begins_only_with_its_first_job(tasks: Tasks) -> None:
    lanes = {thread.name for thread in threading.enumerate()} & {f"lane-{lane.value}" for lane in Lane}
    assert "lane-send" not in lanes
    assert not tasks.busy
