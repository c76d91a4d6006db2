"""Checks for a table of goods."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from yalu.goods import GoodsAnswer, GoodsRow, check_goods_rows
from yalu.records import read_goods_rows


def check_goods_file(
    path: Path | str, day: date, *, origin: str | None = None, destination: str | None = None
) -> Iterator[GoodsAnswer]:
    """Check each row of a table of goods; every row has its answer, in its place.

    Args:
        path: A CSV file with columns of descriptions or codes, and optionally origin, destination and day (see
            `yalu.records.goods_rows.GOODS_HEADS`).
        day: The day of rows that state none.
        origin: Where the goods of rows that state none come from.
        destination: Where they go to.

    Raises:
        TableError: the table cannot be read, or has neither descriptions nor codes.
    """
    for number, (line, cells, reason) in enumerate(read_goods_rows(Path(path)), 1):
        if cells is None:
            yield GoodsAnswer(number, None, f"line {line}: {reason}")
            continue
        row = GoodsRow(
            cells.get("text", ""),
            cells.get("code", ""),
            cells.get("origin", "").strip() or origin or "",
            cells.get("destination", "").strip() or destination or "",
            cells.get("day", ""),
        )
        (answer,) = check_goods_rows([row], day)
        yield GoodsAnswer(number, answer.check, f"line {line}: {answer.error}" if answer.error else None)
