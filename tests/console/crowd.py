"""A table of people who work at one application at once: each looks at the page and presses what it offers.

Every seat is a thread. What a page offers is old by the time that it is pressed, as in any office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random
from threading import Barrier, BrokenBarrierError, Semaphore, Thread

from admin.desk.cancelling import IN_HAND, confirm_cancel, undo
from admin.desk.checking import checked, send_back
from admin.desk.ending import decline
from admin.desk.finding import acts
from admin.desk.holding import take
from admin.desk.keying import KeyedEntries, keyed
from admin.desk.opening import open_record
from admin.desk.printing import print_slip
from admin.desk.refusals import (
    ApprovalNeeded,
    ChangedMeanwhile,
    NotForPaper,
    NotLooked,
    NotUndone,
    ReasonNeeded,
    SamePerson,
    TakenByAnother,
    WrongEntries,
)
from admin.desk.sheets import note
from admin.office import Office
from admin.staff import Member
from intake.clock import Clock
from intake.lifecycle import FINAL, Act, NotAllowed, State
from intake.receiving import Receipt
from intake.sheets import NoSuchTurn, Turn
from intake.store.accounts import Role
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.slips import PrintedSlip, slips_of
from intake.town import Town
from tests.console.clerk import CUSTOMER_NUMBER
from webapp.mypage import TooLate, cancel, enter
from webapp.window import Window

REFUSALS = (
    ApprovalNeeded,
    ChangedMeanwhile,
    NoSuchTurn,
    NotAllowed,
    NotForPaper,
    NotLooked,
    NotUndone,
    ReasonNeeded,
    SamePerson,
    TakenByAnother,
    TooLate,
    WrongEntries,
)
"""What a person may be told; anything else is a fault."""

ROLES = (Role.CLERK, Role.CLERK, Role.SUPERVISOR)
"""The staff at one table."""
SEATS = len(ROLES) + 1
"""With the resident."""
PRESSES = 3
"""Of each member of staff at one application."""
PATIENCE = 120
"""Seconds after which a table that stands still is a fault."""

TAKE, LOSE = "take", "lose"
LIKELY: Mapping[str, int] = {
    Act.PRINT: 30,
    Act.KEY: 60,
    Act.CHECK: 20,
    Act.SEND_BACK: 10,
    Act.UNDO: 30,
    Act.CONFIRM_CANCEL: 30,
    Act.DECLINE: 1,
    TAKE: 8,
    LOSE: 2,
}
"""How often each act is chosen where it is offered: the work goes on, and now and then goes wrong."""


@dataclass(frozen=True)
class Desk:
    """What the staff works with: the store, the time, the office's key, the town."""

    store: Store
    clock: Clock
    office: Office
    town: Town


@dataclass(frozen=True)
class Page:
    """What somebody sees of an application, for the moment."""

    row: Application
    slips: Sequence[PrintedSlip]

    @property
    def at(self) -> tuple[str, int]:
        """Which version of which application is meant by a press."""
        return self.row.reference, self.row.version

    @property
    def newest(self) -> str:
        """The serial of the newest slip, as it is typed."""
        return str(self.slips[-1].serial)

    @property
    def to_pull(self) -> str:
        """The serials of the slips in hand, as they are typed."""
        return " ".join(str(sheet.serial) for sheet in self.slips if sheet.whereabouts in IN_HAND)


def look(desk: Desk, receipt: Receipt) -> Page:
    """The page as it is now."""
    with desk.store.reading() as session:
        row = application(session, receipt.application.id)
        assert row
        return Page(row, slips_of(session, row.id))


def offered(page: Page, who: Member) -> list[str]:
    """The acts on the page of this person; nothing once it has ended."""
    if page.row.standing in FINAL:
        return []
    found = [act for act in Act if act in acts(page.row, who)]
    return [*found, TAKE, *([LOSE] if page.slips else [])]


def _print(desk: Desk, who: Member, page: Page) -> None:
    reason = "printer" if page.row.standing is State.PRINTED else ""
    print_slip(desk.store, desk.clock, who, *page.at, reason)


