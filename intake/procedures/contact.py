"""How the centre reaches somebody, without ever needing a voice, and who applies if it is not the user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import Field, When
from intake.procedures.numbers import PhoneField
from intake.procedures.procedure import PaperLine, PaperSection
from intake.procedures.writing import TextField
from intake.text import N_

_BY_PROXY = When("applied_by", "other")


@dataclass(frozen=True, kw_only=True)
class UserPhoneField(PhoneField):
    """The user's phone; not needed where somebody else applies who can be called."""

    def is_required(self, typed: Mapping[str, str]) -> bool:
        """Whether a number is needed: for calls, unless the one who applies has given one."""
        by_proxy = _BY_PROXY.holds(typed) and bool(typed.get("applicant_phone", "").strip())
        return super().is_required(typed) and not by_proxy


CONTACT: tuple[Field, ...] = (
    ChoiceField(
        name="contact_method",
        label=N_("How may we contact you?"),
        purpose=N_("To reach those who can't or don't want to phone"),
        choices=(
            Choice("phone", N_("By phone")),
            Choice("email", N_("By e-mail only (I can't use the phone)"), flag=N_("Don't phone: e-mail only")),
            Choice("fax", N_("By fax"), flag=N_("Don't phone: fax only")),
        ),
        required=True,
        private=False,
    ),
    PhoneField(
        name="fax",
        label=N_("Fax number"),
        purpose=N_("To ask back where something is unclear"),
        only_when=When("contact_method", "fax"),
        required=True,
    ),
    UserPhoneField(
        name="phone",
        label=N_("Phone number"),
        purpose=N_("To call when no water comes or the place can't be found"),
        hint=N_(
            "The user's number. We call only if there is a problem. Needed if you chose contact by phone and give"
            " no number of your own below."
        ),
        required_when=When("contact_method", "phone"),
        autocomplete="tel",
    ),
    ChoiceField(
        name="applied_by",
        label=N_("Who is applying?"),
        purpose=N_("To know whom to ask back"),
        choices=(
            Choice("user", N_("The user")),
            Choice("other", N_("Somebody else for the user"), flag=N_("Applied for by somebody else")),
        ),
        required=True,
        private=False,
        default="user",
    ),
    ChoiceField(
        name="relation",
        label=N_("Your relation to the user"),
        purpose=N_("To know whom to ask back"),
        choices=(
            Choice("family", N_("Family")),
            Choice("agent", N_("Property manager or estate agent")),
            Choice("staff", N_("Staff of the company")),
            Choice("helper", N_("Helper or guardian")),
            Choice("other", N_("Other")),
        ),
        only_when=_BY_PROXY,
        required=True,
        private=False,
    ),
    TextField(
        name="applicant_name",
        label=N_("Your name"),
        purpose=N_("To know whom to ask back"),
        only_when=_BY_PROXY,
        required=True,
        longest=100,
        examples=("水口　はじめ", "有限会社みなと不動産"),
    ),
    PhoneField(
        name="applicant_phone",
        label=N_("Your phone number"),
        purpose=N_("To ask back where something is unclear"),
        only_when=_BY_PROXY,
    ),
)

CONTACT_ON_PAPER = PaperSection(
    N_("Contact"),
    (
        PaperLine("phone", "digits"),
        PaperLine("contact_method"),
        PaperLine("fax", "digits"),
        PaperLine("applied_by"),
        PaperLine("relation"),
        PaperLine("applicant_name"),
        PaperLine("applicant_phone", "digits"),
    ),
)
