"""How the service is: health, readiness, updates, counters, and its description."""

import hmac
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse
from prometheus_client import CONTENT_TYPE_LATEST

from yalu.model import YaluError
from yalu.server.answers import ERRORS, answer, data, serving, work
from yalu.server.bodies import StatusResponse
from yalu.server.docs_page import docs_page
from yalu.server.metrics import Metrics, age_in_days
from yalu.server.settings import update_token
from yalu.server.watching import Watching
from yalu.workspace.datasets import ServedData
from yalu.workspace.tenants import DEFAULT_TENANT

router = APIRouter(tags=["Operation"])


@router.get("/healthz", summary="Is the process well?", responses={200: {"model": StatusResponse}})
async def healthz() -> Response:
    """Tell that the process answers."""
    return answer({"status": "ok"})


@router.get("/health", summary="What is loaded, and how old is it?")
async def health(request: Request) -> Response:
    """Tell for each dataset its version, the day of its issue and its age in days, and why an update failed."""
    return answer(_health(request))


@router.get("/readyz", summary="Can it answer?", responses={200: {"model": StatusResponse}})
async def readyz(request: Request) -> Response:
    """Tell that data is loaded."""
    if not data(request).stores:
        return answer({"status": "error", "detail": "Index not ready"}, 503)
    return answer({"status": "ok"})


def _health(request: Request) -> dict[str, Any]:
    holder = serving(request)
    told: dict[str, Any] = {
        "loaded_at": f"{holder.loaded_at:%Y-%m-%dT%H:%M:%S}",
        "datasets": _ages(holder.current),
    }
    watch_failed = request.app.state.watching.failure
    told |= {"last_update_failed": holder.failure} if holder.failure else {}
    return told | ({"watch_failed": watch_failed} if watch_failed else {})


def _ages(served: ServedData) -> dict[str, Any]:
    today = datetime.now(UTC).date()
    found = {}
    for name in served.stores:
        dataset = served.catalog.datasets[name]
        updated = dataset.model.updated_at
        found[name] = {
            "version": dataset.index_version,
            "current": dataset.index_current,
            "date": updated.date().isoformat() if updated is not None else None,
            "age_days": age_in_days(updated, today),
            "entities": dataset.model.entity_count,
        }
    return found


@router.post("/updatez", summary="Read the sources again", responses={**ERRORS, 200: {"model": StatusResponse}})
async def updatez(
    request: Request,
    tasks: BackgroundTasks,
    token: Annotated[str, Query(description="The server's update token", max_length=500)] = "",
    sync: Annotated[bool, Query(description="Answer when it is done")] = False,
) -> Response:
    """Look for newer data and serve it, without a break; all workers follow. What cannot be read changes nothing."""
    expected = update_token()
    allowed = bool(expected) and hmac.compare_digest(token.encode(), str(expected).encode())
    if not allowed and "administer" not in request.scope.get("state", {}).get("scopes", ()):
        raise HTTPException(403, "Invalid token.")
    holder = serving(request)
    if not sync:
        tasks.add_task(holder.update)
        response = answer({"status": "ok"})
        response.background = tasks
        return response
    if not await work(request).run(holder.update):
        raise HTTPException(503, f"The update failed; what was served before stays: {holder.failure}")
    return answer({"status": "ok"})


@router.get("/metrics", summary="Counters for Prometheus", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Give the counters."""
    watching: Watching = request.app.state.watching
    text = await work(request).run(_scrape, request.app.state.metrics, data(request), watching)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


def _scrape(counters: Metrics, served: ServedData, watching: Watching) -> bytes:
    try:
        messages = watching.book(DEFAULT_TENANT).outbox.counts() if watching.is_used() else {}
    except YaluError:
        # Without the database the other counters are needed all the more.
        messages = {}
    return counters.scrape(served, messages)


@router.get("/", include_in_schema=False)
async def home(request: Request) -> HTMLResponse:
    """Give the page that describes the service."""
    return docs_page(request.app.openapi())
