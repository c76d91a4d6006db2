"""Which links a question about the network follows."""

from dataclasses import dataclass
from datetime import date

HUB_FROM = 25
"""Neighbours above which passing through a party counts for less."""
HUB_LIMIT = 200
"""Neighbours above which nothing passes through a party."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which links are followed.

    `as_of` leaves out links that had ended or had not begun on that day; without it, any time will do. A link without
    dates is always followed, and its state is shown as unknown. `min_confidence` is the least confidence of a link
    (0 also takes links whose confidence is not known). `types` are the link types to follow; by default those that
    `link_classes.yaml` marks as followed. `inferred` also follows links that no source states, `past` those
    that had ended by `as_of`.
    """

    as_of: date | None = None
    min_confidence: float = 0.0
    types: frozenset[str] | None = None
    inferred: bool = True
    hub_limit: int = HUB_LIMIT
    past: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.min_confidence <= 1.0:
            raise ValueError(f"the least confidence must be from 0 to 1, not {self.min_confidence!r}")
        if self.hub_limit < 1:
            raise ValueError(f"the limit of a hub must be at least 1, not {self.hub_limit!r}")


def hub_damping(neighbours: int) -> float:
    """Give how far passing through a party counts, by its number of neighbours: min(1, sqrt(25 / neighbours)).

    Two who both use one registrar, bank or listed group are not thereby related. A random walk leaves a party by one
    given link with the chance 1/neighbours (the degree penalty of Adamic and Adar, "Friends and neighbors on the Web",
    2003, is of the same kind); the square root is Yalu's own, milder choice. Up to 25 neighbours nothing is taken off.
    """
    return 1.0 if neighbours <= HUB_FROM else float((HUB_FROM / neighbours) ** 0.5)
