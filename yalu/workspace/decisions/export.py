"""The history of alerts for an examiner, as JSON lines or CSV."""

import csv
import io
from collections.abc import Iterable, Iterator

import orjson

from yalu.workspace.answer_formats import marked_cell
from yalu.workspace.decisions.event import AlertEvent

COLUMNS = (
    "number",
    "time",
    "alert",
    "party",
    "dataset",
    "entity",
    "caption",
    "action",
    "state",
    "person",
    "key",
    "reason",
    "hash",
    "previous",
    "erased",
)


def export_json(events: Iterable[AlertEvent]) -> Iterator[str]:
    """Give each event as one line of JSON, with its hash."""
    for event in events:
        yield orjson.dumps(event.to_json(), option=orjson.OPT_APPEND_NEWLINE).decode()


def export_csv(events: Iterable[AlertEvent]) -> Iterator[str]:
    """Give a head and one line for each event. A cell that a spreadsheet would run gets an apostrophe in front."""
    yield ",".join(COLUMNS) + "\n"
    for event in events:
        out, told = io.StringIO(), event.to_json()
        told["erased"] = " ".join(f"{number}:{kept}" for number, kept in told.get("erased", ()))
        cells = (told[name] for name in COLUMNS)
        csv.writer(out, lineterminator="\n").writerow(
            marked_cell(cell) if isinstance(cell, str) else cell for cell in cells
        )
        yield out.getvalue()
