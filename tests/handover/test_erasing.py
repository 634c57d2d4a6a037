"""Everything is erased here, once the city has shown that it can read it; and the protocol tells all of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from admin.handover import erasing
from admin.handover.erasing import Order, erase, plan
from admin.handover.packing import Packed
from admin.handover.protocol import BEGUN, PROTOCOL, SIGNATURE, SIGNER
from admin.handover.trouble import HandoverTrouble
from intake.audit import verify
from intake.backup.folder import Folder
from intake.backup.making import back_up
from intake.backup.scratch import NOTE
from intake.backup.settings import LOCK, BackupSettings
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store import rehearsing
from intake.store.clearing_away import is_cleared
from intake.store.copying import clear_out
from intake.store.engine import Store, StoreTrouble
from intake.store.handing_over import count_rows
from intake.store.rights import Process
from intake.store.shutting import is_shut
from intake.town import SHIPPED, Town
from tests.engines import POSTGRESQL, url_for
from tests.handover.conftest import Contractor, Empty
from tests.handover.ending import Erases, one_more, rows
from tests.scenery import hand_in

pytestmark = pytest.mark.usefixtures("no_pdf")


@pytest.mark.both_engines
def test_after_it_there_is_one_event_and_a_desk_that_stays_shut(
    engine: str, contractor: Contractor, packed: Packed, order: Order, erases: Erases, key_file: Path,
    public_keys: PublicKeys, town: Town,
) -> None:  # fmt: skip
    before = rows(contractor.store)
    done = erases(order)
    assert rows(contractor.store) == dict.fromkeys(before, 0) | {"events": 1}
    with contractor.store.reading() as session:
        assert is_shut(session)
        assert verify(session).sound
    with pytest.raises(StoreTrouble):
        hand_in(contractor.store, public_keys, contractor.clock, town)
    assert not key_file.exists()
    assert done.database.rows == before
    assert done.database.head != packed.manifest.chain.head


@pytest.mark.on_file
def test_no_byte_of_a_record_is_left_beside_the_package(
    contractor: Contractor, order: Order, erases: Erases, tmp_path: Path
) -> None:
    with contractor.store.engine.connect() as connection:
        marks = [row[0][60:100] for row in connection.exec_driver_sql("SELECT record FROM applications")]

    def found() -> list[str]:
        files = [each for each in tmp_path.rglob("*") if each.is_file()]
        return [each.name for each in files if any(mark in each.read_bytes() for mark in marks)]

    assert found()
    erases(order)
    assert found() == []


@pytest.mark.both_engines
def test_the_protocol_is_signed_and_tells_what_where_and_when(
    engine: str, order: Order, erases: Erases, packed: Packed, contractor: Contractor, key_file: Path
) -> None:
    erases(order)
    content = (order.out / PROTOCOL).read_bytes()
    key = serialization.load_pem_public_key((order.out / SIGNER).read_bytes())
    assert isinstance(key, Ed25519PublicKey)
    key.verify((order.out / SIGNATURE).read_bytes(), content)
    told = json.loads(content)
    assert told["package"] == packed.digest
    assert told["database"]["rows"]["applications"] == 2
    assert [file["path"] for file in told["files"]] == [str(key_file)]
    assert all(file["erased_at"] for file in told["files"])
    words = (order.out / "erasure.md").read_text("utf-8")
    assert "| 申込み | `applications` | 2 |" in words
    assert str(key_file) in words
    assert ("WAL" in words) is (engine == "postgresql")
    assert (order.out / "erasure.pdf").read_bytes().startswith(b"%PDF")
    assert not (order.out / BEGUN).exists()


def test_a_second_time_says_that_it_was_done(order: Order, erases: Erases, tmp_path: Path) -> None:
    erases(order)
    with pytest.raises(HandoverTrouble, match="erased here already"):
        erases(replace(order, out=tmp_path / "other"))


@pytest.mark.both_engines
def test_an_application_between_looking_and_typing_stops_it(
    engine: str, contractor: Contractor, order: Order, public_keys: PublicKeys, town: Town
) -> None:
    told = plan(contractor.store, order, contractor.clock)
    one_more(contractor, order, public_keys, town)
    with pytest.raises(HandoverTrouble, match="pack again"):
        erase(contractor.store, contractor.office.key, order, told, contractor.clock)
    assert rows(contractor.store)["applications"] == 3


@pytest.mark.both_engines
def test_nobody_may_have_the_database_open(
    engine: str, contractor: Contractor, order: Order, erases: Erases
) -> None:
    other = Store(contractor.store.engine.url.render_as_string(hide_password=False))
    with other.reading() as session:
        count_rows(session)
        with pytest.raises(HandoverTrouble, match="open"):
            erases(order)
    other.engine.dispose()
    assert rows(contractor.store)["applications"] == 2
    erases(order)


@pytest.mark.both_engines
@pytest.mark.parametrize("breaks", ["_leave_a_stone", "write_event"])
def test_a_run_that_was_cut_off_at_the_database_is_taken_up_and_still_tells_all_of_it(
    engine: str, contractor: Contractor, order: Order, erases: Erases, monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    insist_on_taking_up(contractor, order, erases, monkeypatch, breaks)


@pytest.mark.parametrize("breaks", ["_file_gone", "write_signed"])
def test_a_run_that_was_cut_off_after_it_is_taken_up_as_well(
    contractor: Contractor, order: Order, erases: Erases, monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    insist_on_taking_up(contractor, order, erases, monkeypatch, breaks)


def insist_on_taking_up(
    contractor: Contractor, order: Order, erases: Erases, monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as spoilt:
        spoilt.setattr(erasing, breaks, cut_off)
        with pytest.raises(KeyboardInterrupt):
            erases(order)
    assert not (order.out / PROTOCOL).exists()
    done = erases(order)
    assert done.database.rows["applications"] == 2
    assert all(file.erased_at for file in done.files)
    assert rows(contractor.store)["events"] == 1
    assert not (order.out / BEGUN).exists()


@pytest.mark.both_engines
def test_what_runs_out_by_the_rules_stops_nothing(
    engine: str, contractor: Contractor, order: Order, erases: Erases, town: Town
) -> None:
    contractor.clock.pass_by(days=400)
    assert purge(contractor.store, contractor.clock, town.retention)["applications"] == 2
    assert erases(order).database.rows["applications"] == 0


@pytest.fixture
def backups(contractor: Contractor, packed: Packed, tmp_path: Path) -> BackupSettings:
    """A backup in both places, made after the package."""
    local, remote = (Folder(name, tmp_path / "backups" / name) for name in ("local", "remote"))
    for place in (local, remote):
        place.prepare()
    settings = BackupSettings(url_for(contractor.store, Process.BACKUP), SHIPPED, LOCK, local, remote, days=14)
    keeper = Store(url_for(contractor.store, Process.HOUSEKEEPER))
    back_up(settings, keeper, contractor.clock)
    keeper.engine.dispose()
    return settings


@pytest.mark.both_engines
def test_backups_are_told_with_the_day_on_which_they_are_gone(
    engine: str, order: Order, erases: Erases, backups: BackupSettings
) -> None:
    done = erases(replace(order, backups=backups))
    assert {(each.place, each.gone_from, each.removed_at) for each in done.backups} == {
        ("local", "2026-12-07", ""),
        ("remote", "2026-12-07", ""),
    }
    assert len(backups.local.held()) == 1
    assert set(done.places.values()) == {str(place.path) for place in (backups.local, backups.remote)}  # type: ignore[attr-defined]  # folders
    (where,) = done.database.gone[:1]
    assert ("(system " in where and "?" not in where) if engine == POSTGRESQL else Path(where).is_absolute()
    words = (order.out / "erasure.md").read_text("utf-8")
    assert "12月7日（月）に消えます" in words
    assert "（housekeeper）だけを2026年（令和8年）12月7日（月）まで動かす" in words


@pytest.mark.both_engines
def test_the_housekeeper_alone_removes_backups_that_were_left(
    engine: str, contractor: Contractor, order: Order, erases: Erases, backups: BackupSettings
) -> None:
    left = {each.name for each in erases(replace(order, backups=backups)).backups}
    contractor.clock.pass_by(days=14)
    keeper = Store(url_for(contractor.store, Process.HOUSEKEEPER))
    made = back_up(backups, keeper, contractor.clock)
    keeper.engine.dispose()
    assert {name for place in backups.places for name in place.held()} == {made.name}
    assert made.name not in left
    assert sum(made.manifest.counts.values()) == 1


@pytest.mark.both_engines
def test_backups_that_only_the_chain_tells_of_are_not_passed_over(
    engine: str, contractor: Contractor, order: Order, erases: Erases, backups: BackupSettings
) -> None:
    with pytest.raises(HandoverTrouble, match="tells of 1 backups that are not in the places"):
        erases(order)
    moved = Folder("local", backups.local.path.with_name("elsewhere"))
    moved.prepare()
    with pytest.raises(HandoverTrouble, match="tells of 1 backups"):
        erases(replace(order, backups=replace(backups, local=moved, remote=moved)))
    assert rows(contractor.store)["applications"] == 2
    done = erases(replace(order, although_backups_unknown=True))
    assert [(each.place, each.gone_from) for each in done.backups] == [("chain", "2026-12-07")]
    assert "監査記録による" in (order.out / "erasure.md").read_text("utf-8")


def test_a_backup_whose_days_are_over_is_no_trouble(
    contractor: Contractor, order: Order, erases: Erases, backups: BackupSettings
) -> None:
    contractor.clock.pass_by(days=14)
    assert erases(order).backups == []


@pytest.mark.on_file
def test_beside_a_file_goes_what_is_sqlites_own_and_nothing_else(
    contractor: Contractor, order: Order, erases: Erases
) -> None:
    file = Path(str(contractor.store.engine.url.database))
    folder, notes = file.with_name(f"{file.name}.d"), file.with_name(f"{file.name}.notes-of-another-thing")
    link = file.with_name(f"{file.name}.postman")
    folder.mkdir()
    notes.write_text("somebody else's")
    link.symlink_to(notes)
    told = plan(contractor.store, order, contractor.clock)
    done = erases(order)
    assert str(file) in done.database.gone
    assert done.database.gone == told.database.gone
    assert folder.is_dir()
    assert notes.read_text() == "somebody else's"


@pytest.mark.both_engines
def test_what_a_drill_left_goes_too(
    engine: str, order: Order, erases: Erases, backups: BackupSettings, empty: Empty, tmp_path: Path
) -> None:
    left = tmp_path / "mizuguchi-drill-left"
    left.mkdir()
    (backups.local.path / NOTE).write_text(str(left))
    server = empty().engine.url.render_as_string(hide_password=False) if engine == POSTGRESQL else ""
    wanted = replace(order, backups=backups, drills=server)
    if server:
        Store(server).migrate()
        with pytest.raises(HandoverTrouble, match="database of drills is not empty"):
            erases(wanted)
        clear_out(server)
        rehearsing.mark(server)
        Store(server).migrate()
    erases(wanted)
    assert not left.exists()
    assert not server or is_cleared(server)
    assert ("訓練の写しが残っていません" in (order.out / "erasure.md").read_text("utf-8")) is bool(server)


def test_backups_can_be_removed_at_once(order: Order, erases: Erases, backups: BackupSettings) -> None:
    done = erases(replace(order, backups=backups, without_backups=True))
    assert all(each.removed_at for each in done.backups)
    assert [place.held() for place in backups.places] == [[], []]
