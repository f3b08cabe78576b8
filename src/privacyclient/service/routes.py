# SPDX-License-Identifier: MIT
"""Which address does what: `/v1/logs` collects, `/control` and `/v1/received` serve whoever tries it out."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.message import Message

from msgspec import Struct

from privacyclient.service import otlp
from privacyclient.service.answers import KEEPS_NOTHING, Answer, Answers, Kind, read_answer
from privacyclient.service.body import PackedWrongError, TooLargeError, gunzip
from privacyclient.service.reply import Reply
from privacyclient.service.status import status_json, status_protobuf
from privacyclient.service.store import Store

LOGS = "/v1/logs"
HTML_PAGE = b"<!doctype html><title>Sign in</title><h1>Please sign in to use this network</h1>\n"
MOST_WORDS = 400
"""Characters of the message of an error."""
WITHHELD = "Rejected, because it was ordered so."


class Request(Struct, frozen=True):
    """A request that was read to its end."""

    command: str
    path: str
    """Without the query."""
    headers: Message
    body: bytes
    """As sent, without the framing of chunks, still packed."""

    @property
    def media(self) -> str:
        """Media type without parameters, in small letters; empty if it is not told."""
        return str(self.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


class Collection(Struct, frozen=True):
    """What all connections of one collector have between them."""

    store: Store
    answers: Answers
    limit: int
    """Bytes of a body, packed and unpacked."""


def respond(request: Request, collection: Collection, answer: Answer) -> Reply:
    """The reply to a request. `answer` matters for `POST /v1/logs` only."""
    methods = ROUTES.get(request.path)
    if methods is None:
        return problem(404, f"There is nothing at {request.path[:200]}.", request)
    if request.command not in methods:
        allowed = ", ".join(sorted(methods))
        return problem(405, f"{request.path} knows {allowed}.", request, headers=(("Allow", allowed),))
    if request.path != LOGS and not _is_from_here(request.headers):
        return problem(403, "This address answers programs on this computer, not web pages.", request)
    return methods[request.command](request, collection, answer)


def problem(status: int, message: str, request: Request | None, *, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """An error with its google.rpc.Status, in the type of the request, JSON where that is unknown.

    The message may quote what was wrong, so it is bounded here and made printable.
    """
    bad_data = status == 400
    message = message[:MOST_WORDS].encode("utf-8", "replace").decode("utf-8")
    if request is not None and request.media == otlp.PROTOBUF:
        return Reply(status, status_protobuf(message, bad_data=bad_data), otlp.PROTOBUF, headers)
    return Reply(status, status_json(message, bad_data=bad_data), otlp.JSON, headers)


def _collect(request: Request, collection: Collection, answer: Answer) -> Reply:
    if answer.kind is Kind.HTML:
        return Reply(200, HTML_PAGE, "text/html; charset=utf-8")
    if answer.kind in KEEPS_NOTHING:
        return _ordered_status(answer, request)
    if request.media not in (otlp.JSON, otlp.PROTOBUF):
        return problem(415, f"Send {otlp.JSON} or {otlp.PROTOBUF}.", request)
    coding = ", ".join(request.headers.get_all("Content-Encoding", [])).strip().lower()
    if coding not in ("", "identity", "gzip"):
        return problem(415, "The only content coding known here is gzip.", request)
    try:
        body = gunzip(request.body, collection.limit) if coding == "gzip" else request.body
        lines = otlp.lines(otlp.decode(body, request.media))
    except TooLargeError as error:
        return problem(413, str(error), request)
    except (PackedWrongError, otlp.UndecodableError) as error:
        return problem(400, str(error), request)
    rejected = int(answer.amount) if answer.kind is Kind.PARTIAL else 0
    try:
        collection.store.add(lines[rejected:], rejected=min(rejected, len(lines)))
    except OSError as error:
        return problem(503, f"The records could not be kept: {error.strerror}.", request)
    if answer.kind is Kind.PARTIAL:
        return Reply(200, otlp.partial_success(rejected, WITHHELD, request.media), request.media)
    return Reply(200, otlp.success(request.media), request.media, answer.headers)


def _ordered_status(answer: Answer, request: Request) -> Reply:
    if answer.status < 300:
        media = otlp.PROTOBUF if request.media == otlp.PROTOBUF else otlp.JSON
        return Reply(answer.status, otlp.success(media), media, answer.headers)
    return problem(answer.status, f"Status {answer.status}, as ordered.", request, headers=answer.headers)


def _received(_request: Request, collection: Collection, _answer: Answer) -> Reply:
    return _json(collection.store.counts())


def _waiting(_request: Request, collection: Collection, _answer: Answer) -> Reply:
    return _json({"answers": collection.answers.rest()})


def _order(request: Request, collection: Collection, answer: Answer) -> Reply:
    if request.media != otlp.JSON:
        return problem(415, f"Send {otlp.JSON}.", request)
    try:
        texts = json.loads(request.body)["answers"]
        ordered = [read_answer(text) for text in texts if isinstance(text, str)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        return problem(400, f'Send {{"answers": ["503", …]}}: {error}', request)
    if len(ordered) != len(texts):
        return problem(400, "Every answer is a text.", request)
    collection.answers.add(ordered)
    return _waiting(request, collection, answer)


def _json(content: dict[str, object]) -> Reply:
    return Reply(200, json.dumps(content, ensure_ascii=False).encode() + b"\n", otlp.JSON)


def _is_from_here(headers: Message) -> bool:
    """Not from a web page: no `Origin`, and no other name that was made to point here (DNS rebinding)."""
    name = str(headers.get("Host", "")).rpartition(":")[0] or str(headers.get("Host", ""))
    return "Origin" not in headers and name in ("127.0.0.1", "localhost")


ROUTES: dict[str, dict[str, Callable[[Request, Collection, Answer], Reply]]] = {
    LOGS: {"POST": _collect},
    "/v1/received": {"GET": _received},
    "/control": {"GET": _waiting, "POST": _order},
}
