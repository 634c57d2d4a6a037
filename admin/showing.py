"""How the templates write days, times, numbers and codes."""

from __future__ import annotations

from datetime import datetime

from jinja2 import Environment

from admin import wording
from admin.language import say
from intake.audit import details
from intake.clock import on_the_wall
from intake.days import day_text, short_day_text
from intake.procedures import PROCEDURES
from intake.reference import shown
from intake.store.events import Event


def teach(environment: Environment) -> None:
    """Give the templates their filters."""
    environment.filters.update(
        reference=shown,
        serial=serial,
        day=lambda day: say(short_day_text(day)),
        long_day=lambda day: say(day_text(day)),
        moment=moment,
        short_moment=short_moment,
        clock_time=clock_time,
        title=title,
        state=lambda code: say(wording.words(wording.STATES, code)),
        act=lambda code: say(wording.words(wording.EVENTS, code)),
        actor=lambda actor: say(wording.actor_words(actor)),
        mail=lambda kind: say(wording.words(wording.MAILS, kind)),
        details=detail_line,
    )


def serial(number: int) -> str:
    """The serial of a slip as the slip prints it: 000123."""
    return f"{number:06d}"


def moment(instant: datetime) -> str:
    """2026年（令和8年）11月23日（月）18:05 on the bureau's wall, where somebody reads it."""
    return f"{say(day_text(on_the_wall(instant).date()))} {clock_time(instant)}"


def short_moment(instant: datetime) -> str:
    """11月23日（月）18:05, for lists of what is at work now."""
    return f"{say(short_day_text(on_the_wall(instant).date()))} {clock_time(instant)}"


def clock_time(instant: datetime) -> str:
    """10:42 on the bureau's wall."""
    return f"{on_the_wall(instant):%H:%M}"


def title(procedure: str) -> str:
    """The title of a procedure in the language of this request."""
    return say(PROCEDURES[procedure].title)


def detail_line(event: Event) -> str:
    """The details of an event in words: the change of state, then the rest in the order of `wording`."""
    told = details(event)
    states = [say(wording.words(wording.STATES, str(told[end]))) for end in ("from", "to") if end in told]
    rest = [_detail(name, told[name]) for name in wording.DETAILS if name in told]
    return " · ".join([*([" → ".join(states)] if states else []), *rest])


def _detail(name: str, value: str | int) -> str:
    return f"{say(wording.DETAILS[name])}: {_told(name, str(value))}"


def _told(name: str, value: str) -> str:
    """The words for a code, or for several with spaces between; the value itself where it is no code."""
    if name not in wording.VALUES:
        return value
    return " / ".join(say(wording.words(wording.VALUES[name], code)) for code in value.split())
