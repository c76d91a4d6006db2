"""What kind of file a source is, told from its bytes, never from its name alone."""

import io
import re
import zipfile
from enum import StrEnum

from yalu.documents.opening import Source
from yalu.model import DocumentError


class Format(StrEnum):
    """Kinds of files that are read."""

    PAGE = "text or HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    MAIL = "mail"
    ARCHIVE = "zip archive"


ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024
"""The head of a PDF may stand behind other bytes, within the first 1,024 (ISO 32000, appendix H)."""
_OTHER_PACKED = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file",
}
_MAIL_HEAD = re.compile(rb"(?:[!-9;-~]{1,80}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n)*){2,}", re.ASCII)
_OF_MAIL = re.compile(rb"^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-Mailer):", re.I | re.M)
_FROM = re.compile(rb"^From:", re.I | re.M)


def format_of(source: Source) -> Format:
    """Tell the kind of a source; what is none of the packed ones is taken for text or HTML.

    Raises:
        DocumentError: it is an office file of another kind, or a damaged archive.
    """
    if b"%PDF-" in source.data[:_PDF_WITHIN]:
        return Format.PDF
    if source.data.startswith(ZIP_HEADS):
        with open_archive(source.label, io.BytesIO(source.data)) as archive:
            return format_of_archive(source.label, archive)
    return Format.MAIL if _is_mail(source) else Format.PAGE


def open_archive(label: str, file: io.BufferedIOBase) -> zipfile.ZipFile:
    """Open a zip file.

    Raises:
        DocumentError: it is damaged.
    """
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, OverflowError) as error:
        reason = f"it is a damaged zip or office file ({error})"
        raise DocumentError(label, reason, remedy="pack it again, or save it as text or HTML") from None


def format_of_archive(label: str, archive: zipfile.ZipFile) -> Format:
    """Tell a DOCX file from an archive of documents.

    Raises:
        DocumentError: it is an office file of another kind.
    """
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return Format.DOCX
    for name, kind in _OTHER_PACKED.items():
        if name in names:
            raise DocumentError(label, f"it is {kind}, which is not read", remedy="save it as PDF, text or HTML")
    return Format.ARCHIVE


def _is_mail(source: Source) -> bool:
    """A mail begins with header lines, among them one that only mail programs write, or its name says so."""
    head = _MAIL_HEAD.match(source.data[:100_000].removeprefix(b"\xef\xbb\xbf"))
    if head is None:
        return False
    by_name = source.file.lower().endswith(".eml")
    return bool(_FROM.search(head.group()) and (by_name or _OF_MAIL.search(head.group())))
