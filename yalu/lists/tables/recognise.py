"""Tell which table, or list in one JSON document, a text is."""

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice

from yalu.lists import (
    australia_dfat,
    eu_csv,
    japan_meti,
    japan_mof,
    opensanctions_simple,
    uk,
    us_bis_dpl,
    us_csl,
    wallets,
)
from yalu.lists.ofac_csv import is_ofac_row
from yalu.lists.opening import OpenedList
from yalu.lists.tables.columns import fold
from yalu.lists.tables.open_document import is_open_document, read_open_document
from yalu.lists.tables.spreadsheet import read_sheet, read_sheets

_SHARE = 0.6
"""Share of a header's columns that must be there for the table to be taken for this one. Its reader then names the
columns that are missing or new."""


def _like(columns: Iterable[str], cells: Sequence[str]) -> bool:
    known = set(columns)
    return len(known & set(cells)) >= _SHARE * len(known)


_TABLES: dict[str, Callable[[Sequence[str]], bool]] = {
    "OFAC CSV": is_ofac_row,
    "wallet addresses": wallets.is_wallet_row,
    "EU consolidated list CSV": eu_csv.is_eu_header,
    "UK list as a table": lambda cells: uk.date_of(cells) is not None,
    "US consolidated screening list CSV": partial(_like, us_csl.COLUMNS),
    "US denied persons list": partial(_like, us_bis_dpl.HEADER),
    "OpenSanctions simple CSV": partial(_like, opensanctions_simple.HEADER),
}
"""By the name of the format: whether cells are the first row of such a table."""

_WORKBOOKS: dict[str, Callable[[Sequence[str]], bool]] = {
    "Australia DFAT workbook": partial(_like, australia_dfat.HEADER),
}
"""By the name of the format: whether cells are the first row of such a sheet."""

_DOCUMENTS: dict[str, tuple[bytes, ...]] = {
    "US consolidated screening list JSON": (b'"results"', b'"source_list_url"'),
    "Japan METI end user list": (b'"list_id"', b'"source_list_name"', japan_meti.NAME.encode()),
}
"""By the name of the format: what stands near the start of such a document."""

_FIRST_ROWS = 20
"""Rows above which the header of Japan's workbook stands."""
_DELIMITERS = (",", "\t", ";")
_NEAR = 1 << 14


def recognise_table(start: bytes) -> str | None:
    """Give the format of the table that the text starts; `None` where it is none that can be read."""
    line = start.partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    for delimiter in _DELIMITERS:
        try:
            cells = [fold(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            continue
        for name, is_like in _TABLES.items():
            if is_like(cells):
                return name
    return None


def recognise_workbook(opened: OpenedList) -> str | None:
    """Give the format of a workbook from its first rows; `None` where it is none that can be read.

    Raises:
        ListError: the workbook is damaged.
    """
    if is_open_document(opened):
        first = next(read_open_document(opened), None)
        return "UK list as a table" if first is not None and uk.date_of(first.cells) is not None else None
    row = next(read_sheet(opened), None)
    cells = [fold(cell) for cell in row.cells] if row is not None else []
    found = next((name for name, is_like in _WORKBOOKS.items() if is_like(cells)), None)
    if found is None and any(japan_mof.is_header(row.cells) for _, row in islice(read_sheets(opened), _FIRST_ROWS)):
        return "Japan MOF workbook"
    return found


def recognise_document(start: bytes) -> str | None:
    """Give the format of the JSON document that the text starts; `None` where it is none of these."""
    near = start[:_NEAR]
    return next((name for name, signs in _DOCUMENTS.items() if all(sign in near for sign in signs)), None)
