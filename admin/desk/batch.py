"""The cover of what somebody has printed today."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from admin.batch_paper import cover_of
from admin.language import japanese
from admin.slip.other_papers import draw_cover
from admin.staff import Member
from intake.audit import head
from intake.clock import WALL, Clock, today
from intake.days import day_text
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.slips import printed_between
from intake.text import N_
from intake.town import Town

ONE_DAY = timedelta(days=1)


def draw_prints_of_today(store: Store, clock: Clock, town: Town, who: Member) -> bytes | None:
    """The cover as PDF; None when this person has printed nothing today. Nothing is opened for it."""
    day, say = today(clock), japanese()
    midnight = datetime.combine(day, time(), WALL)
    with store.reading() as session:
        sheets = printed_between(session, who.id, midnight, midnight + ONE_DAY)
        found = (application(session, sheet.application_id) for sheet in sheets)
        about = {each.id: each for each in found if each}
        witness = head(session)
    if not sheets:
        return None
    title = N_("Printed on %(day)s", day=day_text(day)).say(say)
    return draw_cover(cover_of(sheets, about, town, title, who.username, clock.now(), witness), clock.now())
