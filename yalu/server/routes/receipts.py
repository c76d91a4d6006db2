"""POST /receipts/show, /receipts/verify, /replay, /certificate: the record of what was screened."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from yalu.model import ReceiptError
from yalu.server.answers import ERRORS, StrictJsonRoute, answer, long_work, new_stamp, settings, shelf, tenant
from yalu.server.questions import CertificateBody, ReceiptShowBody, ReceiptVerifyBody, ReplayBody
from yalu.workspace import (
    Receipt,
    Stamp,
    Workspace,
    certificate as certify,
    kept_upload,
    list_finder,
    load_screener,
    replay as repeat,
)
from yalu.workspace.database import Place
from yalu.workspace.list_shelf import ListShelf
from yalu.workspace.party_query import party_query
from yalu.workspace.receipts import Kind
from yalu.workspace.receipts.export import export_csv, export_json
from yalu.workspace.tenants import open_receipts

router = APIRouter(tags=["Receipts"], route_class=StrictJsonRoute)


def _place(request: Request) -> tuple[Place | None, str]:
    return settings(request).sources.workspace, tenant(request)


@router.post("/receipts/show", summary="One receipt, or the last ones", responses=ERRORS)
async def show(request: Request, body: ReceiptShowBody) -> Response:
    """Give one receipt, as `yalu receipts show RECEIPT --json` does (docs/receipts.md); without one, the last ones."""
    return answer(await long_work(request).run(_show, _place(request), body))


def _show(place: tuple[Place | None, str], body: ReceiptShowBody, _expired: object) -> Any:
    with open_receipts(*place) as book:
        if body.receipt is not None:
            return book.get(body.receipt).to_json()
        found = book.receipts(newest_first=True)
        some = [item.to_json() for item, _ in zip(found, range(body.last), strict=False)][::-1]
        return {"receipts": some, "of": book.head().number}


@router.post("/receipts/verify", summary="Is the chain of receipts whole?", responses=ERRORS)
async def verify(request: Request, body: ReceiptVerifyBody) -> Response:
    """Check that no receipt was changed, removed, moved or put in: that of `yalu receipts verify --json`."""
    return answer(await long_work(request).run(_verify, _place(request), body.anchor))


def _verify(place: tuple[Place | None, str], anchor: str | None, _expired: object) -> Any:
    with open_receipts(*place) as book:
        return book.verify(anchor).to_json()


@router.post("/replay", summary="A screening again, from its receipt", responses=ERRORS)
async def replay(request: Request, body: ReplayBody) -> Response:
    """Repeat the screening of a receipt from the kept lists and compare the answers, as `yalu replay --json` does.

    For a table the rows of then have to be sent: they are not kept (docs/receipts.md).
    """
    return answer(await long_work(request).run(_replay, _place(request), body))


def _replay(place: tuple[Place | None, str], body: ReplayBody, _expired: object) -> Any:
    with open_receipts(*place) as book, ExitStack() as stack:
        receipt = book.get(body.receipt)
        rows = None if body.parties is None else stack.enter_context(kept_upload(body.parties.encode()))
        if receipt.kind is Kind.TABLE and rows is None:
            raise ReceiptError(f"receipt {receipt.number} is of a table, which is not kept; send its rows as parties")
        return repeat(receipt, list_finder(Workspace(place[0]), []), parties=rows).to_json()


@router.get("/receipts/export", summary="The chain, for an examiner", responses=ERRORS)
async def export(
    request: Request,
    form: Annotated[Literal["json", "csv"], Query(alias="format", description="JSON lines or CSV")] = "json",
) -> Response:
    """Give all receipts in their order: what was asked of which lists, when and by whom, with the chain of hashes."""
    write, kind = {"json": (export_json, "application/x-ndjson"), "csv": (export_csv, "text/csv; charset=utf-8")}[form]
    return StreamingResponse(_exported(_place(request), write), media_type=kind)


def _exported(place: tuple[Place | None, str], write: Callable[[Iterable[Receipt]], Iterator[str]]) -> Iterator[str]:
    with open_receipts(*place) as book:
        yield from write(book.receipts())


@router.post("/certificate", summary="What the lists said of a name on a day", responses=ERRORS)
async def certificate(request: Request, body: CertificateBody) -> Response:
    """Write down what the lists said of a name on a day, hit or no hit, with a receipt.

    The answer is that of `yalu certificate --json` (docs/receipts.md).
    """
    found = await long_work(request).run(_certify, _place(request), shelf(request), body, new_stamp(request))
    return answer(found)


def _certify(
    place: tuple[Place | None, str], kept: ListShelf, body: CertificateBody, stamp: Stamp, _expired: object
) -> Any:
    query = party_query(body.name, body.schema_, body.birth_date, body.country)
    snapshots = kept.lists(body.lists, body.as_of)
    with open_receipts(*place) as book:
        found = certify(
            body.name,
            snapshots,
            body.as_of,
            book,
            stamp,
            schema=query["schema"],
            properties={key: values for key, values in query["properties"].items() if key != "name"},
            threshold=body.threshold,
            screener=load_screener(snapshots),
        )
    return found.to_json()
