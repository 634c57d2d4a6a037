"""What a demo has written down, read beside its processes: outbox, slips, audit chain, the inbox's log."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, update

from intake.audit import verify
from intake.store.applications import Application, by_reference
from intake.store.engine import Store
from intake.store.events import all_events, events_about
from intake.store.outbox import Delivery, Mail, waiting
from intake.store.slips import slips_of
from simulation.mailbox.receiving import OFFERED_AGAIN

About = Counter[tuple[str, str]]
"""How many mails, by kind and by the application they are about (none for a mail about a draft)."""


class Records:
    """The records in a demo's home."""

    def __init__(self, home: Path, store: Store) -> None:
        self._home, self._store = home, store

    def trouble(self) -> str:
        """What is wrong with the audit chain; empty when it is sound."""
        with self._store.reading() as session:
            return verify(session).trouble

    def references(self) -> list[str]:
        """All applications there are."""
        with self._store.reading() as session:
            return list(session.scalars(select(Application.reference)))

    def letters(self, kind: str) -> list[str]:
        """The references of all letters of a kind in the outbox, sent or not."""
        with self._store.reading() as session:
            return list(session.scalars(select(Mail.reference).where(Mail.kind == kind)))

    def has(self, reference: str) -> bool:
        """Whether an application is there."""
        with self._store.reading() as session:
            return by_reference(session, reference) is not None

    def sheets_and_prints(self, reference: str) -> tuple[int, int, int]:
        """How many slips an application has, how many slips and how many prints its events tell of."""
        with self._store.reading() as session:
            application = by_reference(session, reference)
            assert application
            acts = [event.act for event in events_about(session, application.id)]
            return len(slips_of(session, application.id)), acts.count("slip"), acts.count("print")

    def states_of_mails(self, reference: str) -> list[str]:
        """Where the mails about an application stand."""
        with self._store.reading() as session:
            return list(session.scalars(select(Mail.state).where(Mail.reference == reference)))

    def mails(self) -> About:
        """The rows of the outbox."""
        with self._store.reading() as session:
            return Counter(
                (row.kind, row.subject if row.reference else "") for row in session.scalars(select(Mail))
            )

    def deliveries(self) -> About:
        """The deliveries that the audit chain tells of."""
        with self._store.reading() as session:
            told = [event for event in all_events(session) if event.act == "mail_delivered"]
            return Counter((json.loads(event.detail)["mail"], str(event.application_id or "")) for event in told)

    def everything_is_sent(self) -> bool:
        """Whether no mail waits; those that wait for another try get it now."""
        self.let_the_pause_pass()
        with self._store.reading() as session:
            return waiting(session) == 0

    def let_the_pause_pass(self) -> None:
        """A mail that could not be sent waits for half a minute or more; tests have no such time."""
        with self._store.writing() as session:
            now = datetime.now(UTC)
            session.execute(update(Mail).where(Mail.state == Delivery.WAITING.value).values(next_try_at=now))

    def sent_twice(self) -> int:
        """How often the inbox was offered a mail that it had already."""
        return (self._home / "logs" / "mailbox.log").read_text(encoding="utf-8").count(OFFERED_AGAIN)


@contextmanager
def records_of(home: Path, database: str = "") -> Iterator[Records]:
    """The records of a demo that runs; `database` is its address as its owner, where it is not in the home."""
    store = Store(database or f"sqlite:///{home}/desk.sqlite")
    yield Records(home, store)
    store.engine.dispose()
