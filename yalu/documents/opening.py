"""From a file's bytes to its characters, within bounds."""

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from yalu.model import DocumentError

MAX_BYTES = 20 * 2**20
"""The largest text that is read: a report of some 5,000 pages."""
MAX_PACKED_BYTES = 100 * 2**20
"""The largest PDF, DOCX or mail that is read; their pictures count, their text is bounded by `MAX_BYTES`."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or pack it as zip"),
    (b"Rar!", "a RAR archive", "unpack it, or pack it as zip"),
    (b"\xd0\xcf\x11\xe0", "an old office file", "save it as DOCX, text or HTML"),
    (b"{\\rtf", "an RTF file", "save it as DOCX, text or HTML"),
    (b"\x89PNG", "a picture", "give its text"),
    (b"GIF8", "a picture", "give its text"),
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
class Source:
    """The bytes of a file, wherever they come from.

    `label` is what an error calls it, a path as the user gave it. `file` is what an answer calls it: its name without
    the folders before it, but with those of the folder, archive or mail that it was found in ("case.zip/notes.txt").
    """

    label: str
    file: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's characters, exactly as decoded (no line end or mark is changed), and the hash of its bytes."""

    text: str
    sha256: str
    label: str
    file: str

    @property
    def is_html(self) -> bool:
        """Whether it looks like a page."""
        return bool(_LOOKS_LIKE_HTML.search(self.text[:_HEAD]))


def open_source(path: Path) -> Source:
    """Read a file's bytes.

    Raises:
        DocumentError: the file is missing, a folder, no regular file, or larger than `MAX_PACKED_BYTES`.
    """
    try:
        if path.is_dir():
            raise DocumentError(path, "it is a folder", remedy="name the documents in it")
        if path.exists() and not path.is_file():
            raise DocumentError(path, "it is no regular file", remedy="save it to a file first")
        with path.open("rb") as file:
            data = file.read(MAX_PACKED_BYTES + 1)
    except FileNotFoundError:
        raise DocumentError(path, "there is no such file", remedy="check the name") from None
    except OSError as error:
        raise DocumentError(path, f"it cannot be read ({error.strerror or error})") from None
    except ValueError as error:  # a name with a null character
        raise DocumentError(path, f"it cannot be read ({error})") from None
    if len(data) > MAX_PACKED_BYTES:
        raise too_large(str(path), MAX_PACKED_BYTES)
    return Source(str(path), path.name, data)


def too_large(label: str, limit: int) -> DocumentError:
    """Say that a document is larger than the `limit` in bytes up to which it is read."""
    return DocumentError(label, f"it is larger than {limit // 2**20} MiB", remedy="split it, or give only the text")


def decode(source: Source) -> FileText:
    """Decode a text or HTML file.

    The encoding is that of a byte order mark, else what an HTML page declares, else UTF-8.

    Raises:
        DocumentError: it is empty, larger than `MAX_BYTES`, of a kind that is not read, binary, or not in its
            encoding.
    """
    for magic, kind, remedy in _OTHER_KINDS:
        if source.data.startswith(magic):
            raise DocumentError(source.label, f"it is {kind}, which is not read", remedy=remedy)
    if len(source.data) > MAX_BYTES:
        raise too_large(source.label, MAX_BYTES)
    text = _decode(source.label, source.data)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise DocumentError(source.label, "it is empty", remedy="give a file with the text of the document")
    return FileText(text, source.sha256, source.label, source.file)


def _decode(label: str, data: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    if encoding is None and b"\x00" in data:
        place = data.index(b"\x00")
        raise DocumentError(label, "it is binary, not text", where=f"byte {place}", remedy="give text or HTML")
    encoding = encoding or _declared(label, data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            label, f"it is not valid {encoding.upper()}", where=f"byte {error.start}", remedy="save it as UTF-8"
        ) from None


def _declared(label: str, data: bytes) -> str:
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
        raise DocumentError(label, f"it declares an unknown encoding, {encoding!r}", remedy="save it as UTF-8")
    return encoding
