"""水道を使い始める: somebody moves in and wants water."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from intake.calendars import cancel_deadline
from intake.procedures.closing import CONSENT_LINE, NOTE_AND_CONSENT, NOTE_LINE
from intake.procedures.contact import CONTACT, CONTACT_ON_PAPER
from intake.procedures.field import Situation
from intake.procedures.payment import INVOICE, TRANSFER, payment_field
from intake.procedures.place import place_fields, place_on_paper, place_rules
from intake.procedures.post import POST_LINES, TO_THE_PLACE, post_fields
from intake.procedures.procedure import Answers, PaperLine, PaperSection, Procedure, Step
from intake.procedures.user import USER, user_on_paper
from intake.procedures.using import CUSTOMER_NUMBER, LANDLORD, START_DATE, USE, WATER_RUNS
from intake.procedures.writing import TextField
from intake.text import N_

FORMER_ADDRESS = TextField(
    name="former_address",
    label=N_("Former address"),
    purpose=N_("To end the supply there if it was ours"),
    longest=100,
    examples=("横浜市中区日本大通1", "1 Water Street, Portland, USA"),
)

STEPS = (
    Step("place", N_("Where and from when"), (*place_fields(), START_DATE, CUSTOMER_NUMBER, WATER_RUNS)),
    Step("who", N_("Who will use the water"), (*USER, *CONTACT)),
    Step(
        "payment",
        N_("Payment and post"),
        (
            USE,
            LANDLORD,
            payment_field(TRANSFER, INVOICE),
            *post_fields(
                N_("Where do we send letters?"), N_("To send the form and the bills"), chosen=TO_THE_PLACE.value
            ),
            FORMER_ADDRESS,
            *NOTE_AND_CONSENT,
        ),
    ),
)

SLIP = (
    PaperSection(N_("Use of water"), (PaperLine("start_date", "digits"),)),
    place_on_paper(N_("Place")),
    user_on_paper(N_("User")),
    CONTACT_ON_PAPER,
    PaperSection(
        N_("Payment and post"),
        (PaperLine("payment"), *POST_LINES, PaperLine("customer_number", "digits"), PaperLine("use"), NOTE_LINE),
    ),
    PaperSection(
        N_("Not keyed, for the work in the field"),
        (PaperLine("water_runs"), PaperLine("landlord"), PaperLine("former_address"), CONSENT_LINE),
    ),
)
"""In the order of the billing system's screen; what it does not ask for stands last."""


def start_day(answers: Answers, situation: Situation) -> date:  # noqa: ARG001 - the shape of a due day
    """The first day of use."""
    return date.fromisoformat(answers["start_date"])


def deadline(answers: Answers, situation: Situation) -> datetime:
    """By the town's terms; for a back-dated or very near start, a day after the application."""
    due, town = start_day(answers, situation), situation.town
    return max(cancel_deadline(due, town.cancelling["start"], town.work), situation.at + timedelta(days=1))


START = Procedure(
    name="start",
    version=2,
    title=N_("Start using water"),
    summary=N_("You move in and want to use water."),
    needed=(
        N_("An e-mail address that you can read now"),
        N_("The address of the place, with the room number"),
        N_("The day from which you use water"),
        N_("Your customer number, if you know it (meter reader's slip or door sticker)"),
        N_("Where your landlord or manager bills the water, no application is needed; please ask them first"),
    ),
    afterwards=N_("You need not be there on the day. If no water comes, please call or fax us."),
    steps=STEPS,
    slip=SLIP,
    rules=place_rules(),
    due_day=start_day,
    cancel_deadline=deadline,
)
