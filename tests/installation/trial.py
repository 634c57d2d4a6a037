"""Every file that docker/compose.yaml asks for, made for a trial: `python -m tests.installation.trial docker`.

Keys and passphrases of a real installation are made by those who hold them; certificates come from an authority.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from intake.sealing.fingerprints import fingerprint
from intake.sealing.keys import make_key_pair, read_public_keys
from intake.store.rights import OWNER, Process

SERVERS = {
    "front": "suido.city.example",
    "webapp": "webapp",
    "admin": "console.suido.city.example",
    "relay": "relay",
    "billing": "localhost",
}
"""The name that each certificate is for. In a real town, residents' browsers know the authority of `front`."""

ROLES = {"owner": OWNER, **{each.name.lower(): each.value for each in Process}}


def furnish(folder: Path) -> None:
    """Make `secrets` and `public` in a folder; FileExistsError where there is one."""
    for name in ("secrets", "public", "secrets/older"):
        (folder / name).mkdir(mode=0o700)
    _certificates(folder)
    _keys(folder)
    _passwords(folder / "secrets")


def _certificates(folder: Path) -> None:
    inner, outer, terminals = (
        trustme.CA(organization_name=f"Trial {name}") for name in ("inner", "outer", "terminals")
    )
    inner.cert_pem.write_to_path(folder / "public/inner-authority")
    outer.cert_pem.write_to_path(folder / "public/outer-authority")
    terminals.cert_pem.write_to_path(folder / "public/terminals-authority")
    for server, name in SERVERS.items():
        pair = (outer if server in {"front", "admin"} else inner).issue_cert(name)
        pair.cert_chain_pems[0].write_to_path(folder / "public" / f"{server}-certificate")
        _write(folder / "secrets" / f"{server}-key", _for_granian(pair.private_key_pem.bytes()))
    card = terminals.issue_cert("terminal-1")
    card.cert_chain_pems[0].write_to_path(folder / "public/terminal-1.pem")
    _write(folder / "secrets/terminal-1.pem", card.private_key_and_cert_chain_pem.bytes())


def _for_granian(pem: bytes) -> bytes:
    """It reads PKCS #8 only."""
    return load_pem_private_key(pem, None).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keys(folder: Path) -> None:
    """The pairs of office, recovery and postman. Nobody needs the recovery key in a trial: it is made and lost."""
    for name in ("office", "recovery", "postman"):
        passphrase = secrets.token_urlsafe(32)
        private = folder / "secrets" / f"{name}.key"
        make_key_pair(private, folder / "public" / f"{name}.pub", passphrase)
        if name == "recovery":
            private.unlink()
        else:
            _write(folder / "secrets" / f"{name}.passphrase", passphrase.encode())
    keys = vars(read_public_keys(folder / "public"))
    pins = [f"MIZUGUCHI_{name.upper()}_FINGERPRINT={fingerprint(key)}\n" for name, key in keys.items()]
    (folder / "public/fingerprints.env").write_text("".join(pins))


def _passwords(folder: Path) -> None:
    of = {name: secrets.token_urlsafe(32) for name in ROLES}
    lines = [f"{role}:{of[name]}" for name, role in ROLES.items()]
    _write(folder / "database-passwords", "\n".join(lines).encode() + b"\n")
    for name in ("owner", "webapp", "admin", "postman", "housekeeper", "backup"):
        _write(folder / f"{name}-database", f"*:*:*:{ROLES[name]}:{of[name]}\n".encode())
    counting, post = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    settings = ["dir /tmp", 'save ""', "appendonly no", "loglevel warning", f"requirepass {counting}"]
    _write(folder / "redis-settings", "\n".join(settings).encode() + b"\n")
    _write(folder / "webapp-counting", counting.encode())
    for name in ("postman-smtp", "relay-smtp"):
        _write(folder / name, post.encode())
    for name in (
        "webapp-cookie",
        "webapp-link",
        "admin-secret",
        "billing-session",
        "backup-far",
        "database-administrator",
    ):
        _write(folder / name, secrets.token_urlsafe(32).encode())


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


if __name__ == "__main__":
    furnish(Path(sys.argv[1]))
