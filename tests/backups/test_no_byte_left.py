"""A record is aged through every line of the retention table; then no byte of it is in database, log or backup."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from intake.acts import perform
from intake.backup.making import back_up
from intake.backup.settings import BackupSettings
from intake.lifecycle import Act
from intake.retention import RULES, due, purge
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application, application
from intake.store.drafts import Draft
from intake.store.engine import Store
from intake.store.events import all_events
from intake.store.kept_forms import KeptForm
from intake.store.outbox import Mail, enqueue
from intake.store.rights import Process
from intake.store.visits import Visit
from intake.town import Town
from tests.cluster import Cluster
from tests.engines import POSTGRESQL, Copies, url_for
from tests.scenery import StandingClock, hand_in

Canaries = dict[str, list[bytes]]
NEIGHBOURS = 12
"""Rows of the same kinds that stay: what goes is among them, not at the end of a file."""


def one_of_each(store: Store, clock: StandingClock, keep_days: int) -> dict[str, bytes]:
    """A draft, a visit, a kept form and a verification mail, and the bytes that tell each from all others."""
    marks = {kind: os.urandom(900) for kind in ("drafts", "visits", "kept forms", "dead letters")}
    over = clock.now().replace(microsecond=0)
    until = over.replace(year=over.year + 9) if keep_days else over
    with store.writing() as session:
        at = {
            "id": uuid4(),
            "procedure": "start",
            "language": "ja",
            "created_at": clock.now(),
            "expires_at": until,
        }
        session.add(Draft(**at, link_lookup=os.urandom(16), link_lock=b"", content=marks["drafts"]))
        session.add(Visit(lookup=os.urandom(16), about=uuid4(), locked=marks["visits"], expires_at=until))
        session.add(
            KeptForm(
                **{
                    column.name: _anything(column.name, until, marks["kept forms"])
                    for column in KeptForm.__table__.columns
                }
            )
        )
        written = until if keep_days else clock.now()
        enqueue(session, "verify", uuid4(), marks["dead letters"], written)
    return marks


def _anything(name: str, until: object, mark: bytes) -> object:
    return {"expires_at": until, "locked": mark, "account_id": 1, "path": "/x", "lookup": os.urandom(16)}.get(name)


@pytest.fixture
def aged(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Canaries:
    """One of everything that a rule erases, between neighbours that stay; what its sealed bytes are."""
    later = {"start_date_year": "2027", "start_date_month": "1", "start_date_day": "20"}
    for _ in range(NEIGHBOURS // 2):
        hand_in(store, public_keys, clock, town, **later)
        one_of_each(store, clock, 9)
    marks = {kind: [mark] for kind, mark in one_of_each(store, clock, 0).items()}
    row = hand_in(store, public_keys, clock, town).application
    for act in (Act.PRINT, Act.KEY, Act.CHECK):
        with store.writing() as session:
            seen = application(session, row.id)
            assert seen is not None
            perform(session, seen, act, "clerk 1", clock.now())
    for _ in range(NEIGHBOURS // 2):
        hand_in(store, public_keys, clock, town, **later)
        one_of_each(store, clock, 9)
    with store.reading() as session:
        sealed = session.get_one(Application, row.id)
        mails = session.scalars(select(Mail.payload).where(Mail.subject == str(row.id))).all()
        assert sealed.resident_wrap
        marks["resident copies"] = [sealed.resident_wrap]
        marks["applications"] = [sealed.record, sealed.office_wrap, sealed.recovery_wrap, sealed.contact, *mails]
    assert set(marks) == {rule.what for rule in RULES}
    return marks


@pytest.fixture
def housekeeper(store: Store) -> Iterator[Store]:
    """The same database as whoever erases signs in to it."""
    theirs = Store(url_for(store, Process.HOUSEKEEPER))
    yield theirs
    theirs.engine.dispose()


Files = Callable[[], Iterator[Path]]


@pytest.fixture
def files(store: Store, engine: str, request: pytest.FixtureRequest) -> Files:
    """Everything that the engine keeps on disk, after the time that it needs to forget."""
    if engine != POSTGRESQL:
        database = Path(str(store.engine.url.database))
        return lambda: database.parent.glob(f"{database.name}*")
    copies: Copies = request.getfixturevalue("copies")

    def found() -> Iterator[Path]:
        _forget(copies.cluster, str(store.engine.url.database))
        return (file for file in (copies.cluster.folder / "data").rglob("*") if file.is_file())

    return found


def _forget(cluster: Cluster, database: str) -> None:
    """What a server does by itself: samples for its planner, the next file of its log, a checkpoint."""
    for statement in ("ANALYZE", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"):
        cluster.tell(statement, database=database)


def left(aged: Canaries, files: Iterator[Path]) -> set[str]:
    """The kinds of which any part is found in any file; as bytes, or as PostgreSQL's dumps write them."""
    found = set[str]()
    for file in files:
        content = file.read_bytes()
        found |= {kind for kind, marks in aged.items() if any(_is_in(mark, content, file) for mark in marks)}
    return found


