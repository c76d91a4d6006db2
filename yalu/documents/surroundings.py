"""Surroundings: a capitalised phrase with the words before and behind it."""

from dataclasses import dataclass

AROUND = 60
"""How many characters before and behind a phrase are looked at."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A capitalised phrase with what stands around it."""

    name: str
    parts: tuple[str, ...]
    before: str
    after: str
    titled: bool
    opens_sentence: bool
    among_ships: bool = False
