"""Marking the answers to a table with what was decided about its parties before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from yalu.model import OutputError
from yalu.records import Table
from yalu.workspace.answer_formats import answer_rows, format_of
from yalu.workspace.decisions.marking import Marking
from yalu.workspace.party_ids import party_ids


@dataclass
class TableMarking:
    """Marks the answers to a table, batch by batch in order, from any row on.

    Attributes:
        table: The parties, with a column of ids (`--map id=COLUMN`).
        marking: How.
        decided: Hits so far that were decided about before, shown or not.
        left_out: Hits so far that were left out.
    """

    table: Table
    marking: Marking
    decided: int = 0
    left_out: int = 0
    _ids: Iterator[str | None] = field(init=False, repr=False)
    _next: int = field(default=1, init=False, repr=False)

    def __post_init__(self) -> None:
        self._ids = party_ids(self.table)

    def answers(self, batch: pa.RecordBatch) -> list[dict[str, Any]]:
        """Give the answers of a batch, marked.

        Raises:
            YaluError: the table or the database of decisions cannot be read.
        """
        answers = list(answer_rows(batch))
        first = answers[0]["row"] if answers else self._next
        ids = list(islice(self._ids, first - self._next, first - self._next + len(answers)))
        self._next = first + len(answers)
        told = self.marking.mark(answers, ids)
        self.left_out += (left_out := sum(answer.get("left_out", 0) for answer in told))
        self.decided += left_out + sum("decision" in hit for answer in told for hit in answer["hits"])
        return told

    def lines(self, batch: pa.RecordBatch) -> bytes:
        """Give the answers of a batch as JSON lines, marked."""
        return b"".join(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE) for answer in self.answers(batch))


def check_marked_output(out: Path) -> None:
    """Check that marked answers can be written to a file: as JSON lines, which alone have a place for the marks.

    Raises:
        OutputError: they cannot.
    """
    if format_of(out).name != "JSON lines":
        raise OutputError(f"{out}: decisions are marked in JSON lines; write to a file that ends in .jsonl")
