"""What was handed over is the same in a second installation, and opens there with its own keys."""

from __future__ import annotations

import pytest
from pyrage import x25519

from admin.handover.checking import check
from admin.handover.kinds import KINDS
from admin.office import Office
from admin.staff import Member, add_account
from admin.unseal import unseal
from intake.audit import details, verify
from intake.opening import open_letter, open_record
from intake.records import fingerprint, read_record
from intake.sealing.keys import key_id
from intake.store.accounts import Role, accounts, terminals
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.store.handing_over import as_values, count_rows, rows_of
from intake.store.messages import messages_of
from intake.store.notes import notes_about
from tests.handover.conftest import AWKWARD, Contractor, Successor
from tests.scenery import EMAIL

CLERK = Member(9, "mori", Role.CLERK)


def in_clear(store: Store) -> dict[str, list[object]]:
    """Everything that is handed over as it stands, kind by kind."""
    with store.reading() as session:
        return {
            kind.name: [as_values(row, kind.columns) for row in rows_of(session, kind.table)] for kind in KINDS
        }


def applications(store: Store) -> list[Application]:
    with store.reading() as session:
        return list(rows_of(session, Application))


@pytest.mark.both_engines
def test_a_second_installation_has_the_same_rows_and_the_chain_goes_on(
    engine: str, contractor: Contractor, successor: Successor
) -> None:
    packed = contractor.packs()
    successor.takes(packed.path)
    before, after = in_clear(contractor.store), in_clear(successor.store)
    assert packed.manifest.counts == {
        kind.name: len(before[kind.name]) - (kind.name == "events") for kind in KINDS
    }
    for same in ("applications", "messages", "notes", "slips", "tallies", "mails"):
        assert after[same] == before[same], same
    assert after["events"][: packed.manifest.chain.events] == before["events"][:-1]
    with successor.store.reading() as session:
        assert verify(session).sound
        (told,) = latest_of(session, ["handover_imported"])
    assert details(told)["package"] == packed.digest
    assert details(told)["head"] == packed.manifest.chain.head


@pytest.mark.both_engines
def test_records_open_with_the_new_keys_alone_and_have_the_fingerprints_of_before(
    engine: str, contractor: Contractor, successor: Successor, clock: object
) -> None:
    prints = {
        row.reference: fingerprint(
            read_record(open_record(row.record, row.office_wrap, "office", contractor.office.key))
        )
        for row in applications(contractor.store)
    }
    successor.takes(contractor.packs().path)
    office, numbers = Office(successor.keys.office, 300), []
    for row in applications(successor.store):
        with successor.store.reading() as session:
            messages, notes = messages_of(session, row.id), notes_about(session, row.id)
        opened = unseal(successor.store, office, CLERK, row, "why", contractor.clock.now(), messages, notes)
        assert fingerprint(opened.record) == prints[row.reference]
        assert open_record(row.record, row.recovery_wrap, "recovery", successor.keys.recovery)
        assert open_letter(row.contact, str(row.id), successor.keys.postman) == {"to": EMAIL, "language": "ja"}
        assert row.key_id == key_id(office.public)
        numbers.append((opened.customer_number, len(opened.thread), len(opened.notes)))
        assert [said.words.text for said in opened.thread][1:] == [AWKWARD][: len(opened.thread)]
    assert sorted(numbers) == [("", 0, 0), ("0123456", 2, 1)]


def test_the_link_of_my_page_goes_on_opening(contractor: Contractor, successor: Successor) -> None:
    before = {
        row.id: (row.mypage_lookup, row.resident_key, row.resident_wrap) for row in applications(contractor.store)
    }
    successor.takes(contractor.packs().path)
    after = {
        row.id: (row.mypage_lookup, row.resident_key, row.resident_wrap) for row in applications(successor.store)
    }
    assert after == before


def test_whoever_worked_at_the_old_desk_is_known_and_cant_come_in(
    contractor: Contractor, successor: Successor
) -> None:
    successor.takes(contractor.packs().path)
    with successor.store.reading() as session:
        (sato,), (terminal,) = accounts(session), terminals(session)
    assert (sato.id, sato.role, sato.active, sato.totp) == (1, "clerk", False, b"")
    assert terminal.revoked_at


@pytest.mark.both_engines
def test_the_successors_accounts_are_counted_on_from_those_of_before(
    engine: str, contractor: Contractor, successor: Successor
) -> None:
    successor.takes(contractor.packs().path)
    add_account(successor.store, b"s" * 32, "mori", Role.CLERK, "a long enough password", clock=contractor.clock)
    with successor.store.reading() as session:
        assert sorted(row.id for row in accounts(session)) == [1, 2]


def test_verifying_needs_the_citys_key_alone_and_tells_the_same(
    contractor: Contractor, city: x25519.Identity
) -> None:
    packed = contractor.packs()
    checked = check(packed.path, city)
    assert (checked.digest, checked.signer, checked.manifest) == (packed.digest, packed.signer, packed.manifest)
    with contractor.store.reading() as session:
        assert count_rows(session)["applications"] == checked.manifest.counts["applications"] == 2
