"""Padding: what is sealed is written in portions of 4 KiB, so sizes say nothing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.sealing.padding import BUCKET, BadPadding, padded, unpadded

BODIES = st.binary(max_size=3 * BUCKET) | st.integers(BUCKET - 8, BUCKET + 8).map(bytes)


@given(BODIES)
def test_a_body_comes_back_from_whole_portions(body: bytes) -> None:
    assert len(padded(body)) % BUCKET == 0
    assert unpadded(padded(body)) == body


@given(st.binary(max_size=BUCKET - 4), st.binary(max_size=BUCKET - 4))
def test_two_bodies_of_one_portion_have_the_same_size(one: bytes, other: bytes) -> None:
    assert len(padded(one)) == len(padded(other)) == BUCKET


@given(st.binary(max_size=2 * BUCKET))
def test_bytes_that_were_not_padded_here_are_refused(filled: bytes) -> None:
    with suppress(BadPadding):
        assert padded(unpadded(filled)) == filled


@pytest.mark.parametrize(
    "filled",
    [b"", b"\0", bytes(BUCKET - 1), b"\xff" * BUCKET, padded(b"a")[:-1] + b"x", bytes(2 * BUCKET)],
)
def test_wrong_size_or_filling_is_refused(filled: bytes) -> None:
    with pytest.raises(BadPadding):
        unpadded(filled)
