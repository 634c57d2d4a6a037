"""What the manifest of a package tells of where it comes from, and the receipt in it."""

from __future__ import annotations

import secrets
from hashlib import sha256
from pathlib import Path

from sqlalchemy.orm import Session

from admin.handover.kinds import LEFT_OUT, UNDELIVERED
from admin.handover.manifest import OWNERSHIP, Chain
from intake.audit import BEGINNING
from intake.backup.manifest import hash_of, program
from intake.sealing.mypage import ALPHABET
from intake.store.events import last_event
from intake.store.handing_over import count_rows, count_undelivered, migration
from intake.town import Town


def owner_of(town: Town) -> dict[str, str]:
    """Whose data it is, in words."""
    return {
        "city": town.city,
        "municipality": town.municipality,
        "bureau": town.name("bureau", "ja"),
        "statement": OWNERSHIP.format(city=town.city),
    }


def origin_of(town: Town, lock: Path, engine: str, session: Session) -> dict[str, str]:
    """Which installation it comes from; `lock` need not be on the machine."""
    return {
        "centre": town.name("centre", "ja"),
        "program": program(),
        "libraries": hash_of(lock) if lock.is_file() else "",
        "engine": engine,
        "migration": migration(session),
    }


def chain_of(session: Session, trouble: str) -> Chain:
    """The end of the audit chain; `trouble` is what is wrong with it."""
    last = last_event(session)
    return Chain(last.number, last.hash, trouble) if last else Chain(0, BEGINNING, trouble)


def left_out_of(session: Session) -> dict[str, dict[str, str | int]]:
    """What stays behind, each with its number and the reason."""
    counted = count_rows(session) | {UNDELIVERED: count_undelivered(session)}
    return {name: {"count": counted[name], "why": why} for name, (_, why) in LEFT_OUT.items()}


def new_receipt() -> str:
    """A random word of 80 bits, in groups that can be told by phone."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def receipt_mark(receipt: str) -> str:
    """What the chain keeps of a receipt: it can be held to it, and not be made from it."""
    return sha256(b"mizuguchi/handover/" + receipt.encode()).hexdigest()
