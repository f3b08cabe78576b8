# SPDX-License-Identifier: MIT
"""What every face tells: states, previews, outcomes, in the same words."""
