"""How the water is paid for; several procedures share it."""

from __future__ import annotations

from intake.procedures.choosing import Choice, PaymentField
from intake.text import N_

TRANSFER = Choice("transfer", N_("By direct debit (we send you the form)"))
INVOICE = Choice("invoice", N_("By payment slip"))
CARRY_ON = Choice("carry_on", N_("Go on with my present direct debit"))


def payment_field(*choices: Choice) -> PaymentField:
    """The question how to pay, with those of the choices that the town offers."""
    return PaymentField(
        name="payment",
        label=N_("How do you want to pay?"),
        purpose=N_("To send the right papers"),
        hint=N_("We never ask for your account or card number here."),
        choices=choices,
        required=True,
        private=False,
    )
