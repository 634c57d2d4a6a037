"""使用者の名前を変える: the same household or company goes on under another name."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from intake.calendars import cancel_deadline
from intake.procedures.choosing import BUREAU, Choice, ChoiceField
from intake.procedures.closing import CONSENT_LINE, NOTE_AND_CONSENT, NOTE_LINE
from intake.procedures.contact import CONTACT, CONTACT_ON_PAPER
from intake.procedures.field import Situation
from intake.procedures.payment import INVOICE, TRANSFER, payment_field
from intake.procedures.place import place_fields, place_on_paper, place_rules
from intake.procedures.post import POST_LINES, TO_THE_PLACE, post_fields
from intake.procedures.procedure import Answers, PaperLine, PaperSection, Procedure, Step
from intake.procedures.user import ANY_KANA, USER, user_on_paper
from intake.procedures.using import CUSTOMER_NUMBER
from intake.procedures.wished_day import WishedDayField
from intake.procedures.writing import KanaField, TextField
from intake.text import N_

SAME_USERS = ChoiceField(
    name="same_users",
    label=N_("Do the same people or the same company go on using the water?"),
    purpose=N_("To tell a change of name from a stop and a start"),
    hint=N_("If one tenant leaves and another moves in, it is a stop and a start."),
    choices=(
        Choice("yes", N_("Yes, only the name changes")),
        Choice(
            "no",
            N_("No, somebody else moves in"),
            refusal=N_(
                "Then the old user applies for a stop and the new one for a start. If you are unsure, please call"
                " %(phone)s or fax %(fax)s.",
                phone=BUREAU,
                fax=BUREAU,
            ),
        ),
    ),
    required=True,
    private=False,
)

CHANGE_REASON = ChoiceField(
    name="change_reason",
    label=N_("Why does the name change?"),
    purpose=N_("To know whether papers are needed"),
    choices=(
        Choice("marriage", N_("Marriage, divorce or another change of family name")),
        Choice("inheritance", N_("The user has died"), flag=N_("The user has died")),
        Choice("household", N_("Somebody else of the household becomes the user")),
        Choice("company", N_("The company has a new name")),
        Choice("other", N_("Other")),
        Choice(
            "owner",
            N_("The owner of the house or of the water installation changes"),
            refusal=N_(
                "A change of owner needs papers; it can't be done here. Please come to the counter, call %(phone)s"
                " or fax %(fax)s.",
                phone=BUREAU,
                fax=BUREAU,
            ),
        ),
    ),
    required=True,
    private=False,
)

CHANGE_DATE = WishedDayField(
    name="change_date",
    label=N_("Day of the change"),
    purpose=N_("To bill under the new name from that day"),
    hint=N_("You may write the year as 2026 or as Reiwa 8."),
    required=True,
    private=False,
    terms="name_change",
)

OLD_NAME = (
    TextField(
        name="old_name",
        label=N_("Old name"),
        purpose=N_("To find the contract"),
        required=True,
        longest=100,
        examples=("水口　花子", "株式会社ふるいち"),
    ),
    KanaField(
        name="old_kana",
        label=N_("Reading of the old name"),
        purpose=N_("To find the contract"),
        hint=ANY_KANA,
        longest=100,
        examples=("みずぐち　はなこ",),
    ),
)

STEPS = (
    Step("place", N_("Where the name changes"), (SAME_USERS, CHANGE_REASON, *place_fields(), CUSTOMER_NUMBER)),
    Step("names", N_("The old and the new name"), (CHANGE_DATE, *OLD_NAME, *USER)),
    Step("contact", N_("How we reach you"), CONTACT),
    Step(
        "payment",
        N_("Payment and post"),
        (
            payment_field(TRANSFER, INVOICE),
            *post_fields(
                N_("Where do we send letters?"), N_("To send the form and the bills"), chosen=TO_THE_PLACE.value
            ),
            *NOTE_AND_CONSENT,
        ),
    ),
)

SLIP = (
    PaperSection(
        N_("Change of name"), (PaperLine("change_date", "digits"), PaperLine("customer_number", "digits"))
    ),
    place_on_paper(N_("Place")),
    PaperSection(N_("Old name"), (PaperLine("old_name"), PaperLine("old_kana"))),
    user_on_paper(N_("New name")),
    CONTACT_ON_PAPER,
    PaperSection(N_("Payment and post"), (PaperLine("payment"), *POST_LINES, NOTE_LINE)),
    PaperSection(N_("Not keyed"), (PaperLine("same_users"), PaperLine("change_reason"), CONSENT_LINE)),
)


def change_day(answers: Answers, situation: Situation) -> date:  # noqa: ARG001 - the shape of a due day
    """The day from which the new name counts."""
    return date.fromisoformat(answers["change_date"])


def deadline(answers: Answers, situation: Situation) -> datetime:
    """By the town's terms, and in any case a day after the application: the change may lie in the past."""
    town = situation.town
    by_terms = cancel_deadline(change_day(answers, situation), town.cancelling["name_change"], town.work)
    return max(by_terms, situation.at + timedelta(days=1))


NAME_CHANGE = Procedure(
    name="name_change",
    version=1,
    title=N_("Change the user's name"),
    summary=N_("The same people go on using the water under another name."),
    needed=(
        N_("An e-mail address that you can read now"),
        N_("The address of the place, with the room number"),
        N_("The old and the new name, and since when"),
        N_("A direct debit of the old user does not go on; you get a new form from us"),
        N_("Whoever takes over the name takes over open bills too"),
    ),
    afterwards=N_("The next bill comes under the new name."),
    steps=STEPS,
    slip=SLIP,
    rules=place_rules(),
    due_day=change_day,
    cancel_deadline=deadline,
)
