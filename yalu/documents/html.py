"""HTML: the article's own text by trafilatura, brought back to its places in the source."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import trafilatura

from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.opening import FileText
from yalu.documents.page import score_line
from yalu.model import DocumentError

_INVISIBLE = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object"}
_BLOCKS = set(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_FURNITURE = {"nav", "aside", "footer", "header", "form", "button", "menu"}
MAX_DEPTH = 400
"""Deeper nesting than any page needs; beyond it the page is refused, for it would exhaust the parser."""


@dataclass
class _Visible:
    """The visible characters of a page and where each begins and ends in the source."""

    text: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, text: str, starts: list[int], ends: list[int]) -> None:
        self.text.append(text)
        self.starts += starts
        self.ends += ends


class _Walker(HTMLParser):
    """Collects visible text. Entities are one character (or a few) that stand for a longer stretch of the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.visible = _Visible()
        self.heading: str | None = None
        self._lines = [0, *(match.end() for match in re.finditer("\n", source))]
        self._open: list[str] = []
        self.depth = 0
        self.feed(source)
        self.close()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _hidden(self) -> bool:
        return any(tag in _INVISIBLE or tag in _FURNITURE for tag in self._open)

    def _break(self) -> None:
        place = self._offset()
        self.visible.add("\n", [place], [place])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self._break()
        if tag in _INVISIBLE or tag in _FURNITURE or tag == "h1":
            self._open.append(tag)
        if tag in _BLOCKS and tag != "br":
            self.depth = max(self.depth, len(self._open))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._hidden():
            begin = self._offset()
            self.visible.add(data, list(range(begin, begin + len(data))), list(range(begin + 1, begin + len(data) + 1)))
            if "h1" in self._open and data.strip():
                self.heading = ((self.heading or "") + data).strip()

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, reference: str) -> None:
        if not self._hidden():
            begin = self._offset()
            text = html.unescape(reference)
            end = begin + len(reference)
            self.visible.add(text, [begin] * len(text), [end] * len(text))


def html_document(path: Path, source: FileText) -> Document:
    """Read an HTML page: trafilatura says which paragraphs are the article and who wrote it when.

    Raises:
        DocumentError: there is no running text in it, or it is nested too deeply to be read.
    """
    if _depth(source.text) > MAX_DEPTH:
        raise DocumentError(path, "its elements are nested too deeply", remedy="give the text of the page")
    walker = _Walker(source.text)
    visible = walker.visible
    text = "".join(visible.text)
    page = trafilatura.bare_extraction(
        source.text, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
    )
    paragraphs = str(getattr(page, "text", None) or "").split("\n")
    places = _locate(text, paragraphs) or _prose(text)
    metadata = _metadata(page, walker.heading)
    title = _find(text, metadata.title, 0) if metadata.title else None
    body = [_stretch(visible, text, start, end) for start, end in places if (start, end) != title]
    return assemble(path, source, metadata, _stretch(visible, text, *title) if title else None, body)


def _depth(source: str) -> int:
    depth = deepest = 0
    for match in re.finditer(
        r"<(/?)(?:div|span|section|ul|ol|li|table|tr|td|b|i|em|p|font|blockquote)\b", source, re.I
    ):
        depth += -1 if match.group(1) else 1
        deepest = max(deepest, depth)
    return deepest


def _metadata(page: object, heading: str | None) -> Metadata:
    def given(name: str) -> str | None:
        value = getattr(page, name, None)
        return re.sub(r"\s+", " ", str(value)).strip() or None if value else None

    author = given("author")
    return Metadata(
        title=heading or given("title"),
        author=author.replace("; ", ", ") if author else None,
        publisher=given("sitename"),
        published=given("date"),
    )


def _locate(text: str, paragraphs: list[str]) -> list[tuple[int, int]]:
    """Find each paragraph in the visible text, in order, whatever its white space."""
    places, after = [], 0
    for paragraph in paragraphs:
        place = _find(text, paragraph.strip().removeprefix("- "), after)
        if place:
            places.append(place)
            after = place[1]
    return places


def _find(text: str, wanted: str | None, after: int) -> tuple[int, int] | None:
    words = wanted.split() if wanted else []
    if not words:
        return None
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, after)
    return match.span() if match else None


def _prose(text: str) -> list[tuple[int, int]]:
    places = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    return [(start, end) for start, end in places if score_line(text[start:end].strip()) > 0]


def _stretch(visible: _Visible, text: str, start: int, end: int) -> Stretch:
    """Cut a stretch out, with each run of white space as one blank, for in HTML it means no more."""
    pieces, starts, ends = [], [], []
    for match in re.finditer(r"\s+|\S+", text[start:end].strip()):
        begin = start + len(text[start:end]) - len(text[start:end].lstrip()) + match.start()
        run = match.group()
        if run.isspace():
            pieces.append(" ")
            starts.append(visible.starts[begin])
            ends.append(visible.ends[begin + len(run) - 1])
        else:
            pieces.append(run)
            starts += visible.starts[begin : begin + len(run)]
            ends += visible.ends[begin : begin + len(run)]
    return Stretch("".join(pieces), tuple(starts), tuple(ends))
