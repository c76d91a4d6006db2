"""Receipts, their verification, certificates and changes of hits in the terminal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.model import State
from yalu.report.certificate_page import certificate_statement
from yalu.report.hit_tables import REMINDER
from yalu.report.wording import STATE_WORDS, one_line, period
from yalu.workspace import Certificate, Kind, Receipt, ReceiptVerification, RowChange

SHOWN_CHANGES = 50


def print_receipts(receipts: Iterable[Receipt], console: Console) -> None:
    """Print receipts, one line each."""
    table = _table("number", "time", "about", "asked", "hits", "lists", "hash")
    for receipt in receipts:
        header = receipt.header
        lists = ", ".join(f"{item['name']} ({item['date'] or 'no date'})" for item in header.get("lists", ()))
        cells = (str(receipt.number), header["time"], receipt.kind.value, _asked(receipt))
        _row(table, *cells, f"{header['hits']:,}" if "hits" in header else "", lists, receipt.hash[:12])
    console.print(table)


def print_receipt(receipt: Receipt, console: Console) -> None:
    """Print one receipt with all that it says."""
    header, payload = receipt.header, receipt.payload
    console.print(Text(f"Receipt {receipt.number}, {header['time']}: {receipt.kind.value}", style="bold"))
    rows: list[tuple[str, str]] = [("asked", _asked(receipt))]
    if payload is not None and payload.get("operator"):
        rows.append(("operator", payload["operator"]))
    rows += [(name, _value(header[name])) for name in _FACTS if name in header]
    for item in header.get("lists", ()):
        rows.append(("list", f"{item['name']}, issued {item['date'] or 'no date'}, {item['parties']:,} parties"))
        rows.append(("", f"sha256 {item['sha256']}"))
    rows += [(f"version: {part}", str(value)) for part, value in header.get("versions", {}).items()]
    if payload is not None:
        for hit in _hits(receipt):
            rows.append(("hit", f"{hit['score']:.4f}  {hit['caption']}, {hit['id']}"))
        for name in ("input", "output"):
            if payload.get(name):
                rows.append((name, f"{payload[name]['file']}, sha256 {payload[name]['sha256']}"))
    rows += [("hash", receipt.hash), ("previous", header["previous"]), ("payload", header["payload"])]
    table = _table("", "")
    table.show_header = False
    for label, value in rows:
        _row(table, label, one_line(value))
    console.print(table)


_FACTS = ("as_of", "rows", "rows_with_hits", "hits", "errors", "root", "settings", "erases")


def print_verification(found: ReceiptVerification, console: Console) -> None:
    """Print what a verification found."""
    count = "1 receipt" if found.receipts == 1 else f"{found.receipts:,} receipts"
    erased = f", {found.erased:,} of them with their content erased on record" if found.erased else ""
    if found.whole:
        console.print(Text(f"{count}{erased}: the chain is whole."))
    else:
        console.print(Text(f"{count}{erased}: the chain is NOT as it was written.", style="bold"))
        for fault in found.faults:
            console.print(Text(f"  {one_line(fault.words)}"))
    for note in found.notes:
        console.print(Text(f"  note: {one_line(note)}"))
    if found.anchored:
        console.print(Text("The hash that was noted outside is in the chain."))
    if found.whole and found.receipts:
        console.print(Text(f"Head: {found.head.number} {found.head.hash}", style="bold"), soft_wrap=True)
        if found.anchored is None:
            console.print(Text(ANCHOR_ADVICE, style="dim"))


ANCHOR_ADVICE = (
    "Note the head outside this workspace, and give it later with --anchor: a chain that was rewritten or cut together "
    "with its head cannot be told from a whole one without it."
)


def print_changes(changes: Sequence[RowChange], console: Console) -> None:
    """Print the rows whose hits changed."""
    table = _table("row", "asked", "", "score", "listed party", "id", "list")
    for change in changes[:SHOWN_CHANGES]:
        told: list[tuple[str, str, Mapping[str, Any]]] = [
            ("new hit", f"{hit['score']:.2f}", hit) for hit in change.appeared
        ]
        told += [("gone", f"{hit['score']:.2f}", hit) for hit in change.gone]
        told += [
            ("changed", f"{before['score']:.2f} to {after['score']:.2f}", after) for before, after in change.changed
        ]
        cells = (str(change.row), one_line(change.query, 60))
        for what, score, hit in told:
            _row(
                table, *cells, what, score, one_line(hit["caption"], 60), one_line(hit["id"]), one_line(hit["dataset"])
            )
            cells = ("", "")
    if changes:
        console.print(table)
        if len(changes) > SHOWN_CHANGES:
            console.print(Text(f"{len(changes) - SHOWN_CHANGES:,} more rows changed; --json gives them all."))
        console.print(Text(REMINDER, style="dim"))


def print_certificate(certificate: Certificate, console: Console) -> None:
    """Print what a certificate says, in short."""
    console.print(Text(f"{one_line(certificate.asked)}, as of {certificate.as_of}", style="bold"))
    console.print(Text(certificate_statement(certificate)))
    if certificate.hits:
        table = _table("score", "listed party", "id", "on that day", "entry", "programmes")
        for hit in certificate.hits:
            entry = hit.entries[0] if hit.entries else None
            when = period(entry.listed_from, entry.listed_to) if entry else ""
            programs = ", ".join(entry.programs) if entry else ""
            state = STATE_WORDS[State(hit.state)]
            _row(table, f"{hit.score:.4f}", one_line(hit.caption, 60), one_line(hit.id), state, when, programs)
        console.print(table)
    for item in certificate.lists:
        console.print(Text(f"List {item.name}, issued {item.issued or 'on an unknown day'}, sha256 {item.sha256}"))
    for note in certificate.notes:
        console.print(Text(f"Note: {one_line(note)}"))
    console.print(Text(REMINDER, style="dim"))


def _asked(receipt: Receipt) -> str:
    if receipt.kind is Kind.ERASURE:
        return f"erases receipt {receipt.header['erases']}"
    if receipt.payload is None:
        return "(erased)"
    if receipt.kind is Kind.TABLE:
        return one_line(f"{receipt.payload['input']['file']}, {receipt.header['rows']:,} rows", 60)
    answer = receipt.payload.get("answer") or receipt.payload.get("content") or {}
    return one_line(str(answer.get("query") if receipt.kind is Kind.NAME else answer.get("asked")), 60)


def _hits(receipt: Receipt) -> Sequence[Mapping[str, Any]]:
    payload = receipt.payload or {}
    hits: Sequence[Mapping[str, Any]] = (payload.get("answer") or payload.get("content") or {}).get("hits", ())
    return hits


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {item}" for name, item in value.items() if item not in (None, {}, []))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", justify="right" if head in ("number", "row", "hits") else "left")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(cell) for cell in cells))
