"""The first tables: staff, turns at the sign-in, taps, users, the log, and the triggers that keep them."""

import sqlalchemy as sa
from alembic import op

revision = "first_tables"
down_revision = None
branch_labels = None
depends_on = None

# Every column of a registration but the two that the second person fills in.
WRITTEN_ONCE = (
    "id, customer_number, installation_id, occupant, reference, serial, start_date, postal_code, town, lot, "
    "building, room, family_name, given_name, family_kana, given_kana, phone, payment, post_to, "
    "given_customer_number, note, typed_by_id, typed_at"
)


def upgrade() -> None:
    """Make the tables and their triggers."""
    _people()
    _installations()
    _customers()
    _entries()
    _refuse("UPDATE", "installations")
    _refuse(f"UPDATE OF {WRITTEN_ONCE}", "customers", "rewritten")
    _refuse("UPDATE", "customers", "compared_once", "WHEN OLD.compared_at IS NOT NULL")
    _refuse("UPDATE", "entries")
    for table in ("installations", "customers", "entries"):
        _refuse("DELETE", table, "deleted")


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(32), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("role IN ('clerk', 'bureau')", name=op.f("ck_staff_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_table(
        "sign_in_turns",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_sign_in_turns")),
    )
    op.create_index(op.f("ix_sign_in_turns_last_at"), "sign_in_turns", ["last_at"])


def _place_columns() -> list[sa.Column[str]]:
    widths = {"postal_code": 7, "town": 100, "lot": 100, "building": 100, "room": 100}
    return [sa.Column(name, sa.String(width), nullable=False) for name, width in widths.items()]


def _installations() -> None:
    op.create_table(
        "installations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(6), nullable=False),
        sa.Column("place_key", sa.String(400), nullable=False),
        *_place_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installations")),
        sa.UniqueConstraint("number", name=op.f("uq_installations_number")),
        sa.UniqueConstraint("place_key", name=op.f("uq_installations_place_key")),
    )


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_number", sa.String(8), nullable=False),
        sa.Column("installation_id", sa.Integer(), nullable=False),
        sa.Column("occupant", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(10), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        *_place_columns(),
        sa.Column("family_name", sa.String(100), nullable=False),
        sa.Column("given_name", sa.String(100), nullable=False),
        sa.Column("family_kana", sa.String(100), nullable=False),
        sa.Column("given_kana", sa.String(100), nullable=False),
        sa.Column("phone", sa.String(16), nullable=False),
        sa.Column("payment", sa.String(16), nullable=False),
        sa.Column("post_to", sa.String(200), nullable=False),
        sa.Column("given_customer_number", sa.String(8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=False),
        sa.Column("typed_at", sa.DateTime(), nullable=False),
        sa.Column("compared_by_id", sa.Integer(), nullable=True),
        sa.Column("compared_at", sa.DateTime(), nullable=True),
        *_rules_of_customers(),
    )


def _rules_of_customers() -> list[sa.Constraint]:
    return [
        sa.CheckConstraint("payment IN ('account_transfer', 'invoice')", name=op.f("ck_customers_payment")),
        sa.CheckConstraint("compared_by_id <> typed_by_id", name=op.f("ck_customers_two_persons")),
        sa.CheckConstraint("(compared_by_id IS NULL) = (compared_at IS NULL)", name=op.f("ck_customers_compared")),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name=op.f("fk_customers_installation_id")
        ),
        sa.ForeignKeyConstraint(["typed_by_id"], ["staff.id"], name=op.f("fk_customers_typed_by_id")),
        sa.ForeignKeyConstraint(["compared_by_id"], ["staff.id"], name=op.f("fk_customers_compared_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("customer_number", name=op.f("uq_customers_customer_number")),
        sa.UniqueConstraint("reference", "serial", name=op.f("uq_customers_reference")),
        sa.UniqueConstraint("installation_id", "occupant", name=op.f("uq_customers_installation_id")),
    ]


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.CheckConstraint("act IN ('typed', 'compared')", name=op.f("ck_entries_act")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_entries_customer_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.id"], name=op.f("fk_entries_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_customer_id"), "entries", ["customer_id"])


def _refuse(act: str, table: str, name: str = "changed", when: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_are_not_{name} BEFORE {act} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are not {name}'); END"
    )
