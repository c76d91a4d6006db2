"""The JSON that goes in and out, as types. They check what comes in, and describe both in the OpenAPI document."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MAX_BATCH = 100
_EXAMPLE: dict[str, Any] = {
    "schema": "Person",
    "properties": {"name": ["Choe Chol Min"], "birthDate": ["1978"], "country": ["North Korea"]},
}
Finite = Annotated[float, Field(allow_inf_nan=False)]
Setting = str | int | Finite | bool | None


def single_values(value: Any) -> Any:
    """Take a single value of a property for a list of one."""
    if not isinstance(value, dict):
        return value
    return {key: item if isinstance(item, str | list) else [item] for key, item in value.items()}


Properties = Annotated[dict[str, str | list[Any]], BeforeValidator(single_values)]


class EntityExample(BaseModel):
    """A party, as far as a caller knows it."""

    model_config = ConfigDict(populate_by_name=True, json_schema_extra={"examples": [_EXAMPLE]})
    id: str | None = Field(None, description="Echoed; never used in scoring.")
    schema_: str = Field(alias="schema", description="A schema of followthemoney.", examples=["Person"])
    properties: Properties = Field(description="Values by property, cleaned by its type.")


class EntityMatchQuery(BaseModel):
    """A batch of parties, by keys of the caller's own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"queries": {"q1": _EXAMPLE}}]})
    weights: dict[str, Finite] = Field({}, description="Other weights for features of nomenklatura's algorithms.")
    config: dict[str, Setting] = Field({}, description="Settings of the algorithm, see /algorithms.")
    queries: dict[str, EntityExample] = Field(description=f"At most {MAX_BATCH} parties.")


class EntityResponse(BaseModel):
    """An entity. Times are `YYYY-MM-DDTHH:MM:SS` or null."""

    id: str = Field(examples=["ofac-43598"])
    caption: str = Field(examples=["Choe Chol Min"])
    schema_: str = Field(alias="schema", examples=["Person"])
    properties: dict[str, list["str | EntityResponse"]] = Field(examples=[{"name": ["Choe Chol Min"]}])
    datasets: list[str] = Field(examples=[["ofac_sdn"]])
    referents: list[str] = []
    target: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None


class FeatureResult(BaseModel):
    """What one feature adds to a score."""

    detail: str | None
    score: float
    query: str | None = None
    candidate: str | None = None


class ScoredEntityResponse(EntityResponse):
    """An entity with its score."""

    score: float = Field(examples=[0.97])
    match: bool = Field(description="Whether the score reaches the threshold.")
    explanations: dict[str, FeatureResult]


class TotalSpec(BaseModel):
    """A number of results."""

    value: int
    relation: str = "eq"


class EntityMatches(BaseModel):
    """The results for one party. `total` is the number of matches, shown or not; `query` is what was asked, cleaned."""

    status: int = 200
    results: list[ScoredEntityResponse]
    total: TotalSpec
    query: EntityExample


class EntityMatchResponse(BaseModel):
    """The results for a batch."""

    responses: dict[str, EntityMatches]
    limit: int


class SearchFacetItem(BaseModel):
    """How often a value occurs."""

    name: str
    label: str
    count: int


class SearchFacet(BaseModel):
    """The values of a facet."""

    label: str
    values: list[SearchFacetItem]


class ResultsResponse(BaseModel):
    """A page of results."""

    limit: int
    offset: int
    total: TotalSpec


class SearchResponse(ResultsResponse):
    """A page of entities that were found."""

    results: list[EntityResponse]
    facets: dict[str, SearchFacet]


class AdjacentResultsResponse(ResultsResponse):
    """A page of entities that one property ties to another."""

    results: list[str | EntityResponse]


class EntityAdjacentResponse(BaseModel):
    """An entity and pages of what is around it, by property."""

    entity: EntityResponse
    adjacent: dict[str, AdjacentResultsResponse]


class StatusResponse(BaseModel):
    """All is well."""

    status: str = "ok"


class ErrorResponse(BaseModel):
    """What is wrong."""

    detail: str
