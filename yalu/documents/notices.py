"""Notices: entries of designation notices, annexes and tables, that name a party under labels and not in sentences.

"CHOE, Chol Min (a.k.a. ...); DOB 28 Nov 1978; Passport 836110034 (individual) (Linked To: ...)", lines of "Name: ...",
and rows of a table under heads. An entry gives the party's name, further names, details and ties, each at its place;
what stands under no label that `data/notices.yaml` knows is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yalu.documents.notice_labels import Label, kind_named, label_expression, label_of, says_nothing

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_HEADLINE = re.compile(
    r"(?:\d{1,4}[.)]\s+)?(?P<name>"
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’ -]+,\s[A-ZÀ-Þ][\w'’ .-]*?"  # "CHOE, Chol Min"
    r"|[A-ZÀ-Þ0-9][^a-z();:\t\n]*?(?:,\s(?:LTD|INC|LLC|S\.A|CO|LIMITED)\.?[^a-z();:\t\n,]*)*"  # "PARSEK CO., LTD."
    r")\s*(?=\(|;|,\s)"
)
_MARKS = re.compile(
    r"\((?P<kind>individual|entity|vessel|aircraft)\)|;\s*(?:DOB|POB|nationality|Passport|Gender)\s|\(Linked To:"
    r"|\[[A-Z][A-Z0-9-]{2,}\]|Secondary sanctions risk:|Vessel Registration Identification|; (?:Tax ID|Registration)"
)
_LEAST_MARKS = 2
_ALIASES = re.compile(r"\s*\((?=[^()]{0,40}(?:[an]\.?k\.?a\b|f\.?k\.?a\b|Cyrillic|Korean|Chinese|Arabic|also known))")
_ALIAS = re.compile(
    r"(?:(?:[afn]\.?k\.?a\.?|also known as|formerly known as|Cyrillic|Korean|Arabic|Japanese|Hebrew|Latin"
    r"|Chinese(?: Simplified| Traditional)?)\s*:?\s*)[\"“']?(?P<name>[^;()\"”]{2,150}?)[\"”']?\s*(?=[;)]|$)",
    re.IGNORECASE,
)
_UN_NAME = re.compile(r"1:\s*(\S[^:\n]*?)\s*2:\s*([^:\n]*?)\s*3:\s*([^:\n]*?)\s*4:\s*([^:\n]*?)\s*$")
_ITEM = re.compile(r"(?:^|[\s,;(])[a-z0-9]$")
"""Before a bracket that closes a number in a list: "a) Russia b) Cyprus"."""
_ROW_NUMBER = re.compile(r"\W*\d{0,4}\W*")
_LONGEST_NAME = 160
_LONGEST_ENTRY = 6000


@dataclass(frozen=True, slots=True)
class NoticeName:
    """A name in a notice: its stretch in the text, and the name without what only numbers its parts."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A label and the stretch of its value."""

    label: Label
    start: int
    end: int


@dataclass
class Entry:
    """One party in a notice: where its entry stands, its names, and its fields. `kind` is a schema that it names."""

    start: int
    end: int
    name: NoticeName
    aliases: list[NoticeName] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    kind: str | None = None


def find_entries(text: str, start: int = 0) -> list[Entry]:
    """Find the entries of notices in a text from `start` on, in order and apart."""
    found: list[Entry] = []
    heads: list[Label | None] = []
    open_entry: Entry | None = None
    for match in _PARAGRAPH.finditer(text, start):
        begin, end = match.span()
        cells = _cells(text, begin, end)
        named = [label_of(text[first:last]) for first, last in cells]
        if _are_heads(named):
            heads, open_entry = named, None
            continue
        if heads and len(cells) == len(heads) + 1 and _ROW_NUMBER.fullmatch(text, *cells[0]):
            cells = cells[1:]  # the head over the rows' numbers is empty
        if heads and len(cells) == len(heads):
            found += _from_row(text, cells, heads)
            continue
        heads = []
        headline = _headline(text, begin, end)
        if headline:
            found.append(headline)
            open_entry = None
            continue
        fields = _fields(text, begin, end)
        for entry in _by_names(text, fields, open_entry, cells):
            found.append(entry)
            open_entry = entry
        open_entry = open_entry if fields else None
    return [entry for entry in found if _is_notice(entry)]


