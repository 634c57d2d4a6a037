"""Words for tests of a contract that has ended."""

from __future__ import annotations

from collections.abc import Callable

from admin.handover.erasing import Order
from admin.handover.protocol import Protocol
from admin.handover.shutting import reopen, shut
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.handing_over import count_rows
from intake.town import Town
from tests.handover.conftest import Contractor
from tests.scenery import hand_in

Erases = Callable[[Order], Protocol]


def rows(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return count_rows(session)


def one_more(contractor: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    reopen(contractor.store, contractor.clock)
    hand_in(contractor.store, keys, contractor.clock, town)
    shut(contractor.store, contractor.clock)
    return order
