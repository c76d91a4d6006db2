"""GET /entities: one entity, and what is around it."""

from typing import Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from yalu.server.answers import ERRORS, answer, data, work
from yalu.server.bodies import AdjacentResultsResponse, EntityAdjacentResponse, EntityResponse
from yalu.server.routes.parameters import EntityId, Limit, Offset, Sort, order_of
from yalu.workspace.datasets import Adjacent, Paging, ServedData, StoredEntity

MOVED: dict[int | str, dict[str, Any]] = {308: {"description": "The entity was merged into another one."}}
NOT_FOUND = "No such entity!"
router = APIRouter(tags=["Entities"])


@router.get(
    "/entities/{entity_id}", summary="One entity", responses={**ERRORS, **MOVED, 200: {"model": EntityResponse}}
)
async def entity(
    request: Request,
    entity_id: EntityId,
    nested: Annotated[bool, Query(description="With what is around it in place of ids")] = True,
) -> Response:
    """Give an entity. Nested, edges such as Ownership are expanded to their far end, one step around the entity."""
    served = data(request)
    found = await work(request).run(_find, served, entity_id)
    if found.id != entity_id:
        return _moved(request, found)
    if not nested:
        return answer(_plain(found))
    return answer(await work(request).run(served.nested, found))


@router.get(
    "/entities/{entity_id}/adjacent",
    summary="What is around an entity",
    responses={**ERRORS, **MOVED, 200: {"model": EntityAdjacentResponse}},
)
async def adjacent(
    request: Request,
    entity_id: EntityId,
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = [],  # noqa: B006 - the framework copies it
) -> Response:
    """Give pages of what is tied to an entity, by property. Pages are cut at the first step only."""
    served = data(request)
    found = await work(request).run(_find, served, entity_id)
    if found.id != entity_id:
        return _moved(request, found, "/adjacent")
    pages = await work(request).run(served.adjacent, found, Paging(limit, offset, order_of(sort)))
    told = {name: _page(page, limit, offset) for name, page in pages.items()}
    return answer({"entity": _plain(found), "adjacent": told})


@router.get(
    "/entities/{entity_id}/adjacent/{property_name}",
    summary="What one property ties to an entity",
    responses={**ERRORS, **MOVED, 200: {"model": AdjacentResultsResponse}},
)
async def adjacent_by_property(
    request: Request,
    entity_id: EntityId,
    property_name: str,
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = [],  # noqa: B006 - the framework copies it
) -> Response:
    """Give one page of what one property ties to an entity, such as ownershipOwner or addressEntity."""
    served = data(request)
    found = await work(request).run(_find, served, entity_id)
    if found.id != entity_id:
        return _moved(request, found, f"/adjacent/{quote(property_name, safe='')}")
    paging = Paging(limit, offset, order_of(sort))
    page = await work(request).run(served.adjacent_by, found, property_name, paging)
    if page is None:
        raise HTTPException(404, "No such property!")
    return answer(_page(page, limit, offset))


def _find(served: ServedData, identity: str) -> StoredEntity:
    found = served.entity(identity)
    if found is None:
        raise HTTPException(404, NOT_FOUND)
    return found


def _moved(request: Request, found: StoredEntity, rest: str = "") -> Response:
    query = request.url.query
    target = f"/entities/{quote(found.id, safe='')}{rest}" + (f"?{query}" if query else "")
    return RedirectResponse(target, 308)


def _plain(found: StoredEntity) -> dict[str, Any]:
    return found.as_dict(orjson.Fragment(found.packed))


def _page(page: Adjacent, limit: int, offset: int) -> dict[str, Any]:
    total = {"value": page.total, "relation": "eq"}
    return {"limit": limit, "offset": offset, "total": total, "results": page.results}
