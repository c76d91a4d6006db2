"""From a file to a document, whatever kind of file it is."""

from pathlib import Path

from yalu.documents.document import Document
from yalu.documents.docx import docx_document
from yalu.documents.formats import Format, format_of
from yalu.documents.html import html_document
from yalu.documents.mail import mail_document
from yalu.documents.opening import Source, decode, open_source
from yalu.documents.page import text_document
from yalu.documents.pdf import pdf_document
from yalu.model import DocumentError


def read_document(path: Path | str) -> Document:
    """Read one file (HTML, text, PDF, DOCX or mail), and find the document's own text in it.

    For folders, archives and the attachments of mails see `read_documents`.

    Raises:
        DocumentError: the file is missing, empty, binary, too large, undecodable, of another kind, or has no text.
    """
    source = open_source(Path(path))
    return read_source(source, format_of(source))


def read_source(source: Source, kind: Format) -> Document:
    """Read a source of a known kind.

    Raises:
        DocumentError: it cannot be read, or is an archive, which is no one document.
    """
    if kind is Format.PDF:
        return pdf_document(source)
    if kind is Format.DOCX:
        return docx_document(source)
    if kind is Format.MAIL:
        return mail_document(source)[0]
    if kind is Format.ARCHIVE:
        remedy = "unpack it, or have all of them read (read_documents)"
        raise DocumentError(source.label, "it is a zip archive of several files", remedy=remedy)
    text = decode(source)
    return html_document(text) if text.is_html else text_document(text)
