"""POST /retention/run and /retention/erase: erasing what is known of parties, as `yalu retention` does."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from yalu.server.answers import ERRORS, StrictJsonRoute, answer, long_work, settings, tenant
from yalu.workspace.database import Place
from yalu.workspace.decisions import Person
from yalu.workspace.retention import Keeper, read_retention

router = APIRouter(tags=["Retention"], route_class=StrictJsonRoute, prefix="/retention")
_WHY: dict[str, Any] = {"party": "c-17", "reason": "The customer left five years ago."}


class RunBody(BaseModel):
    """Whether to erase, or only to count."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"rehearse": True}]})
    rehearse: bool = Field(False, description="Only count what would be erased.")


class EraseBody(RunBody):
    """Whom to forget."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_WHY]})
    party: Annotated[str, Field(min_length=1, max_length=1_000, description="Your own id of the party.")]
    reason: Annotated[str, Field(min_length=1, max_length=2_000, description="Why; it stands in the records.")]
    name: Annotated[
        str | None, Field(max_length=1_000, description="Erase receipts of questions for this name too.")
    ] = None


def _keeper(request: Request) -> Keeper:
    state = request.scope.get("state", {})
    workspace: Place | None = settings(request).sources.workspace
    return Keeper(Person(state.get("name", "retention"), state.get("key")), workspace, tenant(request))


@router.post("/run", summary="Erase what is older than the settings allow", responses=ERRORS)
async def run(request: Request, body: RunBody) -> Response:
    """Erase what is older than YALU_KEEP allows, record that, and say how much it was. Chains of hashes stay whole."""
    keeper = _keeper(request)
    found = await long_work(request).run(lambda _expired: keeper.run(read_retention(), rehearse=body.rehearse))
    return answer(found.to_json())


@router.post("/erase", summary="Erase all that is kept of a party", responses=ERRORS)
async def erase(request: Request, body: EraseBody) -> Response:
    """Erase a party's watch, alerts with their history and messages, and receipts of its name if that is given."""
    keeper = _keeper(request)
    found = await long_work(request).run(
        lambda _expired: keeper.erase_party(body.party, body.reason, body.name, rehearse=body.rehearse)
    )
    return answer(found.to_json())
