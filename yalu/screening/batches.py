"""Screening of Arrow record batches: rows of parties in, rows of hits out.

No engine is inside and no row depends on another, so this is what a process pool or a cluster maps over its partitions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import pyarrow as pa

from yalu.screening.facts import FACTS
from yalu.screening.hit import Hit
from yalu.screening.identifiers import IDENTIFIERS, identifiers_of
from yalu.screening.party import NAME_PARTS, NAME_PROPERTIES

Query = dict[str, Any]

SHARE_TYPE = pa.struct(
    [("query", pa.string()), ("listed", pa.string()), ("kind", pa.string()), ("share", pa.float64())]
)
HIT_TYPE = pa.struct(
    [
        ("id", pa.string()),
        ("caption", pa.string()),
        ("schema", pa.string()),
        ("score", pa.float64()),
        ("name", pa.string()),
        ("dataset", pa.string()),
        ("explanation", pa.list_(SHARE_TYPE)),
    ]
)
OUTPUT_SCHEMA = pa.schema(
    [("row", pa.int64()), ("query", pa.string()), ("error", pa.string()), ("hits", pa.list_(HIT_TYPE))]
)
"""The columns of what `screen_batches` gives: one row for each row that was asked, in the same order."""

DEFAULT_SCHEMA = "LegalEntity"
"""The schema of a row that states none: a person or an organisation."""
ASSET_SCHEMA = "Thing"
"""The schema of such a row if it holds one of `ASSET_PROPERTIES`: a ship or a wallet may be meant, or who owns it."""
ASSET_PROPERTIES = frozenset({"imoNumber", "mmsi", "flag", "pastFlags", "publicKey", "cryptoAddress"})
NOTHING_TO_COMPARE = "it holds no name with a letter or digit, and no valid identifier"

_IDENTIFIERS = tuple(identifier.property for identifier in IDENTIFIERS)
_NAMING = (*NAME_PROPERTIES, *NAME_PARTS)
_FACTS = tuple(prop for fact in FACTS for prop in fact.properties)
PROPERTIES = tuple(dict.fromkeys((*_NAMING, *_FACTS, *_IDENTIFIERS)))
"""Every property that screening looks at."""


class ScreensMany(Protocol):
    """What `screen_batches` needs of a screener."""

    def screen_many(
        self, queries: Sequence[Query], threshold: float = 0.7, limit: int | None = None
    ) -> list[list[Hit]]:
        """Screen queries, each as by `Screener.screen`."""
        ...


def screen_batches(
    screener: ScreensMany, batches: Iterable[pa.RecordBatch], threshold: float = 0.7, limit: int | None = None
) -> Iterator[pa.RecordBatch]:
    """Screen each row of each batch.

    Args:
        screener: The listed entities.
        batches: Columns named by followthemoney properties, of texts or lists of texts, and optionally `schema`, `row`
            (the number of the row; counted from 1 if it is not there) and `error` (why a row cannot be asked; it is
            handed on). Other columns are not looked at.
        threshold: The least score of a hit.
        limit: The greatest number of hits of a row.

    Returns:
        Batches of `OUTPUT_SCHEMA`, one for each batch, with one row for each row. A row with nothing to compare has an
        `error` and no hits.
    """
    first = 1
    for batch in batches:
        rows = _column(batch, "row") or list(range(first, first + batch.num_rows))
        queries = queries_of(batch)
        told = zip(rows, _errors(batch), queries, strict=True)
        errors = [error or _fault(row, query) for row, error, query in told]
        asked = [query for error, query in zip(errors, queries, strict=True) if error is None]
        answers = iter(screener.screen_many(asked, threshold, limit))
        hits = [[] if error else [hit_row(hit) for hit in next(answers)] for error in errors]
        columns = (rows, [asked_name(query) for query in queries], errors, hits)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, OUTPUT_SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=OUTPUT_SCHEMA)
        first += batch.num_rows


def queries_of(batch: pa.RecordBatch) -> list[Query]:
    """Give the rows of a batch as followthemoney entities."""
    schemata = _column(batch, "schema") or [None] * batch.num_rows
    queries: list[Query] = [{"schema": schema, "properties": {}} for schema in schemata]
    for name in PROPERTIES:
        for query, value in zip(queries, _column(batch, name), strict=False):
            if value:
                query["properties"][name] = [value] if isinstance(value, str) else [item for item in value if item]
    for query in queries:
        asset = not query["schema"] and ASSET_PROPERTIES & query["properties"].keys()
        query["schema"] = query["schema"] or (ASSET_SCHEMA if asset else DEFAULT_SCHEMA)
    return queries


def _fault(row: int, query: Query) -> str | None:
    """Tell why a query has nothing to be compared by; `None` if it has."""
    properties: Mapping[str, list[str]] = query["properties"]
    for name in _NAMING:
        for text in properties.get(name, ()):
            if any(map(str.isalnum, text)):
                return None
    return None if identifiers_of(query["properties"]) else f"row {row}: {NOTHING_TO_COMPARE}"


def asked_name(query: Query) -> str:
    """Give the name that a query asks for: its name, the parts of one, or the identifier that stands for it."""
    properties: Mapping[str, list[str]] = query["properties"]
    for name in NAME_PROPERTIES:
        if name in properties:
            return properties[name][0]
    parts = " ".join(properties[name][0] for name in NAME_PARTS if name in properties)
    return parts or next((properties[name][0] for name in _IDENTIFIERS if name in properties), "")


def hit_row(hit: Hit) -> dict[str, Any]:
    """Give a hit as it stands in the output."""
    return {
        "id": hit.id,
        "caption": hit.caption,
        "schema": hit.schema,
        "score": hit.score,
        "name": hit.name,
        "dataset": hit.dataset,
        "explanation": [
            {"query": share.query, "listed": share.listed, "kind": share.kind, "share": share.share}
            for share in hit.explanation
        ],
    }


def _column(batch: pa.RecordBatch, name: str) -> list[Any]:
    """Give the values of a column; nothing if it is not there."""
    index = batch.schema.get_field_index(name)
    return batch.column(index).to_pylist() if index >= 0 else []


def _errors(batch: pa.RecordBatch) -> list[str | None]:
    return _column(batch, "error") or [None] * batch.num_rows
