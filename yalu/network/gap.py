"""A gap, as a result."""

from dataclasses import dataclass
from datetime import date

from yalu.network.figures import Figures
from yalu.network.listings import ListedBy


@dataclass(frozen=True, slots=True)
class Gap:
    """A party that is not listed on the day, but that evidence ties to a listed one.

    `criterion` is an id of the table of criteria, `links` are the ids of the links that bear on it, `missing` says
    what is not known ("no name in the sources", "share unknown"). `path` leads from the party to the listed one; with
    more than two on it, those between are not listed either. `sources` counts the independent sources of the step that
    has the fewest. `listed_by` are the entries of other authorities that were in force on the day. A gap states what
    sources say and which criterion it bears on; it never says that somebody ought to be listed.

    `grounds` says in sentences what else the criterion rests on (an industry that a record states, a rule that bans the
    goods, whose government the other party is), `figures` how often, how much and when, by type of link.
    """

    party: str
    criterion: str
    links: tuple[str, ...]
    missing: tuple[str, ...]
    path: tuple[str, ...] = ()
    sources: int = 0
    listed_by: tuple[ListedBy, ...] = ()
    grounds: tuple[str, ...] = ()
    figures: tuple[Figures, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a network on a day, and in sentences what they rest on.

    `authority` is the short name of the authority whose listings count, `None` for any; `near` the party around which
    was looked, within `depth` steps.
    """

    as_of: date
    gaps: tuple[Gap, ...]
    authority: str | None = None
    near: str | None = None
    depth: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The ids of the parties that are a gap, each once, in the order of the gaps."""
        return tuple(dict.fromkeys(gap.party for gap in self.gaps))
