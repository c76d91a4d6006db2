"""Notices: entries of designation notices, annexes and tables, that name a party under labels and not in sentences.

Three shapes, each paragraph of one: rows of a table under heads; the form of a list's own entries (`list_form`); and
lines of labels, "Name: ..." or "1. Ivan PETROV" with "Date of birth: ..." behind or below. What stands under no label
that `data/notices.yaml` knows is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yalu.documents.kinds import LEGAL_ENTITY
from yalu.documents.list_form import listed_entries
from yalu.documents.notice_fields import (
    LONGEST_ENTRY,
    Entry,
    Field,
    aliases_of,
    fields_in,
    kind_of_fields,
    trimmed,
)
from yalu.documents.notice_labels import Label, label_of
from yalu.documents.notice_names import LONGEST_NAME, NoticeName, named, schema_of_name

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_ROW_NUMBER = re.compile(r"\W*\d{0,4}\W*")
_NUMBER = re.compile(r"(?:(?:No\.? ?)?\d{1,4}[.)]|\([a-z]{1,3}\)|[a-z]\))\s+")
_NAME_WORD = re.compile(r"[^\W\d_a-zß-ÿ]|[\d\"“'‘(«&]|(?:[a-z]{1,3}[-'’])?[A-ZÀ-Þ]")
_PARTICLES = {
    "of",
    "and",
    "for",
    "the",
    "de",
    "la",
    "von",
    "van",
    "bin",
    "bint",
    "ibn",
    "al",
    "el",
    "ve",
    "und",
    "i",
    "y",
}
_SURNAME = re.compile(r"\b[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}\b")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, its number at the head aside, and its fields."""

    start: int
    end: int
    numbered: bool
    fields: list[Field]


def find_entries(text: str, start: int = 0) -> list[Entry]:
    """Find the entries of notices in a text from `start` on, in order and apart."""
    entries = list(_Notices(text).read(start))  # whole, since an entry goes on after it was given
    return [entry for entry in entries if _is_notice(entry)]


def _is_notice(entry: Entry) -> bool:
    """Whether enough stands in an entry to tell it from a form or a page's foot."""
    return entry.counted or entry.kind is not None or any(item.label.strong for item in entry.fields)


