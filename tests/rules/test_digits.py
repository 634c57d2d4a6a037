"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.digits import plain_digits

HYPHENS = "-‐‑‒–—―−ーｰ－~～〜 　"


@pytest.mark.parametrize(
    "typed",
    ["0465-33-1300", "０４６５（３３）１３００", "0465 33 1300", "0465ー33ー1300", "0465−33−1300", "०४६५-३३-१३००"],
)
def test_a_number_is_read_in_any_width_and_script_with_any_hyphen(typed: str) -> None:
    assert plain_digits(typed) == "0465331300"


@given(st.lists(st.sampled_from("0123456789０１２３４５６７８９" + HYPHENS)))
def test_nothing_but_ascii_digits_is_left_of_digits_and_hyphens(typed: list[str]) -> None:
    plain = plain_digits("".join(typed))
    assert plain == "" or (plain.isascii() and plain.isdigit())
    assert len(plain) == sum(character.isdigit() for character in typed)
