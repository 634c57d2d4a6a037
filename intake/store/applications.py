"""Applications: in clear only what a queue needs, everything else sealed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.lifecycle import State
from intake.store.base import Table
from intake.store.turns import on_server, present, to_change, writes


class Application(Table):
    """One application. No name, place, address, IP, or hash of anything that could be guessed.

    `contact` is the applicant's address and language, sealed to the postman; `resident_wrap` is erased
    some days after completion; `tries` counts wrong second items since `tries_from`. `replaces` is the id of
    the application in whose place this one was made; that one may be erased earlier. `inquiry` says whether a
    question waits for the applicant ("asked") or an answer for the centre ("answered"). Who is in `claimed_by`
    has it since `claimed_at`, and colleagues leave it alone until `claimed_until`. `undone_by` is the account
    that has taken back in billing what is to be cancelled; another one has to see it.
    """

    __tablename__ = "applications"
    __table_args__ = (
        Index("ix_applications_queue", "state", "due_day", "received_at", "id"),
        Index("ix_applications_inquiry", "inquiry", "due_day", "received_at", "id"),
        Index("ix_applications_finished", "finished_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    procedure: Mapped[str]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    due_day: Mapped[date]
    received_at: Mapped[datetime]
    cancel_until: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    language: Mapped[str]
    contact_method: Mapped[str]
    submission_key: Mapped[bytes] = mapped_column(unique=True)
    mypage_lookup: Mapped[bytes] = mapped_column(unique=True)
    resident_key: Mapped[bytes]
    key_id: Mapped[bytes]
    record: Mapped[bytes]
    office_wrap: Mapped[bytes]
    recovery_wrap: Mapped[bytes]
    resident_wrap: Mapped[bytes | None]
    contact: Mapped[bytes]
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    keyed_by: Mapped[int | None]
    customer_number: Mapped[bytes | None]
    tries: Mapped[int] = mapped_column(default=0)
    tries_from: Mapped[datetime | None]
    replaces: Mapped[UUID | None] = mapped_column(index=True)
    inquiry: Mapped[str] = mapped_column(default="", server_default="")
    undone_by: Mapped[int | None]

    @property
    def standing(self) -> State:
        """The state in the words of the life cycle."""
        return State(self.state)


def application(session: Session, application_id: UUID) -> Application | None:
    """An application by its id."""
    present(session, application_id)
    return session.get(Application, application_id, populate_existing=True, with_for_update=writes(session))


def by_reference(session: Session, reference: str) -> Application | None:
    """An application by its reference (ten digits)."""
    return session.scalar(to_change(session, select(Application).where(Application.reference == reference)))


def is_taken(session: Session, reference: str) -> bool:
    """Whether an application has this reference. On PostgreSQL a function tells it to who can't see the row."""
    if on_server(session):
        return bool(session.scalar(select(func.reference_taken(reference))))
    return by_reference(session, reference) is not None


def by_submission(session: Session, submission_key: bytes) -> Application | None:
    """The application that a draft has become, if it has."""
    present(session, submission_key)
    return session.scalar(
        to_change(session, select(Application).where(Application.submission_key == submission_key))
    )


def replacements(session: Session, application_id: UUID) -> Sequence[str]:
    """The references of the applications that were made in place of this one, oldest first."""
    present(session, application_id)
    made = select(Application.reference).where(Application.replaces == application_id)
    return session.scalars(made.order_by(Application.received_at, Application.id)).all()


def by_mypage(session: Session, lookup: bytes) -> Application | None:
    """An application by the lookup value of its My Page link."""
    present(session, lookup)
    return session.scalar(to_change(session, select(Application).where(Application.mypage_lookup == lookup)))


def move(session: Session, seen: Application, to: State, **changes: object) -> bool:
    """Compare and set: True when the row still had the state and version that the caller saw."""
    present(session, seen.id)
    moved = session.scalar(
        update(Application)
        .where(
            Application.id == seen.id,
            Application.state == seen.state,
            Application.version == seen.version,
        )
        .values(state=to.value, version=seen.version + 1, **changes)
        .returning(Application.id)
        .execution_options(synchronize_session=False)
    )
    session.expire(seen)
    return moved is not None


def claim(session: Session, seen: Application, account_id: int, at: datetime, until: datetime) -> bool:
    """Give an application to an account; True when it still was as the caller saw it. No change of state.

    A colleague who had it and renewed that meanwhile keeps it.
    """
    claimed = session.scalar(
        update(Application)
        .where(
            Application.id == seen.id,
            Application.claimed_by.is_not_distinct_from(seen.claimed_by),
            Application.claimed_until.is_not_distinct_from(seen.claimed_until),
        )
        .values(claimed_by=account_id, claimed_at=at, claimed_until=until)
        .returning(Application.id)
        .execution_options(synchronize_session=False)
    )
    session.expire(seen)
    return claimed is not None


def how_many(session: Session) -> int:
    """How many applications there are."""
    return session.scalar(select(func.count()).select_from(Application)) or 0


def latest(session: Session) -> Application | None:
    """The application that arrived last."""
    return session.scalar(select(Application).order_by(Application.received_at.desc()).limit(1))


def states(session: Session) -> dict[UUID, State]:
    """The state of every application."""
    rows = session.execute(select(Application.id, Application.state))
    return {row.id: State(row.state) for row in rows}


def counts(session: Session) -> dict[State, int]:
    """How many applications stand in each state."""
    rows = session.execute(select(Application.state, func.count()).group_by(Application.state))
    found = {State(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in State}
