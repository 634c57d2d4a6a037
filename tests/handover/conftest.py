"""A desk with everything on it, the city's key, and a shell at the old and at the new contractor's."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pyrage import x25519
from sqlalchemy.engine import make_url

from admin.handover import paper
from admin.handover.erasing import Order as Erasing
from admin.handover.erasing import erase, plan
from admin.handover.importing import Imported, bring_in
from admin.handover.importing import Order as Importing
from admin.handover.leaving import Proof
from admin.handover.manifest import signer_of
from admin.handover.packing import Order, Packed, pack
from admin.handover.protocol import Protocol
from admin.handover.shutting import shut
from admin.office import Office
from intake.audit import write_event
from intake.backup.settings import LOCK
from intake.memos import Memo
from intake.noting import take_note
from intake.sealing.keys import PublicKeys, write_private
from intake.sealing.letterbox import post
from intake.store.accounts import Account, Role, Terminal
from intake.store.applications import by_reference
from intake.store.engine import Store
from intake.store.slips import PrintedSlip
from intake.town import SHIPPED, Town
from tests.engines import POSTGRESQL, Copies
from tests.inquiries import answers, asks
from tests.scenery import PrivateKeys, StandingClock, hand_in

MARKS = 40
"""Characters of a fingerprint."""

AWKWARD = '=1+1\n"quoted", 葛󠄀\n＝ｃｍｄ'


@pytest.fixture
def city() -> x25519.Identity:
    return x25519.Identity.generate()


@pytest.fixture
def desk(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Store:
    """Two applications, one with a question, an answer, a memo, a sheet and a keyed number; and a clerk."""
    first = hand_in(store, public_keys, clock, town).application
    hand_in(store, public_keys, clock, town, note="=cmd")
    asks(store, public_keys, first.reference, clock)
    answers(store, public_keys, first.reference, clock, AWKWARD)
    with store.writing() as session:
        seen = by_reference(session, first.reference)
        assert seen
        seen.customer_number = post({"customer_number": "0123456"}, str(seen.id), public_keys.office)
        session.flush()
        take_note(session, public_keys, seen, Memo(AWKWARD), secrets.token_hex(8), (1, "clerk 1"), clock.now())
        session.add(Account(username="sato", role=Role.CLERK, password_hash="argon2", totp=b"locked"))
        session.add(Terminal(fingerprint="ab" * 32, name="counter 1", registered_at=clock.now()))
        event = write_event(session, "slip", "clerk 1", clock.now(), seen.id, serial=1, copy=1)
        session.add(
            PrintedSlip(
                serial=1, application_id=seen.id, copy_number=1, printed_at=clock.now(), printed_by=1,
                audit_head=event.hash,
            )
        )  # fmt: skip
    return store


@dataclass(frozen=True)
class Contractor:
    """Who hands over: the desk, its office, and what a package needs."""

    store: Store
    office: Office
    order: Order
    clock: StandingClock

    def packs(self) -> Packed:
        return pack(self.store, self.office, self.order, self.clock)


@pytest.fixture
def contractor(
    desk: Store,
    private_keys: PrivateKeys,
    public_keys: PublicKeys,
    city: x25519.Identity,
    town: Town,
    clock: StandingClock,
    tmp_path: Path,
) -> Contractor:
    order = Order(tmp_path / "packages", city.to_public(), SHIPPED, town, LOCK, public_keys)
    return Contractor(desk, Office(private_keys.office, 0), order, clock)


Empty = Callable[[], Store]


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Empty]:
    """Makes the database of a second installation, without a row."""
    made = list[Store]()

    def make() -> Store:
        if engine == POSTGRESQL:
            copies: Copies = request.getfixturevalue("copies")
            made.append(Store(copies.cluster.url(copies.cluster.make())))
        else:
            target = tmp_path / f"second-{len(made)}.sqlite"
            shutil.copy(migrated, target)
            made.append(Store(f"sqlite:///{target}"))
        return made[-1]

    yield make
    for store in made:
        store.engine.dispose()
        if engine == POSTGRESQL:
            request.getfixturevalue("copies").cluster.drop(make_url(store.engine.url).database)


@dataclass(frozen=True)
class Successor:
    """The second installation: keys of its own, and a database without a row."""

    store: Store
    keys: PrivateKeys
    city: x25519.Identity
    town: Town
    clock: StandingClock

    signer: str

    def takes(self, package: Path, signer: str = "", *, even_unsound: bool = False) -> Imported:
        order = Importing(package, self.city, self.keys.public(), self.town, signer or self.signer, even_unsound)
        return bring_in(self.store, order, self.clock)


@pytest.fixture
def successor(
    empty: Empty, city: x25519.Identity, town: Town, clock: StandingClock, private_keys: PrivateKeys
) -> Successor:
    keys = PrivateKeys(*(X25519PrivateKey.generate() for _ in range(3)))
    return Successor(empty(), keys, city, town, clock, signer_of(private_keys.office).replace(" ", ""))


@pytest.fixture
def city_file(city: x25519.Identity, tmp_path: Path) -> Path:
    """The city's key as age-keygen writes it."""
    path = tmp_path / "city.txt"
    write_private(path, f"# created: today\n{city}\n".encode())
    return path


@pytest.fixture
def no_pdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes seconds; one test looks at what is drawn."""
    if not request.node.get_closest_marker("on_file"):
        monkeypatch.setattr(paper, "typeset", lambda *_, **__: b"%PDF")


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir()
    (folder / "office.key").write_bytes(b"only a stand-in")
    return folder / "office.key"


@pytest.fixture
def packed(contractor: Contractor) -> Packed:
    """The desk is shut and packed; all mails are out."""
    with contractor.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'delivered', payload = ''")
    shut(contractor.store, contractor.clock)
    return contractor.packs()


@pytest.fixture
def order(packed: Packed, town: Town, tmp_path: Path, key_file: Path) -> Erasing:
    proof = Proof(packed.digest[:MARKS], packed.manifest.receipt, packed.signer)
    return Erasing(proof, town, tmp_path / "protocol", key_file)


@pytest.fixture
def erases(contractor: Contractor) -> Callable[[Erasing], Protocol]:
    def by_command(order: Erasing) -> Protocol:
        told = plan(contractor.store, order, contractor.clock)
        return erase(contractor.store, contractor.office.key, order, told, contractor.clock)

    return by_command
