"""POST /exposure: how transfers tie wallets to listed ones."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from yalu.model import YaluError
from yalu.model.wallet_address import read_address
from yalu.network.exposure import MOST_HOPS
from yalu.report import exposure_json
from yalu.server.answers import ERRORS, StrictJsonRoute, answer, kept_records, long_work, shelf
from yalu.server.questions import MAX_LINKS, LinksFile, Names
from yalu.workspace import RecordStore, wallet_exposure
from yalu.workspace.datasets import OutOfTimeError
from yalu.workspace.list_shelf import ListShelf, Upload, kept_uploads
from yalu.workspace.record_files import RecordFile

Expired = Callable[[], bool]
MOST_WALLETS = 1_000
_TABLE = "from,to,asset,amount,time,hash\n0x2222222222222222222222222222222222222222,"
_TABLE += "0x1111111111111111111111111111111111111111,USDT,10.5,2024-03-05T14:30:00Z,a1\n"
_EXAMPLE: dict[str, Any] = {
    "wallets": ["0x1111111111111111111111111111111111111111"],
    "links": [{"name": "transfers.csv", "content": _TABLE}],
}
router = APIRouter(tags=["Network"], route_class=StrictJsonRoute)


class ExposureBody(BaseModel):
    """Wallets, and transfers to look in."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": [_EXAMPLE]})
    wallets: Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=MOST_WALLETS)] = (
        Field(min_length=1, description="Addresses of wallets.")
    )
    links: Annotated[list[LinksFile], Field(max_length=MAX_LINKS)] = Field(
        [], description="Tables of transfers; those that are kept, if none."
    )
    lists: Names = Field([], alias="list", description="Lists by name (NAME, NAME@DATE); all that are served, if none.")
    hops: int = Field(3, ge=1, le=MOST_HOPS, description="The most transfers of a way.")
    hub: int = Field(200, ge=1, description="Lead no way through a wallet with more others around it.")


@router.post("/exposure", summary="How transfers tie wallets to listed ones", responses=ERRORS)
async def exposure(request: Request, body: ExposureBody) -> Response:
    """Give what wallets received from listed wallets and sent to them, directly and over others, asset by asset.

    The answer is that of `yalu exposure --json` (docs/wallets.md).
    """
    return answer(await long_work(request).run(_exposure, body, shelf(request), kept_records(request)))


def _exposure(body: ExposureBody, kept: ListShelf, store: RecordStore, expired: Expired) -> dict[str, Any]:
    wallets = list(dict.fromkeys(read_address(text).value for text in body.wallets))
    if not body.links:
        return _asked(body, kept, wallets, store.files("transfers"), expired)
    with kept_uploads([Upload(file.name, file.content) for file in body.links]) as paths:
        files = [RecordFile(path, "transfers", path.name) for path in paths]
        return _asked(body, kept, wallets, files, expired)


def _asked(
    body: ExposureBody, kept: ListShelf, wallets: list[str], files: Sequence[RecordFile], expired: Expired
) -> dict[str, Any]:
    if not files:
        raise YaluError("there are no transfers to look in; give them as links, or take them in with POST /load")

    def check(_words: str) -> None:
        if expired():
            raise OutOfTimeError("the time was over before the transfers were read")

    snapshots = kept.lists(body.lists)
    return exposure_json(wallet_exposure(wallets, files, snapshots, hops=body.hops, hub=body.hub, progress=check))
