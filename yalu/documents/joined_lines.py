"""Lines of one paragraph as one stretch of text, each of whose characters knows its place in the file."""

import re
from array import array
from collections import Counter
from collections.abc import Sequence

from yalu.documents.document import Stretch
from yalu.documents.vocabulary import words_of

_HYPHEN_END = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-\u2010][^\W\d_]++){0,4}+")
_BROKEN = re.compile(r"(?<![^\W\d_])[^\W\d_]++[-\u00ad\u2010]\n\s{0,9}+[^\W\d_]++")
_BEHIND_HYPHEN = words_of("hyphen_endings")
_SYLLABLE = 7
"""Letters of the longest first part of a Korean given name ("Chol-min")."""


class Hyphens:
    """Tells whether a hyphen at the end of a line belongs to its word, by how the document writes it elsewhere."""

    def __init__(self, text: str) -> None:
        whole = _WORD.finditer(_BROKEN.sub(" ", text))
        self._words = Counter(match.group().replace("\u2010", "-").casefold() for match in whole)

    def stays(self, before: str, first: str, second: str) -> bool:
        """Whether "first-second" keeps its hyphen; `before` is what stands before it on its line.

        What the document writes elsewhere decides. Else a hyphen stays behind a name ("Beijing-based", "Choe
        Chol-min") and where both parts stand as words of their own; what is left was broken.
        """
        together, apart = (first + second).casefold(), f"{first}-{second}".casefold()
        if self._words[together] != self._words[apart]:
            return self._words[apart] > self._words[together]
        if second.casefold() in _BEHIND_HYPHEN:
            return True
        if first[0].isupper():
            name_before = re.search(r"\b[A-Z][a-z]+ $", before)
            return bool(name_before and len(first) <= _SYLLABLE and len(second) <= _SYLLABLE)
        return bool(self._words[first.casefold()] and self._words[second.casefold()])


def join_lines(
    text: str,
    lines: Sequence[tuple[int, int]],
    dropped: Sequence[tuple[int, int]] = (),
    hyphens: Hyphens | None = None,
) -> Stretch:
    """Join lines of `text`, given by their places, to one paragraph: a blank stands for each line end.

    `dropped` are stretches to leave out, such as marks of footnotes. With `hyphens` broken words are joined.
    """
    pieces: list[str] = []
    starts, ends = array("L"), array("L")

    def take(start: int, end: int) -> None:
        pieces.append(text[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    for number, (start, end) in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        cut = _cut(text, (start, end), following, hyphens) if following else None
        for first, last in _without(start, end if cut is None else cut, dropped):
            take(first, last)
        if following and cut is None and starts:
            pieces.append(" ")
            starts.append(ends[-1])
            ends.append(following[0])
    return Stretch("".join(pieces), starts, ends)


def _cut(text: str, line: tuple[int, int], following: tuple[int, int], hyphens: Hyphens | None) -> int | None:
    """Give the end of a line whose last word goes on in the next one; `None` where a blank belongs between."""
    if hyphens is None:
        return None
    words = text[line[0] : line[1]]
    end = _HYPHEN_END.search(words[-80:])
    begin = _FIRST_WORD.match(text, *following)
    if end is None or begin is None:
        return None
    if not begin.group()[0].islower():
        return line[1]
    before = words[: len(words) - len(end.group())]
    return line[1] if hyphens.stays(before, end.group(1), begin.group()) else line[1] - 1


def _without(start: int, end: int, dropped: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = []
    for first, last in dropped:
        if start <= first and last <= end:
            kept.append((start, first))
            start = last
    return [(first, last) for first, last in (*kept, (start, end)) if first < last]
