"""why a further copy of a slip was printed: it stands on the paper."""

from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('slips', schema=None) as batch_op:
        batch_op.add_column(sa.Column('copy_reason', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('slips', schema=None) as batch_op:
        batch_op.drop_column('copy_reason')
