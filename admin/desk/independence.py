"""Two people, not one with two accounts: who made or recovered an account can't be its second pair of eyes.

A supervisor needs nobody to add an account, and learns its first password. So for some days the two do not count
as two, whichever of them acts first. What the housekeeper does by command counts for nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from admin.desk.refusals import NotApart
from admin.staff import Member
from intake.alarms import RAISED
from intake.audit import details
from intake.store.accounts import actors_of
from intake.store.events import done_since
from intake.text import N_

APART = timedelta(days=30)
"""Unless MIZUGUCHI_CONSOLE_APART_DAYS says otherwise."""


def insist_on_two(session: Session, first: int | None, second: Member, at: datetime, apart: timedelta) -> None:
    """NotApart where one of the two had a hand in the other's account within `apart`, also through a third one."""
    if first is None or not apart:
        return
    since = at - apart
    if second.id in _raised(session, first, since) or first in _raised(session, second.id, since):
        raise NotApart(
            N_(
                "One of you two has added or recovered the other's account, or given it its role, in the last"
                " %(days)s days. Let another colleague look. If there is none, the city can have an account added"
                " by command. Nothing was changed.",
                days=apart.days,
            )
        )


def _raised(session: Session, account_id: int, since: datetime) -> set[int]:
    """The accounts in which this one had a hand, and those in which they had one."""
    raised, to_ask = set[int](), {account_id}
    while to_ask:
        events = done_since(session, RAISED, actors_of(to_ask.pop()), since)
        new = {int(details(event)["account"]) for event in events} - raised
        raised |= new
        to_ask |= new
    return raised
