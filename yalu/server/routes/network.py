"""POST /trace, /own, /gaps and /cut: what the commands of these names answer with --json."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from yalu.model import YaluError
from yalu.network import Scope, inferred_links
from yalu.network.cuts import CutSettings, Weighting, cut_network
from yalu.network.ownership import regime_on
from yalu.report import Known, cut_json, gaps_json, ownership_json, ownership_table_json, paths_json, trace_json
from yalu.server.answers import ERRORS, StrictJsonRoute, answer, data, kept_records, long_work, shelf
from yalu.server.questions import CutBody, GapsBody, NetworkBody, OwnBody, TraceBody
from yalu.workspace import NetworkInput, link_types, read_costs
from yalu.workspace.cut_terms import CutTerms
from yalu.workspace.datasets import OutOfTimeError
from yalu.workspace.kept_records import records_note
from yalu.workspace.list_shelf import ListShelf, NetworkSources, Upload, kept_uploads
from yalu.workspace.ownership_question import ask_ownership

Expired = Callable[[], bool]
Load = Callable[[Expired], NetworkInput]
router = APIRouter(tags=["Network"], route_class=StrictJsonRoute)


def _loader(request: Request, body: NetworkBody) -> Load:
    """Give what loads the lists and links of a question."""
    kept: ListShelf = shelf(request)
    key = data(request).key
    uploads = [Upload(file.name, file.content) for file in body.links]
    store = None if uploads or body.no_records else kept_records(request)

    def load(expired: Expired) -> NetworkInput:
        records = () if store is None else store.files()
        sources = NetworkSources(body.lists, uploads, records)
        loaded = kept.network(sources, match=not body.no_match, key=key, expired=expired)
        return replace(loaded, notes=(records_note(records), *loaded.notes)) if records else loaded

    return load


def _today() -> date:
    return datetime.now(UTC).date()


@router.post("/trace", summary="The network around a party, or the paths between two", responses=ERRORS)
async def trace(request: Request, body: TraceBody) -> Response:
    """Give whom a party is tied to, by whom that is stated, and when it held; or how two parties are tied.

    The answer is that of `yalu trace --json` (docs/network.md).
    """
    return answer(await long_work(request).run(_trace, body, _loader(request, body)))


def _trace(body: TraceBody, load: Load, expired: Expired) -> dict[str, Any]:
    scope = Scope(body.as_of, body.min_confidence, link_types(body.types), not body.no_inferred, body.hub)
    loaded = load(expired)
    start, end = loaded.party(body.party), None if body.to is None else loaded.party(body.to)
    if start == end:
        raise YaluError(f"{body.party!r} and {body.to!r} are one party, {start}")
    network, notes = loaded.network, list(loaded.notes)
    if scope.inferred:
        shared = inferred_links(network.entities.values())
        network, notes = network.with_links(shared.links), [*notes, *shared.notes]
    _check(expired)
    day = body.as_of or _today()
    if end is not None:
        paths = network.paths(start, end, depth=body.depth or 6, count=body.paths, scope=scope)
        return paths_json(network, paths, day=day, notes=notes)
    around = network.trace(start, depth=body.depth or 2, scope=scope, limit=body.limit)
    return trace_json(network, around, day=day, notes=notes)


@router.post("/own", summary="Who is blocked through ownership", responses=ERRORS)
async def own(request: Request, body: OwnBody) -> Response:
    """Say who is blocked because blocked parties hold enough of it, by the figures in the sources.

    The answer is that of `yalu own --json` (docs/ownership.md).
    """
    text = await long_work(request).run(_own, body, _loader(request, body))
    return Response(text, media_type="application/json")


def _own(body: OwnBody, load: Load, expired: Expired) -> str:
    if bool(body.parties) is body.everybody:
        raise YaluError("give either parties (ids or names) or all")
    day = body.as_of or _today()
    for name in body.regime:
        regime_on(name, day)
    loaded = load(expired)
    told = ask_ownership(
        loaded,
        day,
        body.parties,
        regimes=body.regime,
        also_blocked=body.blocked,
        any_authority=body.any_authority,
    )
    known = Known(loaded.network.entities, loaded.network.links_by_id)
    if body.everybody:
        return ownership_table_json(told.answers, known, told.notes, day)
    explained = [given.of(party) for party in told.asked for given in told.answers]
    return ownership_json(explained, told.answers, known, told.notes, day)


@router.post("/gaps", summary="Who is not listed, but tied to somebody who is", responses=ERRORS)
async def gaps(request: Request, body: GapsBody) -> Response:
    """Give who is not listed on a day, but tied by evidence that bears on a criterion to somebody who is.

    The answer is that of `yalu gaps --json` (docs/network.md). It names a criterion; it never says that somebody ought
    to be listed.
    """
    return answer(await long_work(request).run(_gaps, body, _loader(request, body)))


def _gaps(body: GapsBody, load: Load, expired: Expired) -> dict[str, Any]:
    loaded = load(expired)
    around = None if body.near is None else loaded.party(body.near)
    question = loaded.gap_question(body.as_of or _today(), body.authority, body.steps)
    try:
        found = loaded.network.gaps(question, near=around, depth=body.depth)
    except ValueError as error:
        raise YaluError(f"authority: {error}") from None
    return gaps_json(loaded.network, found, notes=loaded.notes)


@router.post("/cut", summary="Which designations would leave the least flow", responses=ERRORS)
async def cut(request: Request, body: CutBody) -> Response:
    """Find the designations that would leave the least flow to an end user, within a budget, with proof.

    The answer is that of `yalu cut --json` (docs/cuts.md). It is arithmetic on the links that are given: it recommends
    nothing and accuses nobody.
    """
    seconds = min(body.seconds, long_work(request).seconds / 2)
    return answer(await long_work(request).run(_cut, body, seconds, _loader(request, body)))


def _cut(body: CutBody, seconds: float, load: Load, expired: Expired) -> dict[str, Any]:
    terms = _terms(body)
    terms.check()
    if body.costs is not None:
        with kept_uploads([Upload(body.costs.name, body.costs.content)]) as (path,):
            terms = replace(terms, costs=read_costs(path))
    loaded = load(expired)
    settings = CutSettings(
        weightings=tuple(dict.fromkeys(body.weighting or Weighting)),
        seconds=seconds,
        tie_seconds=seconds,
        frontier=body.frontier,
        scenarios=body.scenarios,
        seed=body.seed,
    )
    found = cut_network(loaded.network, terms.request(loaded), settings, lambda _words: _check(expired))
    return cut_json(loaded.network, found, notes=loaded.notes)


def _terms(body: CutBody) -> CutTerms:
    return CutTerms(
        protect_from=body.protect_from,
        as_of=body.as_of or _today(),
        budget=None if body.budget is None else str(body.budget),
        sources=body.sources,
        cut_sources=body.cut_sources,
        protect=body.protect,
        listed_still_pass=body.listed_still_pass,
        no_ownership=body.no_ownership,
        stated_only=body.stated_only,
        min_confidence=body.min_confidence,
        weights=body.weight,
        outward=body.outward,
        currency=body.currency,
    )


def _check(expired: Expired) -> None:
    if expired():
        raise OutOfTimeError("the time was over before the answer was found; ask for less")
