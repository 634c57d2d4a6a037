"""The recovery key in three shares on paper."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from admin.keys.refusal import KeyRefused
from admin.keys.sharing import join, read_share, split
from intake.store.engine import Store
from tests.keys.conftest import Cabinet
from tests.keys.looking import told
from tests.keys.shell import Shell


@pytest.fixture(scope="module")
def key() -> X25519PrivateKey:
    return X25519PrivateKey.generate()


@pytest.fixture(scope="module")
def shares(key: X25519PrivateKey) -> list[str]:
    return split(key)


def test_any_two_of_the_three_make_the_key(key: X25519PrivateKey, shares: list[str]) -> None:
    assert len(shares) == 3
    for two in combinations(shares, 2):
        assert join(two).private_bytes_raw() == key.private_bytes_raw()


def test_a_share_alone_holds_neither_half_of_the_key(key: X25519PrivateKey, shares: list[str]) -> None:
    raw = key.private_bytes_raw()
    for share in map(read_share, shares):
        assert share.content[:16] != raw[:16]
        assert share.content[16:] != raw[16:]


def test_a_share_is_read_as_people_type_it(key: X25519PrivateKey, shares: list[str]) -> None:
    typed = [shares[0].lower().replace("-", " ").replace("0", "o").replace("1", "l"), shares[2].replace("-", "－")]
    assert join(typed).private_bytes_raw() == key.private_bytes_raw()


def test_each_mistyped_character_is_noticed(shares: list[str]) -> None:
    for place, character in enumerate(shares[0]):
        if character != "-":
            mistyped = shares[0][:place] + ("2" if character != "2" else "3") + shares[0][place + 1 :]
            with pytest.raises(KeyRefused, match="mistyped"):
                read_share(mistyped)


@pytest.mark.parametrize("typed", ["", "1234", "Ｕ" * 72, "0" * 72])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(KeyRefused):
        read_share(typed)


def test_the_same_share_twice_is_refused(shares: list[str]) -> None:
    with pytest.raises(KeyRefused, match="twice"):
        join([shares[0], shares[0]])


def test_shares_of_two_keys_are_refused(shares: list[str]) -> None:
    with pytest.raises(KeyRefused, match="two different keys"):
        join([shares[0], split(X25519PrivateKey.generate())[1]])


def test_shares_of_two_splittings_of_one_key_are_refused(key: X25519PrivateKey, shares: list[str]) -> None:
    with pytest.raises(KeyRefused, match="two splittings"):
        join([shares[0], split(key)[1]])


def test_the_key_is_split_lost_and_made_whole_again(
    shell: Shell, cabinet: Cabinet, store: Store, tmp_path: Path
) -> None:
    parts = tmp_path / "parts"
    assert shell.keys("split", cabinet.path / "recovery.key", parts).exit_code == 0
    assert [path.stat().st_mode & 0o777 for path in sorted(parts.iterdir())] == [0o600] * 3
    typed = "".join((parts / f"share-{number}.txt").read_text() for number in (3, 1))
    safe = tmp_path / "safe"
    joined = shell.keys("join", safe, "--public", cabinet.public / "recovery.pub", typed=typed)
    assert joined.exit_code == 0, joined.output
    assert (safe / "recovery.pub").read_bytes() == (cabinet.public / "recovery.pub").read_bytes()
    assert len(told(store, "key_split")) == len(told(store, "key_joined")) == 1
    assert not any(line in joined.output for line in typed.splitlines())


def test_shares_of_another_key_make_no_recovery_key(shell: Shell, cabinet: Cabinet, tmp_path: Path) -> None:
    typed = "\n".join(split(X25519PrivateKey.generate())[:2]) + "\n"
    refused = shell.keys("join", tmp_path / "safe", "--public", cabinet.public / "recovery.pub", typed=typed)
    assert refused.exit_code == 1
    assert not (tmp_path / "safe").exists()
