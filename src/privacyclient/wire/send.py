# SPDX-License-Identifier: MIT
"""Sends an entry: connect, claim, write its bytes, read what comes back. The only door out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import requests
import urllib3

from privacyclient.errors import (
    AddressError,
    CertificateError,
    InterruptedSendError,
    UnreachableError,
    WireError,
)
from privacyclient.ledger.model import Entry, Outcome, Stage
from privacyclient.report import headers
from privacyclient.wire import address, answer
from privacyclient.wire.backoff import retry_at
from privacyclient.wire.connection import ClaimingAdapter
from privacyclient.wire.deadline import Deadline
from privacyclient.wire.limits import Limits


def send(
    entry: Entry,
    *,
    claim: Callable[[], None],
    at: int,
    environ: Mapping[str, str],
    limits: Limits = Limits(),  # noqa: B008 - frozen, so that one for all calls is safe
) -> Outcome:
    """Send the bytes of `entry` and tell what came of it.

    `claim` is called when the connection stands and before the first byte; whatever it raises comes through, and then
    nothing left. Raises AddressError, UnreachableError or CertificateError when nothing left either, and
    InterruptedSendError when it may have.
    """
    address.check(entry.row.url)
    claimed = False

    def claim_once() -> None:
        nonlocal claimed
        claim()
        claimed = True

    verify = _trusted(environ)
    data = entry.head + entry.body
    with Deadline(limits.whole) as deadline, closing(ClaimingAdapter(claim_once, data, deadline)) as adapter:
        try:
            response = adapter.send(
                _request(entry),
                stream=True,
                timeout=(limits.connect, limits.read),
                verify=verify,
                proxies=_proxies(entry.row.url, environ),
            )
            with response:
                if deadline.over:
                    raise TimeoutError("the head of the answer took too long")
                body = _body(response, deadline, limits.size)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _convert(error, entry, claimed=claimed) from error
    return answer.outcome(
        response.status_code,
        response.headers.get("Location", ""),
        response.headers.get("Retry-After", ""),
        body,
        samples=entry.row.samples,
        attempts=entry.row.attempts + 1,
        at=at,
    )


def not_delivered(error: WireError, entry: Entry, at: int) -> Outcome:
    """The outcome that stands for an error of `send`."""
    again = retry_at(entry.row.attempts + 1, at)
    stage = Stage.UNKNOWN if isinstance(error, InterruptedSendError) else Stage.FAILED
    if isinstance(error, AddressError):
        again = 0
    # A person has to do something about a certificate; the rest passes, or is told by the outcome itself.
    whole = isinstance(error, CertificateError)
    detail = f"{error.title}. {error.detail} {error.advice}" if whole else error.detail
    return Outcome(stage, 0, detail, again)


def _body(response: requests.Response, deadline: Deadline, size: int) -> bytes | None:
    """The body of an answer; None when it is longer than `size` or does not end in time."""
    try:
        body = answer.read_body(response.raw, size=size)
    except (urllib3.exceptions.HTTPError, OSError):
        if not deadline.over:
            raise
        return None
    return None if deadline.over else body


def _request(entry: Entry) -> requests.PreparedRequest:
    request = requests.PreparedRequest()
    request.method = "POST"
    request.url = entry.row.url
    request.headers = requests.structures.CaseInsensitiveDict(headers(entry.head))
    request.body = entry.body
    return request


def _trusted(environ: Mapping[str, str]) -> str | bool:
    """The file of certificates the person's environment names; True: those that come with the HTTP library."""
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        path = environ.get(name)
        if path and not Path(path).exists():
            raise CertificateError(
                f"{name} names {path}, which is not there.",
                advice=f"Nothing left. Correct {name} in your environment, or take it out.",
            )
        if path:
            return path
    return True


def _proxies(url: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The proxy of the environment, for https only: it sees the host's name and no byte of the report."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    proxy = environ.get("https_proxy") or environ.get("HTTPS_PROXY")
    exempt = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    if not proxy or parts.scheme != "https" or address.is_loopback(host) or _is_among(host, exempt):
        return {}
    return {"https": proxy}


def _is_among(host: str, names: str) -> bool:
    """Whether `host` is one of `names` (separated by commas), or below one; `*` is every host."""
    listed = [name.strip().lstrip(".").lower() for name in names.split(",")]
    return "*" in listed or any(name and (host == name or host.endswith(f".{name}")) for name in listed)


def _convert(error: Exception, entry: Entry, *, claimed: bool) -> WireError:
    host = urlsplit(entry.row.url).netloc
    if claimed:
        return InterruptedSendError(f"The connection to {host} broke off before an answer came.")
    if isinstance(error, requests.exceptions.SSLError):
        return CertificateError(f"The certificate of {host} does not fit.")
    return UnreachableError(f"{host} could not be reached.")