def _is_in(mark: bytes, content: bytes, file: Path) -> bool:
    parts = [mark[start : start + 24] for start in (0, len(mark) // 2, len(mark) - 24)]
    return any((part.hex().encode() if file.suffix == ".dump" else part) in content for part in parts)


@pytest.mark.both_engines
def test_no_byte_is_left_of_what_a_rule_has_erased(
    housekeeper: Store, aged: Canaries, files: Files, clock: StandingClock, town: Town
) -> None:
    assert left(aged, files()) == set(aged)
    clock.pass_by(days=40)
    told = due(housekeeper, clock, town.retention)
    assert purge(housekeeper, clock, town.retention) == told
    assert [what for what, count in told.items() if count != 1] == ["applications"]
    assert housekeeper.settle()
    assert left(aged, files()) == {"applications"}
    clock.pass_by(days=70)
    assert due(housekeeper, clock, town.retention)["applications"] == 1
    assert purge(housekeeper, clock, town.retention)["applications"] == 1
    assert housekeeper.settle()
    assert left(aged, files()) == set()


@pytest.mark.both_engines
def test_no_byte_is_left_in_a_backup_fourteen_days_after_it_was_erased(
    aged: Canaries, settings: BackupSettings, keeper: Store, store: Store, clock: StandingClock, town: Town
) -> None:
    places = [place.path for place in (settings.local, settings.remote)]  # type: ignore[attr-defined]  # folders

    def kept() -> Iterator[Path]:
        return (file for path in places for file in path.rglob("*") if file.is_file())

    clock.pass_by(days=100)
    back_up(settings, keeper, clock)
    assert left(aged, kept()) == set(aged)
    clock.pass_by(days=10)
    purge(store, clock, town.retention)
    store.settle()
    back_up(settings, keeper, clock)
    assert "applications" in left(aged, kept())
    clock.pass_by(days=4)
    back_up(settings, keeper, clock)
    assert left(aged, kept()) == set()


@pytest.mark.both_engines
def test_looking_what_is_due_changes_nothing(
    store: Store, aged: Canaries, clock: StandingClock, town: Town
) -> None:
    clock.pass_by(days=110)
    for _ in range(2):
        told = due(store, clock, town.retention)
        assert set(told.values()) == {1}
    with store.reading() as session:
        assert {event.act for event in all_events(session)}.isdisjoint({"purge", "erased"})


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_who_is_reading_is_left_alone_and_the_next_round_gets_through(store: Store, keeper: Store) -> None:
    with store.reading() as session:
        assert session.scalars(select(Application.id)).all()
        assert not keeper.settle()
    assert keeper.settle()
    with keeper.engine.begin() as connection:
        assert not connection.scalar(select(func.write_anew("events")))
