"""Alembic migrations, run by the program itself: a database is never newer or older than the code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(connection: Connection) -> None:
    """Run every migration that the database has not seen, on this connection."""
    # Not at the top: alembic takes a fifth of the start of every process, and only a few of them migrate.
    from alembic import command  # noqa: PLC0415

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def knows(migration: str) -> bool:
    """Whether a database of this migration is one of ours, and not of a later program."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    scripts = ScriptDirectory.from_config(_config())
    return migration in {script.revision for script in scripts.walk_revisions()}


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
