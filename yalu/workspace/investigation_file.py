"""Reading an investigation back: the JSON object that `yalu investigate --json` prints, and `--out` writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from pathlib import Path
from typing import Any

import orjson

from yalu.model import Dealings, Designation, Evidence, InputError, Interest, Interval, Link, Share, Status, YaluError

NAME = "investigation.json"
MAX_BYTES = 1 << 29


@dataclass(frozen=True, slots=True)
class InvestigationFile:
    """Parties as entities, links and listings of an investigation; `issued` is the day of issue of its lists."""

    entities: tuple[dict[str, Any], ...]
    links: tuple[Link, ...]
    designations: tuple[Designation, ...]
    same_as: Mapping[str, str]
    issued: Mapping[str, str | None]


def read_investigation(path: Path) -> InvestigationFile:
    """Read `investigation.json`, or the folder that holds it.

    Raises:
        InputError: the file cannot be read, or is no investigation that this version writes.
    """
    file = path / NAME if path.is_dir() else path
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError(file, f"it is larger than {MAX_BYTES >> 20} MiB", remedy="no investigation is")
        data = orjson.loads(file.read_bytes())
    except OSError as error:
        raise InputError(file, f"cannot be read: {error.strerror or error}", remedy="check the name") from None
    except orjson.JSONDecodeError as error:
        raise InputError(file, f"it is no JSON: {error.msg}", where=f"line {error.lineno}", remedy=_WANTED) from None
    try:
        return InvestigationFile(
            entities=tuple(_entity(item) for item in data["parties"]),
            links=tuple(_link(item) for item in data["links"]),
            designations=tuple(
                designation for item in data["parties"] for hit in item["hits"] for designation in _listings(item, hit)
            ),
            same_as={item["id"]: item["same_as"] for item in data["parties"] if item["same_as"]},
            issued={item["name"]: item["date"] for item in data["lists"]},
        )
    except (KeyError, TypeError, ValueError, AttributeError, DecimalException, YaluError) as error:
        raise InputError(file, f"it is no investigation: {error}", remedy=_WANTED) from None


_WANTED = "give a table of links, followthemoney JSON lines, or what `yalu investigate --json` writes"


def _entity(item: dict[str, Any]) -> dict[str, Any]:
    properties = {"name": item["names"][:1], "alias": item["names"][1:], "country": item["countries"]}
    return {
        "id": item["id"],
        "schema": item["schema"],
        "properties": {name: values for name, values in properties.items() if values},
        "unnamed": item["unnamed"],
        "members": item["members"],
    }


def _link(item: dict[str, Any]) -> Link:
    return Link(
        id=item["id"],
        type=item["type"],
        source=item["source"],
        target=item["target"],
        status=Status(item["status"]),
        evidence=tuple(Evidence(**evidence) for evidence in item["evidence"]),
        role=item["role"],
        goods=tuple(item["goods"]),
        interval=Interval(item["from"], item["to"]),
        confidence=item["confidence"],
        amount=item.get("amount"),
        currency=item.get("currency"),
        share=_share(item.get("share")),
        dealings=_dealings(item.get("dealings")),
    )


def _share(item: dict[str, Any] | None) -> Share | None:
    if item is None:
        return None
    lower, upper = (None if item[name] is None else Decimal(item[name]) for name in ("lower", "upper"))
    return Share(lower, upper, item["above"], item["below"], Interest(item["of"]))


def _dealings(item: dict[str, Any] | None) -> Dealings | None:
    if item is None:
        return None
    return Dealings(item["count"], tuple((currency, Decimal(total)) for currency, total in item["sums"].items()))


def _listings(item: dict[str, Any], hit: dict[str, Any]) -> list[Designation]:
    if hit["id"] != item["same_as"]:
        return []
    interval = Interval(hit["listed_from"], hit["listed_to"])
    return [Designation(item["id"], hit["authority"], tuple(hit["programs"]), interval, hit["dataset"])]
