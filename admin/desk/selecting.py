"""Acts on a selection of a list: each row in a transaction of its own, so that one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from admin.desk.finding import found
from admin.desk.holding import take
from admin.desk.printing import print_slip
from admin.desk.refusals import ChangedMeanwhile, TakenByAnother, Unknown
from admin.staff import Member
from intake.clock import Clock
from intake.lifecycle import NotAllowed, State
from intake.store.engine import Store, StoreTrouble
from intake.store.slips import sheets_in_batch
from intake.text import N_, Text

MOST = 200
"""Rows of one selection: a stack of paper that one person can still put in order."""

MOST_FOR_CLERKS = 50
"""What a clerk takes on or prints at once; larger stacks are given out by a supervisor."""


class TooManyChosen(Exception):
    """A selection has more rows than one person can look after."""


class AlreadyPrinted(Exception):
    """A selection prints what has no paper yet; a second copy needs a reason of its own."""


REFUSALS: dict[type[Exception], Text] = {
    ChangedMeanwhile: N_("It was changed meanwhile."),
    NotAllowed: N_("It was changed meanwhile."),
    TakenByAnother: N_("A colleague has this one."),
    AlreadyPrinted: N_("It is printed already. Print a copy on its own page."),
    Unknown: N_("There is no such application."),
    StoreTrouble: N_("The database could not be reached; nothing was written."),
}
"""Why a row was left as it was."""


@dataclass(frozen=True)
class Chosen:
    """A row of a list as it was shown."""

    reference: str
    version: int


@dataclass(frozen=True)
class Result:
    """What became of one row; an empty refusal means that it was done."""

    reference: str
    refusal: Text | None = None


def most_for(who: Member) -> int:
    """How many rows this person may act on at once."""
    return MOST if who.supervises else min(MOST, MOST_FOR_CLERKS)


def claim_chosen(store: Store, clock: Clock, who: Member, chosen: Sequence[Chosen]) -> Sequence[Result]:
    """Take on each; what a colleague is at is left to the colleague, also by a supervisor."""
    return _each(who, chosen, lambda row: take(store, clock, who, row.reference, row.version))


def print_chosen(
    store: Store, clock: Clock, who: Member, batch: UUID, chosen: Sequence[Chosen]
) -> Sequence[Result]:
    """Give out a sheet for each, in this order. Pressed twice, the second press finds the sheets of the first."""

    def print_one(row: Chosen) -> None:
        with store.reading() as session:
            wanted = found(session, row.reference)
            if any(sheet.application_id == wanted.id for sheet in sheets_in_batch(session, batch)):
                return
        if wanted.standing is State.PRINTED:
            raise AlreadyPrinted
        print_slip(store, clock, who, row.reference, row.version, batch=batch)

    return _each(who, chosen, print_one)


def batch_of(form_key: UUID, who: Member) -> UUID:
    """The batch that a form makes in one person's hands."""
    return uuid5(form_key, str(who.id))


def _each(who: Member, chosen: Sequence[Chosen], act: Callable[[Chosen], None]) -> Sequence[Result]:
    if len(chosen) > most_for(who):
        raise TooManyChosen
    return [Result(row.reference, _refusal(row, act)) for row in chosen]


def _refusal(row: Chosen, act: Callable[[Chosen], None]) -> Text | None:
    try:
        act(row)
    except tuple(REFUSALS) as refusal:
        return next(words for kind, words in REFUSALS.items() if isinstance(refusal, kind))
    return None
