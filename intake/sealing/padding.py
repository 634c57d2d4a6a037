"""Padding to 4 KiB buckets, so that the size of a sealed record tells little about its content."""

from __future__ import annotations

BUCKET = 4096
_PREFIX = 4


class BadPadding(ValueError):
    """The bytes were not padded here."""


def padded(body: bytes) -> bytes:
    """Length prefix of 4 bytes, the body, zeros up to a multiple of 4096."""
    filled = len(body).to_bytes(_PREFIX, "big") + body
    return filled + bytes(-len(filled) % BUCKET)


def unpadded(filled: bytes) -> bytes:
    """The body again; BadPadding when prefix, zeros or size do not fit."""
    length = int.from_bytes(filled[:_PREFIX], "big")
    body = filled[_PREFIX : _PREFIX + length]
    if len(body) != length or filled != padded(body):
        raise BadPadding
    return body
