"""The caller's own ids of the parties in a table, by which what was decided of them is remembered."""

from collections.abc import Iterator

from yalu.records import PARTY_ID, Table
from yalu.records.cells import as_list


def party_ids(table: Table) -> Iterator[str | None]:
    """Give the id of each row, in order; `None` where it has none, or no column was named for it (`--map id=COLUMN`).

    Raises:
        TableError: the table is damaged.
    """
    for chunk in table.chunks():
        if PARTY_ID in chunk.batch.schema.names:
            for values in chunk.batch.column(PARTY_ID).to_pylist():
                yield next(iter(as_list(values)), None)
        else:
            yield from [None] * chunk.batch.num_rows
