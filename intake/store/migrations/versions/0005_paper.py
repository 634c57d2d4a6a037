"""where each sheet of paper is, and who undid a cancelled entry in billing."""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('slips', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(), server_default='reception', nullable=False))
        batch_op.add_column(sa.Column('fate', sa.String(), server_default='held', nullable=False))
        batch_op.add_column(sa.Column('fate_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('fate_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('replace_by', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_slips_fate'), ['fate'], unique=False)

    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undone_by', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_column('undone_by')

    with op.batch_alter_table('slips', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_slips_fate'))
        batch_op.drop_column('replace_by')
        batch_op.drop_column('fate_by')
        batch_op.drop_column('fate_at')
        batch_op.drop_column('fate')
        batch_op.drop_column('kind')
