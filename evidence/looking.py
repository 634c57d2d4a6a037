"""One look at all the real places: database, mailboxes, billing, logs and key files, at the same moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.in_billing import InBilling, read_billing
from evidence.in_database import Arrival, InDatabase, read_database
from evidence.in_logs import InLog, read_log
from evidence.in_mailbox import InMailbox, read_mailbox
from evidence.on_key_ring import KeyOnDisk, read_key_ring
from intake.reference import shown
from intake.store.engine import Store

LOGGING = ("webapp", "postman", "admin", "billing")
"""The processes whose logs are read."""


@dataclass(frozen=True)
class Look:
    """What was found, place by place."""

    database: InDatabase
    mailbox: InMailbox
    billing: InBilling
    logs: Mapping[str, InLog]
    keys: Mapping[str, KeyOnDisk]

    @property
    def arrival(self) -> Arrival | None:
        """The application that arrived last."""
        return self.database.arrival


def look(home: Path, store: Store) -> Look:
    """Read everything anew; nothing is remembered from the look before."""
    database = read_database(store)
    reference = database.arrival.reference if database.arrival else ""
    for_people = shown(reference) if reference else ""
    return Look(
        database=database,
        mailbox=read_mailbox(home / "mail", for_people),
        billing=read_billing(home / "billing.sqlite", reference),
        logs={name: read_log(home / "logs" / f"{name}.log", reference, for_people) for name in LOGGING},
        keys=read_key_ring(home / "keys"),
    )
