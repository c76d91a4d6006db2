"""What OpenRefine asks while somebody types: entities, types, properties; and the preview of an entity."""

from collections.abc import Iterable
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse
from followthemoney import Property, Schema, model
from followthemoney.types import registry

from yalu.server.answers import ERRORS, answer, data, dataset_of, work
from yalu.server.routes.freebase import entity_form, matchable_schemata, property_form, type_form
from yalu.server.routes.parameters import MAX_PAGE, Dataset, EntityId
from yalu.workspace.datasets import SearchQuery, ServedData, prefix_query

MOST = 5
Prefix = Annotated[str, Query(max_length=500, description="What is typed so far")]
router = APIRouter(tags=["Reconciliation"])


def _suggested(prefix: str, result: list[dict[str, Any]]) -> Response:
    return answer({"code": "/api/status/ok", "status": "200 OK", "prefix": prefix, "result": result})


@router.get("/reconcile/{dataset}/suggest/entity", summary="Suggest entities", responses=ERRORS)
async def suggest_entity(
    request: Request, dataset: Dataset, prefix: Prefix = "", limit: Annotated[int, Query(ge=0, le=MAX_PAGE)] = 10
) -> Response:
    """Give entities whose names begin like what is typed."""
    served = data(request)
    within = dataset_of(served, dataset)
    if not prefix.strip():
        return _suggested(prefix, [])
    kinds = frozenset(schema.name for schema in matchable_schemata(served, within))
    query = SearchQuery(prefix_query(prefix), served.scope(within.name), filters={"schema": sorted(kinds)}, limit=limit)
    found = await work(request).run(served.search, query)
    return _suggested(prefix, [entity_form(entity) for entity in found.entities])


@router.get("/reconcile/{dataset}/suggest/property", summary="Suggest properties", responses=ERRORS)
async def suggest_property(request: Request, dataset: Dataset, prefix: Prefix = "") -> Response:
    """Give properties of the dataset's entities whose name holds what is typed."""
    served = data(request)
    schemata = matchable_schemata(served, dataset_of(served, dataset))
    props = {prop.qname: prop for schema in schemata for prop in schema.sorted_properties if _is_shown(prop)}
    found = _matching(prefix, ((prop, (prop.name, prop.label, prop.qname)) for prop in props.values()))
    return _suggested(prefix, [property_form(prop) for prop in found])


@router.get("/reconcile/{dataset}/suggest/type", summary="Suggest types", responses=ERRORS)
async def suggest_type(request: Request, dataset: Dataset, prefix: Prefix = "") -> Response:
    """Give kinds of entities whose name holds what is typed."""
    served = data(request)
    schemata = matchable_schemata(served, dataset_of(served, dataset))
    found = _matching(prefix, ((schema, (schema.name, schema.label, schema.plural)) for schema in schemata))
    return _suggested(prefix, [type_form(schema) for schema in found])


@router.get("/reconcile/{dataset}/extend/property", summary="Propose properties to extend with", responses=ERRORS)
async def extend_property(
    request: Request,
    dataset: Dataset,
    type_: Annotated[str, Query(alias="type", max_length=100)] = "Thing",
    limit: Annotated[int, Query(ge=0, le=10_000, description="0 for all")] = 0,
) -> Response:
    """Give the properties that entities of a type can have, the important ones first where there is a limit."""
    dataset_of(data(request), dataset)
    schema = model.get(type_)
    if schema is None:
        raise HTTPException(400, f"Invalid type: {type_!r}")
    props = _extensible(schema)[: limit or None]
    told = [{"id": prop.qname, "name": prop.label} for prop in sorted(props, key=lambda prop: prop.label)]
    return answer({"limit": limit, "type": schema.name, "properties": told})


@router.get("/reconcile/{dataset}/preview/{entity_id}", summary="Preview an entity", response_class=HTMLResponse)
async def preview(request: Request, dataset: Dataset, entity_id: EntityId) -> Response:
    """Give a small page about an entity."""
    served = data(request)
    dataset_of(served, dataset)
    return HTMLResponse(await work(request).run(_preview, served, entity_id))


def _preview(served: ServedData, identity: str) -> str:
    entity = served.entity(identity)
    if entity is None:
        raise HTTPException(404, "No such entity!")
    schema, values = model.schemata[entity.schema], entity.properties
    rows = [
        f"<dt>{escape(schema.properties[name].label)}</dt><dd>{escape('; '.join(values[name][:5]))}</dd>"
        for name in schema.featured
        if name in values
    ]
    title = f"<h1>{escape(entity.caption)}</h1><p>{escape(schema.label)}, {escape(', '.join(entity.datasets))}</p>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Entity</title>{title}<dl>{"".join(rows)}</dl>'


def _is_shown(prop: Property) -> bool:
    return not prop.hidden and not prop.stub and prop.type != registry.entity


def _extensible(schema: Schema) -> list[Property]:
    shown = [prop for prop in schema.sorted_properties if not prop.hidden]
    return sorted(shown, key=lambda prop: prop.name not in schema.featured)


def _matching(prefix: str, named: Iterable[tuple[Any, tuple[str, ...]]]) -> list[Any]:
    """Give what has the words in its names: those first whose name begins with them."""
    typed = prefix.strip().casefold()
    ranked: list[tuple[bool, bool, Any]] = []
    for item, names in named:
        lower = [name.casefold() for name in names]
        if any(typed in name for name in lower):
            ranked.append((typed not in lower, not any(name.startswith(typed) for name in lower), item))
    return [item for _, _, item in sorted(ranked, key=lambda entry: entry[:2])[:MOST]]
