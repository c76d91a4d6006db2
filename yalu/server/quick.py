"""A shorter way through the framework for the one path that is asked hundreds of times a second.

Solving a dozen parameters takes the framework longer than finding them takes the search. So a request that is written
plainly, JSON and no parameters but a few numbers and a name, is read here by the same models; everything else, and all
that is wrong, goes the framework's way, so that answers and refusals are the same.
"""

import re
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

from yalu.server.answers import StrictJsonRequest
from yalu.server.bodies import EntityMatchQuery

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
QuickAnswer = Callable[[Request, str, EntityMatchQuery, "QuickParameters"], Coroutine[Any, Any, Response]]
_COUNT = re.compile(r"[0-9]{1,3}", re.ASCII)
_SHARE = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?|\.[0-9]{1,6}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
_IGNORED = frozenset({"fuzzy", "api_key"})
MAX_DATASET = 200


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


def quick_route(answer: QuickAnswer, most: int) -> type[APIRoute]:
    """Give a kind of route that answers plain requests by `answer`, and all others as the framework does.

    Args:
        answer: Answers: the request, the dataset, the body, the parameters.
        most: The greatest limit of a plain request.
    """

    class QuickRoute(APIRoute):
        """A route with a shorter way."""

        def get_route_handler(self) -> Handler:
            """Give the handler."""
            framework = super().get_route_handler()

            async def handle(request: Request) -> Response:
                strict = StrictJsonRequest(request.scope, request.receive)
                parameters = quick_parameters(request.scope["query_string"], most)
                kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().casefold()
                dataset = request.path_params["dataset"]
                if parameters is None or kind != "application/json" or len(dataset) > MAX_DATASET:
                    return await framework(strict)
                try:
                    body = EntityMatchQuery.model_validate(orjson.loads(await strict.body()))
                except ValueError:
                    return await framework(strict)
                return await answer(strict, dataset, body, parameters)

            return handle

    return QuickRoute
