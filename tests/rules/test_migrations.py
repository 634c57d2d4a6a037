"""The migrations make the tables that the classes describe, and the database guards its events."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from intake.store.engine import Store
from intake.store.tables import METADATA


def test_the_migrations_make_the_tables_that_the_classes_describe(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_migrating_twice_changes_nothing(store: Store) -> None:
    store.migrate()
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
