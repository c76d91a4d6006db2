"""Evidence: what a source says, word for word, where, and who says so."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a source states a link. Only the first two join the network, and they stay marked."""

    ASSERTED = "asserted"
    """The source states it in its own voice."""
    ALLEGED = "alleged"
    """The source reports that somebody says, charges or claims it; `Evidence.asserted_by` names whom."""
    DENIED = "denied"
    """Somebody concerned says that it is not so."""
    NEGATED = "negated"
    """The source says that it is not so."""
    CALLED_FOR = "called_for"
    """Somebody asks that it be done."""
    PLANNED = "planned"
    """It is intended, expected, possible or conditional, and has not happened."""

    @property
    def joins_network(self) -> bool:
        """Whether a link of this status may be followed."""
        return self in (Status.ASSERTED, Status.ALLEGED)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in one source that states a link.

    `start` and `end` are character offsets into the decoded file as given (end exclusive), so that
    `text[start:end] == quote`; they are `None` for a list or record, whose `quote` holds the record's own words.
    `date` is the source's date. `origin` groups copies of one report: two evidences of one origin are one source.
    `confidence` is between 0 and 1, by pattern or by kind of record. `page` and `line` say where a document has the
    quote, counted from 1: the line is that of the page, or of the file where it has no pages.
    """

    document: str
    quote: str
    start: int | None = None
    end: int | None = None
    publisher: str | None = None
    date: str | None = None
    asserted_by: str | None = None
    pattern: str | None = None
    origin: str | None = None
    confidence: float = 1.0
    page: int | None = None
    line: int | None = None


def combined_confidence(evidence: tuple[Evidence, ...]) -> float:
    """Combine the confidences of several evidences for one link.

    The maximum inside an origin group (copies add nothing), then noisy-or over the groups, which are taken as
    independent: 1 - product(1 - c). Rounded to four digits, so that the order of the evidence changes nothing.
    """
    best: dict[str, float] = {}
    for item in evidence:
        origin = item.origin or item.document
        best[origin] = max(best.get(origin, 0.0), item.confidence)
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 4)
