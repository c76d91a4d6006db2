"""Alerts and decisions: GET /alerts, /alerts/{id}, POST /decisions, GET /decisions/export, POST /decisions/verify."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from yalu.server.answers import ERRORS, StrictJsonRoute, answer, data, decisions, work
from yalu.workspace.decisions import (
    AlertState,
    DecisionBook,
    DecisionError,
    FindEntity,
    Finding,
    Person,
    entities_served,
    export_csv,
    export_json,
)

MAX_PAGE = 1_000
_REASON = "Born 1961, the customer 1990; passport seen."
_EXAMPLES: list[Any] = [
    {"party": "c-17", "dataset": "ofac-sdn", "entity": "ofac-43598", "state": "false_positive", "reason": _REASON},
    {"alert": "0f3b6c0a9d7e4f21b8c5d6e7", "state": "escalated", "reason": "Same name and passport."},
]
router = APIRouter(tags=["Decisions"], route_class=StrictJsonRoute)
Text = Annotated[str, Field(min_length=1, max_length=1_000)]


class DecisionBody(BaseModel):
    """What is decided, of an alert, or of a party and an entity."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": _EXAMPLES})
    alert: Text | None = Field(None, description="The alert; or else party, dataset and entity.")
    party: Text | None = Field(None, description="Your own id of the party.")
    dataset: Text | None = Field(None, description="The list or dataset, as hits name it.")
    entity: Text | None = Field(None, description="The id of the listed entity.")
    state: AlertState = Field(description="Where the alert is put.")
    reason: str = Field(description="Why; it stands in the history.", max_length=2_000)
    person: Text | None = Field(None, description="Who decides; with API keys the key says so, and this is left out.")


@router.get("/alerts", summary="The alerts", responses=ERRORS)
async def alerts(
    request: Request,
    state: Annotated[AlertState | None, Query(description="Only those that stand there")] = None,
    party: Annotated[str | None, Query(max_length=1_000, description="Only those of this party")] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """Give alerts, those first to which something happened last: `alerts`, and `total`, how many there are."""
    book = await work(request).run(decisions, request)
    found, total = await work(request).run(book.alerts, state, party, limit, offset)
    return answer({"alerts": [alert.to_json() for alert in found], "total": total})


@router.get("/alerts/{identity}", summary="One alert with its history", responses=ERRORS)
async def alert(request: Request, identity: str) -> Response:
    """Give an alert, and under `history` all that happened to it."""
    try:
        return answer(await work(request).run(_shown, await work(request).run(decisions, request), identity))
    except DecisionError as error:
        raise HTTPException(404, str(error)) from None


def _shown(book: DecisionBook, identity: str) -> dict[str, Any]:
    return {**book.get(identity).to_json(), "history": [event.to_json() for event in book.history(identity)]}


@router.post("/decisions", summary="Decide about an alert", responses=ERRORS)
async def decide(request: Request, body: DecisionBody) -> Response:
    """Put an alert into a state, and give the alert. Who decides is the name of the API key.

    A false positive is remembered for the party and the entity, until the entity's names, dates of birth, identifiers,
    countries or designations change. Where two people must decide, the first decision is a `proposal`.
    """
    person = _person(request, body.person)
    book = await work(request).run(decisions, request)
    return answer(await work(request).run(_decided, book, body, person, entities_served(data(request))))


def _person(request: Request, given: str | None) -> Person:
    state = request.scope.get("state", {})
    if "key" in state:
        if given is not None and given != state["name"]:
            raise HTTPException(400, "The API key says who decides; leave person out")
        return Person(state["name"], state["key"])
    if given is None:
        raise HTTPException(400, "Say who decides, as person")
    return Person(given)


def _decided(book: DecisionBook, body: DecisionBody, person: Person, find: FindEntity) -> dict[str, Any]:
    if body.alert is not None:
        known = book.get(body.alert)
        finding = Finding(known.party, known.dataset, known.entity)
    elif body.party is None or body.dataset is None or body.entity is None:
        raise DecisionError("name the alert, or the party, dataset and entity")
    else:
        finding = Finding(body.party, body.dataset, body.entity)
    return book.decide(finding, body.state, person, body.reason, find, datetime.now(UTC)).to_json()


@router.get("/decisions/export", summary="The history, for an examiner", responses=ERRORS)
async def export(
    request: Request,
    form: Annotated[Literal["json", "csv"], Query(alias="format", description="JSON lines or CSV")] = "json",
) -> Response:
    """Give all that happened to all alerts of the tenant, in order: who did what, when and why, with the hash chain."""
    book = await work(request).run(decisions, request)
    forms: dict[str, tuple[Callable[..., Any], str]] = {
        "json": (export_json, "application/x-ndjson"),
        "csv": (export_csv, "text/csv; charset=utf-8"),
    }
    write, kind = forms[form]
    return StreamingResponse(write(book.events()), media_type=kind)


@router.post("/decisions/verify", summary="Is the history whole?", responses=ERRORS)
async def verify(request: Request) -> Response:
    """Check that nothing of the history was changed, removed, moved or put in: `whole`, and `faults` in words."""
    book = await work(request).run(decisions, request)
    faults = await work(request).run(book.verify)
    return answer({"whole": not faults, "faults": faults})
