"""水道を使い始める: somebody moves in and wants water."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from intake.calendars import earliest_past_start, earliest_start, latest_start, start_cancel_deadline
from intake.clock import on_the_wall
from intake.days import short_day_text
from intake.places import neighbourhoods, place_of
from intake.procedures.choosing import Choice, ChoiceField, TownField
from intake.procedures.dating import DateField
from intake.procedures.field import Problem, Situation
from intake.procedures.numbers import CustomerNumberField, PostalCodeField
from intake.procedures.payment import PAYMENT_AND_POST, PAYMENT_ON_PAPER
from intake.procedures.person import USER_ON_PAPER, WHO, second_item
from intake.procedures.procedure import Answers, PaperLine, PaperSection, Procedure, Step
from intake.procedures.writing import TextField
from intake.text import N_

PLACE_AND_DATE = Step(
    "place",
    N_("Where and from when"),
    (
        PostalCodeField(
            name="zip",
            label=N_("Postal code"),
            purpose=N_("To find the place"),
            hint=N_("Leave it blank if you don't know it."),
            autocomplete="postal-code",
            in_area=True,
        ),
        TownField(
            name="town",
            label=N_("Town"),
            purpose=N_("To find the place"),
            required=True,
        ),
        TextField(
            name="lot",
            label=N_("Lot number"),
            purpose=N_("To find the place"),
            hint=N_("Any way of writing it is fine, for example 1-2-3."),
            required=True,
        ),
        TextField(
            name="building",
            label=N_("Building"),
            purpose=N_("To find the place"),
            longest=60,
        ),
        TextField(
            name="room",
            label=N_("Room number"),
            purpose=N_("To open the right tap in a building with several homes"),
            hint=N_("Please enter it if you live in a flat."),
            longest=20,
        ),
        DateField(
            name="start_date",
            label=N_("First day of use"),
            purpose=N_("To have water ready on that day and to bill from it"),
            hint=N_("You may write the year as 2026 or as Reiwa 8."),
            required=True,
            private=False,
        ),
        CustomerNumberField(
            name="customer_number",
            label=N_("Customer number"),
            purpose=N_("To find the meter"),
            hint=N_("On the meter reader's slip or on a sticker at the door. You can go on without it."),
        ),
        ChoiceField(
            name="water_runs",
            label=N_("Does water come out of the tap?"),
            purpose=N_("To know whether somebody has to come and open the valve"),
            choices=(
                Choice("yes", N_("Yes")),
                Choice("no", N_("No")),
                Choice("unknown", N_("I haven't tried yet")),
            ),
            private=False,
        ),
    ),
)

SLIP = (
    PaperSection(N_("Use of water"), (PaperLine("start_date", "digits"),)),
    PaperSection(
        N_("Place"),
        (
            PaperLine("zip", "digits"),
            PaperLine("town"),
            PaperLine("lot", "digits"),
            PaperLine("building"),
            PaperLine("room", "room"),
        ),
    ),
    USER_ON_PAPER,
    PAYMENT_ON_PAPER,
    PaperSection(
        N_("Not keyed, for the work in the field"),
        (PaperLine("water_runs"), PaperLine("contact_method")),
    ),
)
"""In the order of the billing system's screen; what it does not ask for stands last."""


def start_day(answers: Answers) -> date:
    """The first day of use."""
    return date.fromisoformat(answers["start_date"])


def within_the_window(answers: Answers, situation: Situation) -> Iterator[Problem]:
    """A start lies in the past few weeks, or far enough ahead; in between the phone is quicker."""
    if not answers.get("start_date"):
        return
    day, terms, at = start_day(answers), situation.town.start, situation.at
    first, last = earliest_start(at, terms, situation.town.work), latest_start(at, terms)
    oldest = earliest_past_start(at, terms)
    if day < oldest:
        text = N_("The first day of use can't be before %(day)s here. Please call %(phone)s.",
                  day=short_day_text(oldest), phone=situation.town.phone)  # fmt: skip
    elif on_the_wall(at).date() <= day < first:
        text = N_("We need until %(day)s to prepare. If you need water earlier, please call %(phone)s.",
                  day=short_day_text(first), phone=situation.town.phone)  # fmt: skip
    elif day > last:
        text = N_("The first day of use must be %(day)s or earlier.", day=short_day_text(last))
    else:
        return
    yield Problem("start_date_year", text)


def served_by_us(answers: Answers, situation: Situation) -> Iterator[Problem]:
    """Some places of the municipality get their water from another utility; a town's own code tells, too."""
    code, control = answers.get("zip"), "zip"
    if not code:
        code, control = code_of(answers.get("town", ""), situation), "town"
    for other in situation.town.elsewhere:
        if code in other.postal_codes:
            yield Problem(control, N_("This place gets its water from %(utility)s. Please call %(phone)s.",
                                      utility=other.utility, phone=other.phone))  # fmt: skip


def code_fits_town(answers: Answers, situation: Situation) -> Iterator[Problem]:  # noqa: ARG001 - a rule's shape
    """A postal code and a town that contradict each other would send a clerk to the wrong street."""
    place = place_of(answers["zip"]) if answers.get("zip") else None
    if place and place.town and answers.get("town") and place.town != answers["town"]:
        yield Problem(
            "zip", N_("This postal code belongs to %(town)s. Correct the code or the town.", town=place.town)
        )


def code_of(town: str, situation: Situation) -> str:
    """The postal code of a town of the service area; empty for a town that is not on the list."""
    towns = neighbourhoods(situation.town.prefecture, situation.town.city)
    return next((place.postal_code for place in towns if place.name == town), "")


def completed(answers: Answers, situation: Situation) -> Answers:
    """A blank postal code is filled in from the town."""
    return {**answers, "zip": answers["zip"] or code_of(answers["town"], situation)}


def cancel_deadline(answers: Answers, situation: Situation) -> datetime:
    """The day before the start; for a back-dated or very near start, a day after the application."""
    return max(start_cancel_deadline(start_day(answers), situation.town.start), situation.at + timedelta(days=1))


START = Procedure(
    name="start",
    version=1,
    title=N_("Start using water"),
    summary=N_("You move in and want to use water."),
    needed=(
        N_("An e-mail address that you can read now"),
        N_("The address of the place, with the room number"),
        N_("The day from which you use water"),
        N_("Your customer number, if you know it (meter reader's slip or door sticker)"),
    ),
    steps=(PLACE_AND_DATE, WHO, PAYMENT_AND_POST),
    slip=SLIP,
    rules=(within_the_window, served_by_us, code_fits_town),
    complete=completed,
    due_day=start_day,
    cancel_deadline=cancel_deadline,
    earliest=lambda situation: earliest_start(situation.at, situation.town.start, situation.town.work),
    second_item=second_item,
)
