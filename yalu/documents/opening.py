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
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<div[\s>]|<p[\s>]", re.I
)


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
    return FileText(text, hashlib.sha256(data).hexdigest(), bool(_LOOKS_LIKE_HTML.search(text[:20_000])))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(path, "it is a folder", remedy="name the documents in it")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise DocumentError(path, "there is no such file", remedy="check the name") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(path, f"it cannot be read ({reason})") from None
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise DocumentError(path, f"it is larger than {limit} MiB", remedy="split it, or give only the text")
    return data


def _decode(path: Path, data: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if encoding is None and b"\x00" in data:
        place = data.index(b"\x00")
        raise DocumentError(path, "it is binary, not text", where=f"byte {place}", remedy="give text or HTML")
    if encoding is None:
        declared = _DECLARED.search(data[:4096])
        encoding = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        return data.decode(encoding)
    except LookupError:
        raise DocumentError(path, f"it declares an unknown encoding, {encoding!r}", remedy="save it as UTF-8") from None
    except UnicodeDecodeError as error:
        raise DocumentError(
            path, f"it is not valid {encoding.upper()}", where=f"byte {error.start}", remedy="save it as UTF-8"
        ) from None
