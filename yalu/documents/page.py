"""Plain text, perhaps saved with the whole page around it: find the article's own lines.

No library separates an article from its menu once the tags are gone. Each line is scored: prose counts for, menu
entries, headlines of other stories, picture names and footers count against, and the stretch with the greatest sum is
the article (a maximum subarray, Bentley 1984). A file that is prose throughout is taken whole.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.opening import FileText

_FURNITURE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp)\b|copyright|©|all rights reserved|terms of (?:service|use)|privacy (?:policy|"
    r"statement)|cookie|\bsubscribe\b|\bsign (?:in|up)\b|\blog ?in\b|\bnewsletter\b|\bshare (?:this|on)\b|"
    r"\bread (?:more|also)\b|related (?:articles|stories|news|posts)|more (?:articles|stories|from)|\bfollow us\b|"
    r"\btop \d+ (?:stories|news)|most (?:read|viewed|popular)|\badvertisement\b|\bmasthead\b|\bskip to\b|"
    r"^(?:tel|email|fax|phone)\s*:|\bprint (?:preview|this)\b|font size|^\W*(?:facebook|twitter|linkedin|whatsapp|"
    r"reddit|telegram|email|print|share|comments?)\W*$|\bcomments?\s*\(?\d+\)?$|^gettyimages\w*$",
    re.IGNORECASE,
)
_AGENCIES = "AP|AFP|Reuters|Yonhap|EPA|Getty Images|Xinhua|TASS|KCNA|Kyodo"
_CREDIT = re.compile(
    r"(?:\s*/\s*)?(?:\b[Cc]ourtesy of\b.*|[\w ]{0,40}\b[Pp]hoto(?:graph)? by\b.*|"
    rf"\b(?:{_AGENCIES})(?:[-/ ](?:AP|AFP|Yonhap|Reuters|Getty Images))*\s*\.?)\s*$"
)
_TERMINAL = re.compile(r"""[.!?:;…]["'”’)\]]*\s*(?:\[\d+\])?$""")
_BULLET = re.compile(r"^\s*(?:[•·▪◦*|>»]|\d{1,2}$)")
_NUMBERED_HEADLINE = re.compile(r"^\s*\d{1,2}\s*(?:\[[A-Z]+\]\s*)?[A-Z‘'\"“]")
_DATE_LINE = re.compile(
    r"^\W*(?P<label>posted|published|updated|last updated|modified|release date|date|input|created)?\s*(?:on|at|:)?\s*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)[a-z]*,?\s+)?"
    r"(?P<date>\d{4}[-./]\d{1,2}[-./]\d{1,2}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4})",
    re.IGNORECASE,
)
_BY_LINE = re.compile(r"^\W*by[:\s]+(?P<author>[^\W\d_][^\d,|/•]{2,60}?)(?:\s*[,|/•].*)?$", re.IGNORECASE)
_PERSON_ALONE = re.compile(r"^(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+$")
_LOOK_BACK = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or several that one hard-wrapped paragraph was broken into: its place in the file, and its score."""

    start: int
    end: int
    text: str
    score: float

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as prose."""
        return self.score > 0


def text_document(path: Path, source: FileText) -> Document:
    """Read plain text, with or without the page around it.

    Raises:
        DocumentError: there is no running text in it.
    """
    lines = _lines(source.text)
    first, last, whole = _article(lines)
    metadata, title_line, begin = _front_matter(lines, first, last, whole)
    title = _stretch(source.text, title_line.start, title_line.end) if title_line else None
    body = [
        _stretch(source.text, line.start, line.end - _credit_length(line.text))
        for line in lines[begin:last]
        if line.text and line is not title_line and (whole or _belongs(line))
    ]
    return assemble(path, source, metadata, title, [piece for piece in body if piece.text.strip()])


