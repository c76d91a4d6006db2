"""A cut as one JSON object, for other programs. `docs/cuts.md` describes every key."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from yalu.network import Network
from yalu.network.cuts import Cut, NetworkCut, ScenarioCut
from yalu.report.cut_words import CUT_DISCLAIMER


def cut_json(network: Network, found: NetworkCut, *, notes: Iterable[str] = ()) -> dict[str, Any]:
    """Give a cut as plain lists, dictionaries, strings and numbers."""
    request, result = found.request, found.result
    shown = {party for cut in result.cuts for party in _shown(cut)}
    shown |= set(request.protect_from) | {party for party, _ in (result.scenarios.stays if result.scenarios else ())}
    return {
        "as_of": request.as_of.isoformat(),
        "protect_from": list(request.protect_from),
        "budget": None if request.budget is None else _number(Fraction(request.budget)),
        "listed_still_pass": request.listed_still_pass,
        "cuts": [_cut(cut) for cut in result.cuts],
        "scenarios": None if result.scenarios is None else _scenarios(result.scenarios),
        "parties": [_party(network, found, party) for party in sorted(shown)],
        "notes": [*result.notes, *found.notes, *notes],
        "disclaimer": CUT_DISCLAIMER,
    }


def _number(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def _shown(cut: Cut) -> Iterable[str]:
    yield from (item.party for item in cut.chosen)
    yield from cut.also_blocked
    yield from cut.sources
    for group in (*cut.ties, *(item.chosen for item in cut.comparisons), *(item.chosen for item in cut.frontier)):
        yield from group
    for way in cut.remaining:
        yield from way.parties


def _party(network: Network, found: NetworkCut, party: str) -> dict[str, Any]:
    price = found.prices.get(party)
    return {
        "id": party,
        "name": network.name(party),
        "schema": network.schema(party),
        "listed": party in found.listed,
        "cost": 1 if price is None else _number(Fraction(price.cost)),
        "class": None if price is None else price.kind,
        "note": None if price is None else price.note,
        "set_by": None if price is None else price.set_by,
    }


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "weighting": cut.weighting.value,
        "currency": cut.currency,
        "unlisted": _number(cut.unlisted),
        "before": _number(cut.before),
        "value": _number(cut.value),
        "bound": _number(cut.bound),
        "gap": float(cut.gap),
        "proven": cut.proven,
        "cheapest": cut.cheapest,
        "cost": _number(cut.cost),
        "chosen": [
            {"party": i.party, "cost": _number(i.cost), "loss": _number(i.loss), "blocks": list(i.blocks)}
            for i in cut.chosen
        ],
        "also_blocked": list(cut.also_blocked),
        "commodities": [
            {
                "commodity": i.commodity,
                "weight": _number(i.weight),
                "before": _number(i.before),
                "after": _number(i.after),
            }
            for i in cut.commodities
        ],
        "ties": [list(tie) for tie in cut.ties],
        "ties_known": cut.ties_known,
        "first": cut.first,
        "comparisons": [
            {"method": i.method, "chosen": list(i.chosen), "cost": _number(i.cost), "value": _number(i.value)}
            for i in cut.comparisons
        ],
        "frontier": [
            {
                "budget": _number(i.budget),
                "cost": _number(i.cost),
                "value": _number(i.value),
                "bound": _number(i.bound),
                "proven": i.proven,
                "chosen": list(i.chosen),
            }
            for i in cut.frontier
        ],
        "knee": None if cut.knee is None else _number(cut.knee),
        "remaining": [
            {"commodity": i.commodity, "amount": _number(i.amount), "parties": list(i.parties)} for i in cut.remaining
        ],
        "sources": list(cut.sources),
        "links": cut.links,
        "left_out": [{"reason": reason, "flows": count} for reason, count in cut.left_out],
    }


def _scenarios(cut: ScenarioCut) -> dict[str, Any]:
    return {
        "weighting": cut.weighting.value,
        "count": cut.count,
        "seed": cut.seed,
        "chosen": list(cut.chosen),
        "mean": _number(cut.mean),
        "worst": _number(cut.worst),
        "bound": _number(cut.bound),
        "proven": cut.proven,
        "mean_before": _number(cut.mean_before),
        "stays": [{"party": party, "share": float(share)} for party, share in cut.stays],
        "unknown": cut.unknown,
    }
