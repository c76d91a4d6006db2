"""HTML: the article's own text by trafilatura, brought back to its places in the source."""

import html
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser

import trafilatura
from trafilatura.settings import Document as Extracted

from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.notice_lines import notice_lines
from yalu.documents.opening import FileText
from yalu.documents.page import score_line
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches
from yalu.model import DocumentError

_INVISIBLE = frozenset("script style noscript template svg head iframe object".split())
_FURNITURE = frozenset("nav aside footer header form button menu".split())
_HIDDEN = _INVISIBLE | _FURNITURE
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_NEVER_DEEP = frozenset(
    "area base br col embed hr img input link meta param source track wbr "
    "p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt html head body".split()
)
"""Elements that are empty, or that close by themselves, so that they do not nest."""
MAX_DEPTH = 400
"""Deeper nesting than any page needs; beyond it the page is refused, for it would exhaust the parser."""
_CELL = "\x1f"
"""Stands between two cells of a row in the visible text; in the document's own text a tab does."""
_CELL_BREAK = re.compile(rf"[^\S{_CELL}]*{_CELL}[^\S{_CELL}]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_MOST_UNPLACED = 200
"""Paragraphs that may be missing from the page; one with more was reworded throughout, and is read line by line."""


class _Visible:
    """The visible characters of a page and where each begins and ends in the source."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.starts, self.ends = array("L"), array("L")

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._pieces.append(text)
        self.starts.extend(starts)
        self.ends.extend(ends)


class _Walker(HTMLParser):
    """Collects visible text. Entities are one character (or a few) that stand for a longer stretch of the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.visible = _Visible()
        self._source = source
        self._heading: list[str] = []
        self._has_heading = False
        self.rows: list[tuple[int, int]] = []
        self._row: int | None = None
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._hidden = 0
        self.feed(source)
        self.close()

    @property
    def heading(self) -> str | None:
        """The page's first heading that is not part of its furniture."""
        return " ".join("".join(self._heading).split()) or None

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _break(self, mark: str = "\n") -> None:
        place = self._offset()
        self.visible.add(mark, [place], [place])

    def _table(self, tag: str, *, opens: bool) -> None:
        """Remember where the rows of tables stand, cells and all."""
        if tag == "tr" or (tag == "table" and not opens):
            if self._row is not None and not self._hidden:
                self.rows.append((self._row, len(self.visible.starts)))
            self._row = len(self.visible.starts) if opens else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as inherited
        """Open an element that hides its text, or a heading."""
        if tag in _BLOCKS:
            self._break(_CELL if tag in ("td", "th") else "\n")
        self._table(tag, opens=True)
        if tag in _HIDDEN or tag == "h1":
            self._open.append(tag)
            self._counts[tag] += 1
            self._hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those that were left open in it."""
        if tag in _BLOCKS:
            self._break()
        self._table(tag, opens=False)
        if self._counts[tag]:
            closed = ""
            while closed != tag:
                closed = self._open.pop()
                self._counts[closed] -= 1
                self._hidden -= closed in _HIDDEN
            if tag == "h1" and not self._has_heading:
                self._has_heading = self.heading is not None
                self._heading = self._heading if self._has_heading else []

    def handle_data(self, data: str) -> None:
        """Take text where it is visible."""
        if not self._hidden:
            begin = self._offset()
            self._take(data, range(begin, begin + len(data)), range(begin + 1, begin + len(data) + 1))

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._reference(f"&#{name}")

    def _reference(self, reference: str) -> None:
        if not self._hidden:
            begin = self._offset()
            end = begin + len(reference)
            end += self._source[end : end + 1] == ";"
            text = html.unescape(f"{reference};")
            self._take(text, [begin] * len(text), [end] * len(text))

    def _take(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.visible.add(text, starts, ends)
        if self._counts["h1"] and not self._has_heading:
            self._heading.append(text)


def html_document(source: FileText) -> Document:
    """Read an HTML page: trafilatura says which paragraphs are the article and who wrote it when.

    Raises:
        DocumentError: there is no running text in it, or it is nested too deeply to be read.
    """
    if _depth(source.text) > MAX_DEPTH:
        raise _too_deep(source.label)
    walker = _Walker(source.text)
    visible = walker.visible
    text = visible.text
    try:
        page = trafilatura.bare_extraction(
            source.text, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
        )
    except RecursionError:
        raise _too_deep(source.label) from None
    extracted = page if isinstance(page, Extracted) else Extracted()
    places = _locate(text, (extracted.text or "").split("\n")) or _prose(text)
    places = _with_notices(text, places, walker.rows)
    metadata = _metadata(extracted, walker.heading)
    title = _find(text, metadata.title or "", 0)
    body = [_stretch(visible, text, start, end) for start, end in places if (start, end) != title]
    return assemble(source, metadata, _stretch(visible, text, *title) if title else None, body)


def visible_paragraphs(label: str, page: str) -> list[Stretch]:
    """Give all that a page shows, line by line; for a mail, which has no menus to leave out.

    Raises:
        DocumentError: it is nested too deeply to be read.
    """
    if _depth(page) > MAX_DEPTH:
        raise _too_deep(label)
    visible = _Walker(page).visible
    text = visible.text
    found = [_stretch(visible, text, *match.span()) for match in re.finditer(r"[^\n]+", text)]
    return [piece for piece in found if piece.text]


def _too_deep(label: str) -> DocumentError:
    return DocumentError(label, "its elements are nested too deeply", remedy="give the text of the page")


def _depth(source: str) -> int:
    """Count how deep elements are nested, roughly: what closes by itself is left out."""
    depth = deepest = 0
    for match in _TAG.finditer(source):
        if match.group(2).lower() not in _NEVER_DEEP:
            depth = max(0, depth - 1) if match.group(1) else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _metadata(page: Extracted, heading: str | None) -> Metadata:
    author = _one_line(page.author)
    return Metadata(
        title=heading or _one_line(page.title),
        author=author.replace("; ", ", ") if author else None,
        publisher=_one_line(page.sitename),
        published=_one_line(page.date),
    )


def _one_line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


def _locate(text: str, paragraphs: list[str]) -> list[tuple[int, int]]:
    """Find each paragraph in the visible text, in order, whatever its white space."""
    places: list[tuple[int, int]] = []
    after = unplaced = 0
    for paragraph in paragraphs:
        place = _find(text, paragraph.strip().removeprefix("- "), after)
        if place:
            places.append(place)
            after = place[1]
        else:
            unplaced += bool(paragraph.strip())
        if unplaced > _MOST_UNPLACED:
            return []
    return places


def _find(text: str, wanted: str, after: int) -> tuple[int, int] | None:
    """Find words in a text, with any white space between them."""
    words = wanted.split()
    if not words:
        return None
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, after)
    return match.span() if match else None


def _with_notices(text: str, places: list[tuple[int, int]], rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add the rows of tables that state names under heads or labels, which are no prose but the text itself."""
    lines = [_CELL_BREAK.sub("\t", text[start:end].strip()) for start, end in rows]
    own = [rows[number] for number in sorted(notice_lines([" ".join(line.split("\n")) for line in lines]))]
    if not own:
        return places
    taken = Stretches([Span(start, end) for start, end in own])
    return sorted([*(place for place in places if not taken.over(*place)), *own])


def _prose(text: str) -> list[tuple[int, int]]:
    """Take the lines that read as prose, where trafilatura finds no article."""
    places = [match.span() for match in re.finditer(rf"[^\n{_CELL}]+", text)]
    return [(start, end) for start, end in places if score_line(text[start:end].strip()) > 0]


def _stretch(visible: _Visible, text: str, start: int, end: int) -> Stretch:
    """Cut a stretch out, with each run of white space as one blank, for in HTML it means no more."""
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for match in re.finditer(r"\s+|\S+", text[start:end]):
        first, last = start + match.start(), start + match.end()
        if match.group().isspace():
            blank = "\t" * match.group().count(_CELL) or " "
            pieces.append(blank)
            starts.extend([visible.starts[first]] * len(blank))
            ends.extend([visible.ends[last - 1]] * len(blank))
        else:
            pieces.append(match.group())
            starts += visible.starts[first:last]
            ends += visible.ends[first:last]
    return Stretch("".join(pieces), starts, ends)
