# SPDX-License-Identifier: MIT
"""One connection: request after request, each recorded before its answer begins."""

from __future__ import annotations

import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import NoReturn

from msgspec import Struct

from privacyclient.service.answers import NORMAL, Answer, Kind
from privacyclient.service.body import read_body
from privacyclient.service.perform import Performance
from privacyclient.service.record import Recorder
from privacyclient.service.reply import RequestError, whole
from privacyclient.service.routes import LOGS, Collection, Request, problem, respond
from privacyclient.service.tap import BLOCK, Tap

MAX_LINE = 65536
"""Bytes of a request line (`http.server` and `http.client` draw the same line for a header)."""
HEAD_ENDS = (b"\r\n\r\n", b"\n\n", b"\n\r\n")
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LINGER_SECONDS = 1.0


class Surroundings(Struct, frozen=True):
    """What a connection is given by the collector it belongs to."""

    collection: Collection
    recorder: Recorder | None
    control: Recorder | None
    """For requests to the service itself."""
    stopping: threading.Event


class Exchange(BaseHTTPRequestHandler):
    """Reads requests from one connection and answers them."""

    protocol_version = "HTTP/1.1"

    def __init__(self, surroundings: Surroundings, request: socket.socket, address: object, server: object) -> None:
        self._surroundings = surroundings
        self._filed = False
        self._tap = Tap(request)
        super().__init__(request, address, server)  # type: ignore[arg-type]  # typeshed wants one kind of server

    def setup(self) -> None:
        """Reads through the tap."""
        super().setup()
        self.rfile.close()
        self.rfile = self._tap
        self._performance = Performance(self.connection, self._surroundings.stopping)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: standard output has one line, and the record says more than a log could."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> NoReturn:
        """Called by `parse_request` for a head it can not read; `_refuse` answers."""
        raise RequestError(code, explain or message or "This request can not be read.")

    def handle_expect_100(self) -> bool:
        """Says nothing yet: whether the client may go on is known after a look at the length."""
        return True

    def handle_one_request(self) -> None:
        """One request and its answer. Whatever happens, what came is filed, and before an answer begins."""
        self._tap.start()
        self._filed = False
        try:
            self._exchange()
        except RequestError as error:
            self._refuse(error)
        except OSError:  # the other side is gone, or reads too slowly, or the record can not be written
            self.close_connection = True
        finally:
            if not self._filed:
                self._tap.sweep()
                self._file()

    def _exchange(self) -> None:
        self.raw_requestline = self._tap.readline(MAX_LINE + 1)
        if not self.raw_requestline:
            self.close_connection = True
            return
        if len(self.raw_requestline) > MAX_LINE:
            raise RequestError(414, "The request line is too long.")
        if not self.parse_request():
            raise RequestError(400, "The request line is empty.")
        self._check_head()
        path = self.path.partition("?")[0]
        ordered = path == LOGS and self.command == "POST"
        answer = self._surroundings.collection.answers.take() if ordered else NORMAL
        if answer.kind is Kind.CLOSE_BEFORE:
            self._file()
            self.close_connection = True
            return
        body = read_body(
            self.headers,
            self._tap,
            limit=self._surroundings.collection.limit,
            needed=self.command == "POST",
            proceed=self._proceed,
        )
        request = Request(command=self.command, path=path, headers=self.headers, body=body)
        self._file(control=path in ("/control", "/v1/received"))
        self._answer(request, answer)

    def _check_head(self) -> None:
        if not self._tap.kept().endswith(HEAD_ENDS):
            raise RequestError(400, "The connection ended within the head.")
        if self.request_version == "HTTP/0.9":
            raise RequestError(400, "Requests are HTTP/1.1 here.")
        if self.headers.defects or self.headers.get_payload():
            raise RequestError(400, "A header line is not NAME: VALUE.")
        if self.request_version != "HTTP/1.1":
            self.close_connection = True

    def _proceed(self) -> None:
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.connection.sendall(CONTINUE)

    def _file(self, *, control: bool = False) -> None:
        """Writes the request down, once. Raises OSError: then there is no answer either."""
        self._filed = True
        recorder = self._surroundings.control if control else self._surroundings.recorder
        request = self._tap.kept()
        if recorder is None or not request:
            return
        try:
            recorder.file(request)
        except OSError as error:
            print(f"service: a request could not be recorded and gets no answer: {error}", file=sys.stderr)
            raise

    def _answer(self, request: Request, answer: Answer) -> None:
        reply = respond(request, self._surroundings.collection, answer)
        close = self.close_connection or self._surroundings.stopping.is_set()
        goes_on = self._performance.give(answer, reply, close=close, bodyless=request.command == "HEAD")
        self.close_connection = not goes_on

    def _refuse(self, error: RequestError) -> None:
        """Answers a request that was not read to its end and closes the connection."""
        self.close_connection = True
        self._tap.sweep()
        try:
            self._file()
            self.connection.sendall(whole(problem(error.status, error.message, None), close=True))
            self._linger()
        except OSError:
            return  # the other side is gone; what came of it is filed

    def _linger(self) -> None:
        """Lets the client read the answer: closing while it still writes would destroy it on its way."""
        socket.socket.shutdown(self.connection, socket.SHUT_WR)
        self.connection.settimeout(LINGER_SECONDS)
        until = time.monotonic() + LINGER_SECONDS
        while time.monotonic() < until and self.connection.recv(BLOCK):
            pass
