"""GET /search: full-text search."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, HTTPException, Query, Request, Response
from followthemoney import model

from yalu.server.answers import ERRORS, answer, data, dataset_of, work
from yalu.server.bodies import SearchResponse
from yalu.server.routes.parameters import (
    ChangedSince,
    Dataset,
    ExcludeDataset,
    ExcludeSchema,
    IncludeDataset,
    Limit,
    Offset,
    Sort,
    Texts,
    order_of,
)
from yalu.workspace.datasets import Found, SearchQuery, parse_query, parse_simple, scope_facets

DEFAULT_FACETS = ["countries", "topics", "datasets"]
router = APIRouter()


@router.get(
    "/search/{dataset}",
    tags=["Matching"],
    summary="Search names and texts",
    responses={**ERRORS, 200: {"model": SearchResponse}},
)
async def search(
    request: Request,
    dataset: Dataset,
    q: Annotated[str, Query(description="Words, phrases, field:value, AND, OR, NOT, wildcards")] = "",
    schema: Annotated[str, Query(description="Entities of this schema and its kinds", max_length=100)] = "Thing",
    include_dataset: IncludeDataset = [],  # noqa: B006 - the framework copies it
    exclude_dataset: ExcludeDataset = [],  # noqa: B006
    exclude_schema: ExcludeSchema = [],  # noqa: B006
    changed_since: ChangedSince = None,
    countries: Texts = [],  # noqa: B006
    topics: Texts = [],  # noqa: B006
    datasets: Texts = [],  # noqa: B006
    filter_: Annotated[
        list[str], Query(alias="filter", max_length=200, description="field:value, such as properties.birthDate:1978")
    ] = [],  # noqa: B006
    filter_op: Annotated[str, Query(pattern="^(OR|AND)$", description="Of several values of one field")] = "OR",
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = [],  # noqa: B006
    target: Annotated[bool | None, Query(deprecated=True)] = None,
    fuzzy: Annotated[bool, Query(description="Words may differ in a letter or two")] = False,
    simple: Annotated[bool, Query(description="Read q as words, in which nothing is an error")] = False,
    facets: Annotated[list[str], Query(max_length=20, description="What to count")] = DEFAULT_FACETS,
) -> Response:
    """Search the names and texts of a dataset's entities. For screening use /match: it knows spellings and scores."""
    served = data(request)
    within = dataset_of(served, dataset)
    if model.get(schema) is None:
        raise HTTPException(400, f"Invalid schema: {schema!r}")
    filters = _filters(filter_, {"countries": countries, "topics": topics, "datasets": datasets})
    query = SearchQuery(
        text=(parse_simple if simple else parse_query)(q),
        scope=served.scope(within.name, include_dataset, exclude_dataset),
        schema=schema,
        exclude_schemata=frozenset(exclude_schema),
        filters=filters,
        all_values=filter_op == "AND",
        changed_since=changed_since,
        target=target,
        order=order_of(sort),
        limit=limit,
        offset=offset,
        facets=scope_facets(facets),
        fuzzy=fuzzy,
    )
    found = await work(request).run(served.search, query)
    return answer(_form(found, limit, offset))


def _filters(given: list[str], named: dict[str, list[str]]) -> dict[str, list[str]]:
    filters: dict[str, list[str]] = {name: list(values) for name, values in named.items() if values}
    for item in given:
        name, sign, value = item.partition(":")
        if not sign or not name.strip() or not value.strip():
            raise HTTPException(400, f"Invalid filter: {item[:100]!r}; write it as field:value")
        filters.setdefault(name.strip(), []).append(value.strip())
    return filters


def _form(found: Found, limit: int, offset: int) -> dict[str, Any]:
    facets = {
        name: {
            "label": facet.label,
            "values": [{"name": value, "label": label, "count": count} for value, label, count in facet.values],
        }
        for name, facet in found.facets.items()
    }
    return {
        "limit": limit,
        "offset": offset,
        "total": {"value": found.total, "relation": "eq"},
        "results": [entity.as_dict(orjson.Fragment(entity.packed)) for entity in found.entities],
        "facets": facets,
    }
