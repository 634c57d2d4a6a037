"""Fingerprints of keys, and processes that know which ones to expect."""

from __future__ import annotations

import re

import pytest

from intake.sealing.fingerprints import OtherKey, fingerprint, pinned, unpinned
from intake.sealing.keys import PublicKeys, key_id

NAMES = ("OFFICE", "RECOVERY", "POSTMAN")


@pytest.fixture
def pins(public_keys: PublicKeys) -> dict[str, str]:
    return {f"MIZUGUCHI_{name}_FINGERPRINT": fingerprint(getattr(public_keys, name.lower())) for name in NAMES}


def test_a_fingerprint_can_be_read_aloud_and_begins_with_the_key_id(public_keys: PublicKeys) -> None:
    told = fingerprint(public_keys.office)
    assert re.fullmatch(r"([0-9a-f]{4} ){9}[0-9a-f]{4}", told)
    assert told.replace(" ", "").startswith(key_id(public_keys.office).hex())


def test_keys_that_are_pinned_are_taken_however_the_fingerprint_is_written(
    public_keys: PublicKeys, pins: dict[str, str]
) -> None:
    assert pinned(public_keys, pins) == public_keys
    typed = {name: told.upper().replace(" ", "-") for name, told in pins.items()}
    assert pinned(public_keys, typed) == public_keys
    assert unpinned(typed) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_key_with_another_fingerprint_is_refused_by_its_name(
    public_keys: PublicKeys, pins: dict[str, str], name: str
) -> None:
    pins[f"MIZUGUCHI_{name}_FINGERPRINT"] = "0000 " * 10
    with pytest.raises(OtherKey, match=rf"^{name.lower()}\.pub "):
        pinned(public_keys, pins)


def test_half_a_fingerprint_pins_nothing_and_is_refused(public_keys: PublicKeys, pins: dict[str, str]) -> None:
    pins["MIZUGUCHI_OFFICE_FINGERPRINT"] = pins["MIZUGUCHI_OFFICE_FINGERPRINT"][:19]
    with pytest.raises(OtherKey):
        pinned(public_keys, pins)


def test_a_key_that_nobody_pins_is_named(public_keys: PublicKeys, pins: dict[str, str]) -> None:
    del pins["MIZUGUCHI_RECOVERY_FINGERPRINT"]
    assert unpinned(pins) == ["recovery"]
    assert pinned(public_keys, pins) == public_keys
