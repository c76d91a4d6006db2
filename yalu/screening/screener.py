"""Screening a query against listed entities: every one that reaches the threshold, best first."""

import gc
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from followthemoney import EntityProxy

from yalu.names import NameKind
from yalu.screening.entity import Match, match_parties, to_hit
from yalu.screening.hit import Hit
from yalu.screening.name_index import NameIndex
from yalu.screening.party import PartyName, ScreenedParty, read_party
from yalu.screening.schemata import compatible
from yalu.screening.score import FULL

Entities = Iterable[EntityProxy | dict[str, Any]]


class Screener:
    """Listed entities, ready to be asked for by name and identifier. Immutable and safe to share between threads.

    Example:
        >>> screener = Screener([{"id": "x1", "schema": "Person", "properties": {"name": ["Choe Chol Min"]}}], "demo")
        >>> [hit.id for hit in screener.screen({"schema": "Person", "properties": {"name": ["최철민"]}})]
        ['x1']
    """

    def __init__(self, entities: Entities, dataset: str = "") -> None:
        self._fill([(dataset, entities)])

    @classmethod
    def from_lists(cls, lists: Iterable[tuple[str, Entities]]) -> "Screener":
        """Build one screener over several lists, each given as its name and its entities."""
        screener = cls.__new__(cls)
        screener._fill(lists)
        return screener

    @classmethod
    def from_parties(cls, parties: Iterable[ScreenedParty]) -> "Screener":
        """Build a screener over entities that were read before (`read_party`, or the `parties` of another screener).

        Taking names apart is four fifths of the time to build a screener; who keeps the parties, which are plain
        dataclasses, spares it.
        """
        screener = cls.__new__(cls)
        screener._parties = list(parties)
        screener._index()
        return screener

    @property
    def parties(self) -> tuple[ScreenedParty, ...]:
        """The listed entities, with their names taken apart."""
        return tuple(self._parties)

    def _fill(self, lists: Iterable[tuple[str, Entities]]) -> None:
        with _without_collection():
            self._parties = [read_party(entity, dataset) for dataset, entities in lists for entity in entities]
            self._index()

    def _index(self) -> None:
        self._named: dict[NameKind, list[tuple[int, PartyName]]] = {kind: [] for kind in NameKind}
        self._identifiers: dict[tuple[str, str], list[int]] = {}
        for number, party in enumerate(self._parties):
            for name in party.names:
                self._named[name.name.kind].append((number, name))
            for key in party.identifiers:
                self._identifiers.setdefault(key, []).append(number)
        self._indexes = {kind: NameIndex([name.name for _, name in named]) for kind, named in self._named.items()}

    def __len__(self) -> int:
        return len(self._parties)

    def screen(
        self, query: EntityProxy | dict[str, Any], threshold: float = 0.7, limit: int | None = None
    ) -> list[Hit]:
        """Give every listed entity whose score is at least `threshold`, the best first.

        Among equal scores, more agreeing facts come first, then who bears the name as it is asked, word by word (Ali
        Hassan before Hassan Ali), then the rarer listed name, then the smaller id.

        Args:
            query: A followthemoney entity, as an object or as its dictionary. The id is not looked at.
            threshold: From above 0 to 1; compared in ten-thousandths, exactly.
            limit: The greatest number of hits to give; all by default.

        Raises:
            ValueError: the threshold is out of range.
        """
        asked, least = read_party(query), _in_steps(threshold)
        pairs: dict[int, list[tuple[PartyName, PartyName]]] = {}
        for name in asked.names:
            named = self._named[name.name.kind]
            for candidate in self._indexes[name.name.kind].candidates(name.name, least).tolist():
                number, listed = named[candidate]
                if compatible(asked.schema, self._parties[number].schema):
                    pairs.setdefault(number, []).append((name, listed))
        for key in asked.identifiers:
            for number in self._identifiers.get(key, ()):
                pairs.setdefault(number, [])
        found = ((number, match_parties(asked, self._parties[number], tuple(some))) for number, some in pairs.items())
        return self._rank(asked, found, least, limit)

    def screen_exhaustively(
        self, query: EntityProxy | dict[str, Any], threshold: float = 0.7, limit: int | None = None
    ) -> list[Hit]:
        """Give what `screen` gives by scoring every listed entity: slow, and the measure of what `screen` must find."""
        asked, least = read_party(query), _in_steps(threshold)
        found = ((number, match_parties(asked, party)) for number, party in enumerate(self._parties))
        return self._rank(asked, found, least, limit)

    def _rank(
        self, asked: ScreenedParty, found: Iterable[tuple[int, Match | None]], least: int, limit: int | None
    ) -> list[Hit]:
        matches = [(match, self._parties[number]) for number, match in found if match and match.score >= least]

        written = {name.name.words for name in asked.names}

        def order(item: tuple[Match, ScreenedParty]) -> tuple[int, int, bool, int, str, str]:
            match, party = item
            weight = match.pair[1].name.weight if match.pair else 0
            otherwise = all(name.name.words not in written for name in party.names)
            return -match.score, -match.support, otherwise, -weight, party.id, party.dataset

        return [to_hit(asked, party, match) for match, party in sorted(matches, key=order)[:limit]]


@contextmanager
def _without_collection() -> Iterator[None]:
    """Suspend the search for garbage cycles while a list is read.

    Reading makes a million objects that stay; the collector would walk over all of them again and again, which takes as
    long as the reading itself.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _in_steps(threshold: float) -> int:
    """Give the least score in ten-thousandths that is at least `threshold`; digits beyond the sixth are noise."""
    if not 0 < threshold <= 1:
        raise ValueError(f"the threshold must be above 0 and at most 1, not {threshold!r}")
    return max(1, math.ceil(round(threshold * FULL, 6)))
