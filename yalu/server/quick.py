"""A shorter way through the framework for the one path that is asked hundreds of times a second.

Finding the route and solving a dozen parameters takes the framework longer than finding a name takes the search. So a
request that is written plainly, JSON and no parameters but a few numbers and a name, is read here by the same models;
everything else, and all that is wrong, goes the framework's way, so that answers and refusals are the same.
"""

import re
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from fastapi import Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from yalu.model import YaluError
from yalu.server.answers import answer
from yalu.server.bodies import EntityMatchQuery

QuickAnswer = Callable[[Request, str, EntityMatchQuery, "QuickParameters"], Coroutine[Any, Any, Response]]
_COUNT = re.compile(r"[0-9]{1,3}", re.ASCII)
_SHARE = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?|\.[0-9]{1,6}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
_IGNORED = frozenset({"fuzzy", "api_key"})
PATH = "/match/"
_PLAIN_PATH = re.compile(f"{PATH}[A-Za-z0-9_.-]{{1,200}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class QuickParameters:
    """The parameters of a plain request."""

    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.7
    algorithm: str = "best"


def quick_parameters(query: bytes, most: int) -> QuickParameters | None:
    """Read parameters; `None` where there are others, or they are written in another way."""
    if not query:
        return QuickParameters()
    given = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    told: dict[str, str] = dict(given)
    if len(told) != len(given):
        return None
    read: Mapping[str, tuple[re.Pattern[str], Callable[[str], Any]]] = {
        "limit": (_COUNT, int),
        "threshold": (_SHARE, float),
        "cutoff": (_SHARE, float),
        "algorithm": (_NAME, str),
    }
    found: dict[str, Any] = {}
    for name, value in told.items():
        if name in _IGNORED:
            continue
        form, make = read.get(name, (None, str))
        if form is None or not form.fullmatch(value):
            return None
        found[name] = make(value)
    parameters = QuickParameters(**found)
    return parameters if parameters.limit <= most else None


class Quick:
    """Answers plain requests of `POST /match/{dataset}` by itself, and hands all others to the framework."""

    def __init__(self, app: ASGIApp, route: BaseRoute, ask: QuickAnswer, most: int) -> None:
        """`route` is the framework's for the same path, and `most` the greatest limit of a plain request."""
        self.app, self.route, self.ask, self.most = app, route, ask, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        parameters = self._plain(scope)
        if parameters is None:
            await self.app(scope, receive, send)
            return
        request, content = Request(scope, receive), b""
        try:
            content = await request.body()
            body = EntityMatchQuery.model_validate(orjson.loads(content))
            response = await self.ask(request, scope["path"][len(PATH) :], body, parameters)
        except HTTPException as error:
            response = answer({"detail": error.detail}, error.status_code, dict(error.headers or {}))
        except ClientDisconnect:
            return
        except (ValueError, YaluError):
            await self.app(scope, _again(content, receive), send)
            return
        scope["route"] = self.route
        await response(scope, receive, send)

    def _plain(self, scope: Scope) -> QuickParameters | None:
        if scope["type"] != "http" or scope["method"] != "POST" or not _PLAIN_PATH.fullmatch(scope["path"]):
            return None
        kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"application/json")
        if kind.partition(b";")[0].strip().lower() != b"application/json":
            return None
        return quick_parameters(scope["query_string"], self.most)


def _again(content: bytes, receive: Receive) -> Receive:
    """Give a body that was read already once more."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": content, "more_body": False}

    return again
