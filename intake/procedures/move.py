"""市内で引っ越す: a stop and a start in one application, with two places, two dates and one deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from intake.calendars import cancel_deadline, still_ahead
from intake.procedures.closing import CONSENT_LINE, NOTE_AND_CONSENT, NOTE_LINE
from intake.procedures.contact import CONTACT, CONTACT_ON_PAPER
from intake.procedures.field import Problem, Situation
from intake.procedures.leaving import PRESENCE, STOP_DATE
from intake.procedures.payment import CARRY_ON, INVOICE, TRANSFER, payment_field
from intake.procedures.place import place_fields, place_on_paper, place_rules
from intake.procedures.post import POST_LINES, TO_THE_PLACE, post_fields
from intake.procedures.procedure import Answers, Caution, PaperLine, PaperSection, Procedure, Step
from intake.procedures.user import USER, user_on_paper
from intake.procedures.using import CUSTOMER_NUMBER, LANDLORD, START_DATE, USE, WATER_RUNS
from intake.text import N_

LONG_OVERLAP = timedelta(days=31)
OLD, NEW = "old_", "new_"

STEPS = (
    Step("old", N_("The place that you leave"), (*place_fields(OLD), STOP_DATE, CUSTOMER_NUMBER)),
    Step("new", N_("The new place"), (*place_fields(NEW), START_DATE, WATER_RUNS, USE, LANDLORD)),
    Step("who", N_("Who uses the water"), (*USER, *CONTACT)),
    Step(
        "payment",
        N_("Payment and post"),
        (
            payment_field(CARRY_ON, TRANSFER, INVOICE),
            *post_fields(
                N_("Where do we send letters?"), N_("To send the form and the bills"), chosen=TO_THE_PLACE.value
            ),
            PRESENCE,
            *NOTE_AND_CONSENT,
        ),
    ),
)

SLIP = (
    PaperSection(N_("End of use"), (PaperLine("stop_date", "digits"), PaperLine("customer_number", "digits"))),
    place_on_paper(N_("Old place"), OLD),
    PaperSection(N_("Use of water"), (PaperLine("start_date", "digits"), PaperLine("use"))),
    place_on_paper(N_("New place"), NEW),
    user_on_paper(N_("User")),
    CONTACT_ON_PAPER,
    PaperSection(N_("Payment and post"), (PaperLine("payment"), *POST_LINES, NOTE_LINE)),
    PaperSection(
        N_("Not keyed, for the work in the field"),
        (PaperLine("presence"), PaperLine("water_runs"), PaperLine("landlord"), CONSENT_LINE),
    ),
)


def stop_and_start(answers: Answers) -> tuple[date, date]:
    """The last day at the old place and the first day at the new one."""
    return date.fromisoformat(answers["stop_date"]), date.fromisoformat(answers["start_date"])


def earlier_day(answers: Answers, situation: Situation) -> date:  # noqa: ARG001 - the shape of a due day
    """Whichever comes first."""
    return min(stop_and_start(answers))


def deadline(answers: Answers, situation: Situation) -> datetime:
    """One deadline for both, counted from the earlier day; a day after the application where it is over."""
    town = situation.town
    by_terms = cancel_deadline(earlier_day(answers, situation), town.cancelling["move"], town.work)
    return still_ahead(by_terms, situation.at)


def odd_dates(answers: Answers) -> Iterator[Caution]:
    """Days without water, or two homes for a long time, can be meant so."""
    stop, start = stop_and_start(answers)
    if start > stop + timedelta(days=1):
        yield Caution(
            N_("There are days without water between the last day at the old place and the first at the new one."),
            N_("Dates: a gap between stop and start"),
        )
    elif stop - start > LONG_OVERLAP:
        yield Caution(
            N_("You would pay for both places for more than a month. Is that what you want?"),
            N_("Dates: both places for more than a month"),
        )


def two_places(answers: Answers, situation: Situation) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """A move to the same tap is none."""
    parts = ("town", "lot", "building", "room")
    if answers.get("new_lot") and all(answers.get(OLD + part) == answers.get(NEW + part) for part in parts):
        yield Problem("new_lot", N_("The new place is the same as the old one. Please correct one of them."))


MOVE = Procedure(
    name="move",
    version=1,
    title=N_("Move within the city"),
    summary=N_("You stop at one place and start at another, in one application."),
    needed=(
        N_("An e-mail address that you can read now"),
        N_("The addresses of both places, with the room numbers"),
        N_("The last day at the old place and the first day at the new one"),
        N_("Your customer number, if you know it (meter reader's slip or door sticker)"),
        N_("Where your landlord or manager bills the water, no application is needed; please ask them first"),
    ),
    afterwards=N_("We read the meter at the old place. If no water comes at the new one, please call or fax us."),
    steps=STEPS,
    slip=SLIP,
    places=(OLD, NEW),
    rules=(*place_rules(OLD), *place_rules(NEW), two_places),
    cautions=(odd_dates,),
    due_day=earlier_day,
    cancel_deadline=deadline,
)
