"""Alembic migrations, run by the program itself: a database is never newer or older than the code."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Run every migration that the database has not seen, on this connection."""
    # Not at the top: alembic takes a fifth of the start of every process, and only a few of them migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
