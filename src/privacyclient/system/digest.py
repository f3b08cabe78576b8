# SPDX-License-Identifier: MIT
"""SHA-256 (FIPS 180-4) by the module that Python itself brings.

`hashlib` loads OpenSSL: 3.6 MB and some milliseconds of every start, for digests of a few kilobytes. Python's own
`random` module goes the same way round it. Where there is no such module, `hashlib` is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Digest(Protocol):
    """What `hashlib` calls a hash object."""

    def digest(self) -> bytes: ...

    def hexdigest(self) -> str: ...


sha256: Callable[[bytes], Digest]
try:
    from _sha2 import sha256  # type: ignore[import-not-found,no-redef]  # from Python 3.12 on; it has no stubs
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,no-redef]  # it has no stubs
    except ImportError:  # pragma: no cover - a Python that was built without its own digests
        from hashlib import sha256  # noqa: F401 - handed on
