"""What has waited too long, and what staff should know of: no record is opened for it, and none is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from admin.staff import Member
from intake.alarms import ALARMS, RAISED, borders
from intake.backup.standing import Wrong, wrong_with_backups
from intake.clock import Clock
from intake.halting import halted
from intake.sheets import Fate
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import Event, latest_alarms
from intake.store.late import how_many_late, late_applications
from intake.store.outbox import parked
from intake.store.slips import PrintedSlip, sheets_with
from intake.town import Town

A_DAY = timedelta(days=1)
MOST = 50
OPERATOR = "housekeeper"
"""What was done to accounts by command is no alarm for the desk; the city sees it too."""


@dataclass(frozen=True)
class Alarms:
    """Late applications by kind with their counts (ending at 100), lost sheets, parked mails, alarms about staff.

    `about_staff` of the last 24 hours are for supervisors; `stopped` says that no record opens; `backups` says
    what is wrong with them.
    """

    late: Mapping[str, Sequence[Application]]
    counts: Mapping[str, int]
    lost: Sequence[PrintedSlip]
    parked: int
    about_staff: Sequence[Event]
    stopped: bool
    backups: Sequence[Wrong]


def alarms_now(store: Store, clock: Clock, town: Town, who: Member) -> Alarms:
    """Everything that needs somebody now."""
    at = borders(clock.now(), town)
    with store.reading() as session:
        newest = latest_alarms(session, ALARMS, RAISED, MOST, OPERATOR) if who.supervises else ()
        return Alarms(
            late=late_applications(session, at),
            counts=how_many_late(session, at),
            lost=sheets_with(session, Fate.LOST, MOST),
            parked=len(parked(session)),
            about_staff=[event for event in newest if event.at > clock.now() - A_DAY],
            stopped=halted(session),
            backups=wrong_with_backups(session, clock.now()),
        )


def how_many_alarms(store: Store, clock: Clock, town: Town, who: Member) -> int:
    """The number in the head of every page; each kind counts up to 100."""
    return _counted(store, clock, town, about_staff=who.supervises)


def all_alarms(store: Store, clock: Clock, town: Town) -> int:
    """What a supervisor would count."""
    return _counted(store, clock, town, about_staff=True)


def _counted(store: Store, clock: Clock, town: Town, *, about_staff: bool) -> int:
    at = borders(clock.now(), town)
    with store.reading() as session:
        newest = latest_alarms(session, ALARMS, RAISED, MOST, OPERATOR) if about_staff else ()
        staff = sum(event.at > clock.now() - A_DAY for event in newest)
        waiting = len(parked(session)) + len(sheets_with(session, Fate.LOST, MOST))
        about_us = staff + halted(session) + len(wrong_with_backups(session, clock.now()))
        return sum(how_many_late(session, at).values()) + waiting + about_us
