# SPDX-License-Identifier: MIT
"""The policy of a company unlike the example that comes with the program: nothing may depend on the example."""

from __future__ import annotations

from pathlib import Path

SECOND = Path(__file__).parent / "policy" / "second.toml"
