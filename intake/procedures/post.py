"""Where letters go: to the place, to another address in Japan, or abroad. Asked once, never to be typed again."""

from __future__ import annotations

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import Field, When
from intake.procedures.numbers import PostalCodeField
from intake.procedures.procedure import PaperLine
from intake.procedures.writing import NoteField, TextField
from intake.text import N_, Text

TO_THE_PLACE = Choice("place", N_("To the place where the water is used"))
_INLAND = Choice("other", N_("To another address"))
_ABROAD = Choice("abroad", N_("To an address abroad"), flag=N_("Letters go abroad"))


def post_fields(label: Text, purpose: Text, *, beside: tuple[Choice, ...] = (TO_THE_PLACE,)) -> tuple[Field, ...]:
    """Where letters go. `beside` stands before the two addresses; the first of it is chosen beforehand."""
    inland, abroad = When("post_to", _INLAND.value), When("post_to", _ABROAD.value)
    return (
        ChoiceField(
            name="post_to",
            label=label,
            purpose=purpose,
            choices=(*beside, _INLAND, _ABROAD),
            required=True,
            private=False,
            default=beside[0].value if beside else "",
        ),
        PostalCodeField(
            name="post_zip",
            label=N_("Postal code of the other address"),
            purpose=purpose,
            only_when=inland,
            required=True,
            fills="post_address",
        ),
        TextField(
            name="post_address",
            label=N_("The other address"),
            purpose=purpose,
            only_when=inland,
            required=True,
            longest=100,
            examples=("東京都千代田区丸の内１－１－１", "神奈川県足柄下郡箱根町湯本256"),
        ),
        NoteField(
            name="post_abroad",
            label=N_("The address abroad, with the country"),
            purpose=purpose,
            hint=N_("As it stands on a letter from Japan, in Latin letters."),
            only_when=abroad,
            required=True,
            examples=("12 Rue de l'Eau", "75001 Paris", "FRANCE"),
        ),
        TextField(
            name="post_name",
            label=N_("Addressee, if it is somebody else"),
            purpose=purpose,
            longest=60,
            examples=("水口　花子",),
        ),
    )


POST_LINES = (
    PaperLine("post_to"),
    PaperLine("post_zip", "digits"),
    PaperLine("post_address"),
    PaperLine("post_abroad"),
    PaperLine("post_name"),
)
