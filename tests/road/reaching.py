# SPDX-License-Identifier: MIT
"""A bench whose reports all reach one collector: the second company, with the one path that collectors know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.profiles import Bench, bench_in
from tests.second_policy import SECOND

REACHING = re.sub(rb'(address = "https://[^/"]+)[^"]*"', rb'\1/v1/logs"', SECOND.read_bytes())
"""The policy of the second company with `/v1/logs` as the path of every channel."""
STEP = b'{ item = "release", purpose = "keep-in-step" },'
MIXED = REACHING.replace(
    STEP,
    STEP + b'{ item = "ram", purpose = "keep-in-step" }, { item = "shell", purpose = "plan-releases" },',
)
"""The same, with something optional in the channel of a required purpose."""


@contextmanager
def bench_reaching(folder: Path, url: str, *, policy: bytes = REACHING) -> Iterator[Bench]:
    """A bench in `folder` whose reports go to `url`."""
    with bench_in(folder, policy=policy, vendor=url) as bench:
        yield bench
