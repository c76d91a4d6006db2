"""Which kind of payments a file holds, told from its content, and reading it; folders of files in order."""

import codecs
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from yalu.model import InputError, MessageError, TableError
from yalu.records.heads import MAPPING_SUFFIX, read_mapping
from yalu.records.named import RefusedRecord
from yalu.records.opening import OpenedTable, open_file
from yalu.records.payments.fin import read_fin
from yalu.records.payments.iso20022 import read_iso20022
from yalu.records.payments.payment import Payment
from yalu.records.payments.payment_table import is_payment_table, read_payment_table
from yalu.records.sheets import is_workbook, open_rows

_HEAD = 4096


def payment_kind(path: Path, chosen: Mapping[str, str] | None = None) -> str | None:
    """Tell what a file is: "iso20022" (any XML), "fin", "table" for a table with the heads of payments, or `None`.

    Raises:
        InputError: the file cannot be opened.
    """
    if not is_workbook(path):
        with open_file(path) as opened:
            known = _text_kind(opened)
        if known is not None:
            return known or None
    with open_rows(path) as rows:
        return "table" if is_payment_table(rows.columns, chosen or _mapping(path)) else None


def _text_kind(opened: OpenedTable) -> str | None:
    """Tell what the first bytes are: messages, something else that is no table (empty), or perhaps a table (`None`)."""
    start = opened.stream.peek(_HEAD)[:_HEAD]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if start.startswith(mark):
            start = start.decode(encoding, "ignore").encode()
    start = start.lstrip(b"\xef\xbb\xbf\x01$ \t\r\n")
    if start.startswith(b"<"):
        return "iso20022"
    if start.startswith(b"{1:"):
        return "fin"
    return "" if start.startswith((b"{", b"[", b"PAR1")) else None


def _mapping(path: Path) -> Mapping[str, str]:
    """Give the mapping file's word, if it is one for records: lists have mapping files, too."""
    try:
        return read_mapping(path)
    except InputError:
        return {}


def read_payments(path: Path | str, chosen: Mapping[str, str] | None = None) -> Iterator[Payment | RefusedRecord]:
    """Give the payments of a file, or of all files of a folder and its folders in the order of their names.

    Messages and rows that cannot be read come as `RefusedRecord`, in their place. In a folder so does a file that
    cannot be read, or not to its end.

    Args:
        path: ISO 20022 XML, SWIFT FIN or a table, plain or packed with gzip or bzip2; or a folder.
        chosen: Field to column, for tables whose heads do not tell.

    Raises:
        InputError: the file cannot be read, or not to its end; or the folder holds no file.
    """
    path = Path(path)
    if not path.is_dir():
        yield from _read_file(path, chosen)
        return
    files = payment_files(path)
    if not files:
        raise MessageError(path, "the folder holds no file", remedy="name a folder of payment messages")
    for file in files:
        number = 0
        try:
            for item in _read_file(file, chosen):
                number = item.number
                yield item
        except InputError as error:
            way = f"; {error.remedy}" if error.remedy else ""
            place = error.where.removeprefix("line ")
            line = int(place) if place.isdigit() else None
            yield RefusedRecord(str(file), number + 1, line, f"{error.reason}{way}")


def payment_files(folder: Path) -> list[Path]:
    """Give the files of a folder and its folders in order; hidden ones and mappings are none."""
    found: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda item: item.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                found += payment_files(folder / entry.name)
            elif entry.is_file() and not entry.name.endswith(MAPPING_SUFFIX):
                found.append(folder / entry.name)
    return found


def _read_file(path: Path, chosen: Mapping[str, str] | None) -> Iterator[Payment | RefusedRecord]:
    try:
        with open_file(path) as opened:
            reader = _READERS.get(_text_kind(opened) or "")
            if reader is not None:
                yield from reader(path, opened)
                return
    except TableError:
        # Only then is it looked for one: a stream is of a million files that are none.
        if not is_workbook(path):
            raise
    if not chosen and payment_kind(path) is None:
        raise MessageError(
            path,
            "it is no payment message and no table of payments",
            remedy="ISO 20022 XML, SWIFT FIN and tables are read; see docs/payments.md",
        )
    yield from read_payment_table(path, chosen)


_READERS = {"iso20022": read_iso20022, "fin": read_fin}
