"""POST /investigate: the main job, on documents that a caller sends."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from yalu.investigation import investigate as run
from yalu.report import to_json
from yalu.server.answers import ERRORS, StrictJsonRoute, answer, kept_records, reading, settings, shelf
from yalu.server.questions import MAX_LINKS, LinksFile, Names
from yalu.server.routes.read import extractor_of, model
from yalu.workspace import RecordStore, load_screener
from yalu.workspace.datasets import OutOfTimeError
from yalu.workspace.list_shelf import ListShelf, Upload, kept_uploads
from yalu.workspace.record_files import RecordFile, file_kind, no_records

Expired = Callable[[], bool]
MAX_DOCUMENTS = 10
MAX_DOCUMENT = 1 << 20
_ARTICLE = "Choe Chol Min works with Shi Qianpei, who ordered bearings for the Second Academy of Natural Sciences."
_EXAMPLE: dict[str, Any] = {"documents": [{"name": "article.txt", "content": _ARTICLE}], "as_of": "2023-06-19"}
router = APIRouter(tags=["Documents"], route_class=StrictJsonRoute)


class DocumentBody(BaseModel):
    """A document."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": _EXAMPLE["documents"]})
    name: str = Field(max_length=80, description="What to call it in answers, such as article.html.")
    content: str = Field(max_length=MAX_DOCUMENT, description="Plain text or HTML.")


class InvestigateBody(BaseModel):
    """Documents, and what they are held against."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": [_EXAMPLE]})
    documents: Annotated[list[DocumentBody], Field(min_length=1, max_length=MAX_DOCUMENTS)]
    lists: Names = Field([], alias="list", description="Lists by name (NAME, NAME@DATE); all that are served, if none.")
    as_of: date | None = Field(None, description="The day of the question; today if left out.")
    records: Annotated[list[LinksFile], Field(max_length=MAX_LINKS)] = Field([], description="Files of records.")
    kept_records: bool = Field(False, description="Take in all records that are kept, too.")
    depth: int = Field(1, ge=0, le=4, description="Steps of the lists' own relations around the hits.")
    threshold: Annotated[float, Field(ge=0.01, le=1, allow_inf_nan=False)] = Field(0.7, description="Of a hit.")


@router.post("/investigate", summary="Read, screen, and name the gaps", responses=ERRORS)
async def investigate(request: Request, body: InvestigateBody) -> Response:
    """Read documents, screen their parties against the lists as of a day, and name the gaps.

    The answer is that of `yalu investigate --json` (docs/investigation.md). It says what sources state, and accuses
    nobody.
    """
    chosen = extractor_of(settings(request))

    def work(expired: Expired) -> dict[str, Any]:
        def check(_words: str) -> None:
            if expired():
                raise OutOfTimeError("the time was over before the documents were read")

        kept = kept_records(request) if body.kept_records else None
        sent = [(file.name, file.content) for file in body.documents]
        sent += [(file.name, file.content) for file in body.records]
        with kept_uploads([Upload(*file) for file in sent]) as paths:
            documents, records = paths[: len(body.documents)], _records(paths[len(body.documents) :], kept)
            return _asked(body, documents, records, shelf(request), {"extractor": chosen, "progress": check})

    return answer(await reading(request).run(work))


def _records(paths: Sequence[Path], kept: RecordStore | None) -> list[RecordFile]:
    found = [] if kept is None else [*kept.files()]
    for path in paths:
        kind = file_kind(path)
        if kind is None:
            raise no_records(path)
        found.append(RecordFile(path, kind, path.name))
    return found


def _asked(
    body: InvestigateBody,
    documents: Sequence[Path],
    records: Sequence[RecordFile],
    kept: ListShelf,
    how: dict[str, Any],
) -> dict[str, Any]:
    snapshots = kept.lists(body.lists, body.as_of)
    found = run(
        documents,
        snapshots,
        body.as_of or datetime.now(UTC).date(),
        depth=body.depth,
        threshold=body.threshold,
        model=model(),
        screener=load_screener(snapshots),
        records=records,
        **how,
    )
    return to_json(found)
