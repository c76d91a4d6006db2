"""The graph of links: what lies around a party, on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from yalu.model import Link, State


class Graph:
    """Links by the parties that they tie. Immutable once made."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._links = tuple(links)
        self._at: dict[str, list[int]] = defaultdict(list)
        for number, link in enumerate(self._links):
            self._at[link.source].append(number)
            self._at[link.target].append(number)

    def links_of(self, party: str) -> tuple[Link, ...]:
        """Give the links that a party has, in the order in which they came."""
        return tuple(self._links[number] for number in self._at.get(party, ()))

    def around(self, parties: Iterable[str], depth: int, day: date) -> tuple[Link, ...]:
        """Give the links within `depth` steps of the parties, as of `day`.

        Links of a status that is no fact, links that had ended, and links that had not begun are not followed; a link
        without dates is. `depth` 0 gives nothing.
        """
        seen, edge = set(parties), set(parties)
        taken: set[int] = set()
        for _ in range(depth):
            reached: set[str] = set()
            for party in sorted(edge):
                for number in self._at.get(party, ()):
                    link = self._links[number]
                    if link.status.joins_network and link.interval.state_on(day) not in (State.ENDED, State.NOT_YET):
                        taken.add(number)
                        reached |= {link.source, link.target}
            edge = reached - seen
            seen |= reached
        return tuple(self._links[number] for number in sorted(taken))
