"""Headings: lines of a document that are titles, whose capitals say nothing of names."""

import re

from yalu.documents.found import Found
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches

_LINE = re.compile(r"(?:(?<=\n\n)|\A)[^\n]{3,140}(?=\n\n|\Z)")
_ENDS = re.compile(r"[.!?:;,\"”]$|\d$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = {"a", "an", "the", "of", "for", "in", "on", "to", "and", "or", "with", "by", "from", "at", "as", "over", "its"}
_MOST_WORDS = 16
_MOSTLY = 0.75


def without_headings(found: list[Found], text: str) -> list[Found]:
    """Leave out what a heading alone seems to name: words in capitals, and what only a guess speaks for."""
    spans = [Span(*match.span()) for match in _LINE.finditer(text) if is_heading(match.group())]
    if not spans:
        return found
    headings = Stretches(spans)
    inside = {id(item) for item in found if headings.over(item.start, item.end)}
    elsewhere = {item.name for item in found if id(item) not in inside}
    return [
        item
        for item in found
        if id(item) not in inside or item.name in elsewhere or (item.sure and not item.name.isupper()) or item.title
    ]


def is_heading(line: str) -> bool:
    """Whether a line that is a paragraph of its own has the form of a title."""
    words: list[str] = _WORD.findall(line)
    if not 2 <= len(words) <= _MOST_WORDS or _ENDS.search(line) or "," in line:
        return False
    telling = [word for word in words if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in telling) >= _MOSTLY * max(1, len(telling))
