"""What the closing sheet shows, in words: on the page in the reader's language, on paper in Japanese."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from admin.desk.closing import Closing, Signed
from admin.language import japanese
from admin.paper import NOTICE, moment_text
from admin.slip.other_content import ClosingSheet, Equation, RedLine, Sum
from intake.audit import HEAD_ON_PAPER
from intake.days import day_text
from intake.reference import shown
from intake.store.accounts import account
from intake.store.engine import Store
from intake.text import N_, Text
from intake.town import Town

Say = Callable[[Text], str]

BEGINNING = N_("the beginning")
UNSIGNED = N_("Not closed yet")
NO_SHEET = N_("none printed")


def equations_of(closing: Closing, say: Say) -> tuple[Equation, ...]:
    """Applications and sheets: what came on the left, what went or is left on the right."""
    return _applications(closing, say), _papers(closing, say)


def _applications(closing: Closing, say: Say) -> Equation:
    of = closing.reckoning.applications
    erased = (Sum(say(N_("Erased unfinished after its time")), of.erased),) if of.erased else ()
    return Equation(
        say(N_("Applications")),
        (
            Sum(say(N_("Carried over from before")), of.brought),
            Sum(say(N_("Received")), of.received),
            Sum(say(N_("Came back after keying")), of.returned),
        ),
        (
            Sum(say(N_("Keyed")), of.keyed),
            Sum(say(N_("Cancelled")), of.cancelled),
            Sum(say(N_("Not accepted")), of.declined),
            *erased,
            Sum(say(N_("Carried over to the next day")), of.carried),
        ),
        of.difference,
    )


def _papers(closing: Closing, say: Say) -> Equation:
    paper = closing.reckoning.papers
    return Equation(
        say(N_("Number of sheets")),
        (
            Sum(say(N_("In hand or lost before")), paper.brought),
            Sum(say(N_("Printed")), paper.printed),
            Sum(say(N_("Taken out of the file again")), paper.returned),
        ),
        (
            Sum(say(N_("Filed: keyed, or cancelled")), paper.filed),
            Sum(say(N_("Shredded")), paper.shredded),
            Sum(say(N_("In hand")), paper.held),
        ),
        paper.difference,
    )


def red_of(closing: Closing, say: Say) -> tuple[RedLine, ...]:
    """What has to be resolved, each with the serials or numbers it is about."""
    of, altered = closing.reckoning, closing.day.isoformat() if closing.altered else ""
    unlike = " ".join(map(_reference, closing.unlike))
    lines = (
        (N_("Lost sheets"), _serials(of.lost)),
        (N_("Serials that no sheet has"), _serials(of.gaps)),
        (N_("Sheets of which records and events tell different things"), _serials(closing.strays)),
        (N_("Applications that stand elsewhere than the events say"), unlike),
        (N_("Events that do not follow from those before"), " ".join(map(str, of.odd))),
        (N_("The figures are other ones than those that were signed"), altered),
    )
    return tuple(RedLine(say(words), about) for words, about in lines if about)


def closing_sheet_of(store: Store, closing: Closing, town: Town) -> ClosingSheet:
    """Everything that the sheet shows."""
    translate = japanese()
    return ClosingSheet(
        bureau=town.name("bureau", "ja"),
        day=day_text(closing.day).say(translate),
        period=f"{_since(closing, translate)} ～ {moment_text(closing.until)}",
        signed=_signature(store, closing.signed, translate),
        serials=_range(closing, translate),
        equations=equations_of(closing, lambda text: text.say(translate)),
        red=red_of(closing, lambda text: text.say(translate)),
        held=tuple(f"{serial:06d}" for serial in closing.reckoning.held),
        audit_head=closing.head[:HEAD_ON_PAPER],
        notice=NOTICE.say(translate),
    )


def _since(closing: Closing, translate: Callable[[str], str]) -> str:
    return moment_text(closing.since.at) if closing.since else BEGINNING.say(translate)


def _range(closing: Closing, translate: Callable[[str], str]) -> str:
    first, last = closing.reckoning.first, closing.reckoning.last
    return f"{first:06d}～{last:06d}" if first and last else NO_SHEET.say(translate)


def _signature(store: Store, signed: Signed | None, translate: Callable[[str], str]) -> str:
    if signed is None:
        return UNSIGNED.say(translate)
    with store.reading() as session:
        found = account(session, int(signed.actor.rpartition(" ")[2]))
    name = found.username if found else signed.actor
    return N_("Closed by %(name)s, %(at)s", name=name, at=moment_text(signed.at)).say(translate)


def _serials(serials: Iterable[int]) -> str:
    return " ".join(f"{serial:06d}" for serial in serials)


def _reference(reference: str) -> str:
    return shown(reference) if reference.isdigit() else reference
