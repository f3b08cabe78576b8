# SPDX-License-Identifier: MIT
"""From the name of a verb to what it does. The one place where modules are imported late: start-up is paid per verb."""

from __future__ import annotations

from collections.abc import Callable

from privacyclient.console.session import Session

Do = Callable[[Session], int]
"""Does what a verb is for, and returns the exit code."""


def find(name: str) -> Do:
    """What the verb `name` of the catalog does."""
    return _FINDERS[name]()


def _window() -> Do:
    from privacyclient.console.window import window

    return window


def _status() -> Do:
    from privacyclient.console.status import status

    return status


def _show() -> Do:
    from privacyclient.console.show import show

    return show


def _doctor() -> Do:
    from privacyclient.console.doctor import doctor

    return doctor


def _set() -> Do:
    from privacyclient.console.answers import answer

    return answer


def _notice() -> Do:
    from privacyclient.console.notice import notice

    return notice


def _pause() -> Do:
    from privacyclient.console.stops import pause

    return pause


def _nothing() -> Do:
    from privacyclient.console.stops import nothing

    return nothing


def _do_not_track() -> Do:
    from privacyclient.console.stops import do_not_track

    return do_not_track


def _feature() -> Do:
    from privacyclient.console.feature import feature

    return feature


def _zip() -> Do:
    from privacyclient.console.tell import zip_code

    return zip_code


def _country() -> Do:
    from privacyclient.console.tell import country

    return country


def _tell() -> Do:
    from privacyclient.console.tell import tell

    return tell


def _precision() -> Do:
    from privacyclient.console.precision import precision

    return precision


def _guid() -> Do:
    from privacyclient.console.guid import guid

    return guid


def _send() -> Do:
    from privacyclient.console.send import send

    return send


def _outbox() -> Do:
    from privacyclient.console.outbox import outbox

    return outbox


def _report() -> Do:
    from privacyclient.console.report import report

    return report


def _agent() -> Do:
    from privacyclient.console.processes import agent

    return agent


def _service() -> Do:
    from privacyclient.console.processes import service

    return service


def _log() -> Do:
    from privacyclient.console.log import log

    return log


def _receipts() -> Do:
    from privacyclient.console.receipts import receipts

    return receipts


def _policy() -> Do:
    from privacyclient.console.policy import policy

    return policy


def _try() -> Do:
    from privacyclient.console.trial import trial

    return trial


def _settings() -> Do:
    from privacyclient.console.settings import settings

    return settings


def _completion() -> Do:
    from privacyclient.console.completion import completion

    return completion


_FINDERS: dict[str, Callable[[], Do]] = {
    "window": _window,
    "status": _status,
    "show": _show,
    "doctor": _doctor,
    "set": _set,
    "notice": _notice,
    "pause": _pause,
    "nothing": _nothing,
    "do-not-track": _do_not_track,
    "feature": _feature,
    "zip": _zip,
    "country": _country,
    "tell": _tell,
    "precision": _precision,
    "guid": _guid,
    "send": _send,
    "outbox": _outbox,
    "report": _report,
    "agent": _agent,
    "service": _service,
    "log": _log,
    "receipts": _receipts,
    "policy": _policy,
    "try": _try,
    "settings": _settings,
    "completion": _completion,
}
