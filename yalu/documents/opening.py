"""From a file's bytes to its characters, within bounds."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from yalu.model import DocumentError

MAX_BYTES = 20 * 2**20
"""The largest document that is read: a report of some 5,000 pages of text."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF", "a PDF file", "save its text, for example with pdftotext, and give that"),
    (b"PK\x03\x04", "a zip or office file", "unpack it, or save it as text or HTML"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office file", "save it as text or HTML"),
    (b"{\\rtf", "an RTF file", "save it as text or HTML"),
    (b"\x89PNG", "a picture", "give its text"),
    (b"\xff\xd8\xff", "a picture", "give its text"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_NOT_FOR_PAGES = frozenset(["idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"])
"""Codecs of Python that no page is in: some are slow on purpose-made input, some give half characters."""
_LOOKS_LIKE_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<div[\s>]|<p[\s>]", re.IGNORECASE
)
_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's characters, exactly as decoded (no line end or mark is changed), and the hash of its bytes."""

    text: str
    sha256: str
    is_html: bool


def open_document(path: Path) -> FileText:
    """Read and decode a file.

    The encoding is that of a byte order mark, else what an HTML page declares, else UTF-8.

    Raises:
        DocumentError: the file is missing, no file, empty, larger than `MAX_BYTES`, of a kind that is not read,
            binary, or not in its encoding.
    """
    data = _bytes(path)
    for magic, kind, remedy in _OTHER_KINDS:
        if data.startswith(magic):
            raise DocumentError(path, f"it is {kind}; only text and HTML are read", remedy=remedy)
    text = _decode(path, data)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise DocumentError(path, "it is empty", remedy="give a file with the text of the document")
    return FileText(text, hashlib.sha256(data).hexdigest(), bool(_LOOKS_LIKE_HTML.search(text[:_HEAD])))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(path, "it is a folder", remedy="name the documents in it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DocumentError(path, "there is no such file", remedy="check the name") from None
    except OSError as error:
        raise DocumentError(path, f"it cannot be read ({error.strerror or error})") from None
    except ValueError as error:  # a name with a null character
        raise DocumentError(path, f"it cannot be read ({error})") from None
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise DocumentError(path, f"it is larger than {limit} MiB", remedy="split it, or give only the text")
    return data


def _decode(path: Path, data: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if encoding is None and b"\x00" in data:
        place = data.index(b"\x00")
        raise DocumentError(path, "it is binary, not text", where=f"byte {place}", remedy="give text or HTML")
    encoding = encoding or _declared(path, data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            path, f"it is not valid {encoding.upper()}", where=f"byte {error.start}", remedy="save it as UTF-8"
        ) from None


def _declared(path: Path, data: bytes) -> str:
    """Give the encoding that an HTML page declares, UTF-8 where it declares none.

    A declaration that can be read byte by byte is not UTF-16 or UTF-32 itself: such a page is UTF-8, as the HTML
    standard has it.
    """
    declared = _DECLARED.search(data[:4096])
    if declared is None:
        return "utf-8"
    encoding = declared.group(1).decode("ascii")
    try:
        name = codecs.lookup(encoding).name
        if name.startswith(("utf-16", "utf-32")):
            return "utf-8"
        b"a".decode(encoding)  # refuses what turns bytes into bytes, such as "hex"
    except (LookupError, UnicodeError):
        name = "undefined"
    if name in _NOT_FOR_PAGES:
        raise DocumentError(path, f"it declares an unknown encoding, {encoding!r}", remedy="save it as UTF-8")
    return encoding
