"""Tell the format of a list from its content."""

import codecs
from enum import StrEnum
from pathlib import Path
from xml.parsers import expat

from yalu.lists.opening import HEAD, OpenedList, open_list
from yalu.lists.own_csv import has_mapping
from yalu.lists.tables.recognise import recognise_document, recognise_table, recognise_workbook
from yalu.lists.tables.spreadsheet import is_workbook
from yalu.model import ListError


class ListFormat(StrEnum):
    """The formats that can be read."""

    OFAC_ADVANCED = "OFAC advanced XML"
    UN = "United Nations consolidated list, XML"
    OFAC_CLASSIC = "OFAC plain XML"
    EU = "European Union consolidated list, XML 1.1"
    UK = "UK Sanctions List, XML"
    SECO = "Swiss SECO list, XML"
    CANADA = "Canadian autonomous sanctions list, XML"
    FTM_JSON = "followthemoney JSON lines"
    OFAC_CSV = "OFAC CSV"
    UK_TABLE = "UK list as a table"
    EU_CSV = "EU consolidated list CSV"
    AUSTRALIA_DFAT = "Australia DFAT workbook"
    US_CSL_CSV = "US consolidated screening list CSV"
    US_CSL_JSON = "US consolidated screening list JSON"
    US_BIS_DPL = "US denied persons list"
    JAPAN_MOF = "Japan MOF workbook"
    JAPAN_METI = "Japan METI end user list"
    WALLETS = "wallet addresses"
    OWN_CSV = "table with a mapping"
    OPENSANCTIONS_SIMPLE = "OpenSanctions simple CSV"


_READS = "docs/lists.md names the lists that this version reads, such as sdn_advanced.xml, sdn.csv, entities.ftm.json"

_ROOTS: dict[str, ListFormat] = {
    "Sanctions": ListFormat.OFAC_ADVANCED,
    "CONSOLIDATED_LIST": ListFormat.UN,
    "data-set": ListFormat.CANADA,
    "sdnList": ListFormat.OFAC_CLASSIC,
    "export": ListFormat.EU,
    "Designations": ListFormat.UK,
    "swiss-sanctions-list": ListFormat.SECO,
}

_OTHER_ROOTS: dict[str, str] = {
    "html": "this is a web page, not a list; the download may have answered with an error",
}

_DAMAGED = "download the list again"


def recognise(path: Path | str) -> ListFormat:
    """Tell the format of the list in a file, packed or not.

    Raises:
        ListError: the file cannot be opened, or holds no list of a format that can be read.
    """
    with open_list(Path(path)) as opened:
        return recognise_opened(opened)


def recognise_opened(opened: OpenedList) -> ListFormat:
    """Tell the format of an opened list; a mapping file beside it says that it is a table of one's own.

    Raises:
        ListError: it holds no list of a format that can be read.
    """
    if has_mapping(opened.path):
        return ListFormat.OWN_CSV
    if is_workbook(opened.peek()):
        if (workbook := recognise_workbook(opened)) is None:
            raise ListError(opened.path, "this workbook is no list of a known format", where="row 1", remedy=_READS)
        return ListFormat(workbook)
    return recognise_head(opened.path, opened.peek())


def recognise_head(path: Path, head: bytes) -> ListFormat:
    """Tell the format from the first unpacked bytes, at most `HEAD` of them.

    Raises:
        ListError: they start no list of a format that can be read, or declare a DTD.
    """
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"<") or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _recognise_xml(path, head)
    if start.startswith((b"{", b"[")) and (document := recognise_document(start)) is not None:
        return ListFormat(document)
    if start.startswith(b"{"):
        return ListFormat.FTM_JSON
    if b"\x00" in head:
        raise ListError(path, "this is binary data, not a list", remedy=_READS)
    if not start:
        raise ListError(path, "the file holds nothing but white space", remedy=_DAMAGED)
    if start.startswith(b"["):
        raise ListError(path, "this is one JSON array, not one entity per line", remedy=_READS)
    if (table := recognise_table(start)) is not None:
        return ListFormat(table)
    raise ListError(path, "this is no list of a known format", where="line 1", remedy=_READS)


class _Stop(Exception):  # noqa: N818 - it is no error
    """The prolog told what it had to tell."""


class _Prolog:
    """Looks at an XML prolog up to the root element, or to the first sign of a DTD."""

    def __init__(self) -> None:
        self.doctype: str | None = None
        self.root: str | None = None

    def on_doctype(self, name: str, *_: object) -> None:
        self.doctype = name
        raise _Stop

    def on_root(self, name: str, _: object) -> None:
        self.root = name.rpartition(" ")[2]
        raise _Stop


def _recognise_xml(path: Path, head: bytes) -> ListFormat:
    prolog = _Prolog()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = prolog.on_doctype
    parser.StartElementHandler = prolog.on_root
    try:
        parser.Parse(head, len(head) < HEAD)
    except _Stop:
        pass
    except (expat.ExpatError, LookupError, ValueError) as error:
        where = f"line {error.lineno}" if isinstance(error, expat.ExpatError) else "line 1"
        if b"<html" in head[:2048].lower():
            raise ListError(path, _OTHER_ROOTS["html"], where=where, remedy=_DAMAGED) from None
        raise ListError(path, f"this is no well-formed XML: {error}", where=where, remedy=_DAMAGED) from None
    root = (prolog.doctype or prolog.root or "").lower()
    if root == "html":
        raise ListError(path, _OTHER_ROOTS["html"], remedy=_DAMAGED)
    if prolog.doctype is not None:
        raise ListError(
            path,
            "it declares a DTD, which no official list does and which can hide harmful entities",
            where=f"line {parser.CurrentLineNumber}",
            remedy="download the list again from its authority",
        )
    if prolog.root is None:
        raise ListError(path, f"no XML element starts within the first {HEAD} bytes", remedy=_DAMAGED)
    if prolog.root not in _ROOTS:
        reason = _OTHER_ROOTS.get(
            prolog.root, f"this XML starts with <{prolog.root}>, which is no list that Yalu knows"
        )
        raise ListError(path, reason, remedy=_READS)
    return _ROOTS[prolog.root]
