"""The documents of an investigation: what can be read of them, and a note for each file that cannot."""

from collections.abc import Sequence
from pathlib import Path

from yalu.documents import Document, Unread, read_documents
from yalu.model import DocumentError


def open_documents(articles: Sequence[Path | str | Document]) -> tuple[list[Document], tuple[str, ...]]:
    """Read the files' own texts, and say in a note each what could not be read.

    Raises:
        DocumentError: a file that stands in `articles` itself cannot be read, or one of its folders or archives holds
            no document.
    """
    documents: list[Document] = []
    notes: list[str] = []
    for article in articles:
        items = [article] if isinstance(article, Document) else list(read_documents([article]))
        found = [item for item in items if isinstance(item, Document)]
        failed = [item for item in items if isinstance(item, Unread)]
        if len(failed) == 1 == len(items):
            raise DocumentError(str(article), failed[0].reason, remedy=failed[0].remedy)
        if not found:
            first = f", the first ({failed[0].file}) because: {failed[0].reason}" if failed else ""
            raise DocumentError(str(article), f"no document in it can be read{first}", remedy="give a document's file")
        documents += found
        notes += [f"{item.file} was not read: {item.reason}." for item in failed]
    return documents, tuple(notes)