def _key(desk: Desk, who: Member, page: Page) -> None:
    typed = KeyedEntries(page.row.reference, page.newest, CUSTOMER_NUMBER, page.row.due_day.isoformat())
    keyed(desk.store, desk.clock, desk.office, desk.town, who, *page.at, typed)


def _check(desk: Desk, who: Member, page: Page) -> None:
    open_record(desk.store, desk.clock, desk.office, who, page.row.reference, "check")
    checked(desk.store, desk.clock, who, *page.at)


def _send_back(desk: Desk, who: Member, page: Page) -> None:
    open_record(desk.store, desk.clock, desk.office, who, page.row.reference, "check")
    send_back(desk.store, desk.clock, who, *page.at, "content")


def _undo(desk: Desk, who: Member, page: Page) -> None:
    undo(desk.store, desk.clock, desk.office, who, *page.at, page.to_pull, CUSTOMER_NUMBER)


def _confirm(desk: Desk, who: Member, page: Page) -> None:
    confirm_cancel(desk.store, desk.clock, who, *page.at, page.to_pull)


def _decline(desk: Desk, who: Member, page: Page) -> None:
    decline(desk.store, desk.clock, who, *page.at, "duplicate")


def _take(desk: Desk, who: Member, page: Page) -> None:
    take(desk.store, desk.clock, who, *page.at, over_from=page.row.claimed_by)


def _lose(desk: Desk, who: Member, page: Page) -> None:
    note(desk.store, desk.clock, who, Turn.LOSE, page.newest)


BUTTONS: Mapping[str, Callable[[Desk, Member, Page], None]] = {
    Act.PRINT: _print,
    Act.KEY: _key,
    Act.CHECK: _check,
    Act.SEND_BACK: _send_back,
    Act.UNDO: _undo,
    Act.CONFIRM_CANCEL: _confirm,
    Act.DECLINE: _decline,
    TAKE: _take,
    LOSE: _lose,
}


@dataclass
class Round:
    """One application on a table: what each press was told, and when the resident's turn comes."""

    receipt: Receipt
    turn: int
    pressed: Semaphore = field(default_factory=lambda: Semaphore(0))
    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def told(self) -> Counter[str]:
        """How often each act was answered with "done"."""
        return Counter(self.done)


@dataclass
class Table:
    """Four people who get one application after the other, and begin each of them in the same moment."""

    desk: Desk
    window: Window
    number: int
    rounds: Sequence[Round]
    start: Barrier = field(default_factory=lambda: Barrier(SEATS, timeout=PATIENCE))
    faults: list[BaseException] = field(default_factory=list)

    def threads(self) -> list[Thread]:
        """Everybody at the table, not yet at work."""
        staff = [Member(SEATS * self.number + seat, f"s{seat}", role) for seat, role in enumerate(ROLES, 1)]
        return [Thread(target=self._sit, args=(who,)) for who in (*staff, None)]

    def _sit(self, who: Member | None) -> None:
        chance = Random(f"{self.number} {who}")  # noqa: S311 - only for who presses what
        try:
            for each in self.rounds:
                self._staff(each, who, chance) if who else self._resident(each)
        except BrokenBarrierError:
            return  # whoever broke it has told why
        except BaseException as fault:
            self.faults.append(fault)
            self.start.abort()

    def _staff(self, each: Round, who: Member, chance: Random) -> None:
        self.start.wait()
        for _ in range(PRESSES):
            page = look(self.desk, each.receipt)
            if choices := offered(page, who):
                (act,) = chance.choices(choices, [LIKELY[choice] for choice in choices])
                _press(each, act, partial(BUTTONS[act], self.desk, who, page))
            each.pressed.release()

    def _resident(self, each: Round) -> None:
        """Cancels after so many presses of the staff, whatever they were."""
        _, token = enter(self.window, each.receipt.secret)
        self.start.wait()
        for _ in range(each.turn):
            each.pressed.acquire(timeout=PATIENCE)
        _press(each, Act.CANCEL, partial(cancel, self.window, token))


def _press(each: Round, act: str, press: Callable[[], object]) -> None:
    try:
        press()
        each.done.append(act)
    except REFUSALS as refusal:
        each.refused.append(type(refusal).__name__)
