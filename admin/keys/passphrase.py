"""Passphrases are typed, or handed over by a file descriptor; never an argument, never in the environment."""

from __future__ import annotations

import os

import click

from admin.keys.refusal import KeyRefused

SHORTEST = 12
"""Characters of a new one."""

MOST_BYTES = 1024


def ask(words: str, descriptor: int | None) -> str:
    """The passphrase of a key that is there."""
    return str(click.prompt(words, hide_input=True)) if descriptor is None else _read(descriptor)


def ask_new(words: str, descriptor: int | None) -> str:
    """The passphrase of a key that is made: typed twice. KeyRefused for a short one."""
    if descriptor is None:
        typed = str(click.prompt(words, hide_input=True, confirmation_prompt=True))
    else:
        typed = _read(descriptor)
    if len(typed) < SHORTEST:
        raise KeyRefused(f"the passphrase has fewer than {SHORTEST} characters")
    return typed


def _read(descriptor: int) -> str:
    """The first line of what the descriptor gives; it is closed then, so that nothing reads it twice."""
    try:
        with os.fdopen(descriptor, "rb") as given:
            return given.readline(MOST_BYTES).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise KeyRefused(f"file descriptor {descriptor} gives no passphrase") from None
