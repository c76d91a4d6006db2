"""The questions of the network, goods, lists and receipts as JSON bodies: the options of the command line, as keys."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from yalu.network import MOST_PARTIES
from yalu.network.cuts import Weighting
from yalu.network.scope import HUB_LIMIT

MAX_LINKS = 10
MAX_NAMES = 200
Name = Annotated[str, Field(min_length=1, max_length=1_000)]
Names = Annotated[list[Name], Field(max_length=MAX_NAMES)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Steps = Annotated[int, Field(ge=1, le=12)]
_TABLE = "source,type,target,target_name,quote\nofac-43598,supplied,x-1,Example Trading,He supplied Example Trading.\n"


def _example(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": list(examples)})


class LinksFile(BaseModel):
    """A file of links, as `--links` takes it."""

    model_config = _example({"name": "links.csv", "content": _TABLE})
    name: str = Field(max_length=80, description="What to call it in answers; it stands as the document of its links.")
    content: str = Field(description="A CSV table, followthemoney JSON lines, or the JSON of `yalu investigate`.")


class NetworkBody(BaseModel):
    """What a question about a network starts from."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    lists: Names = Field([], alias="list", description="Lists by name (NAME, NAME@DATE); all that are served, if none.")
    links: Annotated[list[LinksFile], Field(max_length=MAX_LINKS)] = Field([], description="Files of links.")
    as_of: date | None = Field(None, description="The day of the question.")
    no_records: bool = Field(False, description="Leave out the records that are kept (see /load).")
    no_match: bool = Field(False, description="Do not screen the parties of the links against the lists.")


class TraceBody(NetworkBody):
    """The network around a party, or the best paths between two."""

    model_config = _example({"party": "Choe Chol Min", "depth": 2}, {"party": "Shi Qianpei", "to": "12215"})
    party: Name = Field(description="Where to start: an id, or a name.")
    to: Name | None = Field(None, description="Give the best paths to this party instead.")
    depth: Steps | None = Field(None, description="The most steps: 2 around a party, 6 on a path, if left out.")
    paths: int = Field(3, ge=1, le=100, description="With `to`: how many paths.")
    min_confidence: Share = Field(0.0, description="The least confidence of a link.")
    types: Names | None = Field(None, description="Only these types of link.")
    no_inferred: bool = Field(False, description="Leave out what only an address, phone or number in common tells.")
    hub: int = Field(HUB_LIMIT, ge=1, description="Do not look behind a party with more neighbours.")
    limit: int = Field(MOST_PARTIES, ge=1, le=10 * MOST_PARTIES, description="The most parties.")


class OwnBody(NetworkBody):
    """Who is blocked through ownership: the parties that are named, or all."""

    _holdings = "owner,asset,share\nofac-43598,Example Trading Ltd,60\n"
    model_config = _example(
        {"parties": ["Example Trading Ltd"], "links": [{"name": "holdings.csv", "content": _holdings}]},
        {"all": True, "links": [{"name": "holdings.csv", "content": _holdings}], "regime": ["ofac"]},
    )
    parties: Names = Field([], description="Ids or names.")
    everybody: bool = Field(False, alias="all", description="All that are, or may be, blocked through ownership.")
    regime: Names = Field([], description="Rules; all whose lists are given, if left out.")
    any_authority: bool = Field(False, description="Count the parties of every list, whoever issued it.")
    blocked: Names = Field([], description="Parties that are to count as listed.")


class GapsBody(NetworkBody):
    """Who is not listed, but tied to somebody who is."""

    model_config = _example({"near": "Choe Chol Min", "as_of": "2024-07-23"})
    authority: str | None = Field(None, max_length=20, description="Whose listings count: us, un, eu, gb ...")
    near: Name | None = Field(None, description="Only around this party.")
    depth: Steps = Field(4, description="With `near`: how many links around it to look.")
    steps: Steps = Field(4, description="The most links on a path to a listed party.")


