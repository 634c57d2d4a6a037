"""first tables."""

from alembic import op
import sqlalchemy as sa

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('accounts',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('username', sa.String(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('password_hash', sa.String(), nullable=False),
    sa.Column('totp', sa.LargeBinary(), nullable=False),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('username', name=op.f('uq_accounts_username'))
    )
    op.create_table('applications',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('procedure', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('due_day', sa.Date(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancel_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('contact_method', sa.String(), nullable=False),
    sa.Column('submission_key', sa.LargeBinary(), nullable=False),
    sa.Column('mypage_lookup', sa.LargeBinary(), nullable=False),
    sa.Column('resident_key', sa.LargeBinary(), nullable=False),
    sa.Column('key_id', sa.LargeBinary(), nullable=False),
    sa.Column('record', sa.LargeBinary(), nullable=False),
    sa.Column('office_wrap', sa.LargeBinary(), nullable=False),
    sa.Column('recovery_wrap', sa.LargeBinary(), nullable=False),
    sa.Column('resident_wrap', sa.LargeBinary(), nullable=True),
    sa.Column('contact', sa.LargeBinary(), nullable=False),
    sa.Column('claimed_by', sa.Integer(), nullable=True),
    sa.Column('keyed_by', sa.Integer(), nullable=True),
    sa.Column('customer_number', sa.LargeBinary(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('tries_from', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_applications')),
    sa.UniqueConstraint('mypage_lookup', name=op.f('uq_applications_mypage_lookup')),
    sa.UniqueConstraint('reference', name=op.f('uq_applications_reference')),
    sa.UniqueConstraint('submission_key', name=op.f('uq_applications_submission_key'))
    )
    op.create_index("ix_applications_queue", "applications", ["state", "due_day", "received_at", "id"])
    op.create_table('drafts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('procedure', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('link_lookup', sa.LargeBinary(), nullable=False),
    sa.Column('link_lock', sa.LargeBinary(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted', sa.Boolean(), nullable=False),
    sa.Column('sendings', sa.Integer(), nullable=False),
    sa.Column('wrong_codes', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drafts')),
    sa.UniqueConstraint('link_lookup', name=op.f('uq_drafts_link_lookup'))
    )
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_drafts_expires_at'), ['expires_at'], unique=False)

    op.create_table('events',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=True),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('previous', sa.String(), nullable=False),
    sa.Column('hash', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_events')),
    sa.UniqueConstraint('hash', name=op.f('uq_events_hash'))
    )
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_events_application_id'), ['application_id'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('payload', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('trouble', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_next_try_at'), ['next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_subject'), ['subject'], unique=False)

    op.create_table('sittings',
    sa.Column('lookup', sa.LargeBinary(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('lookup', name=op.f('pk_sittings'))
    )
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sittings_account_id'), ['account_id'], unique=False)

    op.create_table('slips',
    sa.Column('serial', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('application_id', sa.Uuid(), nullable=False),
    sa.Column('copy_number', sa.Integer(), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('printed_by', sa.Integer(), nullable=False),
    sa.Column('audit_head', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('serial', name=op.f('pk_slips')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('slips', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_slips_application_id'), ['application_id'], unique=False)

    op.create_table('terminals',
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('registered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('fingerprint', name=op.f('pk_terminals'))
    )
    op.create_table('visits',
    sa.Column('lookup', sa.LargeBinary(), nullable=False),
    sa.Column('about', sa.Uuid(), nullable=False),
    sa.Column('locked', sa.LargeBinary(), nullable=False),
    sa.Column('proven', sa.Boolean(), nullable=False),
    sa.Column('unmasked', sa.Boolean(), nullable=False),
    sa.Column('code_check', sa.LargeBinary(), nullable=True),
    sa.Column('tries_left', sa.Integer(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('lookup', name=op.f('pk_visits'))
    )
    with op.batch_alter_table('visits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visits_about'), ['about'], unique=False)
        batch_op.create_index(batch_op.f('ix_visits_expires_at'), ['expires_at'], unique=False)



    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER events_in_order BEFORE INSERT ON events"
            " WHEN NEW.number != (SELECT coalesce(max(number), 0) + 1 FROM events)"
            " BEGIN SELECT RAISE(ABORT, 'events follow each other'); END"
        )
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER events_no_{act.lower()} BEFORE {act} ON events"
                " BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
            )


def downgrade() -> None:
    with op.batch_alter_table('visits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visits_expires_at'))
        batch_op.drop_index(batch_op.f('ix_visits_about'))

    op.drop_table('visits')
    op.drop_table('terminals')
    with op.batch_alter_table('slips', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_slips_application_id'))

    op.drop_table('slips')
    with op.batch_alter_table('sittings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sittings_account_id'))

    op.drop_table('sittings')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_subject'))
        batch_op.drop_index(batch_op.f('ix_outbox_next_try_at'))

    op.drop_table('outbox')
    with op.batch_alter_table('events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_events_application_id'))

    op.drop_table('events')
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_drafts_expires_at'))

    op.drop_table('drafts')
    op.drop_table('applications')
    op.drop_table('accounts')
