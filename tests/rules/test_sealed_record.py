"""The sealed record: opens for its three readers, and for nobody once anything in it was changed."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from intake.opening import open_record
from intake.sealing.derive import derive
from intake.sealing.envelope import NONCE, Sealed, committed, seal, wrap_info
from intake.sealing.header import LENGTH, MAGIC, NotARecord, read_header
from intake.sealing.hpke import SUITE
from intake.sealing.keys import key_id
from intake.sealing.padding import BUCKET, padded
from intake.sealing.refusal import CannotOpen
from tests.scenery import PrivateKeys

BODY = "髙﨑 葛\U000e0100子".encode()
CREATED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
READERS = ("office", "recovery", "resident")
KEYS = PrivateKeys(*(X25519PrivateKey.generate() for _ in range(3)))
RESIDENT = X25519PrivateKey.generate()
PRIVATE = {"office": KEYS.office, "recovery": KEYS.recovery, "resident": RESIDENT}


def sealed(body: bytes = BODY, application: UUID | None = None) -> Sealed:
    return seal(body, application or uuid4(), CREATED, KEYS.public(), RESIDENT.public_key())


def wrap(record: Sealed, reader: str) -> bytes:
    wraps = {"office": record.office_wrap, "recovery": record.recovery_wrap, "resident": record.resident_wrap}
    return wraps[reader]


ONE, OTHER = sealed(), sealed()


def refused(record: bytes, sealed_key: bytes, reader: str = "office", key: X25519PrivateKey = KEYS.office) -> bool:
    try:
        open_record(record, sealed_key, reader, key)
    except CannotOpen as problem:
        return str(problem) == ""
    return False


@given(st.binary(max_size=2 * BUCKET), st.sampled_from(READERS))
def test_each_of_the_three_readers_gets_the_whole_body(body: bytes, reader: str) -> None:
    record = sealed(body)
    assert open_record(record.record, wrap(record, reader), reader, PRIVATE[reader]) == body


def test_the_header_names_record_time_and_the_offices_key_and_nothing_else() -> None:
    application = uuid4()
    header = read_header(sealed(application=application).record)
    assert (header.application_id, header.created) == (application, CREATED.timestamp())
    assert header.key_id == key_id(KEYS.office.public_key())
    assert LENGTH == 70


def test_no_byte_of_the_body_stands_in_the_record() -> None:
    assert BODY not in ONE.record + ONE.office_wrap + ONE.recovery_wrap + ONE.resident_wrap
    assert BODY[:6] not in ONE.record


def test_the_same_body_sealed_twice_has_nothing_in_common_but_its_size() -> None:
    assert len(ONE.record) == len(OTHER.record) == len(sealed(b"x" * 4000).record)
    assert ONE.record[LENGTH:] != OTHER.record[LENGTH:]
    assert len({ONE.office_wrap, OTHER.office_wrap, ONE.recovery_wrap, ONE.resident_wrap}) == 4


@given(st.integers(0, len(ONE.record) * 8 - 1), st.sampled_from(READERS))
def test_a_changed_bit_anywhere_in_the_record_fails_for_every_reader(position: int, reader: str) -> None:
    assert refused(flipped(ONE.record, position), wrap(ONE, reader), reader, PRIVATE[reader])


@given(st.integers(0, LENGTH * 8 - 1))
def test_a_changed_bit_anywhere_in_the_header_fails(position: int) -> None:
    assert refused(flipped(ONE.record, position), ONE.office_wrap)


@given(st.integers(0, len(ONE.office_wrap) * 8 - 1))
def test_a_changed_bit_anywhere_in_a_wrap_fails(position: int) -> None:
    assert refused(ONE.record, flipped(ONE.office_wrap, position))


def flipped(blob: bytes, position: int) -> bytes:
    changed = bytearray(blob)
    changed[position // 8] ^= 1 << position % 8
    return bytes(changed)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_bytes_that_were_never_sealed_fail_like_everything_else(record: bytes, sealed_key: bytes) -> None:
    assert refused(record, sealed_key)
    assert refused(ONE.record, sealed_key)
    assert refused(MAGIC + record, ONE.office_wrap)
    assert refused(ONE.record + record, ONE.office_wrap) is bool(record)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("holder", READERS)
def test_a_key_opens_only_its_own_wrap_under_its_own_name(reader: str, holder: str) -> None:
    assert refused(ONE.record, wrap(ONE, reader), reader, PRIVATE[holder]) is (reader != holder)
    assert refused(ONE.record, wrap(ONE, reader), holder, PRIVATE[reader]) is (reader != holder)


def test_a_strangers_key_opens_nothing() -> None:
    stranger = X25519PrivateKey.generate()
    assert all(refused(ONE.record, wrap(ONE, reader), reader, stranger) for reader in READERS)


def test_the_wrap_of_another_record_fails() -> None:
    assert refused(ONE.record, OTHER.office_wrap)


def test_swapped_headers_fail_with_either_wrap() -> None:
    swapped = OTHER.record[:LENGTH] + ONE.record[LENGTH:]
    assert refused(swapped, ONE.office_wrap)
    assert refused(swapped, OTHER.office_wrap)


def test_a_second_data_key_can_not_be_slipped_under_the_same_header() -> None:
    header, forged = ONE.record[:LENGTH], bytes(range(32))
    body = AESGCM(derive(forged, "body")).encrypt(NONCE, padded(b"another text"), header)
    to_office = SUITE.encrypt(forged, KEYS.office.public_key(), info=wrap_info(header, "office"))
    assert SUITE.decrypt(to_office, KEYS.office, info=wrap_info(header, "office")) == forged
    assert not committed(forged, read_header(ONE.record))
    assert refused(header + body, to_office)


@pytest.mark.parametrize(
    "blob",
    [b"", MAGIC, ONE.record[:LENGTH], b"x" + ONE.record[1:], MAGIC + b"\2" + ONE.record[5:]],
    ids=["nothing", "only the magic", "only the header", "another magic", "another version"],
)
def test_what_is_no_record_of_this_version_is_not_read(blob: bytes) -> None:
    with pytest.raises(NotARecord):
        read_header(blob)
