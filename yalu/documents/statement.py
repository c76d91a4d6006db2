"""Statements: links that a sentence states between two members of the cast."""

from dataclasses import dataclass

from yalu.documents.sentences import Span
from yalu.model import Status


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a masked sentence that says one thing. `status` is how its surroundings state it.

    Its own words may weaken it further.
    """

    text: str
    status: Status = Status.ASSERTED
    asserted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A link that one sentence states between two members of the cast, by their numbers."""

    type: str
    source: int
    target: int
    status: Status
    sentence: Span
    pattern: str
    confidence: float
    role: str | None = None
    goods: tuple[str, ...] = ()
    date: str | None = None
    asserted_by: str | None = None
