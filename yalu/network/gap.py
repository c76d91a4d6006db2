"""A gap, as a result."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A party that is not listed on the day, but that evidence ties to a listed one.

    `criterion` is an id of the table of criteria, `links` are the ids of the links that bear on it, `missing` says
    what is not known ("no name in the sources", "share unknown"). A gap states what sources say and which criterion
    it bears on; it never says that somebody ought to be listed.
    """

    party: str
    criterion: str
    links: tuple[str, ...]
    missing: tuple[str, ...]
