"""What each kind of letter needs to know, and the shape that it must have. Everything else is never looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

VERIFYING = frozenset({"verification", "verification_code", "continue_again"})
"""Letters about a draft: they end with the draft and have no reference."""

KINDS: dict[str, frozenset[str]] = {
    "verification": frozenset({"token", "code", "expires_at"}),
    "verification_code": frozenset({"code", "expires_at"}),
    "continue_again": frozenset({"token", "expires_at"}),
    "received": frozenset({"secret"}),
    "completed": frozenset(),
    "cancelled": frozenset(),
    "cancel_requested": frozenset(),
    "declined": frozenset(),
    "inquiry": frozenset(),
    "relinked": frozenset({"secret"}),
}
"""The facts that a letter of each kind prints. The address is for the envelope and never in a letter.

Only the first letter about an application has the secret of My Page, and the one about a new link. It is erased
with its delivery, so that the postman's key opens no record afterwards.
"""

_SHAPES = {
    "token": re.compile(r"[A-Za-z0-9._~-]{16,400}"),
    "code": re.compile(r"[0-9]{6}"),
    "secret": re.compile(r"[0-9A-HJKMNP-TV-Z]{26}"),
}
_REFERENCE = re.compile(r"[0-9]{10}")


class LetterNotPossible(ValueError):
    """A kind that does not exist, or a fact that is missing or misshapen. It holds no value of a fact."""


def needed(kind: str, facts: Mapping[str, str], reference: str) -> dict[str, str]:
    """Only the facts that the kind prints, each in its shape; LetterNotPossible otherwise."""
    if kind not in KINDS:
        raise LetterNotPossible("no letter of this kind")
    if kind not in VERIFYING and not _REFERENCE.fullmatch(reference):
        raise LetterNotPossible("reference")
    return {name: _checked(name, facts.get(name, "")) for name in KINDS[kind]}


def _checked(name: str, value: str) -> str:
    if name in _SHAPES and not _SHAPES[name].fullmatch(value):
        raise LetterNotPossible(name)
    return value


def expiry(facts: Mapping[str, str]) -> datetime:
    """The instant after which a verification is worth nothing; LetterNotPossible when it can't be read."""
    try:
        instant = datetime.fromisoformat(facts.get("expires_at", ""))
    except ValueError as problem:
        raise LetterNotPossible("expires_at") from problem
    if instant.tzinfo is None:
        raise LetterNotPossible("expires_at")
    return instant
