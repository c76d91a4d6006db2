"""How answers are written: JSON lines, CSV or Parquet.

While a run goes on, every format is a file that only grows, so that a run that was cut off can go on behind the last
whole row. Parquet cannot grow: its answers wait as Arrow messages, and become Parquet at the end.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from yalu.model import OutputError
from yalu.screening import OUTPUT_SCHEMA

CSV_COLUMNS = ("row", "query", "error", "hit_count", "best_score", "hits")
ROWS_OF_GROUP = 20_000
"""Rows of a row group of Parquet."""

# The wide forms count too: spreadsheets in East Asian settings read them as the plain signs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """A format: what stands at the start of the growing file, how a batch is put there, and how it is finished."""

    name: str
    head: bytes
    encode: Callable[[pa.RecordBatch], bytes]
    finish: Callable[[Path, Path], None]


def answer_rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """Give the answers as dictionaries; `error` is there only where a row could not be asked."""
    columns = (batch.column(name).to_pylist() for name in ("row", "query", "hits", "error"))
    for row, query, hits, error in zip(*columns, strict=True):
        answer = {"row": row, "query": query, "hits": hits}
        yield answer if error is None else {**answer, "error": error}


def json_lines(batch: pa.RecordBatch) -> bytes:
    """Write answers as JSON lines."""
    return b"".join(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE) for answer in answer_rows(batch))


def csv_lines(batch: pa.RecordBatch) -> bytes:
    """Write answers as CSV, one line for each row, with the hits as JSON.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front, which a spreadsheet reads as "this is
    text"; the other formats have the cell as it is.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for answer in answer_rows(batch):
        hits = answer["hits"]
        best = hits[0]["score"] if hits else ""
        told = (marked_cell(answer["query"]), marked_cell(answer.get("error", "")))
        writer.writerow((answer["row"], *told, len(hits), best, orjson.dumps(hits).decode()))
    return out.getvalue().encode()


def marked_cell(text: str) -> str:
    """Put an apostrophe in front of a cell that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def unmarked_cell(text: str) -> str:
    """Read a cell back as it was before `marked_cell`; of one that began so itself, the apostrophe goes."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_SIGNS) else text


def _message(batch: pa.RecordBatch) -> bytes:
    return bytes(batch.serialize())


def _keep(part: Path, target: Path) -> None:
    part.replace(target)


def _to_parquet(part: Path, target: Path) -> None:
    """Turn Arrow messages into a Parquet file, which stands there whole or not at all."""
    waiting: list[pa.RecordBatch] = []
    made = target.with_name(f"{target.name}.whole")
    try:
        with part.open("rb") as file, pq.ParquetWriter(made, OUTPUT_SCHEMA) as writer:
            reader = pa.ipc.MessageReader.open_stream(file)
            for message in _messages(reader):
                waiting.append(pa.ipc.read_record_batch(message, OUTPUT_SCHEMA))
                if sum(batch.num_rows for batch in waiting) >= ROWS_OF_GROUP:
                    writer.write_table(pa.Table.from_batches(waiting))
                    waiting.clear()
            if waiting:
                writer.write_table(pa.Table.from_batches(waiting))
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    part.unlink()


def _messages(reader: pa.ipc.MessageReader) -> Iterator[pa.ipc.Message]:
    while True:
        try:
            yield reader.read_next_message()
        except StopIteration:
            return


_JSON = AnswerFormat("JSON lines", b"", json_lines, _keep)
FORMATS = {
    ".jsonl": _JSON,
    ".ndjson": _JSON,
    ".json": _JSON,
    ".csv": AnswerFormat("CSV", (",".join(CSV_COLUMNS) + "\n").encode(), csv_lines, _keep),
    ".parquet": AnswerFormat("Parquet", b"", _message, _to_parquet),
}


def format_of(out: Path) -> AnswerFormat:
    """Give the format that a file's suffix asks for.

    Raises:
        OutputError: the suffix names no format.
    """
    known = FORMATS.get(out.suffix.lower())
    if known is None:
        raise OutputError(f"{out}: answers are written as .jsonl, .csv or .parquet; give it one of these endings")
    return known
