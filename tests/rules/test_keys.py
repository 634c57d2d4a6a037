"""Keys on disk."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from intake.sealing.keys import WrongKey, key_id, make_key_pair, read_private, read_public, read_public_keys

PASSPHRASE = "mizu no iriguchi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("office", "recovery", "postman"):
        make_key_pair(tmp_path / f"{name}.key", tmp_path / f"{name}.pub", PASSPHRASE)
    return tmp_path


def test_a_pair_fits_together_and_only_its_owner_may_read_the_private_half(folder: Path) -> None:
    private = read_private(folder / "office.key", PASSPHRASE)
    assert private.public_key() == read_public(folder / "office.pub")
    assert (folder / "office.key").stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED" in (folder / "office.key").read_bytes()


def test_the_public_keys_of_a_folder_are_three_different_ones(folder: Path) -> None:
    keys = read_public_keys(folder)
    assert len({key_id(key) for key in (keys.office, keys.recovery, keys.postman)}) == 3
    assert len(key_id(keys.office)) == 8


def test_a_private_key_is_never_written_over(folder: Path) -> None:
    before = (folder / "office.key").read_bytes()
    with pytest.raises(FileExistsError):
        make_key_pair(folder / "office.key", folder / "office.pub", PASSPHRASE)
    assert (folder / "office.key").read_bytes() == before


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(folder: Path) -> None:
    with pytest.raises(WrongKey) as refusal:
        read_private(folder / "office.key", "another passphrase")
    assert str(refusal.value) == "office.key"


def test_a_key_of_another_kind_is_refused(folder: Path) -> None:
    other = Ed25519PrivateKey.generate()
    (folder / "other.pub").write_bytes(
        other.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    with pytest.raises(WrongKey):
        read_public(folder / "other.pub")
