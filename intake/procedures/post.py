"""Where letters go: to the place, to another address in Japan, or abroad. Asked once, never to be typed again."""

from __future__ import annotations

from dataclasses import dataclass

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import Field, When
from intake.procedures.numbers import PostalCodeField
from intake.procedures.procedure import PaperLine
from intake.procedures.writing import NoteField, TextField
from intake.text import N_, Text

TO_THE_PLACE = Choice("place", N_("To the place where the water is used"))


@dataclass(frozen=True)
class Words:
    """What the two kinds of address are called."""

    inland: Text
    abroad: Text
    zip: Text
    address: Text
    country: Text


OF_LETTERS = Words(
    inland=N_("To another address"),
    abroad=N_("To an address abroad"),
    zip=N_("Postal code of the other address"),
    address=N_("The other address"),
    country=N_("The address abroad, with the country"),
)
OF_A_MOVE = Words(
    inland=N_("To a place in Japan"),
    abroad=N_("Abroad"),
    zip=N_("Postal code of the new address"),
    address=N_("The new address"),
    country=N_("The new address abroad, with the country"),
)


def post_fields(
    label: Text, purpose: Text, *, beside: Choice = TO_THE_PLACE, chosen: str = "", words: Words = OF_LETTERS
) -> tuple[Field, ...]:
    """Where letters go. `beside` stands before the two addresses; `chosen` is the choice made beforehand."""
    inland, abroad = When("post_to", "other"), When("post_to", "abroad")
    return (
        ChoiceField(
            name="post_to",
            label=label,
            purpose=purpose,
            choices=(
                beside,
                Choice("other", words.inland),
                Choice("abroad", words.abroad, flag=N_("Letters go abroad")),
            ),
            required=True,
            private=False,
            default=chosen,
        ),
        PostalCodeField(
            name="post_zip",
            label=words.zip,
            purpose=purpose,
            only_when=inland,
            required=True,
            fills="post_address",
            autocomplete="postal-code",
        ),
        TextField(
            name="post_address",
            label=words.address,
            purpose=purpose,
            only_when=inland,
            required=True,
            longest=100,
            examples=("東京都千代田区丸の内１－１－１", "神奈川県足柄下郡箱根町湯本256"),
        ),
        NoteField(
            name="post_abroad",
            label=words.country,
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
