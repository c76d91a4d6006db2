"""The fields of a notice: each label with the stretch of its value, up to the next label or what divides them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yalu.documents.notice_labels import Label, kind_named, label_expression, label_of
from yalu.documents.notice_names import NoticeName, names_listed

LONGEST_ENTRY = 6000
_ITEM = re.compile(r"(?:^|[\s,;(])[a-z0-9]$")
"""Before a bracket that closes a number in a list: "a) Russia b) Cyprus"."""
_COLON = re.compile(r"[:：]")
_DIVIDER = re.compile(r"[;\t|\n]")


@dataclass(frozen=True, slots=True)
class Field:
    """A label, the place where it starts, and the stretch of its value."""

    label: Label
    opens: int
    start: int
    end: int


@dataclass
class Entry:
    """One party in a notice: where its entry stands, its names, and its fields. `kind` is a schema that it names.

    In an entry of `form` everything up to `end` belongs to the form, so that what stands under no label names nobody;
    `counted` says that the form makes it an entry, whatever its labels. `replaced` is what an update takes back.
    """

    start: int
    end: int
    name: NoticeName
    aliases: list[NoticeName] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    kind: str | None = None
    form: bool = False
    counted: bool = False
    replaced: bool = False
    basis: tuple[int, int] | None = None
    """The stretch of the sentences right behind a form, which say by what order and for what the party is listed."""


def fields_in(text: str, start: int, end: int, *, prose: bool = False) -> list[Field]:
    """Find the fields in a stretch.

    A label without a colon counts where it opens what a semicolon, bracket or tab divides, but not in `prose`, as
    statements of reasons are.
    """
    found: list[tuple[Label, int, int]] = []
    for match in _labels_in(text, start, end):
        label = label_of(match["label"])
        divides = match["opens"].strip(" \n") != "" or match.start() == start
        if label is not None and (match["colon"] is not None or (divides and label.strong and not prose)):
            found.append((label, match.start("label"), match.end()))
            prose = prose or label.prose
    fields = []
    for number, (label, opens, value) in enumerate(found):
        last = _before_label(text, found[number + 1][1]) if number + 1 < len(found) else end
        stop = _DIVIDER.search(text, value, last)
        # Lists of values under one label are divided by semicolons too, but only a label says what a value is.
        fields.append(trimmed(text, Field(label, opens, value, closed(text, value, stop.start() if stop else last))))
    return fields


def _labels_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Find the labels in a stretch; without a colon in it only those at its start and behind what divides."""
    if _COLON.search(text, start, end):
        yield from label_expression().finditer(text, start, end)
        return
    first = label_expression().match(text, start, end)
    if first:
        yield first
    yield from label_expression(divided=True).finditer(text, first.end() if first else start, end)


def _before_label(text: str, label: int) -> int:
    """Give the end of the value before a label, without the bracket or divider that opens the label."""
    while label and text[label - 1] in "([|;\t ":
        label -= 1
    return label


def closed(text: str, start: int, end: int) -> int:
    """Give the end of a value before a bracket that closes there and did not open in it."""
    depth = 0
    for place in range(start, min(end, start + LONGEST_ENTRY)):
        numbers_item = text[place] == ")" and depth == 0 and _ITEM.search(text, max(0, place - 2), place)
        depth += 0 if numbers_item else {"(": 1, ")": -1}.get(text[place], 0)
        if depth < 0:
            return place
    return end


def trimmed(text: str, item: Field) -> Field:
    """Give a field without the space and the punctuation around its value."""
    start, end = item.start, item.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ";,"):
        end -= 1
    return Field(item.label, item.opens, start, end)


def aliases_of(text: str, fields: list[Field]) -> list[NoticeName]:
    """Give the further names that stand under labels of their own."""
    return [name for item in fields if item.label.alias for name in names_listed(text, item.start, item.end)]


def kind_of_fields(text: str, fields: list[Field]) -> str | None:
    """Give the schema that a field such as "Type: Vessel" names."""
    return next(
        (kind for item in fields if item.label.kind and (kind := kind_named(text[item.start : item.end]))), None
    )
