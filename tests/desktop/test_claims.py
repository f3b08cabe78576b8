# SPDX-License-Identifier: MIT
"""x"""

from __future__ import annotations

import pytest
from tests.desktop.desk import Desk
from tests.desktop.lives import PAGES, Life
from privacyclient.desktop.pages.overview import OverviewPage


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_by_whom_no_page_shows_what_the_console_does_not(desk: Desk, seed: int) -> None:
    life = Life(desk, seed)
    desk.page("overview", OverviewPage)
    for number in range(48):
        life.step()
        life.look(tuple(PAGES)[number // 3 % 3])
        if number % 8 == 7:
            life.look(*PAGES)
