"""What a stop asks about the last day, the last bill and the visit; a move within the town asks some of it too."""

from __future__ import annotations

from intake.procedures.choosing import BUREAU, Choice, ChoiceField, PaymentField
from intake.procedures.wished_day import WishedDayField
from intake.text import N_

STOP_DATE = WishedDayField(
    name="stop_date",
    label=N_("Last day of use"),
    purpose=N_("To read the meter on that day and to bill until it"),
    hint=N_("You may write the year as 2026 or as Reiwa 8."),
    required=True,
    private=False,
    terms="stop",
)

SETTLEMENT = PaymentField(
    name="settlement",
    label=N_("How do you want to pay the last bill?"),
    purpose=N_("To send or debit the last bill"),
    hint=N_("We never ask for your account or card number here."),
    choices=(
        Choice("debit", N_("By direct debit, as before")),
        Choice("invoice", N_("By payment slip, sent to the new address")),
        Choice(
            "on_site",
            N_("At the place, on the last day"),
            flag=N_("Call needed: settlement at the place"),
            caution=N_(
                "To pay at the place we have to agree on an hour. We contact you; you may also call %(phone)s or"
                " fax %(fax)s.",
                phone=BUREAU,
                fax=BUREAU,
            ),
        ),
    ),
    required=True,
    private=False,
)

PRESENCE = ChoiceField(
    name="presence",
    label=N_("Will you be there when we come?"),
    purpose=N_("To come at a time when the door can be opened"),
    hint=N_("You need not be there. Only houses with a locked entrance may need somebody."),
    choices=(
        Choice("no", N_("No, that is not needed")),
        Choice(
            "yes", N_("Yes, the entrance is locked or I want to be there"), flag=N_("Agree on an hour: presence")
        ),
    ),
    required=True,
    private=False,
    default="no",
)

STOP_REASON = ChoiceField(
    name="stop_reason",
    label=N_("Why do you stop?"),
    purpose=N_("To know whether the meter stays"),
    choices=(
        Choice("moving", N_("Moving out")),
        Choice("vacant", N_("The house stays empty")),
        Choice("absence", N_("A long absence")),
        Choice(
            "demolition",
            N_("The house is pulled down"),
            flag=N_("Demolition: the meter is removed"),
            caution=N_(
                "To have the meter removed, the owner has to apply at the counter too. Questions: phone %(phone)s,"
                " fax %(fax)s",
                phone=BUREAU,
                fax=BUREAU,
            ),
        ),
        Choice("other", N_("Other")),
    ),
    private=False,
)
