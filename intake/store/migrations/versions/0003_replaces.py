"""which application a new one was made in place of."""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('replaces', sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f('ix_applications_replaces'), ['replaces'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_applications_replaces'))
        batch_op.drop_column('replaces')
