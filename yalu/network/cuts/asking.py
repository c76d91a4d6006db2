"""Asking a network for a cut: which links are flows on the day, who is listed, who owns whom, what each party costs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from yalu.model import Interest, Link, State
from yalu.model.flow import Flow
from yalu.network.cuts.costs import CostTable, PartyCost, countries_of
from yalu.network.cuts.cut import find_cut
from yalu.network.cuts.flows import flows_of
from yalu.network.cuts.question import CutError, CutQuestion, CutSettings, Holding
from yalu.network.cuts.result import CutResult
from yalu.network.listings import Listings


class PartiesAndLinks(Protocol):
    """What a network has to offer; `yalu.Network` does."""

    entities: dict[str, Mapping[str, Any]]
    listings: Listings

    @property
    def links(self) -> Sequence[Link]:
        """All links."""
        ...


@dataclass(frozen=True, slots=True)
class CutRequest:
    """A question about a network, in terms of its parties and countries.

    `sources` and `protected` are party ids, `source_countries` and `protected_countries` followthemoney country codes;
    all parties of such a country are meant. `listed_still_pass`: a listed party is not taken to be cut, it goes on to
    pass on what it receives, and nobody can designate it again. `closure`: what a designated party owns is cut with it
    by the 50 percent rule, from the stakes in the links. `since`: dealings (supplies, payments, shipments) that had
    ended by `as_of`, but not before this day, are flows. For the rest see `CutQuestion`.
    """

    protect_from: tuple[str, ...]
    as_of: date
    budget: Decimal | None = None
    costs: CostTable | None = None
    sources: tuple[str, ...] = ()
    source_countries: frozenset[str] = frozenset()
    every_source: bool = False
    cut_sources: bool = False
    protected: frozenset[str] = frozenset()
    protected_countries: frozenset[str] = frozenset()
    listed_still_pass: bool = False
    closure: bool = True
    min_confidence: float = 0.0
    stated_only: bool = False
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    outward: frozenset[str] = frozenset()
    currency: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class NetworkCut:
    """The cut of a network: the answer, the flows it rests on, what each designated party costs and why, and notes."""

    request: CutRequest
    result: CutResult
    flows: tuple[Flow, ...]
    listed: frozenset[str]
    prices: Mapping[str, PartyCost]
    notes: tuple[str, ...]


def cut_network(
    network: PartiesAndLinks,
    request: CutRequest,
    settings: CutSettings | None = None,
    progress: Callable[[str], None] | None = None,
) -> NetworkCut:
    """Find the designations that leave the least flow to the end users of a network: see `find_cut`.

    Raises:
        CutError: nothing flows on that day, or what is asked for is not in the flows.
    """
    flows = flows_of(network.links, request.as_of, request.min_confidence, request.since)
    if request.stated_only:
        flows = tuple(flow for flow in flows if not flow.relay)
    if not flows:
        raise CutError(
            f"no link states a flow on {request.as_of.isoformat()}; flows are such links as supplied, procured_for, "
            "transports and paid; dealings of the past are flows with --since DATE"
        )
    ends = sorted({flow.source for flow in flows} | {flow.target for flow in flows})
    holdings = _holdings(network, request) if request.closure else ()
    parties = sorted({*ends, *(item.owner for item in holdings), *(item.asset for item in holdings)})
    listed = frozenset(party for party in parties if network.listings.is_listed(party, request.as_of))
    prices = _prices(network, request, parties)
    question = CutQuestion(
        protect_from=request.protect_from,
        budget=request.budget,
        sources=_sources(network, request, ends),
        every_source=request.every_source,
        cut_sources=request.cut_sources,
        listed=frozenset() if request.listed_still_pass else listed,
        protected=_protected(network, request, parties) | (listed if request.listed_still_pass else frozenset()),
        costs={party: price.cost for party, price in prices.items()},
        holdings=holdings,
        weights=request.weights,
        outward=request.outward,
        currency=request.currency,
    )
    result = find_cut(flows, question, settings, progress)
    return NetworkCut(request, result, flows, listed, prices, tuple(_notes(flows, holdings, request)))


def _sources(network: PartiesAndLinks, request: CutRequest, ends: list[str]) -> tuple[str, ...] | None:
    if not request.sources and not request.source_countries:
        return None
    abroad = {
        party
        for party in ends
        if request.source_countries & countries_of(network.entities.get(party, {}))
        and party not in request.protect_from
    }
    if request.source_countries and not abroad:
        named = ", ".join(sorted(request.source_countries))
        raise CutError(f"no party with a flow is of the source country {named}, as far as the links say")
    return tuple(sorted({*request.sources, *abroad}))


def _protected(network: PartiesAndLinks, request: CutRequest, parties: list[str]) -> frozenset[str]:
    countries = request.protected_countries
    at_home = {party for party in parties if countries & countries_of(network.entities.get(party, {}))}
    return request.protected | at_home


def _prices(network: PartiesAndLinks, request: CutRequest, parties: list[str]) -> dict[str, PartyCost]:
    if request.costs is None:
        return {}
    try:
        return {party: request.costs.of(party, network.entities.get(party, {})) for party in parties}
    except KeyError as error:
        raise CutError(
            f"the cost table has no class that takes {error.args[0]!r}; end it with a class without conditions"
        ) from None


def _holdings(network: PartiesAndLinks, request: CutRequest) -> tuple[Holding, ...]:
    """Take the stakes in shares that surely are so large: the lower bounds of what is stated and held on the day."""
    found = []
    for link in network.links:
        share = link.share
        if link.type != "owns" or share is None or share.of is not Interest.SHARES or not link.status.joins_network:
            continue
        if share.at_least > 0 and link.interval.state_on(request.as_of) not in (State.ENDED, State.NOT_YET):
            found.append(Holding(link.source, link.target, share.at_least))
    return tuple(found)


def _notes(flows: tuple[Flow, ...], holdings: tuple[Holding, ...], request: CutRequest) -> list[str]:
    stated, relays = len({f.link for f in flows if not f.relay}), len({f.link for f in flows if f.relay})
    notes = [
        f"{stated} links state a flow; {relays} links only pass on what a party receives (an agent to the one it acts "
        "for, a firm to its owner), without a limit."
    ]
    if holdings:
        notes.append(f"{len(holdings)} stated stakes count for the 50 percent rule, by their lower bounds.")
    if request.listed_still_pass:
        notes.append("Listed parties are taken to go on passing on what they receive.")
    if request.costs is None:
        notes.append("No costs were given, so every designation counts 1.")
    else:
        notes.append("The costs are those of the cost table that was given; they are its author's own.")
    return notes
