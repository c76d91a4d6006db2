"""Reading back the answers that an earlier run wrote, in any of its formats."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from yalu.model import TableError
from yalu.workspace.answer_formats import CSV_COLUMNS, answer_rows, format_of, unmarked_cell

Answer = dict[str, Any]
_LONGEST_CELL = 1 << 26
_FORM = "give the file that `yalu screen --out` wrote"


def read_answers(path: Path) -> Iterator[Answer]:
    """Give the answers of an earlier run in their order, as `answer_rows` does.

    Of a CSV file, a name that itself begins with an apostrophe before a formula's sign is read without it; its
    hits are what they were.

    Raises:
        TableError: the file is none of answers, or is damaged.
        OutputError: its ending names no format.
    """
    readers = {"JSON lines": _from_json_lines, "CSV": _from_csv, "Parquet": _from_parquet}
    reader = readers[format_of(path).name]
    number = 0
    try:
        for answer in reader(path):
            number = int(answer["row"])
            yield _unmarked(answer)
    except (OSError, ValueError, KeyError, TypeError, csv.Error, pa.ArrowException) as error:
        raise TableError(
            path, f"it is no file of answers: {error}", where=f"behind row {number}", remedy=_FORM
        ) from None


def _unmarked(answer: Answer) -> Answer:
    """Give an answer without what was decided of its hits: that is no part of what the lists say."""
    if answer.pop("left_out", 0):
        raise ValueError("hits were left out of it, as false positives that are remembered")
    for hit in answer["hits"]:
        hit.pop("decision", None)
    return answer


def _from_json_lines(path: Path) -> Iterator[Answer]:
    with path.open("rb") as file:
        for line in file:
            answer = orjson.loads(line)
            if not isinstance(answer, dict):
                raise ValueError("a line is no answer")
            if answer.keys() == {"receipt"}:
                continue
            if not isinstance(answer["hits"], list):
                raise ValueError("its hits are no list")
            yield answer


def _from_csv(path: Path) -> Iterator[Answer]:
    # The module's limit holds for the whole process; the hits of a common name can be longer than it.
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != CSV_COLUMNS:
            raise ValueError("its columns are others")
        for line in lines:
            answer = {"row": int(line["row"]), "query": unmarked_cell(line["query"])}
            answer["hits"] = orjson.loads(line["hits"])
            yield {**answer, "error": unmarked_cell(line["error"])} if line["error"] else answer


def _from_parquet(path: Path) -> Iterator[Answer]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            yield from answer_rows(batch)
