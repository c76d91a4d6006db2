"""The document's own text, cut into pieces by what is marked in it: parties, and quotes of links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that says something: `kind` is `party` or `quote`, `number` which one."""

    start: int
    end: int
    kind: str
    number: int
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks all along.

    `party` is the party of the shortest mention that covers it, `quotes` are the links whose quotes do, `anchors` the
    names of the marks that start here.
    """

    text: str
    party: int | None
    quotes: tuple[int, ...]
    anchors: tuple[str, ...]


def pieces(text: str, span: tuple[int, int], marks: Iterable[Mark]) -> list[Piece]:
    """Cut one span of a text at every start and end of a mark; marks may overlap, nest and reach over its ends.

    Offsets are characters of `text`; what lies outside the span or the text is cut off.
    """
    first, last = max(0, span[0]), min(len(text), span[1])
    inside = [mark for mark in marks if mark.start < last and mark.end > first and mark.start < mark.end]
    cuts = sorted({first, last, *(_clamp(cut, first, last) for mark in inside for cut in (mark.start, mark.end))})
    starts: dict[int, list[Mark]] = {cut: [] for cut in cuts}
    for mark in inside:
        starts[_clamp(mark.start, first, last)].append(mark)
    done = []
    live: list[Mark] = []
    for start, end in pairwise(cuts):
        live = [mark for mark in live if mark.end > start] + starts[start]
        done.append(_piece(text[start:end], live, starts[start]))
    return done


def _clamp(place: int, first: int, last: int) -> int:
    return min(max(place, first), last)


def _piece(text: str, live: Sequence[Mark], new: Sequence[Mark]) -> Piece:
    parties = [mark for mark in live if mark.kind == "party"]
    party = min(parties, key=lambda mark: (mark.end - mark.start, mark.number)).number if parties else None
    quotes = tuple(sorted({mark.number for mark in live if mark.kind == "quote"}))
    return Piece(text, party, quotes, tuple(mark.anchor for mark in new if mark.anchor))
