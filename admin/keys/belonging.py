"""Which of the three keys a key is, so that no command takes one for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy.orm import Session

from admin.keys.files import open_public
from admin.keys.refusal import KeyRefused
from intake.audit import details
from intake.sealing.fingerprints import fingerprint, plain
from intake.sealing.keys import key_id
from intake.store.events import Event, latest_of
from intake.store.resealing import count_by_key

FOLDER = "MIZUGUCHI_PUBLIC_KEYS"
OTHERS = ("recovery", "postman")
MADE = ("key_made", "key_rotated", "key_joined")
MOST_LOOKED_AT = 1000


def insist_on_an_offices(session: Session, key: X25519PublicKey, file: Path, environ: Mapping[str, str]) -> None:
    """KeyRefused for a recovery or postman's key, and for one that nothing tells to have been the office's.

    That is told by records sealed to it, by the event of its making, or by the name that a rotation gives its
    file.
    """
    identity = key_id(key)
    told = {str(details(event).get("what")) for event in _made(session) if details(event)["key"] == identity.hex()}
    if other := [name for name in OTHERS if name in told or _is(name, key, environ)]:
        raise KeyRefused(f"this is the {other[0]} key: it is no key of the office, and nothing here makes it anew")
    by_name = file.name == f"office-{identity.hex()}.key"
    if not ("office" in told or by_name or identity in count_by_key(session)):
        raise KeyRefused(
            "nothing tells that this was ever the office's key: no record, no event, no name of its file"
        )


def insist_on_recovery(key: X25519PublicKey, public: Path | None, environ: Mapping[str, str]) -> None:
    """KeyRefused unless it is the key of `public`, or else of recovery.pub in MIZUGUCHI_PUBLIC_KEYS."""
    folder = environ.get(FOLDER, "").strip()
    if public is None and not folder:
        raise KeyRefused(f"which key is the recovery key? give --public recovery.pub, or set {FOLDER}")
    known = public or Path(folder) / "recovery.pub"
    if key != open_public(known):
        raise KeyRefused(f"this is another key than that of {known.name}")


def name_of(key: X25519PublicKey, environ: Mapping[str, str]) -> str:
    """Which of the three it is; "unknown" for any other, and the recovery key where nothing is known here."""
    if not environ.get(FOLDER, "").strip():
        return "recovery"
    return next((name for name in ("recovery", "office", "postman") if _is(name, key, environ)), "unknown")


def _made(session: Session) -> Sequence[Event]:
    return latest_of(session, MADE, MOST_LOOKED_AT)


def _is(name: str, key: X25519PublicKey, environ: Mapping[str, str]) -> bool:
    pin = environ.get(f"MIZUGUCHI_{name.upper()}_FINGERPRINT", "")
    folder = environ.get(FOLDER, "").strip()
    file = Path(folder) / f"{name}.pub"
    return plain(pin) == plain(fingerprint(key)) or (bool(folder) and file.is_file() and open_public(file) == key)
