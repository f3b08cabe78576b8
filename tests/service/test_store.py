# SPDX-License-Identifier: MIT
"""What is kept, what is counted, and what comes twice."""

from __future__ import annotations

import json
import resource
import signal
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run

import pytest
from tests.service.running import Service, running_service
from tests.service.talk import JSON, ask, log_body, post

from privacyclient.service.otlp import Line
from privacyclient.service.store import Store


def line(report: str, event: str = "e") -> Line:
    return Line(report=report, event=event, content={"resource": {}, "scope": {}, "record": {}})


def kept(folder: Path) -> list[str]:
    return [json.loads(text)["report"] for text in (folder / "logs.jsonl").read_text("utf-8").splitlines()]


def test_the_file_and_its_folder_are_private(service: Service) -> None:
    post(service.port, log_body("a"))
    assert stat.S_IMODE(service.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((service.data / "logs.jsonl").stat().st_mode) == 0o600


def test_a_folder_in_use_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    (tmp_path / "data" / "other").touch()
    Store(tmp_path / "data").close()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o755


def test_an_empty_folder_becomes_private(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    Store(tmp_path / "data").close()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_what_was_received_can_be_asked(service: Service) -> None:
    post(service.port, log_body("a", "b"))
    post(service.port, log_body("c", event="usage"))
    post(service.port, b"{}")
    post(service.port, b"[")
    assert service.counts() == {
        "requests": 3,
        "records": 3,
        "duplicates": 0,
        "rejected": 0,
        "unreadable": 0,
        "events": {"technical-data": 2, "usage": 1},
    }


def test_a_report_that_comes_again_is_counted_and_not_kept_again(service: Service) -> None:
    for body in (log_body("a"), log_body("a"), log_body("a", "b")):
        assert post(service.port, body).body == b"{}"
    assert [entry["report"] for entry in service.records()] == ["a", "b"]
    assert service.counts()["duplicates"] == 2


def test_a_report_is_known_by_the_attribute_of_its_resource_too(service: Service) -> None:
    attribute = {"key": "report.id", "value": {"stringValue": "whole"}}
    own = {"key": "report.id", "value": {"stringValue": "own"}}
    body = json.dumps(
        {
            "resourceLogs": [
                {
                    "resource": {"attributes": [attribute]},
                    "scopeLogs": [{"logRecords": [{}, {"attributes": [own]}]}],
                }
            ]
        }
    ).encode()
    post(service.port, body)
    post(service.port, body)
    assert [entry["report"] for entry in service.records()] == ["whole", "own"]


def test_records_without_a_report_id_are_never_duplicates(service: Service) -> None:
    body = b'{"resourceLogs": [{"scopeLogs": [{"logRecords": [{}]}]}]}'
    post(service.port, body)
    post(service.port, body)
    assert service.counts()["records"] == 2


def test_parts_of_one_report_in_one_request_are_all_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([line("a"), line("a")])
    store.add([line("a")])
    store.close()
    assert kept(tmp_path) == ["a", "a"]


def test_of_many_at_once_one_is_kept(service: Service) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(service.port, log_body("a")).status, range(40)))
    assert answers == [200] * 40
    assert (service.counts()["records"], service.counts()["duplicates"]) == (1, 39)


def test_what_was_kept_is_known_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        with running_service(tmp_path) as service:
            post(service.port, log_body("a"))
            counts = service.counts()
    assert (counts["records"], counts["duplicates"]) == (1, 1)
    assert kept(tmp_path) == ["a"]


def test_what_was_answered_survives_the_death_of_the_process(tmp_path: Path) -> None:
    with running_service(tmp_path) as service:
        post(service.port, log_body("a"))
        service.process.kill()
        assert service.process.wait(10) == -signal.SIGKILL
    assert kept(tmp_path) == ["a"]


def test_a_line_cut_off_by_a_crash_is_left_behind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([line("a"), line("b")])
    store.close()
    path = tmp_path / "logs.jsonl"
    path.write_bytes(path.read_bytes()[:-10])
    store = Store(tmp_path)
    assert (store.counts()["records"], store.counts()["unreadable"]) == (1, 1)
    store.add([line("b")])
    store.close()
    assert json.loads(path.read_text().splitlines()[-1])["report"] == "b"
    assert len(path.read_text().splitlines()) == 3


@pytest.mark.parametrize("text", ["[]\n", "{}\n", "1\n", "\xff\n", "[" * 100_000 + "\n"])
def test_lines_that_are_not_ours_are_counted_and_left(tmp_path: Path, text: str) -> None:
    (tmp_path / "logs.jsonl").write_text(text, encoding="latin-1")
    store = Store(tmp_path)
    assert store.counts()["unreadable"] == 1
    store.close()
    assert (tmp_path / "logs.jsonl").read_text(encoding="latin-1") == text


def test_text_with_line_ends_stays_one_line(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add([line("a", "first\nsecond\u2028third\x85")])
    store.close()
    assert (tmp_path / "logs.jsonl").read_bytes().count(b"\n") == 1
    again = Store(tmp_path)
    assert again.counts()["events"] == {"first\nsecond\u2028third\x85": 1}
    again.close()


def test_when_the_disk_is_full_nothing_is_kept_by_halves(tmp_path: Path) -> None:
    """The limit on the size of a file stands for a full disk; it holds for a process of its own."""
    script = """
import resource, signal, sys
from pathlib import Path
from privacyclient.service.otlp import Line
from privacyclient.service.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store(Path(sys.argv[1]))
small, large = (Line(report=r, event=e, content={}) for r, e in (("small", "e"), ("large", "x" * 5000)))
store.add([small])
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    store.add([large])
except OSError as error:
    print(type(error).__name__, store.counts()["records"])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.add([large])
store.close()
"""
    done = run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "OSError 1\n"
    assert kept(tmp_path) == ["small", "large"]


def test_a_sender_is_told_to_come_again_when_nothing_can_be_kept(tmp_path: Path) -> None:
    with running_service(tmp_path) as service:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        refused = post(service.port, log_body("a"))
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, unlimited)
        assert refused.status == 503
        assert "could not be kept" in json.loads(refused.body)["message"]
        assert post(service.port, log_body("a")).status == 200
    assert kept(tmp_path) == ["a"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://example.com"},
        {"Origin": "null"},
        {"Host": "example.com"},
        {"Host": "127.0.0.1.example.com:80"},
    ],
)
def test_web_pages_can_neither_ask_nor_order(lasting: Service, headers: dict[str, str]) -> None:
    assert ask(lasting.port, "GET", "/v1/received", headers=headers).status == 403
    assert ask(lasting.port, "GET", "/control", headers=headers).status == 403
    order = ask(lasting.port, "POST", "/control", b'{"answers": ["503"]}', {"Content-Type": JSON, **headers})
    assert order.status == 403
    assert lasting.waiting() == []


@pytest.mark.parametrize("host", ["localhost", "localhost:4318", "127.0.0.1"])
def test_programs_of_this_computer_may_ask_by_either_name(lasting: Service, host: str) -> None:
    assert ask(lasting.port, "GET", "/v1/received", headers={"Host": host}).status == 200
