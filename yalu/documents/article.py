"""From a file to a document, whatever kind of file it is."""

from pathlib import Path

from yalu.documents.document import Document
from yalu.documents.html import html_document
from yalu.documents.opening import open_document
from yalu.documents.page import text_document


def read_document(path: Path | str) -> Document:
    """Read an HTML page or a text file, and find the document's own text in it.

    Raises:
        DocumentError: the file is missing, empty, binary, too large, undecodable, of another kind, or has no text.
    """
    path = Path(path)
    source = open_document(path)
    return html_document(path, source) if source.is_html else text_document(path, source)