class _Notices:
    """Reads the paragraphs of a text in order: an entry may go on over several."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._heads: Sequence[Label | None] = ()
        self._open: Entry | None = None
        self._named: tuple[NoticeName, list[NoticeName], bool] | None = None
        """The name of a paragraph that is nothing else, with its further names, and whether it was numbered."""

    def read(self, start: int) -> Iterator[Entry]:
        for match in _PARAGRAPH.finditer(self._text, start):
            begin, end = match.span()
            for first, last in self._pieces(begin, end):
                yield from self._paragraph(first, last)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Divide a paragraph before each line that is a row, or an entry in the form of a list."""
        lines = [match.span() for match in re.compile(r"[^\n]+").finditer(self._text, start, end)]
        if len(lines) > 1 and all(listed_entries(self._text, *line) for line in lines):
            yield from lines
        else:
            yield start, end

    def _paragraph(self, start: int, end: int) -> Iterator[Entry]:
        cells = _cells(self._text, start, end)
        if len(cells) > 1 and (rows := self._rows(cells)) is not None:
            yield from rows
            return
        self._heads = ()
        listed = listed_entries(self._text, start, end)
        if listed:
            self._open = self._named = None
            yield from listed
            return
        number = _NUMBER.match(self._text, start, end)
        first = number.end() if number else start
        paragraph = _Paragraph(first, end, number is not None, fields_in(self._text, first, end))
        yield from self._by_names(paragraph, cells)
        self._open = self._open if paragraph.fields else None
        self._named = None if paragraph.fields else self._name_alone(paragraph)

    # --- rows of tables ----------------------------------------------------------------------------------------------

    def _rows(self, cells: Sequence[tuple[int, int]]) -> list[Entry] | None:
        """Read a row as the heads above it say; `None` where it is no row of a table that is known."""
        labels = [label_of(self._text[first:last]) for first, last in cells]
        if are_heads(labels):
            self._heads, self._open, self._named = labels, None, None
            return []
        if self._heads and len(cells) == len(self._heads) + 1 and _ROW_NUMBER.fullmatch(self._text, *cells[0]):
            cells = cells[1:]  # the head over the rows' numbers is empty
        if not self._heads or len(cells) != len(self._heads):
            return None
        name: NoticeName | None = None
        aliases: list[NoticeName] = []
        fields: list[Field] = []
        for (start, end), head in zip(cells, self._heads, strict=True):
            if head and head.name and name is None:
                name, aliases = named(self._text, start, end)
            elif head and not head.ends_value:
                fields.append(trimmed(self._text, Field(head, start, start, end)))
            fields += fields_in(self._text, start, end, prose=head is not None and head.prose)
        if name is None:
            return []
        aliases = aliases + aliases_of(self._text, fields)
        return [Entry(cells[0][0], cells[-1][1], name, aliases, fields, kind_of_fields(self._text, fields))]

    # --- labels ------------------------------------------------------------------------------------------------------

    def _by_names(self, paragraph: _Paragraph, cells: Sequence[tuple[int, int]]) -> Iterator[Entry]:
        """Divide fields at each label of a name; those before the first go on with the entry before."""
        fields = paragraph.fields
        if fields and not fields[0].label.name:
            entry = self._headed(paragraph, cells)
            if entry:
                self._open = entry
                yield entry
        for item in fields:
            if item.label.name:
                name, aliases = named(self._text, item.start, item.end)
                self._open = Entry(item.start, item.end, name, aliases) if name else None
                if self._open:
                    yield self._open
            elif self._open is not None and item.end - self._open.start <= LONGEST_ENTRY:
                self._add(self._open, item)

    def _add(self, entry: Entry, item: Field) -> None:
        entry.fields.append(item)
        entry.aliases += aliases_of(self._text, [item])
        entry.end = max(entry.end, item.end)
        entry.kind = entry.kind or kind_of_fields(self._text, [item])

    def _headed(self, paragraph: _Paragraph, cells: Sequence[tuple[int, int]]) -> Entry | None:
        """Give the entry that a name without a label opens: before the labels, or in the paragraph before."""
        fields = paragraph.fields
        first = fields[0].opens
        if first > paragraph.start:
            before = self._name_before(paragraph, first)
            if before:
                name, aliases = before
                return Entry(name.start, name.end, name, aliases, counted=paragraph.numbered)
            return self._unlabelled_row(cells) if self._open is None and len(cells) > 1 else None
        if self._named and (self._named[2] or fields[0].label.strong):
            name, aliases, numbered = self._named
            return Entry(name.start, name.end, name, aliases, counted=numbered)
        return None

    def _name_before(self, paragraph: _Paragraph, label: int) -> tuple[NoticeName, list[NoticeName]] | None:
        """Read what stands before the first label of a paragraph as a name, with what stands in brackets behind it."""
        line_end = self._text.find("\n", paragraph.start, label)
        if not paragraph.numbered and line_end < 0:
            return None
        stop = line_end if line_end >= 0 else label
        while stop > paragraph.start and self._text[stop - 1] in " \n.;:,(":
            stop -= 1
        return self._name_in(paragraph.start, stop, paragraph.numbered)

    def _name_in(self, start: int, end: int, numbered: bool) -> tuple[NoticeName, list[NoticeName]] | None:
        if end - start > 3 * LONGEST_NAME:
            return None
        name, aliases = named(self._text, start, end)
        if name is None or not _looks_like_name(name.name):
            return None
        is_plain = numbered or _SURNAME.search(name.name) or schema_of_name(name.name) != LEGAL_ENTITY
        return (name, aliases) if is_plain else None

    def _name_alone(self, paragraph: _Paragraph) -> tuple[NoticeName, list[NoticeName], bool] | None:
        """Read a paragraph of one line that is a name and nothing else, whose labels follow below."""
        if "\n" in self._text[paragraph.start : paragraph.end] or self._text[paragraph.end - 1] in ".:;?!":
            return None
        known = self._name_in(paragraph.start, paragraph.end, paragraph.numbered)
        return (*known, paragraph.numbered) if known else None

    def _unlabelled_row(self, cells: Sequence[tuple[int, int]]) -> Entry | None:
        """Read a row of an annex that has no heads: a number, a name, and cells of labels."""
        for start, end in cells:
            if _ROW_NUMBER.fullmatch(self._text, start, end):
                continue
            if fields_in(self._text, start, end):
                return None
            name, aliases = named(self._text, start, end)
            return Entry(start, end, name, aliases) if name else None
        return None


def are_heads(labels: Sequence[Label | None]) -> bool:
    """Whether the labels that cells are make them the heads of a table of parties."""
    return sum(label is not None for label in labels) > 1 and any(label is not None and label.name for label in labels)


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the cells of a row, the empty ones as well; a line without a tab is one cell."""
    cuts = [start - 1, *(match.start() for match in re.compile(r"\t").finditer(text, start, end)), end]
    return [(first + 1, last) for first, last in pairwise(cuts)]


def _looks_like_name(words: str) -> bool:
    """Whether each word is written as names are, so that it is no sentence."""
    return all(_NAME_WORD.match(word) or word.lower() in _PARTICLES for word in words.split())
