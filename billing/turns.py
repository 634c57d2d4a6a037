"""Turns at the sign-in: after five wrong passwords in a row a name has to wait for a minute."""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from billing.tables import SignInTurn

WRONG_IN_A_ROW = 5
LOCK = timedelta(seconds=60)
FORGET_AFTER = timedelta(days=1)


def mark_of(username: str, secret: str) -> str:
    """Give the keyed digest under which the tries of a name are counted.

    The name itself is not kept: people type their password into the wrong field.
    """
    return hmac.new(secret.encode(), username.casefold().encode(), hashlib.sha256).hexdigest()


def take_turn(session: Session, mark: str, now: datetime) -> bool:
    """Count a try before its password is looked at; False when the name is locked at the moment.

    Counting first means that many tries sent at the same time get no more turns than five.
    """
    session.execute(delete(SignInTurn).where(SignInTurn.last_at < now - FORGET_AFTER))
    turn = session.get(SignInTurn, mark)
    if turn is None:
        turn = SignInTurn(mark=mark, tries=0, locked_until=None, last_at=now)
        session.add(turn)
    if turn.locked_until and turn.locked_until > now:
        return False
    turn.tries, turn.locked_until, turn.last_at = turn.tries + 1, None, now
    if turn.tries >= WRONG_IN_A_ROW:
        turn.tries, turn.locked_until = 0, now + LOCK
    return True


def forgive(session: Session, mark: str) -> None:
    """Forget the tries of a name, after the right password was given."""
    session.execute(delete(SignInTurn).where(SignInTurn.mark == mark))