class CutBody(NetworkBody):
    """Which designations would leave the least flow to end users."""

    model_config = _example({"protect_from": ["12215"], "budget": "2", "listed_still_pass": True})
    protect_from: Names = Field(description="Where the flow must not arrive.")
    budget: str | int | None = Field(None, description="The most that the designations may cost; exact, so a text.")
    costs: LinksFile | None = Field(None, description="A table of costs, YAML or CSV (docs/cuts.md).")
    sources: Names = Field([], description="Where the flow comes from: parties, two-letter countries, or all.")
    cut_sources: bool = Field(False, description="The sources that are named may be cut.")
    protect: Names = Field([], description="Never designate these parties or countries.")
    listed_still_pass: bool = Field(False, description="Take listed parties to go on passing on what they receive.")
    no_ownership: bool = Field(False, description="Leave out what a designated party owns.")
    stated_only: bool = Field(False, description="Only links that state a flow.")
    min_confidence: Share = Field(0.0, description="The least confidence of a link.")
    weighting: Annotated[list[Weighting], Field(max_length=3)] = Field([], description="All three if left out.")
    weight: Names = Field([], description="What a unit of a commodity counts for, such as goods=2.")
    outward: Names = Field([], description="Cut what leaves the end users of this commodity.")
    currency: str | None = Field(None, max_length=3, description="The currency of the value weighting.")
    scenarios: int = Field(0, ge=0, le=200, description="Draw so many scenarios of uncertain sources.")
    seed: int = Field(1, ge=0, le=2**31, description="The seed of the scenarios.")
    frontier: int = Field(12, ge=1, le=200, description="The most budgets in the table.")
    seconds: float = Field(10.0, gt=0, allow_inf_nan=False, description="Time limit of each search.")


class GoodsRowBody(BaseModel):
    """One description or code of goods, with its route and day."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    text: str = Field("", max_length=5_000, description="A description in English, or an HS code.")
    hs: str = Field("", max_length=40, description="The HS code that goes with the description.")
    origin: str = Field("", alias="from", max_length=100, description="Where the goods come from.")
    destination: str = Field("", alias="to", max_length=100, description="Where they go to.")
    day: str = Field("", alias="date", max_length=20, description="The day of the question; today if left out.")


class GoodsBody(GoodsRowBody):
    """Goods: one description or code, or `rows` of them; what rows leave out, the body itself says."""

    model_config = _example(
        {"text": "8482.10", "to": "KP", "date": "2018-01-05"},
        {"to": "KP", "rows": [{"text": "deep groove ball bearing 6204, P2"}, {"hs": "2701.11", "from": "KP"}]},
    )
    rows: Annotated[list[GoodsRowBody], Field(max_length=10_000)] | None = Field(None, description="Many at once.")


class ListShowBody(BaseModel):
    """A list or one of its issues; all lists, if none is named."""

    model_config = _example({"list": "ofac-sdn", "as_of": "2023-06-19"})
    name: Name | None = Field(None, alias="list", description="NAME, NAME@DATE or NAME@ID.")
    as_of: date | None = Field(None, description="The issue that held on that day, and who was listed on it.")


class ListDiffBody(BaseModel):
    """Two issues."""

    model_config = _example({"before": "ofac-sdn@2023-06-08", "after": "ofac-sdn@2023-06-16"})
    before: Name = Field(description="An issue: NAME@DATE, NAME@ID or ID.")
    after: Name = Field(description="Another one.")


class ListLogBody(BaseModel):
    """A list."""

    model_config = _example({"list": "ofac-sdn"})
    name: Name = Field(alias="list", description="Its name.")


class ReceiptShowBody(BaseModel):
    """One receipt, or the last ones."""

    model_config = _example({"last": 20}, {"receipt": "4e3bbb1f7b478dcf"})
    receipt: str | int | None = Field(None, description="Its number, or its hash or the beginning of it.")
    last: int = Field(20, ge=1, le=1_000, description="How many of the last ones.")


class ReceiptVerifyBody(BaseModel):
    """What the chain is held against."""

    model_config = _example({"anchor": "4e3bbb1f7b478dcf"})
    anchor: str | None = Field(None, min_length=8, max_length=64, description="A hash that was noted outside.")


class ReplayBody(BaseModel):
    """A receipt of a screening."""

    model_config = _example({"receipt": 17})
    receipt: str | int = Field(description="Its number, or its hash or the beginning of it.")
    parties: str | None = Field(None, max_length=32 << 20, description="Of a table: its rows, as they were sent.")


class CertificateBody(BaseModel):
    """A name and a day."""

    model_config = _example({"name": "Choi Cheol-min", "as_of": "2023-06-19", "schema": "Person"})
    name: Name = Field(description="The name.")
    as_of: date = Field(description="The day; each list in its issue of then.")
    lists: Names = Field([], alias="list", description="Lists by name; all that are served, if none is named.")
    schema_: str | None = Field(None, alias="schema", max_length=100, description="Person, Company, Vessel ...")
    birth_date: str | None = Field(None, max_length=40, description="When the person was born.")
    country: str | None = Field(None, max_length=100, description="A country, by code or name.")
    threshold: Annotated[float, Field(ge=0.01, le=1, allow_inf_nan=False)] = Field(0.7, description="Of a hit.")
