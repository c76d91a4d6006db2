"""Tell which table a text is, from its first row."""

import csv
from collections.abc import Callable, Sequence

from yalu.lists.ofac_csv import is_ofac_row

_TABLES: dict[str, Callable[[Sequence[str]], bool]] = {
    "OFAC CSV": is_ofac_row,
}
"""By the name of the format: whether cells are the first row of such a table."""

_DELIMITERS = (",", "\t", ";")


def recognise_table(start: bytes) -> str | None:
    """Give the format of the table that the text starts; `None` where it is none that can be read."""
    line = start.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    for delimiter in _DELIMITERS:
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        for name, matches in _TABLES.items():
            if matches(cells):
                return name
    return None
