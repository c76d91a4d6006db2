"""POST /compare: how alike two names are, and why."""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from yalu.model import YaluError
from yalu.records import read_schema
from yalu.screening import compare_names, explain_comparison
from yalu.server.answers import ERRORS, StrictJsonRoute, work
from yalu.server.questions import Name

router = APIRouter(tags=["Screening"], route_class=StrictJsonRoute)
_EXAMPLE: dict[str, Any] = {"query": "Choi Cheol-min", "listed": "Choe Chol Min", "schema": "Person"}


class CompareBody(BaseModel):
    """Two names, and what they are names of."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": [_EXAMPLE]})
    query: Name = Field(description="The name that is asked.")
    listed: Name = Field(description="The one it may be.")
    schema_: Annotated[str, Field(max_length=100)] = Field(
        "LegalEntity", alias="schema", description="Person, Company, Vessel ...; read as both a person's and a firm's."
    )


@router.post("/compare", summary="How alike two names are", responses=ERRORS)
async def compare(request: Request, body: CompareBody) -> Response:
    """Score two names and show how the score comes about: the answer of `yalu compare --json` (docs/screening.md)."""
    return Response(await work(request).run(_compare, body), media_type="application/json")


def _compare(body: CompareBody) -> bytes:
    schema = read_schema(body.schema_)
    if schema is None:
        raise YaluError(f"schema {body.schema_[:60]!r} is no kind of party; write one such as Person or Vessel")
    names = body.query, body.listed, schema
    score, shares = compare_names(*names), explain_comparison(*names)
    told = {"query": body.query, "listed": body.listed, "schema": schema, "score": score, "explanation": shares}
    return orjson.dumps(told)
