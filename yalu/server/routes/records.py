"""POST /load, GET /records and DELETE /records/{identity}: the tenant's records, as `yalu load` keeps them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response

from yalu.model import DatabaseError, InputError, WorkspaceError, YaluError
from yalu.server.answers import ERRORS, answer, kept_records, long_work, work
from yalu.workspace import KeptRecords, RecordStore, kept_upload, told_of_body

MOST_COLUMNS = 50
_TABLE = "payer,payee,amount,currency\nExample Trading Ltd,Invented Bearings AG,1250.00,EUR\n"
RECORDS_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": _TABLE},
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
Columns = Annotated[
    list[str],
    Query(
        alias="map",
        max_length=MOST_COLUMNS,
        description="Which column holds a field whose head does not tell, as FIELD=COLUMN. May be given again",
    ),
]
router = APIRouter(tags=["Records"])


def columns_of(texts: list[str]) -> dict[str, str]:
    """Read `map=FIELD=COLUMN`.

    Raises:
        YaluError: one has no such form.
    """
    parts = [text.partition("=") for text in texts]
    for text, (field, sign, _) in zip(texts, parts, strict=True):
        if not field or not sign:
            raise YaluError(f"map {text[:80]!r} is not written FIELD=COLUMN")
    return {field: column for field, _, column in parts}


@router.post("/load", summary="Take records in", responses=ERRORS, openapi_extra=RECORDS_BODY)
async def load(
    request: Request,
    name: Annotated[
        str,
        Query(
            min_length=1,
            max_length=80,
            pattern=r"^\w[\w.-]*$",
            description="What evidence calls the file",
            examples=["payments.csv"],
        ),
    ],
    columns: Columns = [],  # noqa: B006 - never changed
) -> Response:
    """Take a file of records into the workspace, where trace, gaps, cut, own and exposure of the tenant use it.

    The body is the file: payments (ISO 20022, SWIFT FIN, table), shipments, holdings, transfers between wallets, port
    calls, meetings or histories of ships; its kind is told from the content. A file that is kept already changes
    nothing (`new` is false). The answer is that of `yalu load --json` (docs/records.md).
    """
    body = await request.body()
    return answer(await long_work(request).run(_load, kept_records(request), body, name, columns_of(columns)))


def _load(store: RecordStore, body: bytes, name: str, columns: Mapping[str, str], _expired: object) -> dict[str, Any]:
    with kept_upload(body, PurePosixPath(name).name) as path:
        try:
            loaded = store.load(path, now=datetime.now(UTC), columns=columns)
        except InputError as error:
            raise told_of_body(error) from None
        except WorkspaceError as error:
            raise type(error)(str(error).replace(str(path), name)) from None
    return {**_told(loaded.kept), "new": loaded.new}


@router.get("/records", summary="The records that are kept", responses=ERRORS)
async def records(request: Request) -> Response:
    """List what is kept for the tenant, as `yalu load --show --json` does."""
    found = await work(request).run(kept_records(request).all)
    return answer({"records": [_told(item) for item in found]})


@router.delete("/records/{identity}", summary="Take records out", responses=ERRORS)
async def remove(request: Request, identity: str) -> Response:
    """Take a file of records out, by its name or id, as `yalu load --remove` does."""
    try:
        return answer(_told(await work(request).run(kept_records(request).remove, identity)))
    except DatabaseError:
        raise
    except WorkspaceError as error:
        if "may mean several" in str(error):
            raise
        raise HTTPException(404, f"There are no such records: {identity[:100]}") from None


def _told(item: KeptRecords) -> dict[str, Any]:
    return {"reference": item.reference, **item.to_json()}
