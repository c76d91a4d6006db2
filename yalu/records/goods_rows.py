"""Tables of goods: descriptions, codes, routes and days, in delimited text."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from yalu.model import TableError
from yalu.records.delimited import DelimitedRows
from yalu.records.opening import open_file
from yalu.records.values import plain

GOODS_HEADS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "description", "goods", "goods description", "goods text", "product", "commodity"),
    "code": ("code", "hs", "hs code", "hscode", "hs6", "tariff code", "commodity code"),
    "origin": ("origin", "from", "country of origin", "origin country", "export country"),
    "destination": ("destination", "to", "country of destination", "destination country", "import country"),
    "day": ("day", "date", "shipment date", "arrival date"),
}
"""What a column of a table of goods may be called."""


def read_goods_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str] | None, str]]:
    """Give each row's line, its cells by the names of `GOODS_HEADS`, and the reason where it cannot be read.

    Raises:
        TableError: it is no delimited text, or has no column of descriptions or codes.
    """
    with open_file(path) as opened:
        rows = DelimitedRows(path, opened)
        places = _places(path, rows.columns)
        for line, cells, reason in rows:
            yield line, None if cells is None else {name: cells[place] for name, place in places.items()}, reason


def _places(path: Path, columns: list[str]) -> dict[str, int]:
    heads = {plain(head): name for name, spellings in GOODS_HEADS.items() for head in spellings}
    places: dict[str, int] = {}
    for place, column in enumerate(columns):
        name = heads.get(plain(column))
        if name is None:
            continue
        if name in places:
            both = f"{columns[places[name]][:40]!r} and {column[:40]!r}"
            raise TableError(path, f"the columns {both} may both be the {name}", remedy="rename one of them")
        places[name] = place
    if not {"text", "code"} & places.keys():
        there = ", ".join(column[:40] for column in columns[:40])
        raise TableError(
            path, "there is no column of descriptions or codes", remedy=f"name one description or hs; there are {there}"
        )
    return places
