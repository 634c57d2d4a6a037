"""Alembic's entry: runs the migrations on the connection that `billing.schema` hands over."""

from alembic import context

from billing.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
