"""POST /screen/records: payments, shipments, transfers between wallets and rows about ships, as `yalu screen FILE`."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from yalu.model import InputError, TableError
from yalu.records import record_kind
from yalu.report import RECORD_FORMS, record_json
from yalu.screening import Screener
from yalu.server.answers import ERRORS, data, shelf, work
from yalu.server.routes.records import RECORDS_BODY, Columns, columns_of
from yalu.workspace import RecordSettings, kept_upload, told_of_body
from yalu.workspace.list_shelf import ListShelf
from yalu.workspace.record_screening import RecordQuestion, screen_records
from yalu.workspace.screening_batch import BODY
from yalu.workspace.wallet_exposure import wallet_holders

LONGER = 10
"""Records may take so many times as long as another request."""
TOGETHER = 50
"""Answers that go out together."""
_NONE = "it holds no payments, shipments, transfers between wallets or rows about ships"
_ANSWER = '{"message": 1, "type": "MT103", "decision": "review", "reasons": [{"criterion": "name"}]}\n'
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/x-ndjson": {"example": _ANSWER}}, "description": "One line for each record."}
}
Bar = Annotated[float, Query(ge=0.01, le=1, allow_inf_nan=False)]
router = APIRouter(tags=["Screening"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """A body of records and how it is to be screened."""

    body: bytes
    columns: Mapping[str, str]
    day: date
    settings: RecordSettings


@router.post(
    "/screen/records",
    summary="Screen payments, shipments, transfers or ships",
    responses={**ERRORS, **_LINES},
    openapi_extra=RECORDS_BODY,
)
async def screen(
    request: Request,
    columns: Columns = [],  # noqa: B006 - never changed
    as_of: Annotated[date | None, Query(description="The day of shipments that state none; today if left out")] = None,
    threshold: Bar = 0.7,
    phrase_threshold: Bar = 0.9,
) -> Response:
    """Screen records against everything that is loaded, as `yalu screen FILE` does.

    Their kind is told from the content. Answers are JSON lines in the order of the records (docs/payments.md,
    shipments.md, wallets.md, ships.md), and come while the rest is screened. A record that cannot be read has a line
    with `error`; a line with nothing but `error` ends answers that are not complete. Nothing of the records is kept.
    """
    day = as_of or datetime.now(UTC).date()
    asked = _Asked(
        await request.body(),
        columns_of(columns),
        day,
        RecordSettings(threshold=threshold, phrase=phrase_threshold),
    )
    lines = _screened(asked, data(request).screener, shelf(request), work(request).deadline(LONGER))
    # The first step tells the kind, so that what is wrong with the body is still told by the status.
    await work(request).run(next, lines, b"")
    return StreamingResponse(_streamed(request, lines), media_type="application/x-ndjson")


async def _streamed(request: Request, lines: Iterator[bytes]) -> AsyncIterator[bytes]:
    while some := await work(request).run(next, lines, b""):
        yield some


def _screened(asked: _Asked, screener: Screener, kept: ListShelf, expired: Callable[[], bool]) -> Iterator[bytes]:
    with kept_upload(asked.body) as path:
        kind = record_kind(path, asked.columns)
        if kind is None:
            raise TableError(BODY, _NONE, remedy="name the columns with map=FIELD=COLUMN (docs/records.md)")
        holders = wallet_holders(kept.lists()) if kind == "transfers" else None
        question = RecordQuestion(path, kind, asked.columns, asked.day, holders)
        yield b""
        waiting: list[bytes] = []
        try:
            for found in screen_records(question, screener, asked.settings):
                waiting.append(record_json({**RECORD_FORMS[kind].record(found), "file": BODY}))
                if len(waiting) == TOGETHER:
                    yield b"".join(waiting)
                    waiting = []
                    if expired():
                        waiting.append(record_json({"error": f"the time was over after record {found.number}"}))
                        break
        except InputError as error:
            waiting.append(record_json({"error": str(told_of_body(error))}))
        yield b"".join(waiting)
