"""A form that comes after its sitting has ended is kept for a quarter of an hour, for the same person only.

It is locked under the token of the ended sitting, which only that browser holds: the database alone opens nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from admin.staff import Member
from intake.sealing.lock import WrongSecret, lock, lookup, unlock
from intake.store.engine import Store
from intake.store.kept_forms import KeptForm, drop_form, kept_form

KEPT_FOR = timedelta(minutes=15)
USE = "kept form"


@dataclass(frozen=True)
class Kept:
    """Where a form was sent to and what was in it, control by control."""

    path: str
    reference: str
    fields: list[tuple[str, str]]


def keep(store: Store, token: str, owner: int, form: Kept, at: datetime) -> None:
    """Keep a form of this account; a newer one takes the place of an older one."""
    secret, body = token.encode(), json.dumps(asdict(form)).encode()
    with store.writing() as session:
        drop_form(session, lookup(secret, USE))
        row = KeptForm(
            lookup=lookup(secret, USE),
            account_id=owner,
            locked=lock(secret, body, USE),
            expires_at=at + KEPT_FOR,
        )
        session.add(row)


def kept(store: Store, token: str, who: Member, now: datetime) -> Kept | None:
    """The form that this person sent too late from this browser; None when there is none, or its time is over."""
    with store.reading() as session:
        row = kept_form(session, lookup(token.encode(), USE))
    if row is None or row.account_id != who.id or row.expires_at <= now:
        return None
    try:
        found = json.loads(unlock(token.encode(), row.locked, USE))
    except WrongSecret:
        return None
    return Kept(found["path"], found["reference"], [(name, value) for name, value in found["fields"]])


def drop(store: Store, token: str) -> None:
    """Forget it."""
    with store.writing() as session:
        drop_form(session, lookup(token.encode(), USE))
