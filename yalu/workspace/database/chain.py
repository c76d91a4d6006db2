"""The heads of chains: the number and hash of the last line of each, so that what is added follows it.

Whoever takes a head holds its row until the transaction ends, so of two that add to one chain one waits.
"""

from typing import Any

from sqlalchemy import Connection, Select, Table, select, update

from yalu.workspace.database.database import insert_missing

START = "0" * 64
"""The hash that the first line of a chain follows."""


class ChainHeads:
    """The heads of all chains of one kind, each by its name: a table of name, `number` and `hash`."""

    def __init__(self, table: Table) -> None:
        """Use a table, whose key is what names the chain (a tenant, a list)."""
        self._table = table
        (self._key,) = table.primary_key.columns

    def take(self, connection: Connection, name: str) -> tuple[int, str]:
        """Give the head of a chain, (0, `START`) of a new one, and hold it until the transaction ends."""
        mine = update(self._table).where(self._key == name).values(number=self._table.c.number)
        if connection.execute(mine).rowcount == 0:
            insert_missing(connection, self._table, [{self._key.name: name, "number": 0, "hash": START}])
            connection.execute(mine)
        number, last = connection.execute(self._query(name)).one()
        return int(number), str(last)

    def read(self, connection: Connection, name: str) -> tuple[int, str] | None:
        """Give the head of a chain; `None` where nothing was ever added."""
        row = connection.execute(self._query(name)).one_or_none()
        return None if row is None else (int(row.number), str(row.hash))

    def names(self, connection: Connection) -> list[str]:
        """Give the names of all chains to which something was ever added, sorted."""
        return list(connection.execute(select(self._key).order_by(self._key)).scalars())

    def move(self, connection: Connection, name: str, number: int, last: str) -> None:
        """Let a chain end with a new line. The caller has taken its head."""
        connection.execute(update(self._table).where(self._key == name).values(number=number, hash=last))

    def _query(self, name: str) -> Select[Any]:
        return select(self._table.c.number, self._table.c.hash).where(self._key == name)
