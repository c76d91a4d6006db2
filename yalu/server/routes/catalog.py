"""GET /catalog, /manifest and /algorithms: what is served, and how it can be scored."""

import hashlib
from dataclasses import asdict
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from yalu.server.answers import answer, data, settings
from yalu.workspace.datasets import algorithms

MAX_AGE = 300
router = APIRouter(tags=["Data"])


@router.get("/catalog", summary="The datasets that are served")
@router.get("/manifest", include_in_schema=False)
async def catalog(request: Request) -> Response:
    """Give the datasets with their versions; `outdated` are those whose current version could not be had."""
    body = orjson.dumps(data(request).catalog.as_dict())
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={MAX_AGE}"}
    asked = [item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


@router.get("/algorithms", summary="The ways to score")
async def algorithm_list(request: Request) -> Response:
    """Give the algorithms, with what their features mean and which settings they take."""
    told: list[dict[str, Any]] = []
    for item in algorithms().values():
        features = {name: asdict(feature) for name, feature in item.features.items()}
        docs = {"name": item.name, "description": item.description, "config": item.config, "features": features}
        told.append({"name": item.name, "description": item.description, "features": features, "docs": docs})
    best = settings(request).best
    return answer({"algorithms": told, "default": best, "best": best})
