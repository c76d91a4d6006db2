"""Asked by Alembic how to reach the database: by the connection, and in the transaction, of whoever asks for it."""

from alembic import context

from yalu.workspace.database.tables import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
