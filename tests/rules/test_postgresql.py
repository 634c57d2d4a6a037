"""What is PostgreSQL's own: who waits for whom, what happens when it is away, and how a database is made."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from intake.audit import verify, write_event
from intake.commands import mizuguchi
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Account
from intake.store.engine import Store, StoreTrouble
from intake.store.guarding import DatabaseUnfit
from intake.store.rights import OWNER, Process
from intake.town import Town
from tests.cluster import Cluster
from tests.engines import POSTGRESQL, Copies, url_for
from tests.scenery import MONDAY_NOON, StandingClock, hand_in


@pytest.fixture
def engine() -> str:
    return POSTGRESQL


@pytest.fixture
def cluster(copies: Copies) -> Cluster:
    return copies.cluster


@pytest.fixture
def impatient(store: Store) -> Iterator[Store]:
    """The same database for somebody who waits a fifth of a second at most."""
    theirs = Store(url_for(store, Process.ADMIN), busy_milliseconds=200)
    yield theirs
    theirs.engine.dispose()


def count(store: Store) -> int:
    with store.reading() as session:
        finding = verify(session)
        assert finding.sound
        return finding.count


def write(store: Store) -> None:
    with store.writing() as session:
        write_event(session, "print", "clerk 2", MONDAY_NOON)


def test_who_writes_no_event_does_not_wait_for_those_who_do(store: Store, impatient: Store) -> None:
    with store.writing() as slow:
        write_event(slow, "print", "clerk 1", MONDAY_NOON)
        with impatient.writing(events=False) as session:
            session.add(Account(username="sato", role="clerk", password_hash="hash", totp=b"totp"))
        with pytest.raises(StoreTrouble), impatient.writing():
            pytest.fail("two at the end of the chain")
    assert count(store) == 1


def test_a_writer_whose_process_stands_still_is_put_out_by_the_server(store: Store, impatient: Store) -> None:
    patient = Store(url_for(store, Process.ADMIN))

    def stand_still() -> None:
        with store.writing() as session:
            write_event(session, "print", "clerk 1", MONDAY_NOON)
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 100"))
            write(patient)

    with pytest.raises(StoreTrouble):
        stand_still()
    patient.engine.dispose()
    assert count(store) == 1


def test_when_all_connections_of_a_process_are_in_use_it_is_trouble_and_not_for_ever(impatient: Store) -> None:
    def hold(_: int) -> str:
        try:
            with impatient.reading() as session:
                session.execute(text("SELECT pg_sleep(2)"))
        except StoreTrouble:
            return "trouble"
        return "done"

    with ThreadPoolExecutor(20) as threads:  # twice eight connections, and four who get none
        said = list(threads.map(hold, range(20)))
    assert {said.count("done"), said.count("trouble")} == {16, 4}


def test_a_commit_is_on_disk_before_it_is_answered_and_times_are_utc(store: Store) -> None:
    with store.writing() as session:
        told = {
            name: session.scalar(text(f"SHOW {name}"))
            for name in ("synchronous_commit", "transaction_isolation", "timezone", "lock_timeout")
        }
    assert told == {
        "synchronous_commit": "on",
        "transaction_isolation": "read committed",
        "timezone": "UTC",
        "lock_timeout": "5s",
    }
    with store.reading() as session:
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert session.scalar(text("SHOW transaction_read_only")) == "on"


def test_a_server_that_was_restarted_is_trouble_for_what_was_under_way_and_for_nothing_else(
    store: Store, cluster: Cluster
) -> None:
    def be_at_work_meanwhile() -> None:
        with store.writing() as session:
            write_event(session, "print", "clerk 1", MONDAY_NOON)
            cluster.restart()

    with pytest.raises(StoreTrouble):
        be_at_work_meanwhile()
    for _ in range(3):
        write(store)
    assert count(store) == 3


def test_the_servers_log_repeats_no_value(cluster: Cluster) -> None:
    name = cluster.make()
    store = Store(cluster.url(name))
    store.migrate()
    before = len(cluster.log.read_text())
    for _ in range(2):
        with suppress(IntegrityError), store.writing() as session:
            session.add(Account(username="himitsu", role="clerk", password_hash="himitsu", totp=b"himitsu"))
    said = cluster.log.read_text()[before:]
    assert "uq_accounts_username" in said
    assert "himitsu" not in said
    store.engine.dispose()
    cluster.drop(name)


def run(url: str, *line: str) -> Result:
    return CliRunner().invoke(mizuguchi, line, env={"MIZUGUCHI_DATABASE": url}, catch_exceptions=False)


def test_a_database_is_made_by_the_administrator_migrated_by_its_owner_and_used_by_each_process(
    cluster: Cluster, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    psql = ["psql", "-v", "ON_ERROR_STOP=1", "-h", str(cluster.folder), "-U", "postgres", "-q"]
    printed = run("", "roles", "--database", "made_by_hand").output
    subprocess.run(psql, input=printed, text=True, check=True, capture_output=True)
    assert run(cluster.url("made_by_hand"), "migrate").exit_code == 0
    window = Store(cluster.url("made_by_hand", Process.WEBAPP))
    hand_in(window, public_keys, clock, town)
    assert "applications: 0 erased" in run(cluster.url("made_by_hand", Process.HOUSEKEEPER), "purge").output
    auditor = cluster.url("made_by_hand", Process.AUDITOR)
    assert run(auditor, "audit", "verify").output.startswith("1 events")
    assert "2026" in run(auditor, "stats", "--year", "2026").output
    window.engine.dispose()
    cluster.drop("made_by_hand")


def test_no_process_but_the_owner_changes_tables(cluster: Cluster, store: Store) -> None:
    for process in Process:
        theirs = Store(url_for(store, process))
        with pytest.raises(Exception, match="InsufficientPrivilege"):
            theirs.migrate()
        theirs.engine.dispose()


def test_a_database_in_another_order_of_texts_is_refused(cluster: Cluster) -> None:
    cluster.tell(f"CREATE DATABASE sorted_otherwise OWNER {OWNER} TEMPLATE template0 LOCALE 'C.UTF-8'")
    store = Store(cluster.url("sorted_otherwise"))
    with pytest.raises(DatabaseUnfit, match="locale C"):
        store.migrate()
    store.engine.dispose()
    cluster.drop("sorted_otherwise")


def test_without_its_roles_a_database_is_refused_and_told_how_to_make_them(cluster: Cluster) -> None:
    name = cluster.make()
    cluster.tell(f"ALTER ROLE {Process.AUDITOR} RENAME TO gone")
    result = run(cluster.url(name), "migrate")
    cluster.tell(f"ALTER ROLE gone RENAME TO {Process.AUDITOR}")
    assert (result.exit_code, "mizuguchi roles" in result.output) == (1, True)
    cluster.drop(name)
