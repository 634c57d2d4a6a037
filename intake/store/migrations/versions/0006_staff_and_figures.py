"""tallies of what was erased, failures by terminal, changed passwords, kept forms, events by act."""

from alembic import op
import sqlalchemy as sa

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('tallies',
    sa.Column('month', sa.String(), nullable=False),
    sa.Column('procedure', sa.String(), nullable=False),
    sa.Column('figure', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('month', 'procedure', 'figure', 'value', name=op.f('pk_tallies'))
    )
    op.create_table('turns',
    sa.Column('account_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('terminal', sa.String(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('account_id', 'terminal', name=op.f('pk_turns'))
    )
    op.create_table('kept_forms',
    sa.Column('lookup', sa.LargeBinary(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('locked', sa.LargeBinary(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('lookup', name=op.f('pk_kept_forms'))
    )
    with op.batch_alter_table('kept_forms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_kept_forms_expires_at'), ['expires_at'], unique=False)

    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('to_change', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_column('failures')
        batch_op.drop_column('locked_until')

    op.create_index('ix_events_act', 'events', ['act', 'number'])


def downgrade() -> None:
    op.drop_index('ix_events_act', 'events')
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('locked_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('failures', sa.Integer(), server_default='0', nullable=False))
        batch_op.drop_column('to_change')

    with op.batch_alter_table('kept_forms', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_kept_forms_expires_at'))

    op.drop_table('kept_forms')
    op.drop_table('turns')
    op.drop_table('tallies')
