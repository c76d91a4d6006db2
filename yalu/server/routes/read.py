"""POST /read: the parties and links of a document."""

import os
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response

from yalu.documents import KEY_VARIABLE, EndpointExtractor, LanguageModel, language_model
from yalu.investigation import investigate
from yalu.model import InputError
from yalu.report import to_json
from yalu.screening import Screener
from yalu.server.answers import ERRORS, answer, reading, settings
from yalu.server.settings import ServerSettings
from yalu.workspace import kept_upload, told_of_body

MAX_DOCUMENT = 1 << 20
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string"}, "example": "Choe Chol Min works for the Second Academy."}
            for kind in ("text/plain", "text/html")
        },
    }
}
router = APIRouter(tags=["Documents"])


@router.post("/read", summary="Read a document", responses=ERRORS, openapi_extra=_BODY)
async def read(
    request: Request,
    as_of: Annotated[date | None, Query(description="The day of the question; today if left out")] = None,
) -> Response:
    """Find the parties of a text or HTML document and what it says ties them, each link with its quote and status.

    The answer has the keys of `yalu investigate --json`; no list is asked, so nobody is screened.
    """
    body = await request.body()
    if len(body) > MAX_DOCUMENT:
        raise HTTPException(413, f"The document is larger than {MAX_DOCUMENT >> 10} KiB")
    extractor = extractor_of(settings(request))
    return answer(await reading(request).run(_read, body, as_of or datetime.now(UTC).date(), extractor))


def extractor_of(chosen: ServerSettings) -> EndpointExtractor | None:
    """Give the extractor that the server was started with; it has to answer well within the time of a request."""
    if chosen.extractor_url is None or chosen.extractor_model is None:
        return None
    return EndpointExtractor(
        chosen.extractor_url,
        chosen.extractor_model,
        key=os.environ.get(KEY_VARIABLE) or None,
        total_seconds=chosen.seconds * 0.7,
    )


def _read(body: bytes, day: date, extractor: EndpointExtractor | None, _expired: object) -> dict[str, Any]:
    with kept_upload(body, "document") as path:
        try:
            return to_json(
                investigate([path], [], day, depth=0, model=model(), screener=_nobody(), extractor=extractor)
            )
        except InputError as error:
            raise told_of_body(error) from None


@cache
def model() -> LanguageModel | None:
    """Give the language model, which is loaded with the first document; only the thread that reads asks for it."""
    return language_model()


@cache
def _nobody() -> Screener:
    return Screener([])
