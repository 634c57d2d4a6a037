"""A new link to My Page for an applicant who has lost the old one. The secret goes into the mail and nowhere else.

The record is opened for it, which is written down like every opening; the clerk sees nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from admin.desk.finding import unchanged
from admin.desk.reasons import IDENTITY, RELINK, all_stated
from admin.desk.refusals import ChangedMeanwhile
from admin.office import Office
from admin.staff import Member
from admin.unseal import Rewrapped, rewrapped, unseal
from intake.audit import write_event
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.sealing.letterbox import post
from intake.sealing.mypage import lookup_value, new_secret, resident_public_key
from intake.store.applications import Application, move
from intake.store.engine import Store
from intake.store.messages import Message, messages_of
from intake.store.outbox import enqueue, take_back
from intake.store.visits import end_visits

WITH_SECRET = ("received", "relinked")
"""Letters that have the secret of My Page in them."""


def relink(
    store: Store,
    clock: Clock,
    office: Office,
    keys: PublicKeys,
    who: Member,
    reference: str,
    version: int,
    checks: Iterable[str],
) -> None:
    """Make a new link and mail it to the address in the record; the old link opens nothing any more.

    `checks` are how the centre made sure who asks, ReasonNeeded without any. ChangedMeanwhile when somebody was
    quicker, or the resident's copy is erased. TooManyOpenings or CannotOpen as for every opening.
    """
    stated, secret = all_stated(checks, IDENTITY), new_secret()
    with store.reading() as session:
        seen, messages = _with_copy(session, reference, version)
    record = unseal(store, office, who, seen, RELINK, clock.now()).record
    wraps = rewrapped(office, seen, messages, resident_public_key(secret))
    letter = post({"to": record.email, "language": record.language, "secret": secret}, str(seen.id), keys.postman)
    with store.writing() as session:
        application, _ = _with_copy(session, reference, version)
        _replace(session, application, wraps, secret)
        end_visits(session, application.id)
        take_back(session, application.id, WITH_SECRET)
        write_event(session, "relinked", who.actor, clock.now(), application.id, reason=stated)
        enqueue(session, "relinked", application.id, letter, clock.now(), application.reference)


def _with_copy(session: Session, reference: str, version: int) -> tuple[Application, Sequence[Message]]:
    application = unchanged(session, reference, version)
    if application.resident_wrap is None:
        raise ChangedMeanwhile
    return application, messages_of(session, application.id)


def _replace(session: Session, application: Application, wraps: Rewrapped, secret: str) -> None:
    """The version has not changed since the keys were opened, so there is no message that has no new wrap."""
    for message in messages_of(session, application.id):
        message.resident_wrap = wraps.messages[message.id]
    moved = move(
        session,
        application,
        application.standing,
        mypage_lookup=lookup_value(secret),
        resident_key=resident_public_key(secret).public_bytes_raw(),
        resident_wrap=wraps.record,
        tries=0,
        tries_from=None,
    )
    if not moved:
        raise ChangedMeanwhile
