"""The migrations make the tables that the classes describe, and the database guards its events."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from intake.sealing.keys import PublicKeys
from intake.store import migrations
from intake.store.engine import Store
from intake.store.tables import METADATA
from intake.town import Town
from tests.engines import POSTGRESQL, SQLITE
from tests.inquiries import asks
from tests.scenery import StandingClock, hand_in

pytestmark = pytest.mark.both_engines


def test_the_migrations_make_the_tables_that_the_classes_describe(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_migrating_twice_changes_nothing(store: Store) -> None:
    store.migrate()
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_database_with_applications_from_before_there_were_questions_is_brought_up(
    store: Store, tmp_path: Path, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    reference = hand_in(store, public_keys, clock, town).application.reference
    before = contents(store)
    with store.engine.connect() as connection:
        migrate(connection, command.downgrade, "0001")
    assert "messages" not in inspect(store.engine).get_table_names()
    assert "inquiry" not in {each["name"] for each in inspect(store.engine).get_columns("applications")}
    store.migrate()
    assert contents(store) == before
    asks(store, public_keys, reference, clock)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    assert guards(store) == 3


def guards(store: Store) -> int:
    """How many triggers there are; PostgreSQL counts those on several verbs once for each, truncating not."""
    count = {
        SQLITE: "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'",
        POSTGRESQL: "SELECT count(*) FROM information_schema.triggers",
    }
    with store.engine.connect() as connection:
        return int(connection.exec_driver_sql(count[store.engine.dialect.name]).scalar_one())


def migrate(connection: Connection, act: Callable[[Config, str], None], to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["connection"] = connection
    act(config, to)


def contents(store: Store) -> list[tuple[object, ...]]:
    """Every column of every application, in the order of their names."""
    with store.engine.connect() as connection:
        columns = sorted(each["name"] for each in inspect(connection).get_columns("applications"))
        found = connection.execute(text(f"SELECT {', '.join(columns)} FROM applications"))  # noqa: S608 - our own names
        return [tuple(row) for row in found]
