from pathlib import Path

import pytest

from simulation.furnishing import KEYS, SECRETS, furnish
from simulation.home import AnotherDemo, Home, once


@pytest.fixture
def home(tmp_path: Path) -> Home:
    furnish(Home(tmp_path))
    return Home(tmp_path)


def contents(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.path.rglob("*") if path.is_file()}


def test_furnishing_a_second_time_changes_no_byte(home: Home) -> None:
    before = contents(home)
    furnish(home)
    assert contents(home) == before


def test_what_was_cut_off_half_made_is_made_anew(tmp_path: Path) -> None:
    def cut_off(path: Path) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        once(tmp_path / "thing", cut_off)
    assert not (tmp_path / "thing").exists()
    once(tmp_path / "thing", Path.touch)
    assert (tmp_path / "thing").read_text() == ""


def test_secrets_keys_and_passphrases_are_for_the_owner_only(home: Home) -> None:
    private = [home.secrets / name for name in SECRETS]
    private += [home.keys / f"{name}.{kind}" for name in KEYS for kind in ("key", "passphrase")]
    private += list(home.tls.glob("*.key"))
    assert {path.stat().st_mode & 0o777 for path in private} == {0o600}
    folders = (home.keys, home.tls, home.secrets, home.logs, home.scratch, home.path / "mail")
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_the_folder_of_public_keys_holds_no_private_one(home: Home) -> None:
    public = home.keys / "public"
    assert sorted(path.name for path in public.iterdir()) == ["office.pub", "postman.pub", "recovery.pub"]
    assert all(b"PRIVATE" not in path.read_bytes() for path in public.iterdir())


def test_no_key_of_a_certificate_authority_is_kept(home: Home) -> None:
    assert not {path.name for path in home.tls.iterdir()} & {"ca.key", "terminal-ca.key"}


def test_the_readme_says_why_the_recovery_key_is_there(home: Home) -> None:
    assert "recovery.key" in (home.path / "README.txt").read_text(encoding="utf-8")


def test_two_demos_do_not_live_in_one_home(home: Home) -> None:
    with home.alone(), pytest.raises(AnotherDemo), home.alone():
        pass
    with home.alone():
        pass
