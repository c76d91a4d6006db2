"""Screening queries against listed entities: every one that reaches the threshold, best first."""

import gc
import math
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from followthemoney import EntityProxy

from yalu.names import Name, NameKind
from yalu.screening.batches import screen_batches
from yalu.screening.entity import FoundParty, ListedName, ScoredPair, match_parties
from yalu.screening.hit import Hit
from yalu.screening.identifiers import HELD
from yalu.screening.index import IndexBuilder, NameIndex, SearchSession
from yalu.screening.index.arrays import NameTraits
from yalu.screening.index.storage import Arrays, IndexFileError, fingerprint_of, read_arrays, write_arrays
from yalu.screening.party import PartyRecord, ScreenedParty, read_party
from yalu.screening.party_store import NAMELESS, PartyStore, PartyStoreBuilder
from yalu.screening.schemata import compatible
from yalu.screening.score import FULL, score_names
from yalu.screening.version import analysis_version

Entity = EntityProxy | dict[str, Any]
Entities = Iterable[Entity]
_IN_MANY_SCRIPTS = ("Choe Chol Min", "최철민", "崔哲民", "佐々木", "Чхве Чхоль Мин", "محمد", "משה", "प्रिया", "สมชาย")
"""Names whose analysis needs every table there is."""
Pairs = dict[int, list[ScoredPair]]
"""Listed entities by number, with the pairs of names that may count."""


