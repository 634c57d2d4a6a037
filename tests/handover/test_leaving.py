"""Nothing is erased while anything speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from admin.handover.erasing import Order
from admin.handover.shutting import reopen
from admin.handover.trouble import HandoverTrouble
from intake.sealing.keys import PublicKeys
from intake.town import Town
from tests.handover.conftest import MARKS, Contractor
from tests.handover.ending import Erases, one_more, rows

pytestmark = pytest.mark.usefixtures("no_pdf")

Spoils = Callable[[Contractor, Order, PublicKeys, Town], Order]


def _other_receipt(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    return replace(order, proof=replace(order.proof, receipt="0000-0000-0000-0000"))


def _other_package(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    return replace(order, proof=replace(order.proof, package="0" * MARKS))


def _other_key(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    return replace(order, proof=replace(order.proof, signer="0000 " * 9 + "0000"))


def _no_package(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    return replace(order, proof=replace(order.proof, package=""))


def _open_again(contractor: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    reopen(contractor.store, contractor.clock)
    return order


def _a_mail(contractor: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    with contractor.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'parked'")
    return order


def _no_such_key(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    return replace(order, office_key=order.out.parent / "no.key")


def _a_link(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    folder = order.out.parent / "samples"
    folder.mkdir()
    (folder / "elsewhere").symlink_to(order.office_key)
    return replace(order, files=[folder])


def _itself(_: Contractor, order: Order, keys: PublicKeys, town: Town) -> Order:
    return replace(order, files=[order.out.parent])


@pytest.mark.parametrize(
    ("spoils", "says"),
    [
        (_other_receipt, "not the receipt"),
        (_other_package, "no package of this fingerprint"),
        (_other_key, "not the office's key that signed"),
        (_no_package, "has 40 characters"),
        (_open_again, "not shut"),
        (one_more, "pack again"),
        (_a_mail, "mails are not delivered"),
        (_no_such_key, "is not there"),
        (_a_link, "is a link"),
        (_itself, "would go too"),
    ],
)
def test_nothing_is_erased_while_anything_speaks_against_it(
    contractor: Contractor, order: Order, erases: Erases, key_file: Path, public_keys: PublicKeys, town: Town,
    spoils: Spoils, says: str,
) -> None:  # fmt: skip
    order.out.mkdir()
    spoilt = spoils(contractor, order, public_keys, town)
    before = rows(contractor.store)
    with pytest.raises(HandoverTrouble, match=says):
        erases(spoilt)
    assert rows(contractor.store) == before
    assert key_file.exists()
