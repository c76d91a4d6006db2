"""Plain text, perhaps saved with the whole page around it: find the article's own lines.

No library separates an article from its menu once the tags are gone. Each line is scored: prose counts for, menu
entries, headlines of other stories, picture names and footers count against, and the stretch with the greatest sum is
the article (a maximum subarray, Bentley 1984). A file that is prose throughout is taken whole.
"""

import re
from dataclasses import dataclass

from yalu.documents.dates import first_date
from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.notice_lines import notice_lines, starting_label, states_name
from yalu.documents.opening import FileText
from yalu.documents.vocabulary import choice

_FURNITURE = re.compile(choice("page_furniture"), re.IGNORECASE)
_AGENCY = choice("picture_agencies")
_CREDIT = re.compile(
    r"(?:\s*/\s*)?(?:\b[Cc]ourtesy of\b.*|[\w ]{0,40}\b[Pp]hoto(?:graph)? by\b.*"
    rf"|\b(?:{_AGENCY})(?:[-/ ](?:{_AGENCY}))*\s*\.?)\s*$"
)
_LONGEST_CREDIT = 300
_TERMINAL = re.compile(r"""[.!?:;…]["'”’)\]]*\s*(?:\[\d+\])?$""")
_BULLET = re.compile(r"^\s*(?:[•·▪◦*|>»]|\d{1,2}$)")
_NUMBERED_HEADLINE = re.compile(r"^\s*\d{1,2}\s*(?:\[[A-Z]+\]\s*)?[A-Z‘'\"“]")
_DATE_LINE = re.compile(
    r"""^\W*(?P<label>posted|published|updated|last\ updated|modified|release\ date|date|input|created)?
    \s*(?:on|at|:)?\s* (?:(?:mon|tues|wednes|thurs|fri|satur|sun)[a-z]*,?\s+)?
    (?P<date>
        \d{4}[-./]\d{1,2}[-./]\d{1,2}
      | [A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}
      | \d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_DATE_LINE = 200
_NUMERIC_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_ENTRY = re.compile(
    r"\bDOB\b|\b(?:Date of birth|Nationality|Address|Registration number|Company name) ?:|\[[A-Z]{2}[A-Z0-9-]+\]"
)
_FEWEST_ENTRIES = 2
"""A file with so many labels of a list's entries is a notice: its lines are no menu, though they are no prose."""
_BY_LINE = re.compile(r"^\W*by[:\s]+(?P<author>[^\W\d_][^\d,|/•]{2,60}?)(?:\s*[,|/•].*)?$", re.IGNORECASE)
_PERSON_ALONE = re.compile(r"^(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’.-]+$")
_CLOCK = re.compile(r"\d{4}\s*\|\s*\d")
_LOOK_BACK = 25
"""Lines before the article in which its headline, author and date are looked for."""
_NOTICE = 8.0
"""The score of a line of a notice ("Passport: 836110034"), which is no prose and yet the text itself."""
_WRAPPED_AT = 110
"""A file of which nearly all lines are shorter is hard-wrapped."""


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


def text_document(source: FileText) -> Document:
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
    return assemble(source, metadata, title, [piece for piece in body if piece.text.strip()])


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[Line]:
    """Divide a text into lines, and join those of hard-wrapped paragraphs."""
    spans = [_trimmed(text, *match.span()) for match in re.finditer(r"[^\r\n]+", text)]
    widths = sorted(end - start for start, end in spans if end > start)
    wrapped = bool(widths) and widths[int(len(widths) * 0.95) - (len(widths) == 1)] <= _WRAPPED_AT
    merged: list[tuple[int, int]] = []
    before = (0, 0)
    for span in spans:
        if merged and wrapped and continues(text, before, span):
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
        before = span
    notices = notice_lines([text[start:end] for start, end in merged])
    return [
        Line(start, end, text[start:end], _NOTICE if number in notices else score_line(text[start:end]))
        for number, (start, end) in enumerate(merged)
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - (len(piece) - len(piece.rstrip())))


def continues(text: str, before: tuple[int, int], now: tuple[int, int]) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    gap = text[before[1] : now[0]].replace("\r\n", "\n")
    if now[1] <= now[0] or gap.count("\n") != 1:
        return False
    width, follows = before[1] - before[0], text[now[0] : now[1]]
    if _BULLET.match(follows) or width < 45 or starting_label(follows):
        return False
    return follows[0].islower() or width >= 60


def score_line(text: str) -> float:
    """Score one line: above 0 for prose, below 0 for what stands around an article, in words and their weights."""
    words = text.split()
    if not words:
        return -0.2
    if len(words) < 25 and _FURNITURE.search(text):
        return -6.0
    half = len(text) // 2
    if len(words) >= 6 and text[:half].strip() == text[half:].strip():
        return -12.0  # a headline, and the same as the name of its picture
    lower = sum(word[0].islower() for word in words) / len(words)
    terminal = bool(_TERMINAL.search(text))
    if len(words) >= 10 and lower >= 0.45 and (terminal or len(words) >= 30):
        return float(min(len(words), 40))
    names_in_a_sentence = text.endswith(".") and lower >= 0.12
    if terminal and len(words) >= 4 and (lower >= 0.4 or names_in_a_sentence) and not _BULLET.match(text):
        return float(len(words)) * 0.7
    if _credit_length(text):
        return -1.0
    if _BULLET.match(text) or _NUMBERED_HEADLINE.match(text):
        return -6.0
    return -3.0 if len(words) < 5 else -5.0


def _credit_length(text: str) -> int:
    """Count the characters of the picture's credit at the end of a caption."""
    match = _CREDIT.search(text, max(0, len(text) - _LONGEST_CREDIT))
    return len(text) - match.start() if match else 0


# --- the article -----------------------------------------------------------------------------------------------------


def _article(lines: list[Line]) -> tuple[int, int, bool]:
    """Give the article's first and last line (exclusive), and whether the file is an article throughout."""
    prose = sum(len(line.text) for line in lines if line.is_sentence)
    everything = sum(len(line.text) for line in lines) or 1
    furniture = sum(line.score <= -5 and bool(_FURNITURE.search(line.text)) for line in lines)
    if furniture <= 1 and sum(bool(_ENTRY.search(line.text)) for line in lines) >= _FEWEST_ENTRIES:
        return 0, len(lines), True
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
    """Whether a line within the article is its own: prose, or a caption."""
    return line.is_sentence or (bool(_credit_length(line.text)) and len(line.text.split()) >= 5)


def _front_matter(lines: list[Line], first: int, last: int, whole: bool) -> tuple[Metadata, Line | None, int]:
    """Find title, author and dates; give them with the title's line and the first line after it."""
    body_first = next((n for n in range(first, last) if lines[n].is_sentence), first)
    title, author, published, updated = None, None, None, None
    for line in filter(lambda line: line.text, lines[max(0, body_first - _LOOK_BACK) : body_first]):
        by_line = _BY_LINE.match(line.text)
        date_line = _DATE_LINE.match(line.text, 0, _LONGEST_DATE_LINE)
        if by_line:
            author = author or by_line["author"].strip()
        elif date_line and len(line.text.split()) <= 10:
            day, label = _iso(date_line["date"]), (date_line["label"] or "").lower()
            if "updated" in label or "modified" in label:
                updated = updated or day
            elif label or published is None:
                published = day or published
        elif author is None and published and title and _PERSON_ALONE.match(line.text):
            author = line.text
        elif _is_headline(line) and not (title and published):
            title = line
    begin = lines.index(title) + 1 if title else (0 if whole else first)
    publisher = None if whole else _publisher(lines)
    return Metadata(title.text if title else None, author, publisher, published, updated), title, begin


def _is_headline(line: Line) -> bool:
    words = line.text.split()
    if not 4 <= len(words) <= 30 or line.text.endswith(".") or _FURNITURE.search(line.text) or _BULLET.match(line.text):
        return False
    if starting_label(line.text) or states_name(line.text):
        return False
    return not _NUMBERED_HEADLINE.match(line.text) and not _CLOCK.search(line.text)


def date_line(text: str) -> str | None:
    """Give the day of a line that states little else ("19 June 2023"), as an ISO date."""
    found = _DATE_LINE.match(text, 0, _LONGEST_DATE_LINE)
    return _iso(found["date"]) if found and len(text.split()) <= 10 else None


def _iso(text: str) -> str | None:
    numbers = _NUMERIC_DATE.match(text)
    return first_date("-".join(part.zfill(2) for part in numbers.groups()) if numbers else text)


def _publisher(lines: list[Line]) -> str | None:
    """Take a page's first line for its publisher where the page says the same name again at its foot or elsewhere."""
    first = next((line.text for line in lines if line.text), "")
    again = sum(first.lower() in line.text.lower() for line in lines)
    return first if 1 <= len(first.split()) <= 6 and again >= 2 and not _BULLET.match(first) else None


def _stretch(text: str, start: int, end: int) -> Stretch:
    piece = text[start:end].rstrip()
    return Stretch(piece, range(start, start + len(piece)), range(start + 1, start + len(piece) + 1))
