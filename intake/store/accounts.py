"""Accounts, terminals and sittings of the console's staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, false, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table
from intake.store.turns import to_change, writes


class Role(StrEnum):
    """What a member of staff is: the auditor is of the city and never reads a record."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


def actors_of(account_id: int) -> frozenset[str]:
    """Every name that events may have for one account: a change of role makes nobody somebody else."""
    return frozenset(f"{role.value} {account_id}" for role in Role)


class Account(Table):
    """A member of staff. `totp` is locked under the console's own secret; `totp_step` bars a code's second use.

    `to_change` says that the password was made by somebody else and has to be changed first.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    username: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    totp: Mapped[bytes]
    totp_step: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    to_change: Mapped[bool] = mapped_column(default=False, server_default=false())


class Turn(Table):
    """Failed sign-ins in a row to one account from one terminal (its fingerprint, empty where none is registered).

    Apart by terminal, so that nobody locks the whole centre out from one of them.
    """

    __tablename__ = "turns"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    terminal: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class Terminal(Table):
    """A terminal that may speak with the console: SHA-256 of its client certificate, in hex."""

    __tablename__ = "terminals"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    registered_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Sitting(Table):
    """Somebody signed in at the console: the browser holds a token, the row its lookup value.

    `terminal` is the fingerprint of the one where it began, empty where none is registered; it holds there only.
    """

    __tablename__ = "sittings"

    lookup: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(index=True)
    terminal: Mapped[str] = mapped_column(default="", server_default="")
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


def account_by_name(session: Session, username: str) -> Account | None:
    """An account by its user name."""
    return session.scalar(to_change(session, select(Account).where(Account.username == username)))


def account(session: Session, account_id: int) -> Account | None:
    """An account by its number."""
    return session.get(Account, account_id, with_for_update=writes(session))


def accounts(session: Session) -> Sequence[Account]:
    """All accounts by user name."""
    return session.scalars(select(Account).order_by(Account.username)).all()


def spend_step(session: Session, account_id: int, step: int) -> bool:
    """Use up a step of one-time codes; False when it, or a later one, was used before."""
    spent = session.scalar(
        update(Account)
        .where(Account.id == account_id, Account.totp_step < step)
        .values(totp_step=step)
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    )
    return spent is not None


def turn(session: Session, account_id: int, terminal: str) -> Turn:
    """The failures of an account at a terminal, begun at none. The account is locked, so that tries queue."""
    session.get(Account, account_id, with_for_update=True)
    found = session.get(Turn, (account_id, terminal), with_for_update=True)
    if found is None:
        found = Turn(account_id=account_id, terminal=terminal, failures=0)
        session.add(found)
    return found


def forget_turns(session: Session, account_id: int, terminal: str | None = None) -> None:
    """Forgive an account's failures at one terminal, or at all."""
    theirs = Turn.account_id == account_id
    session.execute(delete(Turn).where(theirs if terminal is None else theirs & (Turn.terminal == terminal)))


def terminals(session: Session) -> Sequence[Terminal]:
    """All terminals by name."""
    return session.scalars(select(Terminal).order_by(Terminal.name, Terminal.registered_at)).all()


def terminal(session: Session, fingerprint: str) -> Terminal | None:
    """A terminal by the fingerprint of its certificate."""
    return session.get(Terminal, fingerprint)


def sitting(session: Session, lookup: bytes) -> Sitting | None:
    """A sitting by its lookup value."""
    return session.get(Sitting, lookup, with_for_update=writes(session))


def end_sittings(session: Session, account_id: int, but: bytes = b"") -> None:
    """Sign an account out everywhere, or everywhere but in one browser."""
    session.execute(delete(Sitting).where(Sitting.account_id == account_id, Sitting.lookup != but))


def end_sitting(session: Session, lookup: bytes) -> None:
    """Sign out one browser."""
    session.execute(delete(Sitting).where(Sitting.lookup == lookup))


def forget_sittings(session: Session, begun_before: datetime) -> None:
    """Remove sittings that began so long ago that they are over in any case."""
    session.execute(delete(Sitting).where(Sitting.started_at <= begun_before))
