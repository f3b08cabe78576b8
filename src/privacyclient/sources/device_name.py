# SPDX-License-Identifier: MIT
"""The name of a device, without the numbers that would tell one piece from another."""

from __future__ import annotations

import re

_SERIAL = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]*[0-9])(?:[0-9A-Fa-f]{12,}|[0-9A-Za-z]*[0-9]{8,}[0-9A-Za-z]*)")


def joined(maker: str, product: str) -> str:
    """Maker and product as one name, the maker once, without what looks like a serial number."""
    name = product if product.casefold().startswith(maker.casefold()) else f"{maker} {product}"
    return without_serials(name)


def without_serials(name: str) -> str:
    """`name` without words of 12 or more hex digits or with 8 or more digits in a row."""
    return " ".join(_SERIAL.sub("", name).split()).strip(" -_#:")
