"""Each package holds everything: so every one that was ever made is told, and none made after the city's is
passed over."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyrage import x25519

from admin.desk.alarms import all_alarms
from admin.handover import packing, who
from admin.handover.checking import check
from admin.handover.delivery import content_of
from admin.handover.erasing import Order
from admin.handover.packages import BEGUN, PACKED, packages_among, unaccounted
from admin.handover.packing import Packed, pack
from admin.handover.sealing import hash_of_package
from admin.handover.trouble import HandoverTrouble
from admin.handover.who import user_of_machine
from intake.store.engine import Store
from intake.store.events import Event
from intake.town import Town
from tests.handover.conftest import Contractor
from tests.handover.ending import Erases, rows
from tests.keys.looking import told

pytestmark = pytest.mark.usefixtures("no_pdf")


def second(contractor: Contractor, to: x25519.Identity) -> Packed:
    """A minute later, to another key."""
    contractor.clock.pass_by(minutes=1)
    order = replace(contractor.order, recipient=to.to_public())
    return pack(contractor.store, contractor.office, order, contractor.clock)


@pytest.mark.both_engines
def test_a_package_made_after_the_citys_has_to_go_too(
    engine: str, contractor: Contractor, order: Order, erases: Erases
) -> None:
    own = second(contractor, x25519.Identity.generate())
    before = rows(contractor.store)
    with pytest.raises(HandoverTrouble, match="1 packages were begun after the city's"):
        erases(order)
    assert rows(contractor.store) == before
    done = erases(replace(order, files=[own.path]))
    assert not own.path.exists()
    assert [(each.digest, each.here) for each in done.packages] == [(done.package, False), (own.digest, True)]
    words = (order.out / "erasure.md").read_text("utf-8")
    assert "市が受領" in words
    assert "ここで消去" in words


def test_one_that_was_begun_and_not_finished_stops_it_until_the_city_is_told(
    contractor: Contractor, order: Order, erases: Erases, city: x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as spoilt:
        spoilt.setattr(packing, "_tell", cut_off)
        with pytest.raises(KeyboardInterrupt):
            second(contractor, city)
    with pytest.raises(HandoverTrouble, match="not finished"):
        erases(order)
    later = second(contractor, city)
    proof = replace(order.proof, package=later.digest[:40], receipt=later.manifest.receipt)
    assert [bool(each.digest) for each in erases(replace(order, proof=proof)).packages] == [True, False, True]


def test_one_that_was_made_beside_the_citys_is_told_as_well() -> None:
    at = datetime(2026, 11, 27, tzinfo=UTC)
    acts = [(BEGUN, "city"), (BEGUN, "own"), (PACKED, "city")]
    events = [
        Event(number=number, act=act, at=at, detail=json.dumps({"key": key, "package": "d"}))
        for number, (act, key) in enumerate(acts)
    ]
    found = packages_among(events)
    assert [(each.recipient, each.digest) for each in found] == [("city", "d"), ("own", "")]
    assert unaccounted(found, "d") == found[1:]


def test_the_city_sees_every_package_before_its_own(contractor: Contractor, city: x25519.Identity) -> None:
    other = x25519.Identity.generate()
    own, its = second(contractor, other), second(contractor, city)
    found = check(its.path, city)
    assert [each.digest for each in found.packages] == [own.digest, ""]
    assert found.packages[0].recipient == told(contractor.store, "handover_begun")[0]["key"]
    assert found.packages[0].user == user_of_machine()
    on_paper = content_of(its)["before"]
    assert [each["digest"].replace(" ", "") for each in on_paper] == [own.digest[:40]]


def test_packing_is_an_alarm_on_the_console(contractor: Contractor, town: Town) -> None:
    before = all_alarms(contractor.store, contractor.clock, town)
    contractor.packs()
    assert all_alarms(contractor.store, contractor.clock, town) == before + 1


def test_the_user_is_who_signed_in_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody else")
    signed_in = tmp_path / "loginuid"
    monkeypatch.setattr(who, "SIGNED_IN", signed_in)
    alone = user_of_machine()
    assert "somebody else" not in alone
    signed_in.write_text("54321")
    assert user_of_machine() == f"54321 as {alone}"
    signed_in.write_text(str(who.NOBODY))
    assert user_of_machine() == alone


def test_a_copied_package_is_the_same_package(packed: Packed, tmp_path: Path, store: Store) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(packed.path.read_bytes())
    assert hash_of_package(copy) == packed.digest
