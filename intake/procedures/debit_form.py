"""口座振替の用紙を取り寄せる: the paper form is mailed and goes to the bank. No account number is ever asked."""

from __future__ import annotations

from datetime import date, datetime

from intake.calendars import cancel_deadline, open_days_after, still_ahead
from intake.clock import on_the_wall
from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.closing import CONSENT_LINE, NOTE_AND_CONSENT, NOTE_LINE
from intake.procedures.contact import CONTACT, CONTACT_ON_PAPER
from intake.procedures.field import Situation
from intake.procedures.place import place_fields, place_on_paper, place_rules
from intake.procedures.post import POST_LINES, TO_THE_PLACE, post_fields
from intake.procedures.procedure import Answers, PaperLine, PaperSection, Procedure, Step
from intake.procedures.user import USER, user_on_paper
from intake.procedures.using import CUSTOMER_NUMBER
from intake.text import N_

FORM_FOR = ChoiceField(
    name="form_for",
    label=N_("What is the form for?"),
    purpose=N_("To send the right papers"),
    choices=(
        Choice("begin", N_("To begin a direct debit")),
        Choice("change", N_("To change the account")),
        Choice("end", N_("To end a direct debit"), flag=N_("Ends the direct debit")),
    ),
    required=True,
    private=False,
)

BANK_KIND = ChoiceField(
    name="bank_kind",
    label=N_("At which kind of bank?"),
    purpose=N_("To send the right papers"),
    hint=N_("We never ask for your account number here. You write it on the paper form, for the bank only."),
    choices=(
        Choice("bank", N_("A bank, credit association or farmers' cooperative")),
        Choice("post_bank", N_("Japan Post Bank (it has a form of its own)")),
    ),
    required=True,
    private=False,
)

COPIES = ChoiceField(
    name="copies",
    label=N_("How many forms?"),
    purpose=N_("To send the right papers"),
    choices=tuple(Choice(number, N_("%(number)s sheets", number=number)) for number in ("1", "2", "3")),
    required=True,
    private=False,
    default="1",
)

STEPS = (
    Step("place", N_("Where the water is used"), (*place_fields(), CUSTOMER_NUMBER)),
    Step("who", N_("Who uses the water"), (*USER, *CONTACT)),
    Step(
        "form",
        N_("The form and where it goes"),
        (
            FORM_FOR,
            BANK_KIND,
            COPIES,
            *post_fields(
                N_("Where do we send the form?"), N_("To send the form and the bills"), chosen=TO_THE_PLACE.value
            ),
            *NOTE_AND_CONSENT,
        ),
    ),
)

SLIP = (
    PaperSection(
        N_("Form to send"),
        (
            PaperLine("form_for"),
            PaperLine("bank_kind"),
            PaperLine("copies"),
            PaperLine("customer_number", "digits"),
        ),
    ),
    place_on_paper(N_("Place")),
    user_on_paper(N_("User")),
    CONTACT_ON_PAPER,
    PaperSection(N_("Where the form goes"), (*POST_LINES, NOTE_LINE)),
    PaperSection(N_("Not keyed"), (CONSENT_LINE,)),
)


def sending_day(answers: Answers, situation: Situation) -> date:  # noqa: ARG001 - the shape of a due day
    """The work day by which the form is to be on its way."""
    town = situation.town
    return open_days_after(on_the_wall(situation.at).date(), town.answer_work_days, town.work)


def deadline(answers: Answers, situation: Situation) -> datetime:
    """Counted from the day by which the form is sent."""
    town = situation.town
    by_terms = cancel_deadline(sending_day(answers, situation), town.cancelling["debit_form"], town.work)
    return still_ahead(by_terms, situation.at)


DEBIT_FORM = Procedure(
    name="debit_form",
    version=1,
    title=N_("Ask for the direct debit form"),
    summary=N_("We mail you the paper form; you send it on to your bank."),
    needed=(
        N_("An e-mail address that you can read now"),
        N_("The address of the place, with the room number"),
        N_("Your customer number, if you know it (meter reader's slip or door sticker)"),
        N_("No account number: you write it on the paper form only"),
        N_("It takes one or two months; until then you get payment slips"),
    ),
    afterwards=N_("The form comes by post. Fill it in and send it on as it says."),
    steps=STEPS,
    slip=SLIP,
    rules=place_rules(),
    due_day=sending_day,
    cancel_deadline=deadline,
)
