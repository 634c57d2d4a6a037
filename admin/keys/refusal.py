"""What a command about keys can refuse."""

from __future__ import annotations


class KeyRefused(Exception):
    """An act about a key is not done; says why, and holds no secret."""
