# SPDX-License-Identifier: MIT
"""python -m privacyclient.service --port N --data DIR [--record DIR]"""

from __future__ import annotations

import argparse
import queue
import signal
import ssl
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from privacyclient.service.answers import FAULTS, Answer, Answers, read_answers

MAX_BYTES = 64 * 1024 * 1024
"""Default limit for a body (opentelemetry-proto, docs/specification.md)."""
PATIENCE = 60.0
MISSING = """\
service: the OpenTelemetry definitions are not installed. Install the extra 'service':
  python -m pip install 'privacyclient[service]'"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the collector until SIGTERM or SIGINT; returns 0, or 1 if it can not run. Wrong usage exits: 2."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.key is not None and options.certificate is None:
        parser.error("--key needs --certificate.")
    ended: queue.SimpleQueue[int] = queue.SimpleQueue()  # its `put` may be called within a signal
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: ended.put(received))
    try:
        return _run(options, ended)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("opentelemetry", "google"):
            raise
        print(MISSING, file=sys.stderr)
    except OSError as error:
        print(f"service: {error}", file=sys.stderr)
    return 1


def _run(options: argparse.Namespace, ended: queue.SimpleQueue[int]) -> int:
    # Imported here, since they need the extra.
    from privacyclient.service.exchange import Surroundings
    from privacyclient.service.folders import make_private
    from privacyclient.service.record import Recorder
    from privacyclient.service.routes import Collection
    from privacyclient.service.server import Collector
    from privacyclient.service.store import Store

    recorder = control = None
    if options.record is not None:
        make_private(options.record)
        recorder, control = Recorder(options.record), Recorder(options.record / "control")
    store = Store(options.data)
    answers = Answers(options.answers, mix=options.faults, seed=options.seed)
    surroundings = Surroundings(
        collection=Collection(store=store, answers=answers, limit=options.max_bytes),
        recorder=recorder,
        control=control,
        stopping=threading.Event(),
    )
    try:
        tls = _tls(options)
        collector = Collector(options.port, surroundings, patience=options.patience, tls=tls)
        listening = threading.Thread(target=collector.serve_forever, args=(0.1,), name="listening")
        listening.start()
        try:
            print(f"listening on {collector.url}", flush=True)
            ended.get()
        finally:
            collector.stop()
            listening.join()
    finally:
        store.close()
    return 0


def _tls(options: argparse.Namespace) -> ssl.SSLContext | None:
    """Raises OSError with the name of the file in it."""
    if options.certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(options.certificate, options.key)
    except OSError as error:  # ssl.SSLError is one and names no file
        files = " and ".join(str(path) for path in (options.certificate, options.key) if path is not None)
        raise OSError(f"{files} can not be used as certificate and key: {error}") from error
    return context


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m privacyclient.service",
        description="A small OTLP/HTTP collector on this computer, for trying out and for tests.",
    )
    add = parser.add_argument
    add("--port", type=_port, required=True, metavar="N", help="port on 127.0.0.1; 0: any free one")
    add("--data", type=Path, required=True, metavar="DIR", help="where logs.jsonl is kept")
    add("--record", type=Path, metavar="DIR", help="keep every request as received, one file each")
    add("--max-bytes", type=_positive, default=MAX_BYTES, metavar="N", help="largest body (%(default)s)")
    add("--patience", type=_seconds, default=PATIENCE, metavar="S", help="seconds to wait for a silent client")
    add("--certificate", type=Path, metavar="FILE", help="certificate chain in PEM; then it speaks TLS")
    add("--key", type=Path, metavar="FILE", help="private key in PEM, if it is not in the same file")
    add("--answers", type=_answers, default=[], metavar="A,B,C", help="answers to the first requests")
    add(
        "--faults",
        type=_answers,
        nargs="?",
        const=read_answers(FAULTS),
        default=[],
        metavar="A,B,C",
        help="then answer at random, each of these as likely as the other (default: a broad mix)",
    )
    add("--seed", type=int, default=0, metavar="N", help="the same seed gives the same order of faults")
    return parser


def _answers(text: str) -> list[Answer]:
    try:
        return read_answers(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a port (0 to 65535).")


def _positive(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a number of bytes.")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86400:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of seconds above 0, at most a day.")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
