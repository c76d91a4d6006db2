"""A run of screening over a table: what it depends on, what it counts, and where its answers go."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yalu.model import OutputError, TableError
from yalu.records import CHUNK_ROWS, Chunk, Table, open_table
from yalu.screening import Screener, analysis_version
from yalu.workspace.answer_formats import format_of, json_lines
from yalu.workspace.part_file import PartFile, Progressed
from yalu.workspace.receipts.answer_tree import AnswerTree
from yalu.workspace.screening_audit import sample_rows
from yalu.workspace.screening_pool import Question, ScreenedChunk, screen_chunks

SHOWN = 5
"""How many of the rows that could not be asked, and of the values that were not understood, a summary names."""

RunProgress = Callable[[float, int], None]
"""Called with the share of the table that is done, from 0 to 1, and the number of rows."""


@dataclass(frozen=True, slots=True)
class ScreeningSettings:
    """How a table is screened.

    Attributes:
        threshold: The least score of a hit.
        limit: The greatest number of hits of a row; all by default.
        schema: The kind of the parties whose rows state none. By default a person or an organisation, or anything
            (Thing) for a row with a ship's or a wallet's identifier.
        columns: Property to column, where the heads do not tell.
        workers: Processes. The answers are the same for any number.
        audit: Rows that are also asked by scoring every listed entity, drawn at random from the table.
        chunk: Rows that are screened together.
    """

    threshold: float = 0.7
    limit: int | None = None
    schema: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    workers: int = 1
    audit: int = 0
    chunk: int = CHUNK_ROWS


@dataclass(frozen=True, slots=True)
class ScreeningSummary:
    """What a run counted. Every row of the table is in `rows`, whether it could be asked or not.

    Attributes:
        rows: Rows of the table.
        rows_with_hits: Rows with at least one hit.
        hits: Hits of all rows.
        errors: Rows that could not be asked; `first_errors` names some, with their line and the reason.
        values_left_out: Values that were not understood; `first_left_out` names some.
        audited: Rows that were proved against the full scan.
        differences: Audited rows whose two answers differ, in words.
        seed: What the sample of the audit was drawn with.
    """

    rows: int = 0
    rows_with_hits: int = 0
    hits: int = 0
    errors: int = 0
    first_errors: tuple[str, ...] = ()
    values_left_out: int = 0
    first_left_out: tuple[str, ...] = ()
    audited: int = 0
    differences: tuple[str, ...] = ()
    seed: str = ""

    def totals(self) -> dict[str, Any]:
        """Give the summary as a JSON object."""
        return asdict(self)

    def add(self, chunk: ScreenedChunk) -> "ScreeningSummary":
        """Count the answers to a chunk in."""
        counts = pc.list_value_length(chunk.batch.column("hits"))
        errors = [error for error in chunk.batch.column("error").to_pylist() if error is not None]
        return replace(
            self,
            rows=self.rows + chunk.batch.num_rows,
            rows_with_hits=self.rows_with_hits + (pc.sum(pc.greater(counts, 0)).as_py() or 0),
            hits=self.hits + (pc.sum(counts).as_py() or 0),
            errors=self.errors + len(errors),
            first_errors=(*self.first_errors, *errors)[:SHOWN],
            values_left_out=self.values_left_out + len(chunk.notes),
            first_left_out=(*self.first_left_out, *chunk.notes)[:SHOWN],
            audited=self.audited + len(chunk.audited),
            differences=self.differences + tuple(item.difference for item in chunk.audited if item.difference),
        )


class ScreeningRun:
    """A table, a screener and settings. Iterating screens; `summary` has what was counted so far.

    Attributes:
        table: What is screened.
        settings: How.
        input: The SHA-256 of the table's file.
        summary: What was counted so far.
        tree: The hash over the answers so far, for a receipt; `None` if there is to be none.
    """

    def __init__(
        self, table: Table, screener: Screener, settings: ScreeningSettings, tree: AnswerTree | None = None
    ) -> None:
        """Fingerprint the table.

        Raises:
            TableError: the table cannot be read.
        """
        self.table = table
        self.settings = settings
        self.tree = tree
        self._screener = screener
        self.input = _hash_of(table.path)
        self.summary = ScreeningSummary(seed=self.input[:16] if settings.audit else "")

    def batches(self, progress: RunProgress | None = None) -> Iterator[pa.RecordBatch]:
        """Give the answers, batch by batch in the order of the table.

        Raises:
            TableError: the table is damaged.
            YaluError: a worker process ended on its own.
        """
        for chunk in self._screened():
            self.summary = self.summary.add(chunk)
            if self.tree is not None:
                self.tree.add_lines(json_lines(chunk.batch).splitlines())
            if progress is not None:
                progress(chunk.share, self.summary.rows)
            yield chunk.batch

    def _screened(self) -> Iterator[ScreenedChunk]:
        settings = self.settings
        question = Question(settings.threshold, settings.limit, self._audited())
        return screen_chunks(self._rest(), self._screener, question, settings.workers)

    def _audited(self) -> frozenset[int]:
        """Draw the rows of the audit."""
        if not self.settings.audit:
            return frozenset()
        return sample_rows(self.table.chunks(self.settings.chunk), self.settings.audit, self.input)

    def resume_from(self, start: Progressed) -> None:
        """Go on behind the rows that are done.

        Raises:
            OutputError: what was counted is not what a run counts.
        """
        counts: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in start.counts.items()
        }
        if start.rows:
            try:
                self.summary = ScreeningSummary(**counts)
                if self.tree is not None:
                    self.tree = AnswerTree.from_state(start.tree)
            except (KeyError, TypeError, ValueError):
                raise OutputError("the state of the run is of another kind; start anew without --resume") from None

    def progressed(self) -> Progressed:
        """Tell how far the run has come, so that another can go on from there."""
        return Progressed(self.summary.rows, self.summary.totals(), self.tree.state() if self.tree else {})

    def identity(self) -> dict[str, str]:
        """Name what the answers depend on, each by a text that changes when it does."""
        settings = self.settings
        return {
            "input": self.input,
            "lists": self._screener.fingerprint,
            "version of Yalu": f"{version('yalu')} {analysis_version()}",
            "threshold": repr(settings.threshold),
            "limit": repr(settings.limit),
            "schema": repr(self.table.schema),
            "map": repr(sorted(settings.columns.items())),
            "audit": repr(settings.audit),
            "chunk": repr(settings.chunk),
            "receipt": repr(self.tree is not None),
        }

    def _rest(self) -> Iterator[Chunk]:
        """Give the chunks behind the rows that are done."""
        done = self.summary.rows
        for chunk in self.table.chunks(self.settings.chunk):
            if chunk.batch.column("row")[0].as_py() > done:
                yield chunk


def screen_file(
    source: Path | str,
    screener: Screener,
    out: Path | str,
    settings: ScreeningSettings | None = None,
    *,
    resume: bool = False,
    progress: RunProgress | None = None,
) -> ScreeningSummary:
    """Screen every row of a table and write the answers to a file, one record for each row, in the order of the table.

    The file appears at the end, at once. Until then `OUT.part` grows; a run that was cut off goes on from there with
    `resume`, and nothing is lost or doubled.

    Args:
        source: CSV, JSON lines or Parquet; see docs/batch-screening.md for the columns.
        screener: The listed entities.
        out: The file to write: .jsonl, .csv or .parquet.
        settings: Threshold, kind of party, columns, processes, audit.
        resume: Go on with a run that was cut off, if there is one.
        progress: Called after each batch.

    Raises:
        TableError: the table cannot be read, or lacks a column of names or identifiers.
        OutputError: the file cannot be written, or the run that was cut off had other settings or data.
    """
    run = ScreeningRun(open_settled(source, settings), screener, settings or ScreeningSettings())
    return write_run(run, Path(out), resume=resume, progress=progress)


def open_settled(source: Path | str, settings: ScreeningSettings | None = None) -> Table:
    """Open the table that settings describe."""
    settings = settings or ScreeningSettings()
    return open_table(source, settings.columns, settings.schema)


def write_run(
    run: ScreeningRun,
    out: Path,
    *,
    resume: bool = False,
    progress: RunProgress | None = None,
    encode: Callable[[pa.RecordBatch], bytes] | None = None,
) -> ScreeningSummary:
    """Write the answers of a run to a file; see `screen_file`.

    `encode` stands in for what the format writes of a batch, such as answers with marks.
    """
    check_output(out, run.table.path)
    form = format_of(out)
    with PartFile(out, form, run.identity(), resume=resume) as part:
        run.resume_from(part.start)
        for batch in run.batches(progress):
            part.append((encode or form.encode)(batch), run.progressed())
        part.finish()
    return run.summary


def check_output(out: Path, source: Path) -> None:
    """Check that answers about `source` can be written to `out`, before any work is done.

    Raises:
        OutputError: the ending names no format, the folder is not there, or it is a folder or the table itself.
    """
    format_of(out)
    if not out.parent.is_dir():
        raise OutputError(f"{out}: there is no folder {out.parent}; make it first")
    if out.is_dir():
        raise OutputError(f"{out}: this is a folder; name a file in it")
    if out.exists() and out.samefile(source):
        raise OutputError(f"{out}: this is the table that is screened; name another file")


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise TableError(path, f"the file cannot be read: {error}") from None
