"""The step about payment and post; several procedures share it."""

from __future__ import annotations

from intake.procedures.choosing import Choice, ChoiceField, PaymentField
from intake.procedures.numbers import PostalCodeField
from intake.procedures.procedure import PaperLine, PaperSection, Step
from intake.procedures.writing import NoteField, TextField
from intake.text import N_

PAYMENT_AND_POST = Step(
    "payment",
    N_("Payment and post"),
    (
        PaymentField(
            name="payment",
            label=N_("How do you want to pay?"),
            purpose=N_("To send the right papers"),
            hint=N_("We never ask for your account or card number here."),
            choices=(
                Choice("transfer", N_("By direct debit (we send you the form)")),
                Choice("invoice", N_("By payment slip")),
            ),
            required=True,
            private=False,
        ),
        ChoiceField(
            name="post_to",
            label=N_("Where do we send letters?"),
            purpose=N_("To send the form and the bills"),
            choices=(
                Choice("place", N_("To the place where the water is used")),
                Choice("other", N_("To another address")),
            ),
            required=True,
            private=False,
        ),
        PostalCodeField(
            name="post_zip",
            label=N_("Postal code of the other address"),
            purpose=N_("To send the form and the bills"),
            only_when=("post_to", "other"),
        ),
        TextField(
            name="post_address",
            label=N_("The other address"),
            purpose=N_("To send the form and the bills"),
            only_when=("post_to", "other"),
            longest=100,
        ),
        NoteField(
            name="note",
            label=N_("Anything else we should know"),
            purpose=N_("To take special needs into account"),
            hint=N_("Up to 200 characters. Please don't write account or card numbers."),
        ),
    ),
)

PAYMENT_ON_PAPER = PaperSection(
    N_("Payment and post"),
    (
        PaperLine("payment"),
        PaperLine("post_to"),
        PaperLine("post_zip", "digits"),
        PaperLine("post_address"),
        PaperLine("customer_number", "digits"),
        PaperLine("note"),
    ),
)
