"""Who uses the water: a person with two names, a person whose name is one piece, or a company."""

from __future__ import annotations

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import Field, When
from intake.procedures.procedure import PaperLine, PaperSection
from intake.procedures.writing import KanaField, TextField
from intake.text import N_, Text

_BILLED = N_("To know who is billed")
_FOUND = N_("To find the person in the billing system")
ANY_KANA = N_(
    "Hiragana, katakana, or Latin letters if the name has no kana. If you don't know the reading, write “unknown”."
)
PERSON, ONE_NAME, COMPANY = (When("user_kind", kind) for kind in ("person", "one_name", "company"))

USER: tuple[Field, ...] = (
    ChoiceField(
        name="user_kind",
        label=N_("Person or company"),
        purpose=N_("To know who is billed"),
        choices=(
            Choice("person", N_("A person")),
            Choice("one_name", N_("A person whose name has no family and given name")),
            Choice("company", N_("A company or an organisation"), flag=N_("Company")),
        ),
        required=True,
        private=False,
        default="person",
    ),
    TextField(
        name="family_name",
        label=N_("Family name"),
        purpose=_BILLED,
        only_when=PERSON,
        required=True,
        autocomplete="family-name",
        examples=("髙﨑", "𠮷田", "佐藤", "渡邉", "Nguyễn"),
    ),
    TextField(
        name="given_name",
        label=N_("Given name"),
        purpose=_BILLED,
        only_when=PERSON,
        required=True,
        autocomplete="given-name",
        examples=("葛󠄀子", "はな", "太郎", "Minh Anh"),
    ),
    KanaField(
        name="family_kana",
        label=N_("Reading of the family name"),
        purpose=_FOUND,
        hint=ANY_KANA,
        only_when=PERSON,
        required=True,
        longest=60,
        examples=("たかさき", "ヨシダ", "ｻﾄｳ", "Nguyen"),
    ),
    KanaField(
        name="given_kana",
        label=N_("Reading of the given name"),
        purpose=_FOUND,
        only_when=PERSON,
        required=True,
        longest=60,
        examples=("かつこ", "ハナ", "ﾀﾛｳ"),
    ),
    TextField(
        name="full_name",
        label=N_("Name"),
        purpose=_BILLED,
        hint=N_("As on your residence card. Latin letters are fine."),
        only_when=ONE_NAME,
        required=True,
        autocomplete="name",
        longest=100,
        examples=("MARIA DA SILVA SANTOS", "SITI"),
    ),
    KanaField(
        name="full_kana",
        label=N_("Reading of the name"),
        purpose=_FOUND,
        hint=ANY_KANA,
        only_when=ONE_NAME,
        required=True,
        longest=100,
        examples=("マリア　ダ　シルバ　サントス", "してぃ"),
    ),
    TextField(
        name="company_name",
        label=N_("Name of the company"),
        purpose=_BILLED,
        only_when=COMPANY,
        required=True,
        autocomplete="organization",
        longest=100,
        examples=("株式会社水口商店", "Mizuguchi Trading LLC"),
    ),
    KanaField(
        name="company_kana",
        label=N_("Reading of the company's name"),
        purpose=_FOUND,
        only_when=COMPANY,
        required=True,
        longest=100,
        examples=("みずぐちしょうてん", "ミズグチトレーディング"),
    ),
    TextField(
        name="representative",
        label=N_("Representative"),
        purpose=N_("To know who answers for the company"),
        only_when=COMPANY,
        required=True,
        longest=60,
        examples=("水口　一郎", "Ann O’Neill"),
    ),
    TextField(
        name="contact_person",
        label=N_("Whom we may ask in the company"),
        purpose=N_("To reach the right person in the company"),
        only_when=COMPANY,
        longest=60,
        examples=("総務課　山田",),
    ),
)

_NAMES = ("family_name", "given_name", "family_kana", "given_kana", "full_name", "full_kana", "company_name",
          "company_kana", "representative", "contact_person")  # fmt: skip


def user_on_paper(title: Text) -> PaperSection:
    """Kind and names; lines of the other kinds are left out."""
    return PaperSection(title, (PaperLine("user_kind"), *map(PaperLine, _NAMES)))
