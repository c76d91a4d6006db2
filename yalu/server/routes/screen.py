"""POST /screen: batches of parties."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from yalu.server.answers import ERRORS, data, work
from yalu.workspace import ScreeningSettings, screen_batch

LONGER = 10
"""A batch may take so many times as long as another request."""
_ROWS = '{"name": "Choe Chol Min", "birthDate": "1978"}\n{"name": "Jane Roe", "schema": "Person"}\n'
_ANSWER = '{"row": 1, "query": "Choe Chol Min", "hits": [{"id": "ofac-43598", "score": 1.0}]}\n'
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-ndjson": {"schema": {"type": "string"}, "example": _ROWS},
            "text/csv": {"schema": {"type": "string"}, "example": "name,country\nChoe Chol Min,kp\n"},
        },
    }
}
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/x-ndjson": {"example": _ANSWER}}, "description": "One line for each row, in order."}
}
router = APIRouter(tags=["Screening"])


@router.post("/screen", summary="Screen a batch of parties", responses={**ERRORS, **_LINES}, openapi_extra=_BODY)
async def screen(
    request: Request,
    threshold: Annotated[
        float, Query(ge=0.01, le=1, allow_inf_nan=False, description="The least score of a hit")
    ] = 0.7,
    limit: Annotated[int | None, Query(ge=1, description="The most hits of a row; all if left out")] = None,
    schema: Annotated[
        str | None, Query(max_length=100, description="What the parties are where a row does not say")
    ] = None,
) -> Response:
    """Screen up to 10,000 parties against everything that is loaded, as `yalu screen` does with a file.

    The body is a table: JSON lines, CSV, Parquet, or a JSON array. Answers are JSON lines, one for each row, in the
    order of the rows, and come while the rest is screened. A line with nothing but `error` ends answers that are not
    complete.
    """
    served = data(request)
    settings = ScreeningSettings(threshold=threshold, limit=limit, schema=schema, chunk=250)
    names = {name: item.issue.name for name, item in served.catalog.datasets.items() if item.issue is not None}
    expired = work(request).deadline(LONGER)
    lines = screen_batch(await request.body(), served.screener, settings, names, expired)
    # The first step checks the table, so that what is wrong with it is still told by the status.
    await work(request).run(next, lines, b"")
    return StreamingResponse(_streamed(request, lines), media_type="application/x-ndjson")


async def _streamed(request: Request, lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    rows = request.app.state.metrics.queries
    while some := await work(request).run(next, lines, b""):
        rows.inc(some.count(b"\n"))
        yield some
