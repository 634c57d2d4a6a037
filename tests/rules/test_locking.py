"""Locking with a secret that only a browser or a mail holds, and finding a thing by its secret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.sealing.lock import WrongSecret, lock, lookup, unlock

SECRETS = st.binary(min_size=16, max_size=32)
LOCKED = lock(b"secret of a mail", b"what was typed", "draft")


@given(SECRETS, st.binary(max_size=5000), st.text(max_size=20))
def test_what_was_locked_opens_with_the_same_secret_for_the_same_use(secret: bytes, body: bytes, use: str) -> None:
    assert unlock(secret, lock(secret, body, use), use) == body


@pytest.mark.parametrize(
    ("secret", "locked", "use"),
    [
        pytest.param(b"another secret..", LOCKED, "draft", id="another secret"),
        pytest.param(b"secret of a mail", LOCKED, "visit", id="another use"),
        pytest.param(b"secret of a mail", LOCKED[:-1], "draft", id="cut off"),
        pytest.param(b"secret of a mail", b"", "draft", id="nothing"),
        pytest.param(b"secret of a mail", LOCKED + b"x", "draft", id="grown"),
    ],
)
def test_everything_else_is_a_wrong_secret(secret: bytes, locked: bytes, use: str) -> None:
    with pytest.raises(WrongSecret):
        unlock(secret, locked, use)


@given(st.integers(0, len(LOCKED) * 8 - 1))
def test_a_changed_bit_anywhere_is_found(position: int) -> None:
    changed = bytearray(LOCKED)
    changed[position // 8] ^= 1 << position % 8
    with pytest.raises(WrongSecret):
        unlock(b"secret of a mail", bytes(changed), "draft")


def test_locking_the_same_twice_does_not_show_that_it_is_the_same() -> None:
    assert lock(b"secret of a mail", b"what was typed", "draft") != LOCKED


@given(SECRETS)
def test_what_is_stored_to_find_a_thing_is_not_its_secret_and_differs_from_use_to_use(secret: bytes) -> None:
    assert lookup(secret, "link") == lookup(secret, "link")
    assert len({secret, lookup(secret, "link"), lookup(secret, "visit")}) == 3