def starting_label(line: str) -> Label | None:
    """Give the label with a colon that a line starts with, where something stands behind it."""
    match = label_expression().match(line)
    is_field = match is not None and match["colon"] is not None and len(line) > match.end()
    return label_of(match["label"]) if match is not None and is_field else None


def states_name(line: str) -> bool:
    """Whether a line states a name under a label, so that it is no headline."""
    return any(item.label.name and item.end > item.start for item in _fields(line, 0, len(line)))


def notice_lines(lines: Sequence[str]) -> set[int]:
    """Give the numbers of the lines that are a notice's, so that they belong to a text though they are no prose.

    These are entries in one line, rows under heads of a table, and two labelled lines or more that follow each other,
    of which one has a label that stands in notices only.
    """
    found: set[int] = set()
    block: list[tuple[int, Label]] = []
    columns = 0
    for number, line in enumerate((*lines, "end")):
        if not line.strip():
            continue
        label, cells = starting_label(line), line.split("\t")
        heads = [label_of(cell) for cell in cells]
        if _are_heads(heads):
            columns = len(cells)
            found.add(number)
        elif columns and len(cells) in (columns, columns + 1):
            found.add(number)
        else:
            columns = 0
        if len(_MARKS.findall(line[:_LONGEST_ENTRY])) >= _LEAST_MARKS:
            found.add(number)
        if label is not None:
            block.append((number, label))
            continue
        if len(block) > 1 and any(one.strong for _, one in block):
            found.update(place for place, _ in block)
        block = []
    return found


def _is_notice(entry: Entry) -> bool:
    """Whether enough stands in an entry to tell it from a form or a page's foot."""
    return entry.kind is not None or any(item.label.strong for item in entry.fields)


# --- rows of tables --------------------------------------------------------------------------------------------------


