"""Brings the tables of a database file to the state this version needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from billing.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(database: Database) -> None:
    """Run every migration that the file has not seen, in one transaction; a current file stays as it is."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with database.engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
