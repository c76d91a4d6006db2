"""POST /match: who of a dataset can these parties be?"""

from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, HTTPException, Query, Request, Response

from yalu.server.answers import ERRORS, StrictJsonRoute, answer, data, dataset_of, settings, small_work, work
from yalu.server.bodies import MAX_BATCH, EntityMatchQuery, EntityMatchResponse
from yalu.server.quick import QuickParameters
from yalu.server.routes.parameters import (
    ChangedSince,
    Dataset,
    ExcludeDataset,
    ExcludeIds,
    ExcludeSchema,
    IncludeDataset,
    Texts,
)
from yalu.workspace.datasets import EntityFilter, Matches, MatchSettings, ServedData, algorithm_named, clean_example

MAX_MATCHES = 500
FEW = 5
"""Queries that are answered beside longer work."""

router = APIRouter(route_class=StrictJsonRoute)
Score = Annotated[float, Query(ge=0, le=1, allow_inf_nan=False)]


@router.post(
    "/match/{dataset}",
    tags=["Matching"],
    summary="Who of a dataset can these parties be?",
    responses={**ERRORS, 200: {"model": EntityMatchResponse}},
)
async def match(
    request: Request,
    dataset: Dataset,
    body: EntityMatchQuery,
    limit: Annotated[int, Query(ge=0, le=MAX_MATCHES, description="Results for each party")] = 5,
    threshold: Annotated[Score, Query(description="The score from which a result is a match")] = 0.7,
    cutoff: Annotated[Score, Query(description="The score above which a result is shown", deprecated=True)] = 0.7,
    algorithm: Annotated[str, Query(description="See /algorithms", max_length=100)] = "best",
    include_dataset: IncludeDataset = [],  # noqa: B006 - the framework copies it
    exclude_dataset: ExcludeDataset = [],  # noqa: B006
    exclude_schema: ExcludeSchema = [],  # noqa: B006
    topics: Texts = [],  # noqa: B006
    exclude_entity_ids: ExcludeIds = [],  # noqa: B006
    changed_since: ChangedSince = None,
) -> Response:
    """Compare parties with the entities of a dataset; each answer tells how its score comes about.

    Every entity from the threshold on is found. With the default algorithm the parts of an explanation add up to the
    score. A result is no accusation: it says that names and facts agree.
    """
    served = data(request)
    within = dataset_of(served, dataset)
    allowed = EntityFilter(
        served.scope(within.name, include_dataset, exclude_dataset),
        frozenset(exclude_schema),
        frozenset(topics),
        changed_since,
        frozenset(exclude_entity_ids),
    )
    return await _answered(request, served, allowed, body, QuickParameters(limit, threshold, cutoff, algorithm))


async def quick_match(request: Request, dataset: str, body: EntityMatchQuery, given: QuickParameters) -> Response:
    """Answer a request that is written plainly (`yalu.server.quick`)."""
    served = data(request)
    return await _answered(request, served, EntityFilter(served.scope(dataset_of(served, dataset).name)), body, given)


async def _answered(
    request: Request, served: ServedData, allowed: EntityFilter, body: EntityMatchQuery, given: QuickParameters
) -> Response:
    _check_batch(body)
    algorithm = algorithm_named(given.algorithm, settings(request).best)
    chosen = MatchSettings(algorithm, given.threshold, given.cutoff, given.limit, body.weights, body.config)
    threads = small_work(request) if algorithm.own and len(body.queries) <= FEW else work(request)
    responses, matches = await threads.run(_match, served, body, allowed, chosen, work(request).deadline())
    metrics = request.app.state.metrics
    metrics.queries.inc(len(body.queries))
    metrics.matches.inc(matches)
    return answer({"responses": responses, "limit": given.limit}, headers={"x-batch-size": str(len(body.queries))})


def _check_batch(body: EntityMatchQuery) -> None:
    if not body.queries:
        raise HTTPException(400, "No queries provided.")
    if len(body.queries) > MAX_BATCH:
        raise HTTPException(400, f"Too many queries in one batch (limit: {MAX_BATCH})")


def _match(
    served: ServedData,
    body: EntityMatchQuery,
    allowed: EntityFilter,
    chosen: MatchSettings,
    expired: Callable[[], bool],
) -> tuple[dict[str, Any], int]:
    queries = {key: clean_example(item.schema_, item.properties)[0] for key, item in body.queries.items()}
    asked = {
        key: {"id": body.queries[key].id, "schema": query.schema.name, "properties": query.properties}
        for key, query in queries.items()
    }
    found = served.match(list(queries.values()), allowed, chosen, expired)
    responses = {key: matches_form(matches, asked[key]) for key, matches in zip(queries, found, strict=True)}
    return responses, sum(matches.total for matches in found)


def matches_form(matches: Matches, query: dict[str, Any]) -> dict[str, Any]:
    """Give the results for one party as they go over the wire."""
    return {
        "status": 200,
        "results": [
            {
                **item.entity.as_dict(orjson.Fragment(item.entity.packed)),
                "score": item.score,
                "match": item.match,
                "explanations": {
                    name: told for name, told in item.explanations.items() if told.detail is not None or told.score > 0
                },
            }
            for item in matches.results
        ],
        "total": {"value": matches.total, "relation": "eq"},
        "query": query,
    }
