"""Furnishing a home: keys, certificates, secrets and tables; what is there already stays as it is."""

from __future__ import annotations

import secrets
from pathlib import Path

from intake.backup.folder import Folder
from intake.sealing.keys import make_key_pair
from intake.weak_secrets import OF_A_DEMO
from simulation.certificates import make_certificates
from simulation.home import Home, once

KEYS = ("office", "recovery", "postman")
SECRETS = ("webapp-cookie", "webapp-link", "console", "billing", "smtp")

README = """\
This folder belongs to a demo of Mizuguchi, a reference implementation. It accepts no real application.
このフォルダーは、Mizuguchi（参考実装）の実演用です。本物の申込みは受け付けません。

All keys of the drawing lie here side by side, with their passphrases, only because this is a demo on one
machine. In a real installation
  - keys/recovery.key is made and kept by the city, offline, and never comes near a server;
  - keys/office.key is on the console's machine, keys/postman.key on the post room's, and nowhere else;
  - the passphrases are typed in or handed over by a secret store, not kept beside the keys.

Whoever may read this folder may read every application in it. Delete the folder to start afresh.
"""


def furnish(home: Home) -> None:
    """Make what is missing in the folder of a demo. The folder itself has to exist."""
    once(home.keys, _make_keys)
    once(home.tls, make_certificates)
    once(home.secrets, _make_secrets)
    for folder in (home.path / "mail", home.scratch, home.logs):
        folder.mkdir(mode=0o700, exist_ok=True)
    for place in ("local", "remote"):
        Folder(place, home.path / "backups" / place).prepare()
    for file in home.path.glob("*.sqlite*"):  # of a home that is older than this rule
        file.chmod(0o600)
    (home.path / "README.txt").write_text(README, encoding="utf-8")


def _make_keys(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    public = folder / "public"
    public.mkdir(mode=0o700)
    for name in KEYS:
        passphrase = _secret()
        write_privately(folder / f"{name}.passphrase", passphrase + "\n")
        make_key_pair(folder / f"{name}.key", folder / f"{name}.pub", passphrase)
        (public / f"{name}.pub").write_bytes((folder / f"{name}.pub").read_bytes())


def _make_secrets(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for name in SECRETS:
        write_privately(folder / name, _secret() + "\n")


def _secret() -> str:
    """Random, and marked: no process outside of a demo takes it."""
    return OF_A_DEMO + secrets.token_urlsafe(32)


def write_privately(path: Path, text: str) -> None:
    """Write a file that only its owner may read (0600), from its first byte on."""
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
