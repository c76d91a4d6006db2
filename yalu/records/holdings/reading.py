"""Read holdings of any known format, told from the content."""

import hashlib
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

from yalu.model import TableError
from yalu.records.delimited import DelimitedRows
from yalu.records.holdings.bods import is_bods, is_older_bods, take_statements
from yalu.records.holdings.gathering import Gathering, Holdings, RowError
from yalu.records.holdings.gleif import is_gleif, read_gleif
from yalu.records.holdings.plain import is_plain, read_plain
from yalu.records.holdings.uk_psc import REGISTER, is_psc, take_psc
from yalu.records.json_lines import json_rows
from yalu.records.opening import OpenedTable, open_file

MAX_ARRAY = 256 << 20
"""Bytes of a JSON array, which has to be read at once."""
_HEAD = 1 << 16
_TELLING = ("statementId", "recordId", "recordType", "statementID", "statementType")
_BOM = b"\xef\xbb\xbf"


class HoldingsFormat(StrEnum):
    """The formats of holdings."""

    PLAIN = "table of holdings"
    BODS = "BODS 0.4"
    UK_PSC = "UK register of people with significant control"
    GLEIF = "GLEIF level 2"


_PUBLISHERS = {HoldingsFormat.UK_PSC: REGISTER, HoldingsFormat.GLEIF: "GLEIF"}


def holdings_format(path: Path | str) -> HoldingsFormat | None:
    """Tell the format of holdings from a file's first bytes; `None` where it is none, or cannot be read.

    Raises:
        TableError: it is BODS of a version before 0.4.
    """
    path = Path(path)
    try:
        with open_file(path) as opened:
            start = opened.stream.peek(1)[:_HEAD].removeprefix(_BOM).lstrip()
            if start.startswith((b"{", b"[")):
                return _json_format(path, opened, start)
            columns = DelimitedRows(path, opened).columns
    except TableError as error:
        if "BODS" in error.reason:
            raise
        return None
    return HoldingsFormat.GLEIF if is_gleif(columns) else HoldingsFormat.PLAIN if is_plain(columns) else None


def read_holdings(path: Path | str, progress: Callable[[float], None] | None = None) -> Holdings:
    """Read holdings. A row that cannot be used is left out and told, and the rest goes on.

    Raises:
        TableError: the file is of no known format, or damaged, or nothing in it can be used.
    """
    path = Path(path)
    form = holdings_format(path)
    if form is None:
        with open_file(path):
            raise TableError(
                path, "this is no file of holdings", remedy="give a table with the columns owner, asset and share"
            )
    gathering = Gathering(path, form.value, _sha256(path), _PUBLISHERS.get(form))
    with open_file(path) as opened:
        if progress is not None:
            progress(opened.share())
        _READERS[form](path, opened, gathering)
    found = gathering.finish()
    if not found.links:
        why = f"; the first: {found.problems[0].where}: {found.problems[0].reason}" if found.problems else ""
        raise TableError(path, f"it holds no holding that can be used{why}", remedy="mend the file")
    return found


def _json_format(path: Path, opened: OpenedTable, start: bytes) -> HoldingsFormat | None:
    if start.startswith(b"["):
        # An array is one value, so its first bytes have to do.
        first: Any = {key: None for key in _TELLING if f'"{key}"'.encode() in start}
    else:
        first = next(json_rows(path, opened), (0, None, ""))[1]
    if first is None:
        return None
    if is_older_bods(first):
        raise TableError(path, "it is BODS of a version before 0.4", remedy="convert it to 0.4")
    return HoldingsFormat.BODS if is_bods(first) else HoldingsFormat.UK_PSC if is_psc(first) else None


def _objects(path: Path, opened: OpenedTable) -> Iterator[tuple[str, Any]]:
    """Give the objects of a JSON array or of JSON lines with their places; `None` for what is no object."""
    start = opened.stream.peek(1)[:_HEAD].removeprefix(_BOM).lstrip()
    if not start.startswith(b"["):
        for line, value, _ in json_rows(path, opened):
            yield f"line {line}", value
        return
    text = opened.stream.read(MAX_ARRAY + 1)
    if len(text) > MAX_ARRAY:
        raise TableError(path, f"the array is larger than {MAX_ARRAY >> 20} MiB", remedy="write one object per line")
    try:
        values = orjson.loads(text.removeprefix(_BOM))
    except orjson.JSONDecodeError as error:
        raise TableError(path, f"it is no JSON: {error}", remedy="get the file again") from None
    yield from ((f"statement {number}", value) for number, value in enumerate(values, 1))


def _read_bods(path: Path, opened: OpenedTable, gathering: Gathering) -> None:
    take_statements(_objects(path, opened), gathering)


def _read_psc(path: Path, opened: OpenedTable, gathering: Gathering) -> None:
    for line, value, reason in json_rows(path, opened):
        where = f"line {line}"
        try:
            if value is None:
                raise RowError(reason)
            take_psc(where, value, gathering)
        except RowError as error:
            gathering.leave_out(where, str(error))


_READERS: dict[HoldingsFormat, Callable[[Path, OpenedTable, Gathering], None]] = {
    HoldingsFormat.PLAIN: read_plain,
    HoldingsFormat.BODS: _read_bods,
    HoldingsFormat.UK_PSC: _read_psc,
    HoldingsFormat.GLEIF: read_gleif,
}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
