"""Hits of a screening in the terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.report.wording import one_line
from yalu.screening import Share

Answer = Mapping[str, Any]
"""An answer as `yalu screen` writes it: row, query, hits, and error where there is one."""

REMINDER = "A hit is a name to look at, not a finding: compare what else is known of the two before acting."


def print_hits(answer: Answer, console: Console, lists: str) -> None:
    """Print who on the lists one name can be, each with how its score comes about."""
    hits = answer["hits"]
    if not hits:
        console.print(Text(f"{one_line(answer['query'])}: no listed party reaches the threshold in {lists}."))
        return
    console.print(
        Text(f"{one_line(answer['query'])}: {_count(len(hits), 'listed party', 'listed parties')} in {lists}")
    )
    for hit in hits:
        console.print()
        console.print(_title(hit))
        console.print(_shares(hit["explanation"]))
    console.print(Text(REMINDER, style="dim"))


def print_answers(answers: Sequence[Answer], rows_with_hits: int, console: Console) -> None:
    """Print the rows that have hits, of which `answers` are the first."""
    several = len({hit["dataset"] for answer in answers for hit in answer["hits"]}) > 1
    table = _table("row", "asked", "score", "listed party", "id", *(["list"] if several else []))
    for answer in answers:
        cells = (str(answer["row"]), one_line(answer["query"], 60))
        for hit in answer["hits"]:
            lists = [one_line(hit["dataset"])] if several else []
            _row(table, *cells, f"{hit['score']:.2f}", _named(hit), one_line(hit["id"]), *lists)
            cells = ("", "")
    if answers:
        console.print(table)
        if rows_with_hits > len(answers):
            more = _count(rows_with_hits - len(answers), "more row has hits", "more rows have hits")
            console.print(Text(f"{more}; write them all to a file with --out."))
        console.print(Text(REMINDER, style="dim"))


def print_comparison(query: str, listed: str, score: float, shares: Sequence[Share], console: Console) -> None:
    """Print the score of two names and how it comes about."""
    console.print(Text(f"{score:.4f}  {one_line(query)}  /  {one_line(listed)}", style="bold"))
    rows = [{"query": item.query, "listed": item.listed, "kind": item.kind, "share": item.share} for item in shares]
    if rows:
        console.print(_shares(rows))
    else:
        console.print(Text("One of the two holds no letter or digit: there is nothing to compare."))


def _title(hit: Mapping[str, Any]) -> Text:
    text = Text(f"{hit['score']:.4f}  {_named(hit)}", style="bold")
    text.append(
        f"  {hit['schema']}, {one_line(hit['id'])}, list {one_line(hit['dataset']) or 'unnamed'}", style="not bold"
    )
    return text


def _named(hit: Mapping[str, Any]) -> str:
    """Give a listed party's own name, and the name that was found if it is another."""
    caption, name = one_line(hit["caption"], 60), one_line(hit["name"], 60)
    return caption if name == caption else f"{caption}, as {name}"


def _shares(shares: Sequence[Mapping[str, Any]]) -> Table:
    table = _table("asked", "listed", "how", "share")
    for share in shares:
        _row(table, one_line(share["query"]), one_line(share["listed"]), share["kind"], f"{share['share']:+.4f}")
    return table


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        numeric = head in ("row", "score", "share")
        table.add_column(head, overflow="fold", justify="right" if numeric else "left")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(cell) for cell in cells))


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
