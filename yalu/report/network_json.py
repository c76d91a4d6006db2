"""A trace, paths and gaps as JSON objects, for other programs. `docs/network.md` describes every key."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from yalu.model import Evidence, Link, confidence_of, origin_groups
from yalu.network import (
    Figures,
    Gap,
    Gaps,
    ListedBy,
    Network,
    Path,
    Paths,
    Scope,
    Tie,
    Trace,
    TracedParty,
    criteria as all_criteria,
)
from yalu.report.subgraph import found_notes


def trace_json(network: Network, trace: Trace, *, day: date, notes: Iterable[str] = ()) -> dict[str, Any]:
    """Give a trace as plain lists, dictionaries, strings and numbers; `day` is when the listings are looked at."""
    return {
        "start": trace.start,
        **_scope(trace.scope, day),
        "depth": trace.depth,
        "parties": [_traced(network, party, day) for party in trace.parties],
        "ties": [tie_json(tie) for tie in trace.ties],
        "hubs": [party.id for party in trace.hubs],
        "left_out": trace.left_out,
        "notes": [*notes, *found_notes(network, trace)],
    }


def paths_json(network: Network, paths: Paths, *, day: date, notes: Iterable[str] = ()) -> dict[str, Any]:
    """Give the paths between two parties as plain values."""
    return {
        "source": paths.source,
        "target": paths.target,
        **_scope(paths.scope, day),
        "depth": paths.depth,
        "paths": [_path(network, path, day) for path in paths.paths],
        "proven": paths.proven,
        "notes": [*notes, *found_notes(network, paths)],
    }


def gaps_json(network: Network, gaps: Gaps, *, notes: Iterable[str] = ()) -> dict[str, Any]:
    """Give gaps as plain values: {as_of, gaps [{party, criterion, links, evidence, missing, listed_by ...}]}."""
    return {
        "as_of": gaps.as_of.isoformat(),
        "authority": gaps.authority,
        "near": gaps.near,
        "depth": gaps.depth,
        "gaps": [_gap(network, gap, gaps.as_of) for gap in gaps.gaps],
        "notes": [*notes, *gaps.notes],
    }


def dump(value: dict[str, Any]) -> str:
    """Write a JSON object as text, indented, with names in their own script and a line break at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def party_json(network: Network, party: str, day: date) -> dict[str, Any]:
    """Give a party with its names, countries and entries on lists."""
    properties = network.entities.get(party, {}).get("properties", {})
    countries = {code for key in ("nationality", "citizenship", "country", "flag") for code in properties.get(key, ())}
    return {
        "id": party,
        "name": network.name(party),
        "schema": network.schema(party),
        "countries": sorted(countries),
        "listed": network.listings.is_listed(party, day),
        "listings": [_listed_by(item) for item in network.listings.of(party, day)],
    }


def _traced(network: Network, party: TracedParty, day: date) -> dict[str, Any]:
    return {
        **party_json(network, party.id, day),
        "steps": party.steps,
        "rank": party.rank,
        "via": party.via,
        "tie": party.tie,
        "neighbours": party.neighbours,
        "hub": party.hub,
    }


def _scope(scope: Scope, day: date) -> dict[str, Any]:
    return {
        "as_of": scope.as_of.isoformat() if scope.as_of else None,
        "listings_as_of": day.isoformat(),
        "min_confidence": scope.min_confidence,
        "types": sorted(scope.types) if scope.types is not None else None,
        "inferred": scope.inferred,
        "hub_limit": scope.hub_limit,
    }


def _path(network: Network, path: Path, day: date) -> dict[str, Any]:
    return {
        "parties": [party_json(network, party, day) for party in path.parties],
        "ties": [tie_json(tie) for tie in path.ties],
        "product": path.product,
        "weakest": path.weakest,
        "rank": path.rank,
    }


def tie_json(tie: Tie) -> dict[str, Any]:
    """Give a tie with its links, its evidence by independent group, and what sources say against it."""
    return {
        "source": tie.source,
        "target": tie.target,
        "type": tie.type,
        "class": tie.link_class,
        "status": tie.status.value,
        "from": tie.interval.start,
        "to": tie.interval.end,
        "state": tie.state.value if tie.state else None,
        "confidence": tie.confidence,
        "links": [_link(link) for link in tie.links],
        "evidence": _groups(tie.links),
        "against": [{**_link(link), "evidence": _groups([link])} for link in tie.against],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "type": link.type,
        "source": link.source,
        "target": link.target,
        "role": link.role,
        "status": link.status.value,
        "share": str(link.share) if link.share is not None else None,
        "goods": list(link.goods),
        "amount": link.amount,
        "currency": link.currency,
        "from": link.interval.start,
        "to": link.interval.end,
        "confidence": link.confidence,
    }


def _groups(links: Iterable[Link]) -> list[dict[str, Any]]:
    """Give the evidence of links by origin group: each group is one independent source."""
    groups = origin_groups(item for link in links for item in link.evidence)
    return [
        {
            "origin": name,
            "confidence": confidence_of(items),
            "items": [_evidence(item) for item in dict.fromkeys(items)],
        }
        for name, items in groups.items()
    ]


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "document": item.document,
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        "publisher": item.publisher,
        "date": item.date,
        "asserted_by": item.asserted_by,
        "confidence": item.known_confidence,
        "reliability": item.reliability,
        "credibility": item.credibility,
    }


def _gap(network: Network, gap: Gap, day: date) -> dict[str, Any]:
    links = [network.link(key) for key in gap.links]
    return {
        "party": party_json(network, gap.party, day),
        "criterion": gap.criterion,
        "criterion_text": next(item.text for item in all_criteria() if item.id == gap.criterion),
        "criterion_source": next(item.source for item in all_criteria() if item.id == gap.criterion),
        "path": [{"id": party, "name": network.name(party)} for party in gap.path],
        "links": [_link(link) for link in links],
        "evidence": _groups(links),
        "sources": gap.sources,
        "grounds": list(gap.grounds),
        "figures": [_figures(item) for item in gap.figures],
        "missing": list(gap.missing),
        "listed_by": [_listed_by(item) for item in gap.listed_by],
    }


def _figures(item: Figures) -> dict[str, Any]:
    return {
        "type": item.type,
        "count": item.count,
        "sums": {currency: format(total, "f") for currency, total in item.sums},
        "unknown": item.unknown,
        "from": item.first,
        "to": item.last,
    }


def _listed_by(item: ListedBy) -> dict[str, Any]:
    return {
        "party": item.party,
        "authority": item.authority,
        "code": item.code,
        "dataset": item.dataset,
        "programs": list(item.programs),
        "from": item.since,
        "to": item.until,
        "state": item.state.value,
        "score": item.score,
    }
