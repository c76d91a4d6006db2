"""The lists of an investigation together: entities, designations and relations by id, and who is whom on them."""

from collections.abc import Sequence
from datetime import date

from followthemoney import EntityProxy

from yalu.investigation.answer import ListedHit, ScreenedParty
from yalu.lists import ListSnapshot, state_on_list
from yalu.model import Designation, Party, State
from yalu.network import Graph
from yalu.screening import Hit, Screener

_PLACES = frozenset({"Territory", "Address", "Law"})
_TOGETHER = 500
"""Parties that are screened together."""
SAME_FROM = 0.85
"""The score from which a single best hit is taken to be the party; below it, or where two tie, it is only possible."""


class Register:
    """The lists together: entities, designations and relations by id."""

    def __init__(self, lists: Sequence[ListSnapshot], as_of: date, screener: Screener | None) -> None:
        self.as_of = as_of
        self.screener = screener or Screener.from_lists((snapshot.name, snapshot.parties) for snapshot in lists)
        self.entities = {party["id"]: party for snapshot in lists for party in snapshot.parties}
        self.graph = Graph(link for snapshot in lists for link in snapshot.links)
        self.issues = {snapshot.name: snapshot.date for snapshot in lists}
        self.designations: dict[str, list[Designation]] = {}
        self._issued: dict[str, str | None] = {}
        self._list: dict[str, str] = {}
        self._authority: dict[str, str] = {}
        for snapshot in lists:
            for designation in snapshot.designations:
                self.designations.setdefault(designation.party, []).append(designation)
            for party in snapshot.parties:
                self._issued[party["id"]] = snapshot.date
                self._list[party["id"]] = snapshot.name
                self._authority[party["id"]] = snapshot.authority

    def itself(self, identity: str, name: str) -> ListedHit:
        """Give a listed entity as the hit of itself."""
        schema = self.entities[identity]["schema"]
        return self.listed_hit(Hit(identity, name, schema, 1.0, name, name, self._list[identity]))

    def listed_hit(self, hit: Hit) -> ListedHit:
        """Join a hit to the designation that says most on the day: one in force, else the earliest."""
        entries = self.designations.get(hit.id, [])
        if not entries:
            return ListedHit(hit, (), self._authority.get(hit.id, ""), None, None, State.UNKNOWN)
        entry = min(entries, key=lambda item: (item.state_on(self.as_of) is not State.VALID, item.interval.start or ""))
        in_force = [item for item in entries if item.state_on(self.as_of) is entry.state_on(self.as_of)]
        programs = tuple(dict.fromkeys(program for item in in_force for program in item.programs))
        return ListedHit(
            hit, programs, entry.authority, entry.interval.start, entry.interval.end, self._state(hit.id, entry)
        )

    def _state(self, party: str, entry: Designation) -> State:
        return state_on_list(entry, self._issued.get(party), self.as_of)


def screen_parties(parties: Sequence[Party], register: Register, threshold: float) -> list[ScreenedParty]:
    """Screen the parties of documents; described groups without a name and places are not looked for."""
    asked = [party for party in parties if not (party.unnamed or party.schema in _PLACES)]
    found: dict[str, ScreenedParty] = {}
    for start in range(0, len(asked), _TOGETHER):
        group = asked[start : start + _TOGETHER]
        answers = register.screener.screen_many([_entity(party) for party in group], threshold)
        for party, answer in zip(group, answers, strict=True):
            hits = tuple(register.listed_hit(hit) for hit in answer)
            same = _same_as(hits)
            listed = any(item.hit.id == same and item.state is State.VALID for item in hits)
            found[party.id] = ScreenedParty(party, hits, same, listed)
    return [found.get(party.id) or ScreenedParty(party) for party in parties]


def _entity(party: Party) -> EntityProxy:
    """Give a party as it is asked: a wallet by its address alone, which is no name."""
    entity = party.to_entity()
    if party.schema == "CryptoWallet":
        entity.pop("name")
    return entity


def _same_as(hits: Sequence[ListedHit]) -> str | None:
    """The entity that a party is taken to be: the single best hit, if its score is high enough."""
    if not hits or hits[0].hit.score < SAME_FROM:
        return None
    rivals = {item.hit.id for item in hits if item.hit.score >= hits[0].hit.score}
    return hits[0].hit.id if len(rivals) == 1 else None
