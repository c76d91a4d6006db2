"""POST /goods: what bans, caps or controls goods."""

from collections.abc import Callable
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from yalu.goods import GoodsRow, check_goods, check_goods_rows
from yalu.goods.routes import read_territory
from yalu.model import GoodsError, parse_day
from yalu.report import goods_answer_json, goods_json
from yalu.server.answers import ERRORS, StrictJsonRoute, long_work
from yalu.server.questions import GoodsBody, GoodsRowBody
from yalu.workspace.datasets import OutOfTimeError

Expired = Callable[[], bool]
router = APIRouter(tags=["Goods"], route_class=StrictJsonRoute)


@router.post("/goods", summary="What bans or controls goods", responses=ERRORS)
async def goods(request: Request, body: GoodsBody) -> Response:
    """Show what bans, caps or controls goods, by code or description, route and day.

    The answer is that of `yalu goods --json` (docs/goods.md); with `rows`, that of `yalu goods --file`: one line of
    JSON for each row, in order. Nothing here is a verdict.
    """
    if body.rows is None:
        return Response(await long_work(request).run(_one, body), media_type="application/json")
    return Response(await long_work(request).run(_many, body, body.rows), media_type="application/x-ndjson")


def _one(body: GoodsBody, _expired: Expired) -> str:
    if not body.text and not body.hs:
        raise GoodsError("give a description or an HS code as text or hs, or rows of them")
    day = parse_day(body.day) if body.day else datetime.now(UTC).date()
    origin, destination = body.origin or None, body.destination or None
    return goods_json(check_goods(body.text, day, code=body.hs or None, origin=origin, destination=destination))


def _many(body: GoodsBody, rows: list[GoodsRowBody], expired: Expired) -> str:
    for country in filter(None, (body.origin, body.destination)):
        read_territory(country)
    day = parse_day(body.day) if body.day else datetime.now(UTC).date()
    asked = (
        GoodsRow(row.text, row.hs or body.hs, row.origin or body.origin, row.destination or body.destination, row.day)
        for row in rows
    )
    told: list[str] = []
    for found in check_goods_rows(asked, day):
        if expired():
            raise OutOfTimeError(f"the time was over after row {len(told)} of {len(rows)}")
        told.append(goods_answer_json(found))
    return "".join(told)
