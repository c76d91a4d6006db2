"""The reconciliation API 0.2 of OpenRefine: whom does a cell mean?"""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from followthemoney import Property, model
from followthemoney.types import registry
from pydantic import BaseModel, BeforeValidator, Field

from yalu.server.answers import ERRORS, answer, data, dataset_of, settings, work
from yalu.server.bodies import MAX_BATCH
from yalu.server.routes.freebase import entity_form, manifest, read_property
from yalu.server.routes.parameters import ChangedSince, Dataset
from yalu.workspace.datasets import (
    EntityFilter,
    MatchSettings,
    Paging,
    ServedData,
    StoredEntity,
    algorithm_named,
    clean_example,
)

ANYTHING = "Thing"
THRESHOLD = 0.7
SHOWN_FROM = 0.5
"""The score from which a candidate is shown to whoever reconciles."""
RESULTS = 5
MAX_RESULTS = 100
router = APIRouter(tags=["Reconciliation"])


class PropertyValue(BaseModel):
    """A property with its value."""

    pid: str
    v: Any = None


class ReconcileQuery(BaseModel):
    """One cell, with what its row tells besides."""

    query: str | None = None
    type: str | list[str] | None = None
    limit: int | None = None
    properties: list[PropertyValue] = []

    @property
    def most(self) -> int:
        """The most candidates: as many as are asked for, but no more than are looked for."""
        return RESULTS if self.limit is None else max(0, min(self.limit, MAX_RESULTS))


class ExtendSettings(BaseModel):
    """How many values of a property, and whether codes are told in words."""

    limit: Annotated[int, Field(ge=0), BeforeValidator(lambda given: given or 0)] = 0
    render: str = "caption"


class ExtendProperty(BaseModel):
    """A property of a data extension."""

    id: str
    settings: Annotated[ExtendSettings, BeforeValidator(lambda given: given or {})] = ExtendSettings()


class ExtendQuery(BaseModel):
    """A data extension: these properties of these entities."""

    ids: list[str]
    properties: list[ExtendProperty]


@router.get("/reconcile/{dataset}", summary="The reconciliation service of a dataset", responses=ERRORS)
async def describe(
    request: Request,
    dataset: Dataset,
    queries: Annotated[str | None, Query(description="JSON: queries by key, as in the body of POST")] = None,
    extend: Annotated[str | None, Query(description="JSON: ids and properties, as in the body of POST")] = None,
    algorithm: Annotated[str, Query(max_length=100)] = "best",
    changed_since: ChangedSince = None,
) -> Response:
    """Describe the service, as OpenRefine asks when it is added; with `queries` or `extend`, answer them."""
    if queries is not None or extend is not None:
        return await reconcile(request, dataset, queries, extend, algorithm, changed_since)
    return answer(manifest(dataset_of(data(request), dataset), str(request.base_url)))


@router.post("/reconcile/{dataset}", summary="Reconcile, or extend with properties", responses=ERRORS)
async def reconcile(
    request: Request,
    dataset: Dataset,
    queries: Annotated[str | None, Form(description="JSON: queries by key")] = None,
    extend: Annotated[str | None, Form(description="JSON: ids and properties")] = None,
    algorithm: Annotated[str, Query(max_length=100)] = "best",
    changed_since: ChangedSince = None,
) -> Response:
    """Find the entities that cells mean, or give properties of entities that were found."""
    served = data(request)
    within = dataset_of(served, dataset)
    if extend is not None:
        asked = ExtendQuery.model_validate(_parsed(extend))
        if len(asked.ids) > MAX_BATCH:
            raise HTTPException(400, f"Too many ids in one batch (limit: {MAX_BATCH})")
        return answer(await work(request).run(_extend, served, asked))
    if queries is None:
        raise HTTPException(400, "No queries provided.")
    given = _parsed(queries)
    if not isinstance(given, dict):
        raise HTTPException(400, "The queries must be a JSON object, by key")
    if len(given) > MAX_BATCH:
        raise HTTPException(400, f"Too many queries in one batch (limit: {MAX_BATCH})")
    cells = {key: ReconcileQuery.model_validate(item) for key, item in given.items()}
    chosen = MatchSettings(algorithm_named(algorithm, settings(request).best), THRESHOLD, SHOWN_FROM, MAX_RESULTS)
    allowed = EntityFilter(served.scope(within.name), changed_since=changed_since)
    found = await work(request).run(_reconcile, served, cells, allowed, chosen, work(request).deadline())
    request.app.state.metrics.queries.inc(len(cells))
    return answer(found, headers={"x-batch-size": str(len(cells))})


def _parsed(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400, f"Cannot decode JSON: {error.msg}") from None


def _reconcile(
    served: ServedData, cells: dict[str, ReconcileQuery], allowed: EntityFilter, chosen: MatchSettings, expired: Any
) -> dict[str, Any]:
    queries = [_example(cell) for cell in cells.values()]
    found = served.match(queries, allowed, chosen, expired)
    return {
        key: {
            "result": [
                {**entity_form(item.entity), "score": round(100 * item.score, 2), "match": item.match}
                for item in matches.results[: cell.most]
            ]
        }
        for (key, cell), matches in zip(cells.items(), found, strict=True)
    }


def _example(cell: ReconcileQuery) -> Any:
    schema = (cell.type[0] if cell.type else None) if isinstance(cell.type, list) else cell.type
    properties: dict[str, list[Any]] = {"name": [cell.query]} if cell.query else {}
    for item in cell.properties:
        prop = read_property(item.pid)
        values = item.v if isinstance(item.v, list) else [item.v]
        if prop is not None:
            properties.setdefault(prop.name, []).extend(map(_value, values))
    return clean_example(schema or ANYTHING, properties, any_schema=True)[0]


def _value(value: Any) -> Any:
    """Take a reconciled cell by its name."""
    return value.get("name", value.get("id")) if isinstance(value, dict) else value


def _extend(served: ServedData, asked: ExtendQuery) -> dict[str, Any]:
    props = {item.id: read_property(item.id) for item in asked.properties}
    rows: dict[str, dict[str, list[dict[str, str]]]] = {}
    for identity in asked.ids:
        entity = served.entity(identity)
        if entity is not None and entity.id != identity:
            raise HTTPException(400, f"The entity {identity[:100]} was merged into {entity.id}; ask for that")
        rows[identity] = {
            item.id: _values(served, entity, props[item.id], item.settings) if entity is not None else []
            for item in asked.properties
        }
    meta = [{"id": item.id, "name": _label(props[item.id], item.id)} for item in asked.properties]
    return {"meta": meta, "rows": rows}


def _label(prop: Property | None, identity: str) -> str:
    return prop.label if prop is not None else identity


def _values(
    served: ServedData, entity: StoredEntity, prop: Property | None, chosen: ExtendSettings
) -> list[dict[str, str]]:
    own = model.schemata[entity.schema].get(prop.name) if prop is not None else None
    if own is None:
        return []
    raw = chosen.render == "raw"
    if own.type == registry.entity:
        page = served.adjacent_by(entity, own.name, Paging(chosen.limit or MAX_RESULTS))
        around = page.results if page is not None else []
        values = [item if isinstance(item, str) else item["id" if raw else "caption"] for item in around]
    else:
        values = entity.properties.get(own.name, [])
        values = values if raw else [own.type.caption(value) or value for value in values]
    return [{"str": value} for value in values[: chosen.limit or None]]
