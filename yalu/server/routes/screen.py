"""POST /screen: batches of parties."""

import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from yalu.records import PARTY_ID
from yalu.server.answers import ERRORS, data, decisions, new_stamp, settings as settings_of, tenant, work
from yalu.workspace import AnswerTree, Receipt, ScreeningRun, ScreeningSettings, screen_batch, table_draft
from yalu.workspace.datasets import ServedData
from yalu.workspace.decisions import Marking, entities_served
from yalu.workspace.keys import Scope
from yalu.workspace.screening_batch import BatchExtras
from yalu.workspace.tenants import open_receipts

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
    party_id: Annotated[
        str | None, Query(max_length=200, description="The column of your own ids of the parties, for decisions")
    ] = None,
    alerts: Annotated[bool, Query(description="Open an alert for each hit of a party with an id")] = False,
    leave_out_false_positives: Annotated[
        bool, Query(description="Leave out remembered false positives; `left_out` says how many")
    ] = False,
) -> Response:
    """Screen up to 10,000 parties against everything that is loaded, as `yalu screen` does with a file.

    The body is a table: JSON lines, CSV, Parquet, or a JSON array. Answers are JSON lines, one for each row, in the
    order of the rows, and come while the rest is screened. A line with nothing but `error` ends answers that are not
    complete.

    With `party_id`, a hit that was decided before has the key `decision`: its alert, state, person, reason and time; a
    false positive whose entity changed since is open again and says what `changed`. Where everything that is served is
    kept in the workspace, a receipt is written, and a last line with nothing but `receipt` names it.
    """
    served = data(request)
    columns = {PARTY_ID: party_id} if party_id else {}
    settings = ScreeningSettings(threshold=threshold, limit=limit, schema=schema, columns=columns, chunk=250)
    allowed = request.scope.get("state", {}).get("scopes")
    if alerts and allowed is not None and Scope.DECIDE not in allowed:
        raise HTTPException(403, f"The API key does not allow alerts; it needs the scope {Scope.DECIDE}")
    wish = MarkWish(party_id is not None, alerts, leave_out_false_positives)
    extras = await work(request).run(_extras, request, served, wish)
    names = {name: item.issue.name for name, item in served.catalog.datasets.items() if item.issue is not None}
    expired = work(request).deadline(LONGER)
    lines = screen_batch(await request.body(), served.screener, settings, names, expired, extras)
    # The first step checks the table, so that what is wrong with it is still told by the status.
    await work(request).run(next, lines, b"")
    return StreamingResponse(_streamed(request, lines), media_type="application/x-ndjson")


@dataclass(frozen=True, slots=True)
class MarkWish:
    """Whether hits are marked, alerts opened, and remembered false positives left out."""

    marked: bool
    alerts: bool
    leave_out: bool


def _extras(request: Request, served: ServedData, wish: MarkWish) -> BatchExtras:
    """Give what is done with the answers beside sending them, for the tenant of the key."""
    place = settings_of(request).sources.workspace, tenant(request)
    marking = None
    if wish.marked:
        now = partial(datetime.now, UTC) if wish.alerts else None
        marking = Marking(decisions(request), entities_served(served), wish.leave_out, now)
    snapshots = request.app.state.served_lists.kept(served)
    if not snapshots:
        return BatchExtras(marking=marking)
    stamp = new_stamp(request)

    def write(run: ScreeningRun) -> Receipt:
        with open_receipts(*place) as book:
            return book.append(table_draft(run, snapshots, source="POST /screen"), stamp)

    return BatchExtras(AnswerTree(secrets.token_bytes(16)), write, marking)


async def _streamed(request: Request, lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    rows = request.app.state.metrics.queries
    while some := await work(request).run(next, lines, b""):
        rows.inc(some.count(b"\n"))
        yield some
