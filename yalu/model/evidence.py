"""Evidence: what a source says, word for word, where, and who says so; and how much several sources say together."""

from collections import defaultdict
from collections.abc import Iterable
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
    INFERRED = "inferred"
    """No source states it: it follows from what two records have in common, such as an address."""

    @property
    def joins_network(self) -> bool:
        """Whether a link of this status may be followed."""
        return self in (Status.ASSERTED, Status.ALLEGED)


class Reliability(StrEnum):
    """How far a source is to be trusted, by the Admiralty code (NATO STANAG 2511, AJP-2.1)."""

    A = "A"
    """Completely reliable."""
    B = "B"
    """Usually reliable."""
    C = "C"
    """Fairly reliable."""
    D = "D"
    """Not usually reliable."""
    E = "E"
    """Unreliable."""
    F = "F"
    """Reliability cannot be judged: unknown, which is not one half."""


RELIABILITY_CONFIDENCE: dict[str, float | None] = {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.1, "F": None}
CREDIBILITY_CONFIDENCE: dict[int, float | None] = {1: 0.95, 2: 0.8, 3: 0.6, 4: 0.3, 5: 0.1, 6: None}
"""1 confirmed by other sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.

The code itself ranks and gives no numbers; these are Yalu's own, for where a source states a rating and no confidence.
"""


def rated_confidence(reliability: str | None, credibility: int | None) -> float | None:
    """Give the confidence of a rating in the Admiralty code: the lesser of its two halves, as the weaker one bounds.

    `None`, unknown, where one of the halves is F or 6, or none is given. A half that is not given does not count.

    Raises:
        ValueError: there is no such rating.
    """
    if reliability is not None and reliability not in RELIABILITY_CONFIDENCE:
        raise ValueError(f"{reliability!r} is no reliability; the code has A, B, C, D, E and F")
    if credibility is not None and credibility not in CREDIBILITY_CONFIDENCE:
        raise ValueError(f"{credibility!r} is no credibility; the code has 1 to 6")
    halves = [RELIABILITY_CONFIDENCE[reliability]] if reliability is not None else []
    halves += [CREDIBILITY_CONFIDENCE[credibility]] if credibility is not None else []
    known = [half for half in halves if half is not None]
    return min(known) if known and len(known) == len(halves) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in one source that states a link.

    `start` and `end` are character offsets into the decoded file as given (end exclusive), so that
    `text[start:end] == quote`; they are `None` for a list or record, whose `quote` holds the record's own words.
    `date` is the source's date. `origin` groups copies of one report: two evidences of one origin are one source.
    `confidence` is between 0 and 1, by pattern or by kind of record. `page` and `line` say where a document has the
    quote, counted from 1: the line is that of the page, or of the file where it has no pages.
    `reliability` (A to F) and `credibility` (1 to 6) are a rating in the Admiralty code, where one is given; F or 6
    says that the confidence is not known.
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
    reliability: str | None = None
    credibility: int | None = None
    page: int | None = None
    line: int | None = None

    @property
    def known_confidence(self) -> float | None:
        """The confidence, or `None` where the rating says that it cannot be judged."""
        return None if self.reliability == "F" or self.credibility == 6 else self.confidence

    @property
    def group(self) -> str:
        """The origin group: the evidences of one group are copies of one source."""
        return self.origin or self.document


def origin_groups(evidence: Iterable[Evidence]) -> dict[str, tuple[Evidence, ...]]:
    """Sort evidence into its origin groups, by name; the groups are taken as independent of each other."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        groups[item.group].append(item)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def confidence_of(evidence: Iterable[Evidence]) -> float | None:
    """Combine the confidences of several evidences for one link.

    The maximum inside an origin group (copies add nothing), then noisy-or over the groups, which are taken as
    independent: 1 - product(1 - c). Evidence that cannot be judged (F or 6) neither adds nor takes away; `None` where
    there is no other. Rounded to four digits, so that the order of the evidence changes nothing.
    """
    best: dict[str, float] = {}
    for item in evidence:
        confidence = item.known_confidence
        if confidence is not None:
            best[item.group] = max(best.get(item.group, 0.0), confidence)
    if not best:
        return None
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 4)


def combined_confidence(evidence: Iterable[Evidence]) -> float:
    """Give `confidence_of`, with 0 where nothing is known: what cannot be judged carries no weight."""
    return confidence_of(evidence) or 0.0