def _are_heads(named: Sequence[Label | None]) -> bool:
    """Whether the labels that cells are make them the heads of a table of parties."""
    return sum(label is not None for label in named) > 1 and any(label is not None and label.name for label in named)


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the cells of a row, the empty ones as well; a line without a tab is one cell."""
    cuts = [start - 1, *(match.start() for match in re.compile(r"\t").finditer(text, start, end)), end]
    return [(first + 1, last) for first, last in pairwise(cuts)]


def _from_row(text: str, cells: Sequence[tuple[int, int]], heads: Sequence[Label | None]) -> Iterator[Entry]:
    name: NoticeName | None = None
    aliases: list[NoticeName] = []
    fields: list[Field] = []
    for (start, end), head in zip(cells, heads, strict=True):
        if head and head.name and name is None:
            name, aliases = _named(text, start, end)
        elif head and not head.ends_value:
            fields.append(_trimmed(text, Field(head, start, end)))
        fields += _fields(text, start, end)
    if name:
        yield Entry(cells[0][0], cells[-1][1], name, aliases + _alias_fields(text, fields), fields, _kind(text, fields))


# --- entries in one paragraph ----------------------------------------------------------------------------------------


def _headline(text: str, start: int, end: int) -> Entry | None:
    """Read "CHOE, Chol Min (a.k.a. ...), Beijing; DOB ...; (individual) [NPWMD] (Linked To: ...)"."""
    marks = list(_MARKS.finditer(text, start, min(end, start + _LONGEST_ENTRY)))
    if len(marks) < _LEAST_MARKS:
        return None
    opened = _HEADLINE.match(text, start, min(end, start + _LONGEST_NAME + 20))
    if opened is None:
        return None
    name, _ = _named(text, *opened.span("name"))
    if name is None:
        return None
    aliases = _in_brackets(text, opened.end(), end)
    kind = next((kind_named(mark["kind"]) for mark in marks if mark["kind"]), None)
    return Entry(start, end, name, aliases, _fields(text, opened.end(), end), kind)


def _fields(text: str, start: int, end: int) -> list[Field]:
    """Find the fields in a stretch: each label with what stands behind it up to the next one or what divides them."""
    found: list[tuple[Label, int, int]] = []
    for match in label_expression().finditer(text, start, end):
        label = label_of(match["label"])
        divides = match["opens"].strip(" \n") != "" or match.start() == start
        if label is not None and (match["colon"] is not None or (divides and label.strong)):
            found.append((label, match.start(), match.end()))
    fields = []
    for number, (label, _, value) in enumerate(found):
        last = found[number + 1][1] if number + 1 < len(found) else end
        stop = re.compile(r"[;\t|\n]").search(text, value, last)
        # Lists of values under one label are divided by semicolons too, but only a label says what a value is.
        fields.append(_trimmed(text, Field(label, value, _closed(text, value, stop.start() if stop else last))))
    return fields


def _closed(text: str, start: int, end: int) -> int:
    """Give the end of a value before a bracket that closes there and did not open in it."""
    depth = 0
    for place in range(start, min(end, start + _LONGEST_ENTRY)):
        numbers_item = text[place] == ")" and depth == 0 and _ITEM.search(text, max(0, place - 2), place)
        depth += 0 if numbers_item else {"(": 1, ")": -1}.get(text[place], 0)
        if depth < 0:
            return place
    return end


def _trimmed(text: str, item: Field) -> Field:
    start, end = item.start, item.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ";,"):
        end -= 1
    return Field(item.label, start, end)


def _by_names(
    text: str, fields: list[Field], before: Entry | None, cells: Sequence[tuple[int, int]]
) -> Iterator[Entry]:
    """Divide fields at each label of a name; those before the first go on with the entry before."""
    entry = before
    if before is None and fields and not fields[0].label.name and len(cells) > 1:
        entry = _unlabelled_row(text, cells)
        if entry:
            yield entry
    for item in fields:
        if item.label.name:
            name, aliases = _named(text, item.start, item.end)
            entry = Entry(item.start, item.end, name, aliases) if name else None
            if entry:
                yield entry
        elif entry is not None and item.end - entry.start <= _LONGEST_ENTRY:
            entry.fields.append(item)
            entry.aliases += _alias_fields(text, [item])
            entry.end = max(entry.end, item.end)
            entry.kind = entry.kind or _kind(text, [item])


def _unlabelled_row(text: str, cells: Sequence[tuple[int, int]]) -> Entry | None:
    """Read a row of an annex that has no heads: a number, a name, and cells of labels."""
    for start, end in cells:
        if _ROW_NUMBER.fullmatch(text, start, end):
            continue
        if _fields(text, start, end):
            return None
        name, aliases = _named(text, start, end)
        return Entry(start, end, name, aliases) if name else None
    return None


# --- names -----------------------------------------------------------------------------------------------------------


def _named(text: str, start: int, end: int) -> tuple[NoticeName | None, list[NoticeName]]:
    """Read the value of a name, with the further names in brackets behind it."""
    bracket = text.find("(", start, end)
    stop = bracket if bracket > start else end
    name = _name(text, start, stop)
    return name, (_in_brackets(text, stop, end) if name and bracket > start else [])


def _name(text: str, start: int, end: int) -> NoticeName | None:
    while start < end and text[start] in " \t\"“'‘":
        start += 1
    while end > start and text[end - 1] in " \t\"”'’;,|":
        end -= 1
    words = text[start:end]
    if not 2 <= len(words) <= _LONGEST_NAME or says_nothing(words) or not re.search(r"[^\W\d_]{2}", words):
        return None
    numbered = _UN_NAME.fullmatch(words)
    if numbered:
        words = " ".join(part for part in numbered.groups() if part and not says_nothing(part))
    if not words[:1].isupper() and words[:1].lower() != words[:1].upper():
        return None
    return NoticeName(start, end, " ".join(words.split()))


def _in_brackets(text: str, start: int, end: int) -> list[NoticeName]:
    opened = _ALIASES.match(text, start, end)
    if opened is None:
        return []
    close, depth = opened.end(), 1
    while close < end and depth:
        depth += {"(": 1, ")": -1}.get(text[close], 0)
        close += 1
    found = (_name(text, *match.span("name")) for match in _ALIAS.finditer(text, opened.end(), close))
    return [name for name in found if name]


def _alias_fields(text: str, fields: Sequence[Field]) -> list[NoticeName]:
    found: list[NoticeName] = []
    for item in fields:
        if item.label.alias:
            place = item.start
            for match in re.compile(r"\s*(?:,\s(?=[a-z]\))|;|/|\b[a-z]\))\s*").finditer(text, item.start, item.end):
                found += [name for name in [_name(text, place, match.start())] if name]
                place = match.end()
            found += [name for name in [_name(text, place, item.end)] if name]
    return found


def _kind(text: str, fields: Sequence[Field]) -> str | None:
    return next(
        (kind for item in fields if item.label.kind and (kind := kind_named(text[item.start : item.end]))), None
    )
