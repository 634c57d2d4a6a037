"""The step about the person who uses the water and how to reach that person; several procedures share it."""

from __future__ import annotations

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.numbers import PhoneField
from intake.procedures.procedure import Answers, PaperLine, PaperSection, Step
from intake.procedures.writing import KanaField, TextField
from intake.text import N_

WHO = Step(
    "who",
    N_("Who will use the water"),
    (
        TextField(
            name="family_name",
            label=N_("Family name"),
            purpose=N_("To know who is billed"),
            required=True,
            autocomplete="family-name",
        ),
        TextField(
            name="given_name",
            label=N_("Given name"),
            purpose=N_("To know who is billed"),
            required=True,
            autocomplete="given-name",
        ),
        KanaField(
            name="family_kana",
            label=N_("Reading of the family name"),
            purpose=N_("To find the person in the billing system"),
            hint=N_("Hiragana, katakana, or Latin letters if your name has no kana."),
            required=True,
        ),
        KanaField(
            name="given_kana",
            label=N_("Reading of the given name"),
            purpose=N_("To find the person in the billing system"),
            required=True,
        ),
        ChoiceField(
            name="contact_method",
            label=N_("How may we contact you?"),
            purpose=N_("To reach those who can't or don't want to phone"),
            choices=(
                Choice("phone", N_("By phone")),
                Choice("email", N_("By e-mail only (I can't use the phone)")),
            ),
            required=True,
            private=False,
        ),
        PhoneField(
            name="phone",
            label=N_("Phone number"),
            purpose=N_("To call when no water comes or the place can't be found"),
            hint=N_("We call only if there is a problem. Needed if you chose contact by phone."),
            required_when=("contact_method", "phone"),
            autocomplete="tel",
        ),
    ),
)

USER_ON_PAPER = PaperSection(
    N_("User"),
    (
        PaperLine("family_name"),
        PaperLine("given_name"),
        PaperLine("family_kana"),
        PaperLine("given_kana"),
        PaperLine("phone", "digits"),
    ),
)


def second_item(answers: Answers) -> tuple[str, str]:
    """The last four digits of the phone, or of the postal code where no phone was given."""
    name = "phone" if answers.get("phone") else "zip"
    return name, answers[name][-4:]
