# SPDX-License-Identifier: MIT
"""Colours can be read: every text on every ground it stands on, light and dark (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from privacyclient.desktop.looks import DARK, LIGHT, Roles

LEAST = 4.5
TEXTS = ("text", "help", "accent", "leaving", "error")
GROUNDS = ("surface", "card", "hover", "highlight")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    read = QColor(colour)
    parts = (read.redF(), read.greenF(), read.blueF())
    linear = [float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4) for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_most_there_is() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_can_be_read_on_every_ground(roles: Roles, text: str, ground: str) -> None:
    assert contrast(getattr(roles, text), getattr(roles, ground)) >= LEAST, (text, ground)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_chosen_can_be_read(roles: Roles) -> None:
    assert contrast(roles.on_accent, roles.accent) >= LEAST


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_on_is_not_green_and_error_is_not_the_colour_of_off(roles: Roles) -> None:
    hue = QColor(roles.accent).hue()
    assert not 80 <= hue <= 160
    assert roles.error not in (roles.accent, roles.help, roles.leaving)
