"""What a run of screening says on stderr, before and after."""

from collections.abc import Sequence
from pathlib import Path

import typer

from yalu.records import Table
from yalu.report import one_line
from yalu.workspace import RescreeningSummary, ScreeningSummary


def say_columns(table: Table) -> None:
    """Say which column was taken for what, and which are not used."""
    used = ", ".join(
        name if column == name else f"{name} from {one_line(column, 40)}" for column, name in table.columns.items()
    )
    unused = ", ".join(one_line(column, 40) for column in table.unused[:20]) or "none"
    more = f" and {len(table.unused) - 20} more" if len(table.unused) > 20 else ""
    _say(f"Columns: {used}. Not used: {unused}{more}.")


def say_summary(summary: ScreeningSummary, out: Path | None) -> None:
    """Say what was counted, what could not be asked, and what the audit found."""
    hits = "1 hit" if summary.hits == 1 else f"{summary.hits:,} hits"
    _say(f"{summary.rows:,} rows: {summary.rows_with_hits:,} with hits ({hits}), {summary.errors:,} not screened.")
    if summary.errors:
        _say("Not screened (each is in the output, with its error):")
        _say_some(summary.first_errors, summary.errors)
    if summary.values_left_out:
        _say("Values not understood and left out (their rows are screened without them):")
        _say_some(summary.first_left_out, summary.values_left_out)
    if summary.seed:
        equal = summary.audited - len(summary.differences)
        _say(f"audit: {summary.audited:,} rows, {equal:,} equal (seed {summary.seed})")
        for difference in summary.differences:
            _say(difference, "  ")
    if out is not None:
        _say(f"Written to {out}")


def say_rescreening(summary: RescreeningSummary, before: Sequence[str], after: Sequence[str], out: Path | None) -> None:
    """Say what differs between the lists, and for how many rows that changes the hits."""
    _say(f"Lists: from {', '.join(before)} to {', '.join(after)}.")
    _say(f"Listed parties: {summary.added:,} new, {summary.removed:,} gone, {summary.changed:,} changed.")
    rows = "1 row has" if summary.rows_changed == 1 else f"{summary.rows_changed:,} rows have"
    _say(f"{summary.rows:,} rows: {rows} other hits now.")
    if summary.run is not None:
        say_summary(summary.run, out)


def _say_some(lines: tuple[str, ...], count: int) -> None:
    for line in lines:
        _say(line, "  ")
    if count > len(lines):
        _say(f"and {count - len(lines):,} more", "  ")


def _say(text: str, indent: str = "") -> None:
    typer.echo(indent + one_line(text), err=True)
