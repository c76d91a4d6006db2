"""Lists, their issues and what changed between two, in the terminal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.lists import ListDifference, ListSnapshot, caption_of, is_party
from yalu.lists.catalog import ListSource
from yalu.model import State
from yalu.report.wording import one_line
from yalu.workspace import Issue

SHOWN = 20
"""Parties of each kind that a difference shows."""


def print_issues(issues: Sequence[Issue], console: Console) -> None:
    """Print the current issues of several lists, or issues of one."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("list", "issued", "says", "parties", "taken in", "snapshot", "file"):
        wraps = head in ("says", "file")
        table.add_column(head, justify="right" if head == "parties" else "left", overflow="fold", no_wrap=not wraps)
    for issue in issues:
        said, taken = issue.issued_from.value, issue.taken_in[:10]
        cells = (issue.list, issue.issued, said, f"{issue.parties:,}", taken, issue.short, issue.files[0].name)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    console.print(table)
    for issue in issues:
        for reason in issue.forced:
            console.print(Text(one_line(f"{issue.reference} was forced: {reason}")))
        if issue.mended:
            console.print(Text(f"{issue.reference}: {issue.mended:,} places were mended when it was read"))


def print_list(issue: Issue, snapshot: ListSnapshot, day: date | None, console: Console) -> None:
    """Print one issue of one list; with a day, who of it was listed on it."""
    console.print(Text(one_line(snapshot.title), style="bold"))
    facts = {
        "list": issue.list,
        "authority": issue.authority,
        "issued": f"{issue.issued} (says {issue.issued_from.value})",
        "taken in": issue.taken_in,
        "source": issue.source or "a file",
        "file": ", ".join(file.name for file in issue.files),
        "format": issue.format,
        "snapshot": issue.id,
        "counts": ", ".join(f"{key} {value:,}" for key, value in issue.counts.items()),
    }
    if day is not None:
        facts[f"on {day}"] = ", ".join(f"{words} {number:,}" for words, number in states_on(snapshot, day).items())
    if issue.forced:
        facts["forced"] = "; ".join(issue.forced)
    table = Table.grid(padding=(0, 2))
    for label, text in facts.items():
        table.add_row(Text(label, style="dim"), Text(one_line(text)))
    console.print(table)


def states_on(snapshot: ListSnapshot, day: date) -> dict[str, int]:
    """Count the listed parties by how their entries stand to a day; one in force outweighs all others.

    The list says of an entry without a date that it stood on the day of issue, so it counts from then on.
    """
    order = (State.VALID, State.POSSIBLE, State.UNKNOWN, State.NOT_YET, State.ENDED)
    undated = State.VALID if snapshot.date and snapshot.date[:10] <= day.isoformat() else State.UNKNOWN
    best: dict[str, int] = {}
    for entry in snapshot.designations:
        state = entry.state_on(day)
        place = order.index(undated if state is State.UNKNOWN else state)
        best[entry.party] = min(place, best.get(entry.party, len(order)))
    words = ("listed", "possibly listed", "listed on an unknown day", "listed later", "no longer listed")
    counts = dict.fromkeys(words, 0)
    for place in best.values():
        counts[words[place]] += 1
    return {name: number for name, number in counts.items() if number or name == "listed"}


def print_difference(difference: ListDifference, console: Console) -> None:
    """Print what changed: the counts, and the first listed parties of each kind."""
    for label, issue in (("before", difference.before), ("after", difference.after)):
        words = f"{label}: {issue.name} of {issue.date or 'an unknown day'}, {issue.parties:,} parties, {issue.file}"
        console.print(Text(one_line(f"{words}, {issue.sha256[:12]}")))
    if difference.is_empty:
        console.print(Text("Both say the same."))
        return
    for kind, counts in difference.counts().items():
        numbers = ", ".join(f"{number:,} {what}" for what, number in counts.items())
        console.print(Text(f"{kind}: {numbers}"))
    for sign, entities in (("+", difference.added), ("-", difference.removed)):
        lines = [f"{sign} {item['id']}  {item['schema']}  {caption_of(item)}" for item in entities if _listed(item)]
        _print_some(lines, "added" if sign == "+" else "removed", console)
    changed = [
        f"~ {change.entity['id']}  {caption_of(change.entity)}: "
        + "; ".join(
            " ".join([name, *(f"-{value!r}" for value in item.removed), *(f"+{value!r}" for value in item.added)])
            for name, item in change.properties.items()
        )
        for change in difference.changed
        if _listed(change.entity)
    ]
    _print_some(changed, "changed", console)


def print_catalog(sources: Sequence[ListSource], console: Console) -> None:
    """Print the lists that Yalu knows where to get."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("name", "authority", "list", "format", "pull", "address"):
        table.add_column(head, overflow="fold")
    for source in sources:
        pull = "by hand" if not source.pull else "yes" if source.default else "when named"
        cells = (source.name, source.authority, source.title, source.format.value, pull, source.url)
        table.add_row(*map(Text, cells))
    console.print(table)
    for source in sources:
        if source.note:
            console.print(Text(f"{source.name}: {source.note}"))


def _listed(entity: Mapping[str, Any]) -> bool:
    return is_party(entity["schema"])


def _print_some(lines: Sequence[str], what: str, console: Console) -> None:
    for line in lines[:SHOWN]:
        console.print(Text(one_line(line, 300)))
    if len(lines) > SHOWN:
        console.print(Text(f"  and {len(lines) - SHOWN:,} more {what}; --json gives all"))
