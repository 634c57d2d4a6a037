"""Alembic's entry: uses the connection that `upgrade` hands in."""

from alembic import context

from intake.store.guarding import lift_guards
from intake.store.tables import METADATA

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    lift_guards(connection)
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
