"""The network of an investigation, and the questions that are asked of it: paths, ownership, cuts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from yalu.investigation.answer import ScreenedParty
from yalu.investigation.register import Register
from yalu.model import Link, Party, State, merge_links
from yalu.network import Gap, Network, Path, Scope
from yalu.network.cuts import CutError, CutRequest, NetworkCut, flows_of
from yalu.network.ownership import PartyOwnership, regimes_with_listings

PATH_STEPS = 4
"""The most links on a path between two parties of the documents."""
MOST_PATHS = 20
_MOST_ENDS = 24
_PAST = "The cut takes every supply, payment and shipment that the sources date before the day for one that may recur."


def with_list_relations(
    screened: list[ScreenedParty], stated: Sequence[Link], register: Register, depth: int
) -> tuple[tuple[ScreenedParty, ...], tuple[Link, ...]]:
    """Add the lists' relations around the hits; a listed entity that a document names keeps the document's party id."""
    ids: dict[str, str] = {}
    for item in screened:
        if item.same_as:
            ids.setdefault(item.same_as, item.party.id)
    around = register.graph.around(ids, depth, register.as_of)
    links = [
        replace(link, source=ids.get(link.source, link.source), target=ids.get(link.target, link.target))
        for link in around
    ]
    known = {item.party.id for item in screened}
    added = []
    for identity in dict.fromkeys(end for link in links for end in (link.source, link.target)):
        if identity not in known and identity in register.entities:
            added.append(_from_list(register, register.entities[identity]))
    return (*screened, *added), merge_links((*stated, *links))


def _from_list(register: Register, entity: dict[str, Any]) -> ScreenedParty:
    properties = entity["properties"]
    names = tuple(dict.fromkeys(name for key in ("name", "alias", "previousName") for name in properties.get(key, ())))
    countries = sorted(
        {c for key in ("nationality", "citizenship", "country", "flag") for c in properties.get(key, ())}
    )
    party = Party(entity["id"], entity["schema"], names or (entity["id"],), tuple(countries))
    listed = register.itself(entity["id"], party.name)
    return ScreenedParty(party, (listed,), entity["id"], listed.state is State.VALID, from_list=True)


def network_of(parties: Sequence[ScreenedParty], links: Sequence[Link], register: Register) -> Network:
    """Put parties and links together with the entries of the lists on those who are taken to be listed entities."""
    ids: dict[str, str] = {}
    for item in parties:
        if item.same_as:
            ids.setdefault(item.same_as, item.party.id)
    entries = [
        replace(entry, party=ids[identity]) for identity in ids for entry in register.designations.get(identity, ())
    ]
    return Network([item.party for item in parties], links, entries, issued=register.issues)


def paths_between(
    network: Network, parties: Sequence[ScreenedParty], gaps: Sequence[Gap], as_of: date
) -> tuple[Path, ...]:
    """Find the best way, through others, between any two parties of the documents that are listed or a gap."""
    told = {gap.party for gap in gaps}
    ends = [item.party.id for item in parties if not item.from_list and (item.listed or item.party.id in told)]
    scope = Scope(as_of, inferred=False)
    found = [
        path
        for one, other in combinations(sorted(ends[:_MOST_ENDS]), 2)
        for path in network.paths(one, other, depth=PATH_STEPS, count=1, scope=scope).paths
        if len(path.ties) > 1
    ]
    return tuple(sorted(found, key=lambda path: (-path.rank, path.parties))[:MOST_PATHS])


def ownership_in(network: Network, as_of: date) -> tuple[PartyOwnership, ...]:
    """Tell who is blocked, or possibly blocked, through ownership, under each rule whose authority's list is there."""
    return tuple(
        answer.of(party)
        for regime in regimes_with_listings(network.sources, as_of)
        for answer in (network.own(as_of, regime),)
        for party in (*answer.blocked, *answer.possibly_blocked)
    )


def cut_in(
    network: Network, parties: Sequence[ScreenedParty], as_of: date, budget: Decimal | None
) -> tuple[NetworkCut | None, tuple[str, ...]]:
    """Find the designations that leave the least flow to the listed parties; what stands in the way is a note.

    Without a budget nothing is looked for.
    """
    if budget is None:
        return None, ()
    flows = flows_of(network.links, as_of, since=date.min)
    touched = {end for flow in flows for end in (flow.source, flow.target)}
    listed = tuple(sorted(item.party.id for item in parties if item.listed and item.party.id in touched))
    if not listed:
        return None, ("No cut was looked for: no flow in the links touches a party that is listed on the day.",)
    try:
        return network.cut(CutRequest(listed, as_of, budget, since=date.min)), (_PAST,)
    except CutError as error:
        return None, (f"No cut was found: {error}",)
