"""Asking for one name, as a table of one row."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from yalu.model import YaluError
from yalu.screening import Screener
from yalu.screening.batches import PROPERTIES
from yalu.workspace.answer_formats import answer_rows


def ask_one(
    screener: Screener, query: Mapping[str, Any], threshold: float = 0.7, limit: int | None = None
) -> dict[str, Any]:
    """Screen one party and give the answer as a row of a table has it.

    Args:
        screener: The listed entities.
        query: A followthemoney entity: {"schema", "properties"}.
        threshold: The least score of a hit.
        limit: The greatest number of hits.

    Raises:
        YaluError: the party holds nothing that could be compared.
    """
    properties = {name: list(values) for name, values in query["properties"].items() if name in PROPERTIES}
    batch = pa.RecordBatch.from_pylist([{"schema": query["schema"], **properties}])
    (answer,) = answer_rows(next(screener.screen_batches([batch], threshold, limit)))
    if "error" in answer:
        raise YaluError(f"{answer['query']!r}: {answer['error'].removeprefix('row 1: ')}")
    return answer
