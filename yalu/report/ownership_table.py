"""All parties that are, or may be, blocked through ownership: as a table in the terminal and as CSV."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.model import OutputError
from yalu.network.ownership import Ownership, Tier
from yalu.report.links_csv import cell
from yalu.report.ownership_names import REMINDER, STYLES, Known, status_words
from yalu.report.wording import one_line

COLUMNS = (
    "regime",
    "party",
    "name",
    "schema",
    "state",
    "tier",
    "held_at_least",
    "held_at_most",
    "missing_at_most",
    "blocked_owners",
)
"""Columns of the CSV; docs/ownership.md describes them."""


def print_ownership_table(
    answers: Sequence[Ownership], console: Console, known: Known, notes: Sequence[str] = (), *, limit: int = 50
) -> None:
    """Print who is, and who may be, blocked through ownership: `limit` rows for each regime, the rest counted."""
    for answer in answers:
        console.print(
            Text(
                f"{answer.regime.name}, as of {answer.as_of}: {len(answer.blocked):,} blocked through ownership, "
                f"{len(answer.possibly_blocked):,} possibly; {len(answer.listed):,} listed",
                style="bold",
            )
        )
        console.print(Text(f"Test: {answer.regime.test} ({answer.regime.source})", style="dim"))
        if words := status_words(answer.regime):
            console.print(Text(f"{words} {answer.regime.note}", style="yellow"))
        tiers = list(_tiers(answer, limit))
        if tiers:
            console.print(_table(tiers, known))
        more = len(answer.blocked) + len(answer.possibly_blocked) - len(tiers)
        if more:
            console.print(Text(f"{more:,} more; write them all to a file with --out."))
        console.print()
    for note in notes:
        console.print(Text(f"Note: {one_line(note)}"))
    console.print(Text(REMINDER, style="dim"))


def write_ownership_csv(answers: Sequence[Ownership], path: Path, known: Known) -> int:
    """Write every row as CSV; give how many there are.

    Raises:
        OutputError: the place cannot be written.
    """
    count = 0
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for answer in answers:
                for tier in _tiers(answer, None):
                    writer.writerow([cell(text) for text in _row(answer, tier, known)])
                    count += 1
        part.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)
    return count


def _tiers(answer: Ownership, limit: int | None) -> Iterator[Tier]:
    for party in (*answer.blocked, *answer.possibly_blocked)[:limit]:
        yield answer.tier(party)


def _row(answer: Ownership, tier: Tier, known: Known) -> list[str]:
    owners = [stake.owner for stake in tier.stakes if stake.counts]
    return [
        answer.regime.id,
        tier.party,
        known.name(tier.party),
        known.schema(tier.party),
        tier.state.value,
        "" if tier.tier is None else str(tier.tier),
        format(tier.held.at_least, "f"),
        format(tier.held.at_most, "f"),
        format(tier.missing.at_most, "f"),
        "; ".join(owners),
    ]


def _table(tiers: Sequence[Tier], known: Known) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("party", "state", "tier", "held by blocked owners", "those owners"):
        table.add_column(head, overflow="fold", justify="right" if head == "tier" else "left")
    for tier in tiers:
        owners = [known.name(stake.owner) for stake in tier.stakes if stake.counts]
        more = f" and {len(owners) - 3} more" if len(owners) > 3 else ""
        table.add_row(
            Text(known.titled(tier.party)),
            Text(tier.state.value, style=STYLES[tier.state]),
            Text("" if tier.tier is None else str(tier.tier)),
            Text("share not stated" if tier.held.at_least == 0 and tier.held.at_most == 100 else str(tier.held)),
            Text("; ".join(owners[:3]) + more),
        )
    return table
