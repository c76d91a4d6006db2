"""Screening of a batch that a caller sent: what `yalu screen` answers for a file with the same rows."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from yalu.model import InputError, TableError
from yalu.records import open_table
from yalu.screening import Screener
from yalu.workspace.answer_formats import answer_rows
from yalu.workspace.screening_run import ScreeningRun, ScreeningSettings
from yalu.workspace.uploads import kept_upload

MAX_ROWS = 10_000
CHUNK = 250
"""Rows that are screened before the first of them is answered."""
BODY = "the body"


def screen_batch(
    content: bytes,
    screener: Screener,
    settings: ScreeningSettings,
    names: Mapping[str, str],
    expired: Callable[[], bool],
) -> Iterator[bytes]:
    """Screen a table of parties and give JSON lines, one for each row, in the order of the rows.

    The table is checked before the first line is given. What goes wrong later ends the answers with a line that holds
    nothing but `error`.

    Args:
        content: JSON lines, CSV, Parquet, or a JSON array of objects; columns as `yalu screen` takes them.
        screener: The listed entities.
        settings: Threshold, limit, kind of party, columns.
        names: What to call a dataset in the answers, where it has another name there.
        expired: Tells whether the time is over.

    Raises:
        InputError: it is no table of parties, or has more than `MAX_ROWS` rows.
    """
    with kept_upload(_lines_of(content)) as path:
        try:
            table = open_table(path, settings.columns, settings.schema)
            rows = 0
            for chunk in table.chunks(CHUNK):
                rows += chunk.batch.num_rows
                if rows > MAX_ROWS:
                    raise TableError(BODY, f"it has more than {MAX_ROWS:,} rows", remedy="send them in several batches")
            run = ScreeningRun(table, screener, settings)
        except InputError as error:
            raise told_of_body(error) from None
        yield b""
        try:
            for batch in run.batches():
                yield b"".join(_line(answer, names) for answer in answer_rows(batch))
                if expired() and run.summary.rows < rows:
                    reason = f"the time was over after row {run.summary.rows} of {rows}"
                    yield orjson.dumps({"error": reason}, option=orjson.OPT_APPEND_NEWLINE)
                    return
        except InputError as error:
            yield orjson.dumps({"error": str(told_of_body(error))}, option=orjson.OPT_APPEND_NEWLINE)


def told_of_body(error: InputError) -> InputError:
    """Give an error about a body without the place where it was kept."""
    return type(error)(BODY, error.reason.replace(error.path, BODY), where=error.where, remedy=error.remedy)


def _line(answer: dict[str, Any], names: Mapping[str, str]) -> bytes:
    for hit in answer["hits"]:
        hit["dataset"] = names.get(hit["dataset"], hit["dataset"])
    return orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE)


def _lines_of(content: bytes) -> bytes:
    """Give a JSON array as JSON lines; everything else as it is."""
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return content
    try:
        items = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise TableError(BODY, f"it is no JSON: {error.msg}", remedy="send one JSON object per line") from None
    return b"".join(orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE) for item in items)
