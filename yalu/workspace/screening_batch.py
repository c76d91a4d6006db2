"""Screening of a batch that a caller sent: what `yalu screen` answers for a file with the same rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from yalu.model import InputError, TableError, YaluError
from yalu.records import Table, open_table
from yalu.screening import Screener
from yalu.workspace.answer_formats import answer_rows
from yalu.workspace.decisions.marking import Marking
from yalu.workspace.party_ids import party_ids
from yalu.workspace.receipts.answer_tree import AnswerTree
from yalu.workspace.receipts.receipt import Receipt
from yalu.workspace.screening_run import ScreeningRun, ScreeningSettings
from yalu.workspace.uploads import kept_upload

MAX_ROWS = 10_000
CHUNK = 250
"""Rows that are screened before the first of them is answered."""
BODY = "the body"


@dataclass(frozen=True, slots=True)
class BatchExtras:
    """What is done with the answers of a batch beside giving them.

    Attributes:
        tree: Collects the answers for a receipt.
        receipt: Writes the receipt of the run when it is done; its number and hash are the last line.
        marking: Marks hits with what was decided of them.
    """

    tree: AnswerTree | None = None
    receipt: Callable[[ScreeningRun], Receipt] | None = None
    marking: Marking | None = None


def screen_batch(
    content: bytes,
    screener: Screener,
    settings: ScreeningSettings,
    names: Mapping[str, str],
    expired: Callable[[], bool],
    extras: BatchExtras | None = None,
) -> Iterator[bytes]:
    """Screen a table of parties and give JSON lines, one for each row, in the order of the rows.

    The table is checked before the first line is given. What goes wrong later ends the answers with a line that holds
    nothing but `error`. A receipt is of the whole answers, without marks.

    Args:
        content: JSON lines, CSV, Parquet, or a JSON array of objects; columns as `yalu screen` takes them.
        screener: The listed entities.
        settings: Threshold, limit, kind of party, columns.
        names: What to call a dataset in the answers, where it has another name there.
        expired: Tells whether the time is over.
        extras: Receipt and marks; none by default.

    Raises:
        InputError: it is no table of parties, or has more than `MAX_ROWS` rows.
    """
    with kept_upload(_lines_of(content)) as path:
        try:
            table, rows = _opened(path, settings)
            run = ScreeningRun(table, screener, settings)
        except InputError as error:
            raise told_of_body(error) from None
        yield b""
        try:
            yield from _answers(run, rows, names, expired, extras or BatchExtras())
        except YaluError as error:
            told = told_of_body(error) if isinstance(error, InputError) else error
            yield _ending(error=str(told))


def _opened(path: Path, settings: ScreeningSettings) -> tuple[Table, int]:
    table, rows = open_table(path, settings.columns, settings.schema), 0
    for chunk in table.chunks(CHUNK):
        rows += chunk.batch.num_rows
        if rows > MAX_ROWS:
            raise TableError(BODY, f"it has more than {MAX_ROWS:,} rows", remedy="send them in several batches")
    return table, rows


def _answers(
    run: ScreeningRun, rows: int, names: Mapping[str, str], expired: Callable[[], bool], extras: BatchExtras
) -> Iterator[bytes]:
    ids = party_ids(run.table)
    for batch in run.batches():
        answers = [_renamed(answer, names) for answer in answer_rows(batch)]
        if extras.tree is not None:
            extras.tree.add_lines(map(orjson.dumps, answers))
        if extras.marking is not None:
            answers = extras.marking.mark(answers, list(islice(ids, len(answers))))
        yield b"".join(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE) for answer in answers)
        if expired() and run.summary.rows < rows:
            yield _ending(error=f"the time was over after row {run.summary.rows} of {rows}")
            return
    if extras.receipt is not None:
        run.tree = extras.tree
        written = extras.receipt(run)
        yield _ending(receipt={"number": written.number, "hash": written.hash})


def _ending(**told: Any) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def told_of_body(error: InputError) -> InputError:
    """Give an error about a body without the place where it was kept."""
    return type(error)(BODY, error.reason.replace(error.path, BODY), where=error.where, remedy=error.remedy)


def _renamed(answer: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    for hit in answer["hits"]:
        hit["dataset"] = names.get(hit["dataset"], hit["dataset"])
    return answer


def _lines_of(content: bytes) -> bytes:
    """Give a JSON array as JSON lines; everything else as it is."""
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return content
    try:
        items = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise TableError(BODY, f"it is no JSON: {error.msg}", remedy="send one JSON object per line") from None
    return b"".join(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE) for item in items)
