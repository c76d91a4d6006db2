"""The watch: parties that are screened again when a list changes, and where their new alerts are sent."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from yalu.server.answers import ERRORS, StrictJsonRoute, answer, data, long_work, settings, tenant as tenant_of, work
from yalu.server.bodies import Properties
from yalu.server.watching import Watching
from yalu.workspace.datasets import ServedData
from yalu.workspace.history import HERE, Actor
from yalu.workspace.snapshots import Workspace
from yalu.workspace.watch import THRESHOLD, Watch, WatchError, kept_fields, watched_data, watched_party
from yalu.workspace.webhooks import DeliveryState, WebhookError

MAX_PARTIES = 10_000
MAX_PAGE = 1_000
_PERSON: dict[str, Any] = {
    "id": "c-17",
    "schema": "Person",
    "properties": {"name": ["Choe Chol Min"], "birthDate": ["1978"], "country": ["kp"]},
}
router = APIRouter(tags=["Watch"], route_class=StrictJsonRoute, prefix="/watch")
PartyId = Annotated[str, Field(min_length=1, max_length=1_000, description="Your own id of the party.")]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


class WatchedBody(BaseModel):
    """What is known of a party."""

    model_config = ConfigDict(
        extra="forbid",
        populate_by_name=True,
        json_schema_extra={"examples": [{key: _PERSON[key] for key in ("schema", "properties")}]},
    )
    schema_: str | None = Field(
        None, alias="schema", max_length=100, description="A person or organisation if left out."
    )
    properties: Properties = Field(description="Values by followthemoney property.")
    threshold: float = Field(
        THRESHOLD, ge=0.01, le=1, allow_inf_nan=False, description="The least score of a hit that becomes an alert."
    )


class WatchedPartyBody(WatchedBody):
    """A party, with its id."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": [_PERSON]})
    id: PartyId


class WatchedPartiesBody(BaseModel):
    """Parties to put under watch."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"parties": [_PERSON]}]})
    parties: Annotated[list[WatchedPartyBody], Field(min_length=1, max_length=MAX_PARTIES)]


class HookBody(BaseModel):
    """Where new alerts are sent."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"url": "https://hooks.example.com/a"}]})
    url: str = Field(min_length=1, max_length=2_000, description="An address that begins with https://.")


def watching(request: Request) -> Watching:
    """Give the watch of this worker."""
    found: Watching = request.app.state.watching
    return found


async def _book(request: Request) -> Watch:
    return await work(request).run(watching(request).book, tenant_of(request))


def _who(request: Request) -> Actor:
    state = request.scope.get("state", {})
    return Actor(state.get("name", HERE.name), state.get("key"))


@router.get("", summary="How the watch stands", responses=ERRORS)
async def status(request: Request) -> Response:
    """Say how many parties are watched, against which issues they were screened, and what waits to be sent."""
    return answer(await work(request).run(_status, await _book(request)))


def _status(book: Watch) -> dict[str, Any]:
    _, total = book.parties.list(1)
    lists = {name: {"version": state.version, "time": state.time} for name, state in book.parties.states().items()}
    return {"parties": total, "lists": lists, "deliveries": book.outbox.counts(book.tenant)}


