"""水道の使用をやめる: somebody moves out, or leaves a house empty."""

from __future__ import annotations

from datetime import date, datetime

from intake.calendars import cancel_deadline, still_ahead
from intake.procedures.choosing import Choice
from intake.procedures.closing import CONSENT_LINE, NOTE_AND_CONSENT, NOTE_LINE
from intake.procedures.contact import CONTACT, CONTACT_ON_PAPER
from intake.procedures.field import Situation
from intake.procedures.leaving import PRESENCE, SETTLEMENT, STOP_DATE, STOP_REASON
from intake.procedures.place import place_fields, place_on_paper, place_rules
from intake.procedures.post import OF_A_MOVE, POST_LINES, post_fields
from intake.procedures.procedure import Answers, PaperLine, PaperSection, Procedure, Step
from intake.procedures.user import USER, user_on_paper
from intake.procedures.using import CUSTOMER_NUMBER
from intake.text import N_

STEPS = (
    Step("place", N_("Where and until when"), (*place_fields(), STOP_DATE, CUSTOMER_NUMBER)),
    Step("who", N_("Who has used the water"), (*USER, *CONTACT)),
    Step(
        "settlement",
        N_("The last bill and your new address"),
        (
            SETTLEMENT,
            *post_fields(
                N_("Where do you go, and where do we send the last bill?"),
                N_("To send the last bill"),
                beside=Choice("place", N_("I don't move: to this place")),
                words=OF_A_MOVE,
            ),
            PRESENCE,
            STOP_REASON,
            *NOTE_AND_CONSENT,
        ),
    ),
)

SLIP = (
    PaperSection(N_("End of use"), (PaperLine("stop_date", "digits"), PaperLine("customer_number", "digits"))),
    place_on_paper(N_("Place")),
    user_on_paper(N_("User")),
    CONTACT_ON_PAPER,
    PaperSection(N_("Last bill and new address"), (PaperLine("settlement"), *POST_LINES, NOTE_LINE)),
    PaperSection(
        N_("Not keyed, for the work in the field"), (PaperLine("presence"), PaperLine("stop_reason"), CONSENT_LINE)
    ),
)


def stop_day(answers: Answers, situation: Situation) -> date:  # noqa: ARG001 - the shape of a due day
    """The last day of use."""
    return date.fromisoformat(answers["stop_date"])


def deadline(answers: Answers, situation: Situation) -> datetime:
    """Some work days before the last day: then the work in the field is given out."""
    town = situation.town
    by_terms = cancel_deadline(stop_day(answers, situation), town.cancelling["stop"], town.work)
    return still_ahead(by_terms, situation.at)


STOP = Procedure(
    name="stop",
    version=1,
    title=N_("Stop using water"),
    summary=N_("You move out, or nobody uses the water any more."),
    needed=(
        N_("An e-mail address that you can read now"),
        N_("The address of the place, with the room number"),
        N_("The last day on which you use water"),
        N_("The address to which you move"),
        N_("Your customer number, if you know it (meter reader's slip or door sticker)"),
    ),
    afterwards=N_("We read the meter on the last day. You need not be there unless you asked to."),
    steps=STEPS,
    slip=SLIP,
    rules=place_rules(),
    due_day=stop_day,
    cancel_deadline=deadline,
)