class Screener:
    """Listed entities, ready to be asked for by name and identifier. Immutable and safe to share between threads.

    Example:
        >>> screener = Screener([{"id": "x1", "schema": "Person", "properties": {"name": ["Choe Chol Min"]}}], "demo")
        >>> [hit.id for hit in screener.screen({"schema": "Person", "properties": {"name": ["최철민"]}})]
        ['x1']
    """

    def __init__(self, entities: Entities, dataset: str = "") -> None:
        self._take(*_build([(dataset, entities)]))

    @classmethod
    def from_lists(cls, lists: Iterable[tuple[str, Entities]]) -> "Screener":
        """Build one screener over several lists, each given as its name and its entities."""
        screener = cls.__new__(cls)
        screener._take(*_build(lists))
        return screener

    @classmethod
    def open(cls, path: Path) -> "Screener":
        """Open a screener that was saved, in some milliseconds: the file is mapped into memory, not read.

        Raises:
            IndexFileError: the file is not a saved screener, is damaged, or was made by another version of Yalu.
            OSError: the file cannot be read.
        """
        arrays, facts = read_arrays(path)
        if facts.get("version") != analysis_version():
            raise IndexFileError(f"{path} was made by another version of Yalu; make it anew from the lists")
        screener = cls.__new__(cls)
        indexes = {kind: NameIndex.from_arrays(kind, _part(arrays, kind.value)) for kind in NameKind}
        screener._take(PartyStore(_part(arrays, "parties"), facts["labels"]), indexes)
        screener.__dict__["fingerprint"] = facts["fingerprint"]
        return screener

    def save(self, path: Path) -> None:
        """Write everything to one file, for `open`. It holds for this version of Yalu only.

        Raises:
            OSError: the file cannot be written.
        """
        facts = {"version": analysis_version(), "labels": self._parties.labels, "fingerprint": self.fingerprint}
        write_arrays(path, self._arrays(), facts)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything that answers depend on, but for the version of Yalu."""
        return fingerprint_of(self._arrays(), self._parties.labels)

    def _arrays(self) -> Arrays:
        arrays = {f"parties.{name}": array for name, array in self._parties.arrays().items()}
        for kind, index in self._indexes.items():
            arrays |= {f"{kind.value}.{name}": array for name, array in index.arrays().items()}
        return arrays

    def _take(self, parties: PartyStore, indexes: dict[NameKind, NameIndex]) -> None:
        self._parties = parties
        self._indexes = indexes
        self._sessions = threading.local()

    def warm_up(self) -> None:
        """Load tables and compiled code, so that the first query is as quick as the others, whatever its script."""
        self.screen({"schema": "Thing", "properties": {"name": list(_IN_MANY_SCRIPTS)}})

    @classmethod
    def compile(cls) -> None:
        """Compile the search for this machine, if no earlier process has; it takes most of a minute, once."""
        cls([{"id": "", "schema": "Thing", "properties": {"name": ["Choe Chol Min"]}}]).warm_up()

    def __len__(self) -> int:
        return len(self._parties)

    def screen(self, query: Entity, threshold: float = 0.7, limit: int | None = None) -> list[Hit]:
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
        return self.screen_many([query], threshold, limit)[0]

    def screen_many(
        self, queries: Sequence[Entity], threshold: float = 0.7, limit: int | None = None
    ) -> list[list[Hit]]:
        """Screen several queries, each as `screen` does. Some hundreds at once cost less than one by one."""
        least = _in_steps(threshold)
        with _without_collection():
            # What is called here is gone when it ends, before the collector runs again.
            return [[item.hit() for item in found[:limit]] for found in self._find_all(queries, least)]

    def find_many(self, queries: Sequence[Entity], threshold: float = 0.7) -> list[list[FoundParty]]:
        """Find what `screen_many` gives, in the same order, but explain nothing: for callers who show a few of many.

        Raises:
            ValueError: the threshold is out of range.
        """
        least = _in_steps(threshold)
        with _without_collection():
            return self._find_all(queries, least)

    def _find_all(self, queries: Sequence[Entity], least: int) -> list[list[FoundParty]]:
        asked = [read_party(query) for query in queries]
        found = self._candidates(asked, least)
        return [self._rank(party, pairs, least) for party, pairs in zip(asked, found, strict=True)]

    def screen_batches(
        self, batches: Iterable[pa.RecordBatch], threshold: float = 0.7, limit: int | None = None
    ) -> Iterator[pa.RecordBatch]:
        """Screen Arrow record batches: see `yalu.screening.batches.screen_batches`."""
        return screen_batches(self, batches, threshold, limit)

    def screen_exhaustively(self, query: Entity, threshold: float = 0.7, limit: int | None = None) -> list[Hit]:
        """Give what `screen` gives by scoring every listed entity: slow, and the measure of what `screen` must find."""
        asked, least = read_party(query), _in_steps(threshold)
        names = asked.analysed()
        pairs = {number: self._all_pairs(names, number) for number in range(len(self._parties))}
        return [item.hit() for item in self._rank(asked, pairs, least)[:limit]]

    def _session(self, kind: NameKind) -> SearchSession:
        session: SearchSession | None = getattr(self._sessions, kind.value, None)
        if session is None:
            session = SearchSession(self._indexes[kind])
            setattr(self._sessions, kind.value, session)
        return session

    def _candidates(self, asked: Sequence[ScreenedParty], least: int) -> list[Pairs]:
        """Give, for each query, the entities that can reach the threshold."""
        pairs: list[Pairs] = [{} for _ in asked]
        asked_by_kind: dict[NameKind, list[tuple[int, str]]] = {}
        for number, party in enumerate(asked):
            for item in party.names:
                asked_by_kind.setdefault(item.kind, []).append((number, item.text))
        for kind, named in asked_by_kind.items():
            found = self._session(kind).search([text for _, text in named], least)
            for place, name, score in zip(found.query.tolist(), found.name.tolist(), found.score.tolist(), strict=True):
                number, query = named[place]
                pair = ScoredPair(score, query, self._listed_name(kind, name))
                pairs[number].setdefault(int(self._indexes[kind].owner[name]), []).append(pair)
        for party, some in zip(asked, pairs, strict=True):
            for key in party.identifiers:
                for number in self._parties.identified(key).tolist():
                    some[number] = self._all_pairs(party.analysed(), number)
        return pairs

    def _record(self, number: int) -> PartyRecord:
        record = self._parties[number]
        if record.caption:
            return record
        kind, place = self._parties.called(number)
        return record if place == NAMELESS else replace(record, caption=self._indexes[kind].texts[place])

    def _listed_name(self, kind: NameKind, number: int) -> ListedName:
        index = self._indexes[kind]
        names = index.names
        words = int(names.token_start[number + 1] - names.token_start[number])
        weak = bool(names.traits[number] & NameTraits.WEAK)
        return ListedName(index.texts[number], kind, weak, int(names.weight[number]), words)

    def _all_pairs(self, asked: Sequence[Name], number: int) -> list[ScoredPair]:
        """Score all names of a query against all of one entity."""
        return [
            ScoredPair(score_names(query, name), query.text, self._listed_name(name.kind, place))
            for place, name in self._names_of(number)
            for query in asked
            if query.kind is name.kind
        ]

    @cached_property
    def _named(self) -> dict[NameKind, tuple[Any, Any]]:
        """The names' numbers in the order of their owners, and where each owner's stand."""
        orders = {kind: np.argsort(index.owner, kind="stable") for kind, index in self._indexes.items()}
        bounds = np.arange(len(self._parties) + 1)
        return {
            kind: (order, np.searchsorted(self._indexes[kind].owner[order], bounds)) for kind, order in orders.items()
        }

    def _names_of(self, number: int) -> Iterator[tuple[int, Name]]:
        for kind, (order, start) in self._named.items():
            for place in order[start[number] : start[number + 1]].tolist():
                yield place, self._indexes[kind].name(place)

    def _rank(self, asked: ScreenedParty, pairs: Pairs, least: int) -> list[FoundParty]:
        found: list[FoundParty] = []
        if not pairs:
            return found
        holds = any(group in HELD for group, _ in asked.identifiers)
        for number, some in pairs.items():
            if holds or compatible(asked.schema, self._parties.schema(number)):
                party = self._record(number)
                match = match_parties(asked, party, some)
                if match.score >= least:
                    found.append(FoundParty(asked, party, match))
        return sorted(found, key=_order)


def _order(item: FoundParty) -> tuple[int, int, bool, int, str, str]:
    match, party = item.match, item.party
    weight = match.pair.listed.weight if match.pair else 0
    alike = match.pair is not None and match.pair.alike
    return -match.score, -match.support, not alike, -weight, party.id, party.dataset


def _build(lists: Iterable[tuple[str, Entities]]) -> tuple[PartyStore, dict[NameKind, NameIndex]]:
    parties = PartyStoreBuilder()
    names = {kind: IndexBuilder(kind) for kind in NameKind}
    with _without_collection():
        for dataset, entities in lists:
            for entity in entities:
                party = read_party(entity, dataset)
                analysed = [(name, item) for item in party.names if (name := item.name) is not None]
                number = parties.add(replace(party, names=tuple([item for _, item in analysed])))
                for first, (name, item) in enumerate(analysed):
                    place = names[name.kind].add(name, number, item.weak)
                    if first == 0:
                        parties.call(name.kind, place)
        ranks = {kind: builder.ranks() for kind, builder in names.items()}
        return parties.build(ranks), {kind: builder.build() for kind, builder in names.items()}


def _part(arrays: Arrays, prefix: str) -> Arrays:
    return {name.removeprefix(prefix + "."): a for name, a in arrays.items() if name.startswith(prefix + ".")}


@contextmanager
def _without_collection() -> Iterator[None]:
    """Suspend the search for garbage cycles while a list is read or many queries are asked.

    Both make many objects that are no garbage and hold no cycles; the collector would walk over all of them, and over
    the tables of names, again and again, which takes as long as the work itself.
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
