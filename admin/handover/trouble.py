"""What a hand-over can refuse."""

from __future__ import annotations


class HandoverTrouble(Exception):
    """A step of the hand-over is not done; says why, and holds nothing of a person and no secret."""
