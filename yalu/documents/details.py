"""Details that a document states of a party beside its numbers: day of birth, nationality, flag, address, position."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yalu.documents.cast import Cast
from yalu.documents.dates import partial_dates
from yalu.documents.kinds import PERSON

_BORN = re.compile(
    r"(?:,?\s*(?:\(|,|who was|was)\s*)(?:born(?: on| in)?|DOB:?|date of birth:?)\s+(?P<date>[^,;()\n]{4,30})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail that a document states of a party. `type` is a property of followthemoney, `quote` the words for it."""

    type: str
    value: str
    party: str
    document: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundDetail:
    """A detail at a place of the text, and the number of the member that it is of."""

    type: str
    value: str
    start: int
    end: int
    member: int


def find_details(text: str, cast: Cast) -> Iterator[FoundDetail]:
    """Find days of birth right behind persons' names ("Ivan Petrov (born 3 May 1970)"), as precise as written."""
    for member in cast.members:
        if member.schema != PERSON or member.unnamed:
            continue
        for _, end, kind in member.places:
            match = _BORN.match(text, end) if kind == "name" else None
            dates = partial_dates(text, match.start("date"), match.end("date")) if match else []
            if match and dates and dates[0].value and dates[0].start == match.start("date"):
                yield FoundDetail("birthDate", dates[0].value, dates[0].start, dates[0].end, member.number)
