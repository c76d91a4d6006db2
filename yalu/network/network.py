"""The network: parties and links, and the questions that one asks of them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from followthemoney import EntityProxy

from yalu.model import Designation, Link, LinkRows, LinksById, Party, PartyError
from yalu.network.cuts import CutRequest, CutSettings, NetworkCut, cut_network
from yalu.network.gap import Gap, Gaps
from yalu.network.later_facts import later_facts
from yalu.network.listings import Listings
from yalu.network.network_gaps import GapQuestion, gaps_in
from yalu.network.ownership import Ownership, Sources, own
from yalu.network.paths import Paths, best_paths
from yalu.network.scope import Scope
from yalu.network.store import TieStore
from yalu.network.trace import MOST_PARTIES, Trace, trace_from
from yalu.network.twins import Twin, joined_entities, joined_twins, maybe_links, one_for_all
from yalu.network.view import View

Entity = Mapping[str, Any]
AnyEntity = Entity | EntityProxy | Party


class Network:
    """Parties and the links between them. Immutable; knows nothing of files, lists' formats or HTTP.

    A party that only links name is in the network under its id. Nothing hangs on the order of the input.

    Example:
        >>> from yalu.model import Evidence, Link, Status
        >>> link = Link("l", "owns", "a", "b", Status.ASSERTED, (Evidence("register", "a owns b"),))
        >>> [party.id for party in Network([], [link]).trace("b").parties]
        ['b', 'a']
    """

    def __init__(
        self,
        entities: Iterable[AnyEntity],
        links: Iterable[Link],
        designations: Iterable[Designation] = (),
        *,
        issued: Mapping[str, str | None] | None = None,
        twins: Mapping[str, tuple[Twin, ...]] | None = None,
    ) -> None:
        """Take parties, links, and who is listed.

        Args:
            entities: followthemoney entities (as objects or dictionaries) or parties; of one id, the last counts.
            links: Any number of links, of any status.
            designations: The entries on lists.
            issued: The day of issue of each list, by its short name, for entries without a date of their own.
            twins: For a party, the entities of other lists that are taken to be the same one: they become one party,
                under the first of their ids. Those that only may be the same are tied to it by a weak link.
        """
        self.entities: dict[str, Entity] = {
            item["id"]: item for item in (item if isinstance(item, dict) else _as_dict(item) for item in entities)
        }
        self.same: dict[str, str] = {}
        """The ids of parties that stand under another one's, with that."""
        if twins:
            self.same = one_for_all(twins)
            twins = joined_twins(twins, self.same)
            self.entities = joined_entities(self.entities, self.same)
            links = LinkRows.joined([LinkRows.of(links).under(self.same), tuple(maybe_links(twins, self.entities))])
        self.listings = Listings(designations, issued, twins)
        self._given = LinkRows.of(links)

    @cached_property
    def _store(self) -> TieStore:
        """The ties, for questions of who is tied to whom; those of who owns what do without."""
        return TieStore(self.entities.keys() | (self.listings.parties - self.same.keys()), self._given)

    @property
    def links(self) -> Sequence[Link]:
        """All links, in the order of their ids; each is put together when it is asked for."""
        return self._store.links

    @property
    def parties(self) -> tuple[str, ...]:
        """The ids of all parties, in their order."""
        return self._store.ids

    def __len__(self) -> int:
        return len(self._store.ids)

    def __contains__(self, party: object) -> bool:
        return party in self._store.number

    def name(self, party: str) -> str:
        """Give a party's main name, else the address of a wallet, else its id."""
        properties = self.entities.get(party, {}).get("properties", {})
        names = properties.get("name") or properties.get("publicKey")
        return str(names[0]) if names else party

    def schema(self, party: str) -> str:
        """Give a party's followthemoney schema; `LegalEntity` where none is known."""
        return str(self.entities.get(party, {}).get("schema", "LegalEntity"))

    def with_links(self, links: Iterable[Link]) -> "Network":
        """Give the same network with further links, such as inferred ones."""
        other = Network.__new__(Network)
        other.entities, other.listings, other.same = self.entities, self.listings, self.same
        other._given = LinkRows.joined([self._given, tuple(links)])
        return other

    def trace(self, party: str, *, depth: int = 2, scope: Scope | None = None, limit: int = MOST_PARTIES) -> Trace:
        """Trace the network around a party: see `yalu.network.trace.trace_from`.

        Raises:
            PartyError: the network holds no such party.
        """
        return trace_from(self._view(scope), self._number(party), depth, limit)

    def paths(self, source: str, target: str, *, depth: int = 6, count: int = 3, scope: Scope | None = None) -> Paths:
        """Find the best paths between two parties: see `yalu.network.paths.best_paths`.

        Raises:
            PartyError: the network does not hold one of them.
        """
        return best_paths(self._view(scope), self._number(source), self._number(target), depth, count)

    def gaps(self, question: GapQuestion, *, near: str | None = None, depth: int = 4) -> Gaps:
        """Find who is not listed on the day, but tied to a listed party: see `yalu.network.gaps.find_gaps`.

        With an authority in the question, also who is listed by another one only. `near` bounds the answer to the
        parties within `depth` stated links of one.

        Raises:
            PartyError: the network holds no such party.
            ValueError: no list of that authority is here.
        """
        if question.authority is not None and question.authority not in self.listings.codes:
            known = ", ".join(self.listings.codes) or "none"
            raise ValueError(f"no list of {question.authority!r} is here; the authorities here are: {known}")
        parties: Sequence[str] = self.parties
        notes: list[str] = []
        near = near if near is None else self.same.get(near, near)
        if near is not None:
            scope = Scope(as_of=question.as_of, inferred=False, past=True)
            around = self.trace(near, depth=depth, scope=scope, limit=len(self))
            parties = sorted(party.id for party in around.parties)
            notes += [
                f"Not looked behind {self.name(hub.id)}: it has {hub.neighbours} neighbours." for hub in around.hubs
            ]
        found = gaps_in(question, parties, self.entities, self.links, self.listings)
        links = [self.link(key) for key in dict.fromkeys(key for gap in found for key in gap.links)]
        notes += later_facts(links, question.as_of, self.listings.issued, "these gaps")
        return Gaps(question.as_of, found, question.authority, near, None if near is None else depth, tuple(notes))

    def gaps_among(self, parties: Sequence[str], links: Iterable[Link], question: GapQuestion) -> tuple[Gap, ...]:
        """Find the gaps among some parties, such as those of a trace, by some of the links."""
        return gaps_in(question, sorted(parties), self.entities, links, self.listings)

    def cut(self, request: CutRequest, settings: CutSettings | None = None) -> NetworkCut:
        """Find the designations that leave the least flow to some parties: see `yalu.network.cuts.cut_network`.

        Raises:
            CutError: nothing flows on that day, or what is asked for is not in the flows.
        """
        return cut_network(self, request, settings)

    def link(self, identity: str) -> Link:
        """Give a link by its id.

        Raises:
            KeyError: there is no such link.
        """
        return self.links_by_id[identity]

    @cached_property
    def links_by_id(self) -> Mapping[str, Link]:
        """All links by their id; each is put together when it is asked for."""
        return LinksById(self._given)

    def own(
        self,
        as_of: date,
        regime: str = "ofac",
        *,
        any_authority: bool = False,
        also_blocked: Collection[str] = (),
    ) -> Ownership:
        """Find who is blocked through ownership under a regime: see `yalu.network.ownership.own`.

        Raises:
            RegimeError: there is no such regime, or none yet on that day.
        """
        blocked = {self.same.get(party, party) for party in also_blocked}
        return own(self.sources, as_of, regime, any_authority=any_authority, also_blocked=blocked)

    @property
    def sources(self) -> Sources:
        """What answers about ownership rest on."""
        entries = self.listings.designations
        if self.same:
            entries = tuple(replace(item, party=self.same.get(item.party, item.party)) for item in entries)
        return Sources(self.entities, self._given, entries, self.listings.issued)

    def _number(self, party: str) -> int:
        party = self.same.get(party, party)
        if party not in self._store.number:
            raise PartyError(f"the network holds no party {party!r}; give the id of one, or its name")
        return self._store.number[party]

    @cached_property
    def _views(self) -> dict[Scope, View]:
        return {}

    def _view(self, scope: Scope | None) -> View:
        """Give the view of a scope; the last one is kept, as questions come in rows."""
        wanted = scope or Scope()
        if wanted not in self._views:
            self._views.clear()
            self._views[wanted] = View(self._store, wanted)
        return self._views[wanted]


def _as_dict(entity: AnyEntity) -> Entity:
    if isinstance(entity, Party):
        entity = entity.to_entity()
    convert: Callable[[], Entity] | None = getattr(entity, "to_dict", None)
    return convert() if convert is not None else entity  # type: ignore[return-value]
