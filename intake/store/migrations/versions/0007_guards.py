"""events by act, actor and time, so that hourly limits count by time; the terminal of a sitting."""

from alembic import op
import sqlalchemy as sa

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_events_done', 'events', ['act', 'actor', 'at'])
    op.add_column('sittings', sa.Column('terminal', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    op.drop_column('sittings', 'terminal')
    op.drop_index('ix_events_done', 'events')
