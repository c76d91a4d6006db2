"""Which lines of a page are a notice's, so that they belong to its text though they are no prose."""

import re
from collections.abc import Sequence

from yalu.documents.list_form import has_marks
from yalu.documents.notice_fields import LONGEST_ENTRY, fields_in
from yalu.documents.notice_labels import Label, label_expression, label_of
from yalu.documents.notices import are_heads

_LEAST_FIELDS = 2
_NUMBERED_NAME = re.compile(r"(?:(?:No\.? ?)?\d{1,4}[.)]|\([a-z]{1,3}\))\s+[^\n]{3,160}")


def starting_label(line: str) -> Label | None:
    """Give the label with a colon that a line starts with, where something stands behind it."""
    match = label_expression().match(line)
    is_field = match is not None and match["colon"] is not None and len(line) > match.end()
    return label_of(match["label"]) if match is not None and is_field else None


def states_name(line: str) -> bool:
    """Whether a line states a name under a label, so that it is no headline."""
    return any(item.label.name and item.end > item.start for item in fields_in(line, 0, len(line)))


def notice_lines(lines: Sequence[str]) -> set[int]:
    """Give the numbers of the lines that are a notice's.

    These are entries in one line, rows under heads of a table, lines of several labels with the numbered name above
    them, and two labelled lines or more that follow each other; of labels, one must be of those that stand in notices
    only.
    """
    found: set[int] = set()
    block: list[tuple[int, Label]] = []
    columns = 0
    before = -1
    for number, line in enumerate((*lines, "end")):
        if not line.strip():
            continue
        label, cells = starting_label(line), line.split("\t")
        if len(cells) > 1 and are_heads([label_of(cell) for cell in cells]):
            columns = len(cells)
            found.add(number)
        elif columns and len(cells) in (columns, columns + 1):
            found.add(number)
        else:
            columns = 0
        if has_marks(line):
            found.add(number)
        if _has_labels(line):
            found.add(number)
            if before >= 0 and _NUMBERED_NAME.fullmatch(lines[before].strip()):
                found.add(before)
        before = number
        if label is not None:
            block.append((number, label))
            continue
        if len(block) > 1 and any(one.strong for _, one in block):
            found.update(place for place, _ in block)
        block = []
    return found


def _has_labels(line: str) -> bool:
    """Whether a line has several labels with colons, of which one stands in notices only."""
    if line.count(":") + line.count("：") < _LEAST_FIELDS:
        return False
    fields = fields_in(line, 0, min(len(line), LONGEST_ENTRY), prose=True)
    return len(fields) >= _LEAST_FIELDS and any(item.label.strong for item in fields)
