"""Guards of tables to which lines are only added.

Against an accident, not against an attacker: whoever owns the tables can drop them. What was changed all the same, the
chain of hashes shows.
"""

from alembic import op

_FUNCTION = "yalu_refuse"


def guard(table: str, words: str) -> None:
    """Let a table refuse every change and removal, with these words; called in a migration.

    Args:
        table: The table.
        words: Such as "receipts are only added"; without a quote.
    """
    if op.get_bind().dialect.name == "sqlite":
        for what in ("update", "delete"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{what}")
            op.execute(
                f"CREATE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for what, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        op.execute(
            f"CREATE OR REPLACE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION {_FUNCTION}('{words}')"
        )