@router.get("/parties", summary="The parties under watch", responses=ERRORS)
async def parties(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """Give parties, those first that were added or changed last: `parties`, and `total`, how many there are."""
    found, total = await work(request).run((await _book(request)).parties.list, limit, offset)
    return answer({"parties": [party.to_json() for party in found], "total": total})


@router.post("/parties", summary="Put parties under watch", responses=ERRORS)
async def add(request: Request, body: WatchedPartiesBody) -> Response:
    """Put up to 10,000 parties under watch, all or none; one with an id that is there takes its place.

    They are screened against all lists at once, and again whenever a list changes. Hits become alerts.
    """
    book, who = await _book(request), _who(request)
    count = await work(request).run(_put, book, [(party.id, party) for party in body.parties], who)
    watching(request).wake()
    return answer({"parties": count})


def _put(book: Watch, bodies: list[tuple[str, WatchedBody]], who: Actor) -> int:
    fields = kept_fields()
    found = [
        watched_party(identity, body.schema_, body.properties, threshold=body.threshold, fields=fields)
        for identity, body in bodies
    ]
    return book.parties.put(found, who, datetime.now(UTC))


@router.get("/parties/{identity:path}", summary="One party under watch", responses=ERRORS)
async def party(request: Request, identity: str) -> Response:
    """Give what is kept of a party."""
    try:
        return answer((await work(request).run((await _book(request)).parties.get, identity)).to_json())
    except WatchError as error:
        raise HTTPException(404, str(error)) from None


@router.put("/parties/{identity:path}", summary="Put a party under watch, or change it", responses=ERRORS)
async def put(request: Request, identity: str, body: WatchedBody) -> Response:
    """Put one party under watch; it is screened against all lists at once."""
    book = await _book(request)
    await work(request).run(_put, book, [(identity, body)], _who(request))
    watching(request).wake()
    return answer((await work(request).run(book.parties.get, identity)).to_json())


@router.delete("/parties/{identity:path}", summary="Watch a party no longer", responses=ERRORS)
async def remove(request: Request, identity: str) -> Response:
    """Watch a party no longer, and forget what was known of it. Its alerts and their history stay."""
    try:
        await work(request).run((await _book(request)).parties.remove, identity, datetime.now(UTC), _who(request))
    except WatchError as error:
        raise HTTPException(404, str(error)) from None
    return answer({"status": "ok"})


@router.post("/run", summary="Screen what is watched now", responses=ERRORS)
async def run(
    request: Request, anew: Annotated[bool, Query(description="Ask every party of all lists")] = False
) -> Response:
    """Screen what is watched against what is served now, and say what came of it; this also happens by itself.

    `busy` is true where another run is under way, so that nothing was done.
    """
    found = await long_work(request).run(
        _run, await _book(request), data(request), Workspace(settings(request).sources.workspace), anew
    )
    watching(request).wake()
    return answer(found)


def _run(book: Watch, served: ServedData, workspace: Workspace, anew: bool, _expired: object) -> dict[str, Any]:
    return book.run(watched_data(served, workspace), lambda: datetime.now(UTC), anew=anew).to_json()


@router.get("/hooks", summary="Where new alerts are sent", responses=ERRORS)
async def hooks(request: Request) -> Response:
    """Give the webhooks of the tenant, without their secrets."""
    return answer({"hooks": [hook.to_json() for hook in await work(request).run((await _book(request)).hooks.list)]})


@router.post("/hooks", summary="Send new alerts to an address", responses=ERRORS)
async def add_hook(request: Request, body: HookBody) -> Response:
    """Send every new alert of the tenant to an address from now on, signed by the Standard Webhooks specification.

    The `secret` of the answer is shown this once. Only public addresses over https are taken, unless the operator of
    the service allows others.
    """
    hook, secret = await work(request).run((await _book(request)).hooks.add, body.url, datetime.now(UTC), _who(request))
    return answer({**hook.to_json(), "secret": secret})


@router.delete("/hooks/{identity}", summary="Send nothing there any more", responses=ERRORS)
async def remove_hook(request: Request, identity: str) -> Response:
    """Remove a webhook; what waits to be sent there is dropped."""
    return await _of_hook(request, "remove", identity)


@router.post("/hooks/{identity}/rotate", summary="Another secret", responses=ERRORS)
async def rotate_hook(request: Request, identity: str) -> Response:
    """Give a webhook another secret, shown this once; for a day, messages are signed with the old one too."""
    return await _of_hook(request, "rotate", identity)


async def _of_hook(request: Request, what: str, identity: str) -> Response:
    book = await _book(request)
    try:
        if what == "remove":
            await work(request).run(book.hooks.remove, identity, datetime.now(UTC), _who(request))
            return answer({"status": "ok"})
        secret = await work(request).run(book.hooks.rotate, identity, datetime.now(UTC), _who(request))
        return answer({"id": identity, "secret": secret})
    except WebhookError as error:
        raise HTTPException(404, str(error)) from None


@router.get("/deliveries", summary="What is on its way", responses=ERRORS)
async def deliveries(
    request: Request,
    state: Annotated[DeliveryState | None, Query(description="Only those that stand there")] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Response:
    """Give the messages, newest first. A dead one was given up after two days of attempts; it can be sent again."""
    book = await _book(request)
    found, total = await work(request).run(book.outbox.list, book.tenant, state, limit, offset)
    return answer({"deliveries": [item.to_json() for item in found], "total": total})


@router.post("/deliveries/{identity}/retry", summary="Send a message again", responses=ERRORS)
async def retry(request: Request, identity: str) -> Response:
    """Send a message again from now on, under the same id."""
    book = await _book(request)
    try:
        await work(request).run(book.outbox.retry, book.tenant, identity, int(datetime.now(UTC).timestamp()))
    except WebhookError as error:
        raise HTTPException(404, str(error)) from None
    watching(request).wake()
    return answer({"status": "ok"})
