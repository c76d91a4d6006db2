"""Parameters that several paths take."""

from typing import Annotated

from fastapi import Path, Query

MAX_PAGE = 500
MAX_OFFSET = 9_499
MAX_IDS = 50
_TIME = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$"

Dataset = Annotated[
    str, Path(description="A dataset of the catalog, such as default", max_length=200, examples=["default"])
]
EntityId = Annotated[str, Path(description="An entity's id", max_length=1_000, examples=["ofac-43598"])]
Limit = Annotated[int, Query(ge=0, le=MAX_PAGE, description="Results on a page")]
Offset = Annotated[int, Query(ge=0, le=MAX_OFFSET, description="Results before the page")]
Texts = Annotated[list[str], Query(max_length=200)]
IncludeDataset = Annotated[list[str], Query(max_length=500, description="Only entities of these datasets")]
ExcludeDataset = Annotated[list[str], Query(max_length=500, description="Not only of these datasets")]
ExcludeSchema = Annotated[list[str], Query(max_length=200, description="No entities of these schemata")]
ExcludeIds = Annotated[list[str], Query(max_length=MAX_IDS, description="Not these entities, nor what was merged")]
ChangedSince = Annotated[
    str | None, Query(pattern=_TIME, description="Only entities changed after this time", examples=["2024-06-01"])
]
Sort = Annotated[
    list[str], Query(max_length=10, description="Fields in whose order results stand: field, field:asc or field:desc")
]


def order_of(sort: list[str]) -> tuple[tuple[str, bool], ...]:
    """Read an order: fields, each with whether it falls."""
    found = []
    for item in sort:
        name, sign, direction = item.rpartition(":")
        falls = sign != "" and direction.strip().casefold() == "desc"
        found.append(((name if sign else direction).strip(), falls))
    return tuple(item for item in found if item[0])
