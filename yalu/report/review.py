"""Checking links against sentences: a document's own text with its parties and quotes marked, and beside it each link.

A link leads to its sentence, and the number at the sentence back to the link.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yalu.investigation import Investigation
from yalu.report.highlight import Mark, Piece, pieces
from yalu.report.link_rows import LinkRow, Source


@dataclass(frozen=True, slots=True)
class Check:
    """One link at one sentence: `number` is that of the link, `anchor` the sentence's, `back` the link's own place."""

    number: int
    anchor: str
    back: str
    row: LinkRow
    source: Source


@dataclass(frozen=True, slots=True)
class TextView:
    """A document's own text in pieces, one list for each of its spans, and the links in the order of their sentences.

    `unplaced` counts the mentions and quotes that are not where they say to be.
    """

    title: str
    spans: tuple[tuple[Piece, ...], ...]
    checks: tuple[Check, ...]
    unplaced: int


class TextViews:
    """The texts of an investigation; `texts` maps ids of documents to their whole decoded files."""

    def __init__(self, investigation: Investigation, texts: Mapping[str, str]) -> None:
        self._investigation, self._texts = investigation, texts
        self._spans = {item.id: item.spans for item in investigation.documents if item.id in texts}

    def is_shown(self, document: str, quote: str, start: int | None, end: int | None) -> bool:
        """Tell whether the quote stands where it says, inside the text that is shown."""
        if start is None or end is None or document not in self._spans:
            return False
        if _letters(self._texts[document][start:end]) != _letters(quote):
            return False
        return any(first <= start < last for first, last in self._spans[document])

    def view(self, document: str, title: str, rows: Mapping[int, LinkRow], numbers: Mapping[str, int]) -> TextView:
        """Mark a document. `rows` are the links by number, `numbers` those of the parties by id."""
        marks = [*self._mentions(document, numbers), *_quotes(document, rows)]
        placed = [mark for mark in marks if mark.start >= 0]
        spans = tuple(tuple(pieces(self._texts[document], span, placed)) for span in self._spans[document])
        return TextView(title, spans, _checks(placed, rows), len(marks) - len(placed))

    def _mentions(self, document: str, numbers: Mapping[str, int]) -> Iterable[Mark]:
        for item in self._investigation.parties:
            for mention in item.party.mentions:
                if mention.document == document:
                    shown = self.is_shown(document, mention.quote, mention.start, mention.end)
                    start, end = (mention.start, mention.end) if shown else (-1, -1)
                    yield Mark(start, end, "party", numbers[item.party.id])


def _quotes(document: str, rows: Mapping[int, LinkRow]) -> Iterable[Mark]:
    for number, row in rows.items():
        for item, source in zip(row.link.evidence, row.sources, strict=True):
            if item.document == document and item.start is not None and item.end is not None:
                start, end = (item.start, item.end) if source.anchor else (-1, -1)
                yield Mark(start, end, "quote", number, source.anchor)


def _checks(marks: Sequence[Mark], rows: Mapping[int, LinkRow]) -> tuple[Check, ...]:
    quotes = sorted((mark for mark in marks if mark.kind == "quote"), key=lambda mark: (mark.start, mark.number))
    return tuple(
        Check(mark.number, mark.anchor, back_of(mark.anchor), rows[mark.number], _source(rows[mark.number], mark))
        for mark in quotes
    )


def _source(row: LinkRow, mark: Mark) -> Source:
    return next(source for source in row.sources if source.anchor == mark.anchor)


def back_of(anchor: str) -> str:
    """Give the place of a link in the list beside the text, for the anchor of its sentence."""
    return anchor.replace("quote-", "check-", 1)


def _letters(text: str) -> str:
    """Give a text without what a line's end puts into it or takes out: blanks and hyphens."""
    return "".join(text.replace("-", "").replace("\u00ad", "").split())