def _lines(text: str) -> list[Line]:
    spans = [(match.start(), match.end()) for match in re.finditer(r"[^\r\n]*", text) if match.end() > match.start()]
    spans = [_trimmed(text, start, end) for start, end in spans]
    widths = sorted(end - start for start, end in spans if end > start)
    wrapped = bool(widths) and widths[int(len(widths) * 0.95) - (len(widths) == 1)] <= 110
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and wrapped and _continues(text, merged[-1], (start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return [Line(start, end, text[start:end], score_line(text[start:end])) for start, end in merged]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - (len(piece) - len(piece.rstrip())))


def _continues(text: str, before: tuple[int, int], now: tuple[int, int]) -> bool:
    gap = text[before[1] : now[0]]
    if now[1] <= now[0] or gap.replace("\r\n", "\n").count("\n") != 1:
        return False
    last_line = text[before[0] : before[1]].rsplit("\n", 1)[-1]
    follows = text[now[0] : now[1]]
    if _BULLET.match(follows) or len(last_line) < 45:
        return False
    return follows[0].islower() or len(last_line) >= 60


def score_line(text: str) -> float:
    """Score one line: above 0 for prose, below 0 for what stands around an article, in words and their weights."""
    words = text.split()
    if not words:
        return -0.2
    if _FURNITURE.search(text) and len(words) < 25:
        return -6.0
    half = len(text) // 2
    if len(words) >= 6 and text[:half].strip() == text[half:].strip():
        return -12.0
    lower = sum(word[0].islower() for word in words) / len(words)
    terminal = bool(_TERMINAL.search(text))
    if len(words) >= 10 and lower >= 0.45 and (terminal or len(words) >= 30):
        return float(min(len(words), 40))
    if terminal and len(words) >= 4 and lower >= 0.4 and not _BULLET.match(text):
        return float(len(words)) * 0.7
    if _credit_length(text):
        return -1.0
    if _BULLET.match(text) or _NUMBERED_HEADLINE.match(text):
        return -6.0
    return -3.0 if len(words) < 5 else -5.0


def _article(lines: list[Line]) -> tuple[int, int, bool]:
    """Give the article's first and last line (exclusive), and whether the file is an article throughout."""
    prose = sum(len(line.text) for line in lines if line.is_sentence)
    everything = sum(len(line.text) for line in lines) or 1
    furniture = sum(line.score <= -5 and bool(_FURNITURE.search(line.text)) for line in lines)
    few = sum(bool(line.text) for line in lines) <= 3 and furniture == 0
    if few or (prose >= 0.75 * everything and furniture <= 1):
        return 0, len(lines), True
    best, best_span, total, begin = 0.0, (0, 0), 0.0, 0
    for number, line in enumerate(lines):
        if total <= 0:
            total, begin = 0.0, number
        total += line.score
        if total > best:
            best, best_span = total, (begin, number + 1)
    return (*best_span, False)


def _belongs(line: Line) -> bool:
    return line.is_sentence or (bool(_credit_length(line.text)) and len(line.text.split()) >= 5)


def _credit_length(text: str) -> int:
    match = _CREDIT.search(text)
    return len(text) - match.start() if match else 0


def _front_matter(lines: list[Line], first: int, last: int, whole: bool) -> tuple[Metadata, Line | None, int]:
    """Find title, author and dates; give them with the title's line and the first line after it."""
    body_first = next((n for n in range(first, last) if lines[n].is_sentence), first)
    head = [line for line in lines[max(0, body_first - _LOOK_BACK) : body_first] if line.text]
    title, author, published, updated = None, None, None, None
    for line in head:
        by_line, date_line = _BY_LINE.match(line.text), _DATE_LINE.match(line.text)
        if by_line:
            author = author or by_line["author"].strip()
        elif date_line and len(line.text.split()) <= 10:
            day = _iso(date_line["date"])
            label = (date_line["label"] or "").lower()
            if "updated" in label or "modified" in label:
                updated = updated or day
            elif label or published is None:
                published = day or published
        elif author is None and published and title and _PERSON_ALONE.match(line.text):
            author = line.text
        elif _is_headline(line) and not (title and published):
            title = line
    begin = lines.index(title) + 1 if title else (0 if whole else first)
    return Metadata(title.text if title else None, author, _publisher(lines, whole), published, updated), title, begin


def _is_headline(line: Line) -> bool:
    words = line.text.split()
    if not 4 <= len(words) <= 30 or _FURNITURE.search(line.text) or _BULLET.match(line.text):
        return False
    return not _NUMBERED_HEADLINE.match(line.text) and not re.search(r"\d{4}\s*\|\s*\d", line.text)


def _iso(text: str) -> str | None:
    from yalu.documents.dates import first_date

    numbers = re.match(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text)
    if numbers:
        text = "-".join(part.zfill(2) for part in numbers.groups())
    return first_date(text)


def _publisher(lines: list[Line], whole: bool) -> str | None:
    """Take a page's first line for its publisher where the page says the same name again at its foot or elsewhere."""
    if whole:
        return None
    first = next((line.text for line in lines if line.text), "")
    again = sum(first.lower() in line.text.lower() for line in lines)
    return first if 1 <= len(first.split()) <= 6 and again >= 2 and not _BULLET.match(first) else None


def _stretch(text: str, start: int, end: int) -> Stretch:
    piece = text[start:end].rstrip()
    return Stretch(piece, tuple(range(start, start + len(piece))), tuple(range(start + 1, start + len(piece) + 1)))
