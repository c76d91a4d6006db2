"""A document: one file, its own text, and where each character of that text stands in the file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from yalu.documents.opening import FileText
from yalu.model import DocumentError, Mention

_LINE_END = re.compile(r"\r\n|[\r\n\f]")


@dataclass(frozen=True)
class Document:
    """A file that was read.

    `text` is the document's own text, without the page around it; its paragraphs are divided by empty lines.
    `starts[i]` and `ends[i]` say where character i of it begins and ends in the file, counted in characters of the
    decoded file. In plain text `raw[start:end] == quote`; in HTML the stretch may hold tags and entities that the
    quote has not; in a PDF, DOCX or mail the decoded file is what `raw` holds, with its own line ends.
    `title_end` is where the title ends in `text` (0 where there is none in it). `page_starts` are the places in `raw`
    where pages begin, of a document that has pages. `facts` are what a mail's head or a file's properties say, in
    order; `named` are stretches of `text` that the file itself marks as names. `notes` say what was left out.
    """

    id: str
    file: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    updated: str | None
    sha256: str
    raw: str
    text: str
    starts: array[int]
    ends: array[int]
    title_end: int
    page_starts: tuple[int, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    named: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the file that hold the document's own text, one a paragraph, in order and apart.

        A paragraph that goes on behind a footnote takes the footnote in.
        """
        found, position = [], 0
        for paragraph in self.text.split("\n\n"):
            if paragraph:
                found.append(self.place(position, position + len(paragraph)))
            position += len(paragraph) + 2
        apart: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if apart and start < apart[-1][1]:
                apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
            else:
                apart.append((start, end))
        return tuple(apart)

    @cached_property
    def _line_starts(self) -> array[int]:
        return array("L", [0, *(match.end() for match in _LINE_END.finditer(self.raw))])

    def page_of(self, place: int) -> int | None:
        """Give the page of a place in the file, counted from 1; `None` where the document has no pages."""
        return bisect_right(self.page_starts, place) or None

    def line_of(self, place: int) -> int:
        """Give the line of a place in the file, counted from 1: in its page, or in the file where there are none."""
        page = self.page_of(place)
        first = bisect_right(self._line_starts, self.page_starts[page - 1]) if page else 1
        return bisect_right(self._line_starts, place) - first + 1

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets into `text` (end exclusive, not empty) into offsets into the file."""
        return self.starts[start], self.ends[end - 1]

    def mention(self, start: int, end: int, kind: str = "name") -> Mention:
        """Make a mention of a stretch of `text`."""
        file_start, file_end = self.place(start, end)
        return Mention(self.id, self.text[start:end], file_start, file_end, kind)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself. Dates are ISO, as precise as given."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the file that belongs to the document's text: its characters and where each begins and ends."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def assemble(
    source: FileText,
    metadata: Metadata,
    title: Stretch | None,
    body: list[Stretch],
    *,
    page_starts: tuple[int, ...] = (),
    facts: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
) -> Document:
    """Join the title and the paragraphs of a file to a document.

    Raises:
        DocumentError: there is no text.
    """
    if not any(piece.text.strip() for piece in body):
        raise DocumentError(
            source.label, "no running text was found in it", remedy="give the article's page or its text"
        )
    starts, ends, parts = array("L"), array("L"), []
    for number, piece in enumerate([title, *body] if title else body):
        if number:
            parts.append("\n\n")
            starts.extend((starts[-1], starts[-1]))
            ends.extend((ends[-1], ends[-1]))
        parts.append(piece.text)
        starts.extend(piece.starts)
        ends.extend(piece.ends)
    return Document(
        id=f"doc-{source.sha256[:12]}",
        file=source.file,
        title=metadata.title,
        author=metadata.author,
        publisher=metadata.publisher,
        published=metadata.published,
        updated=metadata.updated,
        sha256=source.sha256,
        raw=source.text,
        text="".join(parts),
        starts=starts,
        ends=ends,
        title_end=len(title.text) if title else 0,
        page_starts=page_starts,
        facts=facts,
        notes=notes,
    )
