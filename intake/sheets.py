"""The life of a sheet of paper: which kind it is, and where it is. Pure rules, no storage."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a sheet is for: to key an application, or to pull its slip and undo it in billing."""

    RECEPTION = "reception"
    CANCELLATION = "cancellation"


class Fate(StrEnum):
    """Where a sheet is. Filed means that its work is done: keyed, or the cancellation confirmed."""

    HELD = "held"
    FILED = "filed"
    SHREDDED = "shredded"
    LOST = "lost"


class Turn(StrEnum):
    """What is done with a sheet; also the name of the event, which carries the serial."""

    FILE = "filed"
    PULL = "pulled"
    SHRED = "shredded"
    LOSE = "lost"
    FIND = "found"


TURNS: dict[tuple[Fate, Turn], Fate] = {
    (Fate.HELD, Turn.FILE): Fate.FILED,
    (Fate.HELD, Turn.PULL): Fate.HELD,
    (Fate.HELD, Turn.SHRED): Fate.SHREDDED,
    (Fate.HELD, Turn.LOSE): Fate.LOST,
    (Fate.FILED, Turn.PULL): Fate.HELD,
    (Fate.FILED, Turn.SHRED): Fate.SHREDDED,
    (Fate.FILED, Turn.LOSE): Fate.LOST,
    (Fate.LOST, Turn.FIND): Fate.HELD,
    (Fate.LOST, Turn.SHRED): Fate.SHREDDED,
}
"""Every turn there is. A lost sheet stays lost until somebody finds it or sees it shredded."""


class NoSuchTurn(Exception):
    """The sheet is elsewhere by now, or was never where the act begins."""


def turned(fate: Fate, turn: Turn) -> Fate:
    """Where a sheet is after a turn; NoSuchTurn when there is no such turn from where it is."""
    try:
        return TURNS[fate, turn]
    except KeyError as unknown:
        raise NoSuchTurn(f"a sheet that is {fate} can't be {turn}") from unknown
