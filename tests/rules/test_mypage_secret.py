"""The secret of a My Page link: read out on the phone, pasted, typed from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.opening import resident_key
from intake.sealing.mypage import (
    ALPHABET,
    CHARACTERS,
    NotASecret,
    grouped,
    lookup_value,
    new_secret,
    private_seed,
    read_secret,
    resident_public_key,
)

SECRETS = st.text(ALPHABET, min_size=CHARACTERS, max_size=CHARACTERS)
LOOKS_LIKE = {"0": "0Oo０", "1": "1IiLl１"}


@given(SECRETS, st.data())
def test_it_is_read_in_any_case_grouping_and_from_characters_that_look_alike(
    secret: str, data: st.DataObject
) -> None:
    typed = [data.draw(st.sampled_from(LOOKS_LIKE.get(each, each + each.lower()))) for each in secret]
    between = data.draw(st.sampled_from(["", "-", " ", "–", "ー", "－", "　", "\n"]))
    assert read_secret(" " + between.join(typed) + "\r\n") == secret


@given(SECRETS)
def test_it_is_read_back_from_the_groups_in_which_it_is_printed(secret: str) -> None:
    assert read_secret(grouped(secret)) == secret
    assert [len(group) for group in grouped(secret).split("-")] == [5, 5, 5, 5, 6]


@pytest.mark.parametrize(
    "typed", ["", "0" * 25, "0" * 27, "0" * 25 + "U", "0" * 25 + "あ", "0" * 25 + "*", "412-070-395-7", "0" * 9000]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(NotASecret):
        read_secret(typed)


def test_every_character_of_a_new_secret_comes_from_an_alphabet_without_twins() -> None:
    made = {new_secret() for _ in range(200)}
    assert len(made) == 200
    assert set("".join(made)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@given(SECRETS)
def test_what_the_database_keeps_differs_from_the_key_and_holds_no_part_of_the_secret(secret: str) -> None:
    assert lookup_value(secret) != private_seed(secret)
    assert secret.encode() not in lookup_value(secret) + private_seed(secret)
    assert resident_public_key(secret) == resident_key(secret).public_key()


@given(SECRETS, SECRETS)
def test_two_secrets_never_lead_to_the_same_application(one: str, other: str) -> None:
    assert (lookup_value(one) == lookup_value(other)) is (one == other)
