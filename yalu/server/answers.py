"""Answers, and what all routes share: JSON in and out, the state, the errors."""

import secrets
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import orjson
from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from yalu.server.bodies import ErrorResponse
from yalu.server.settings import ServerSettings
from yalu.server.state import Serving
from yalu.server.work import LongWork, SmallWork, Work
from yalu.workspace.datasets import ServedData, ServedDataset
from yalu.workspace.decisions import DecisionBook, open_decisions
from yalu.workspace.kept_records import RecordStore
from yalu.workspace.list_shelf import ListShelf
from yalu.workspace.receipts import Stamp
from yalu.workspace.tenants import DEFAULT_TENANT

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorResponse, "description": "The request cannot be answered."},
    404: {"model": ErrorResponse, "description": "There is no such thing."},
    503: {"model": ErrorResponse, "description": "Too busy, or out of time."},
}


class StrictJsonRequest(Request):
    """A request whose JSON is read strictly: no NaN, no half characters, no endless nesting."""

    async def json(self) -> Any:
        """Give the body."""
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json


class StrictJsonRoute(APIRoute):
    """A route that reads JSON strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give the handler."""
        handler = super().get_route_handler()

        async def strict(request: Request) -> Response:
            return await handler(StrictJsonRequest(request.scope, request.receive))

        return strict


def answer(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Give data as a JSON response."""
    return Response(orjson.dumps(data), status, headers, media_type="application/json")


def serving(request: Request) -> Serving:
    """Give what holds what is served."""
    found: Serving = request.app.state.serving
    return found


def data(request: Request) -> ServedData:
    """Give what is served at this moment; a request keeps to it."""
    return serving(request).current


def work(request: Request) -> Work:
    """Give the threads."""
    found: Work = request.app.state.work
    return found


def small_work(request: Request) -> SmallWork:
    """Give the thread of what takes milliseconds."""
    found: SmallWork = request.app.state.small_work
    return found


def long_work(request: Request) -> LongWork:
    """Give the thread of what takes long."""
    found: LongWork = request.app.state.long_work
    return found


def reading(request: Request) -> LongWork:
    """Give the thread that reads documents, one after another: beside it, other questions need not wait."""
    found: LongWork = request.app.state.reading
    return found


def shelf(request: Request) -> ListShelf:
    """Give the lists that a caller may name."""
    found: ListShelf = request.app.state.shelf
    return found


def tenant(request: Request) -> str:
    """Give whose parties, decisions and receipts a request is about: the tenant of its key."""
    found: str = request.scope.get("state", {}).get("tenant", DEFAULT_TENANT)
    return found


def decisions(request: Request) -> DecisionBook:
    """Give the alerts of the tenant of a request; opened once for each.

    Raises:
        YaluError: the database cannot be used.
    """
    books: dict[str, DecisionBook] = request.app.state.decisions
    name = tenant(request)
    if name not in books:
        books[name] = open_decisions(settings(request).sources.workspace, name)
    return books[name]


def kept_records(request: Request) -> RecordStore:
    """Give the records of the tenant of a request; opened once for each."""
    stores: dict[str, RecordStore] = request.app.state.records
    name = tenant(request)
    if name not in stores:
        stores[name] = RecordStore(settings(request).sources.workspace, name)
    return stores[name]


def new_stamp(request: Request) -> Stamp:
    """Give the time of now, a new salt, and the key's name as the operator, for a receipt."""
    operator = request.scope.get("state", {}).get("name")
    return Stamp(datetime.now(UTC), secrets.token_bytes(16), operator)


def settings(request: Request) -> ServerSettings:
    """Give the settings."""
    found: ServerSettings = request.app.state.settings
    return found


def dataset_of(served: ServedData, name: str) -> ServedDataset:
    """Give a dataset by its name.

    Raises:
        HTTPException: 404, there is none.
    """
    found = served.catalog.get(name)
    if found is None:
        raise HTTPException(404, f"No such dataset: {name[:100]}")
    return found
