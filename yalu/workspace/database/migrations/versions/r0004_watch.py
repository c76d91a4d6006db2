"""The watch: parties, how far they were screened, webhooks and their messages; and what may be erased of a history.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ERASED = (
    "length(NEW.content) = 0 AND NEW.hash = OLD.hash AND NEW.number = OLD.number AND NEW.tenant = OLD.tenant "
    "AND NEW.alert = ''"
)
"""The one change that a line of history may see: that its content goes."""


def upgrade() -> None:
    """Make the tables, and let a line of history be emptied."""
    op.create_table(
        "watched_party",
        sa.Column("tenant", sa.String(40), primary_key=True),
        sa.Column("id", sa.String(1000), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False, index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("threshold", sa.Float, nullable=False),
        sa.Column("added", sa.String(20), nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "watch_state",
        sa.Column("tenant", sa.String(40), primary_key=True),
        sa.Column("dataset", sa.String(200), primary_key=True),
        sa.Column("version", sa.String(400), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("time", sa.String(20), nullable=False),
    )
    op.create_table(
        "watch_head",
        sa.Column("tenant", sa.String(40), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("holder", sa.String(40), nullable=True),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("runs", sa.Integer, nullable=False),
    )
    op.create_table(
        "webhook",
        sa.Column("id", sa.String(24), primary_key=True),
        sa.Column("tenant", sa.String(40), nullable=False, index=True),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("created", sa.String(20), nullable=False),
        sa.Column("secret", sa.String(80), nullable=False),
        sa.Column("old_secret", sa.String(80), nullable=True),
        sa.Column("old_until", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("tenant", sa.String(40), nullable=False, index=True),
        sa.Column("hook", sa.String(24), nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("party", sa.String(1000), nullable=True, index=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False, index=True),
        sa.Column("ended", sa.BigInteger, nullable=True),
        sa.Column("status", sa.Integer, nullable=True),
        sa.Column("error", sa.String(200), nullable=True),
    )
    _let_be_emptied()


def _let_be_emptied() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS alert_event_no_update")
        op.execute(
            f"CREATE TRIGGER alert_event_no_update BEFORE UPDATE ON alert_event WHEN NOT ({_ERASED}) "
            "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END"
        )
        return
    op.execute("DROP TRIGGER IF EXISTS alert_event_no_update ON alert_event")
    op.execute(
        "CREATE TRIGGER alert_event_no_update BEFORE UPDATE ON alert_event "
        f"FOR EACH ROW WHEN (NOT ({_ERASED})) EXECUTE FUNCTION yalu_refuse('history is only added to')"
    )
