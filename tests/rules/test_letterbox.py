"""What waits for the postman opens for the postman, and only under the subject it was posted for."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from intake.opening import open_letter
from intake.sealing.hpke import SUITE
from intake.sealing.letterbox import letter_info, post
from intake.sealing.padding import padded
from intake.sealing.refusal import CannotOpen

POSTMAN = X25519PrivateKey.generate()
FACTS = {"to": "hanako@resident.example", "secret": "0123456789ABCDEFGHJKMNPQRS"}
PAYLOAD = post(FACTS, "draft 1", POSTMAN.public_key())


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), max_size=6), st.text(max_size=40))
def test_the_postman_reads_every_fact_as_it_was_posted(facts: dict[str, str], subject: str) -> None:
    assert open_letter(post(facts, subject, POSTMAN.public_key()), subject, POSTMAN) == facts


def test_under_another_subject_a_letter_stays_closed() -> None:
    with pytest.raises(CannotOpen):
        open_letter(PAYLOAD, "draft 2", POSTMAN)


def test_another_key_opens_no_letter() -> None:
    with pytest.raises(CannotOpen):
        open_letter(PAYLOAD, "draft 1", X25519PrivateKey.generate())


@given(st.integers(0, len(PAYLOAD) * 8 - 1))
def test_a_changed_bit_anywhere_keeps_a_letter_closed(position: int) -> None:
    changed = bytearray(PAYLOAD)
    changed[position // 8] ^= 1 << position % 8
    with pytest.raises(CannotOpen):
        open_letter(bytes(changed), "draft 1", POSTMAN)


@pytest.mark.parametrize("body", [padded(b"[]"), padded(b'"to"'), padded(b"\xff"), padded(b""), b"{}"])
def test_what_holds_no_facts_is_no_letter(body: bytes) -> None:
    payload = SUITE.encrypt(body, POSTMAN.public_key(), info=letter_info("draft 1"))
    with pytest.raises(CannotOpen):
        open_letter(payload, "draft 1", POSTMAN)


def test_an_address_does_not_show_in_the_size_of_its_letter() -> None:
    long = post(FACTS | {"to": "a" * 240 + "@resident.example"}, "draft 1", POSTMAN.public_key())
    assert len(long) == len(PAYLOAD)
