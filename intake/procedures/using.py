"""What a start of use asks about the tap and the house; a move within the town asks it of the new place."""

from __future__ import annotations

from intake.procedures.choosing import BUREAU, Choice, ChoiceField
from intake.procedures.numbers import CustomerNumberField
from intake.procedures.wished_day import WishedDayField
from intake.text import N_

START_DATE = WishedDayField(
    name="start_date",
    label=N_("First day of use"),
    purpose=N_("To have water ready on that day and to bill from it"),
    hint=N_("You may write the year as 2026 or as Reiwa 8."),
    required=True,
    private=False,
    terms="start",
)

CUSTOMER_NUMBER = CustomerNumberField(
    name="customer_number",
    label=N_("Customer number"),
    purpose=N_("To find the meter"),
    hint=N_("On the meter reader's slip or on a sticker at the door. You can go on without it."),
)

WATER_RUNS = ChoiceField(
    name="water_runs",
    label=N_("Does water come out of the tap?"),
    purpose=N_("To know whether somebody has to come and open the valve"),
    choices=(
        Choice("yes", N_("Yes")),
        Choice("no", N_("No"), flag=N_("Contact needed: no water")),
        Choice("unknown", N_("I haven't tried yet")),
    ),
    private=False,
)

USE = ChoiceField(
    name="use",
    label=N_("What is the water used for?"),
    purpose=N_("To bill by the right tariff"),
    hint=N_("For works or cleaning, please write in the note until which day you need water."),
    choices=(
        Choice("household", N_("Household")),
        Choice("business", N_("Shop, office or other business"), flag=N_("Business use")),
        Choice(
            "temporary",
            N_("Works or cleaning, for a short time"),
            flag=N_("Temporary use"),
            caution=N_("For a short use please write in the note until which day you need water."),
        ),
    ),
    required=True,
    private=False,
    default="household",
)

LANDLORD = ChoiceField(
    name="landlord",
    label=N_("Does your landlord or manager bill the water?"),
    purpose=N_("To spare you an application that is not needed"),
    choices=(
        Choice("no", N_("No, the bureau bills it")),
        Choice(
            "yes",
            N_("Yes"),
            flag=N_("Perhaps billed by the landlord"),
            caution=N_(
                "If your landlord or manager bills the water, you need not apply. Please ask them first, or call"
                " %(phone)s or fax %(fax)s.",
                phone=BUREAU,
                fax=BUREAU,
            ),
        ),
        Choice("unknown", N_("I don't know")),
    ),
    private=False,
)
