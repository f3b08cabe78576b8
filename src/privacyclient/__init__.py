# SPDX-License-Identifier: MIT
"""See what a media player sends about a person, decide what may leave, and be able to prove it."""

__version__ = "0.1.0"
