"""What documents say, by itself: as a JSON object, and in the terminal. `docs/documents.md` describes every key."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.documents import Detail, Document, Identifier, Reading
from yalu.model import Link, Party
from yalu.report.case_words import print_case
from yalu.report.json_form import contradiction_json, link_json, mention_json, resemblance_json
from yalu.report.wording import BACKGROUND, STATUS_WORDS, link_label, one_line


def reading_json(reading: Reading) -> dict[str, Any]:
    """Give a reading as plain lists, dictionaries, strings and numbers; every key is always there."""
    return {
        "documents": [_document(item) for item in reading.documents],
        "parties": [_party(item) for item in reading.parties],
        "links": [link_json(item) for item in reading.links],
        "identifiers": [_identifier(item) for item in reading.identifiers],
        "details": [_detail(item) for item in reading.details],
        "maybe_same": [resemblance_json(item) for item in reading.resemblances],
        "contradictions": [contradiction_json(item) for item in reading.contradictions],
        "notes": list(reading.notes),
        "version": version("yalu"),
    }


def _document(item: Document) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "author": item.author,
        "publisher": item.publisher,
        "published": item.published,
        "updated": item.updated,
        "file": item.file,
        "sha256": item.sha256,
        "pages": len(item.page_starts) or None,
        "facts": [{"name": name, "value": value} for name, value in item.facts],
    }


def _party(item: Party) -> dict[str, Any]:
    return {
        "id": item.id,
        "schema": item.schema,
        "name": item.name,
        "names": list(item.names),
        "countries": list(item.countries),
        "unnamed": item.unnamed,
        "members": list(item.members),
        "properties": {name: list(values) for name, values in item.properties},
        "mentions": [mention_json(mention) for mention in item.mentions],
    }


def _identifier(item: Identifier) -> dict[str, Any]:
    return {
        "type": item.type,
        "value": item.value,
        "document": item.document,
        "start": item.start,
        "end": item.end,
        "valid": item.valid,
        "party": item.party,
    }


def _detail(item: Detail) -> dict[str, Any]:
    return {
        "type": item.type,
        "value": item.value,
        "document": item.document,
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        "party": item.party,
    }


def print_reading(reading: Reading, console: Console, *, links: int = 60) -> None:
    """Print what was read: its parties, its links with quotes, and what was left out.

    At most `links` links are printed of those that are stated, and of those that are not; the rest are counted.
    Nothing from a document is taken as Rich markup or as a control sequence.
    """
    for document in reading.documents:
        _print_document(document, console)
    _print_parties(reading, console)
    names = {party.id: one_line(party.name) for party in reading.parties}
    ranked = sorted(reading.links, key=lambda link: link.type in BACKGROUND)
    stated = [link for link in ranked if link.status.joins_network]
    others = [link for link in ranked if not link.status.joins_network]
    pages = {document.id: bool(document.page_starts) for document in reading.documents}
    _print_links("Stated or reported", stated, console, names, pages, links)
    _print_links("Stated not to be, or not yet to be, so", others, console, names, pages, links)
    files = {document.id: document.file for document in reading.documents}
    print_case(reading.resemblances, reading.contradictions, names | files, console)
    for note in reading.notes:
        console.print(Text(f"Note: {one_line(note)}"))
    console.print()


def _print_document(document: Document, console: Console) -> None:
    parts = (document.author, document.publisher, document.published)
    by = ", ".join(one_line(part) for part in parts if part)
    title = one_line(document.title or document.file)
    console.print(Text(title + (f" ({by})" if by else "") + f" [{one_line(document.file)}]", style="bold"))
    for name, value in document.facts:
        console.print(Text(f"  {one_line(name)}: {one_line(value)}"))


def _print_parties(reading: Reading, console: Console) -> None:
    if not reading.parties:
        console.print(Text("No party was found."))
        return
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False)
    for head, ratio in (("party", 4), ("kind", 2), ("also", 4), ("numbers, details", 3)):
        table.add_column(head, ratio=ratio, overflow="fold")
    for party in reading.parties:
        known = "; ".join(f"{name} {value}" for name, values in party.properties for value in values)
        kind = party.schema + (", described" if party.unnamed else "")
        cells = (party.name, kind, ", ".join(party.names[1:4]), known)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    console.print(table)


def _print_links(
    head: str, links: list[Link], console: Console, names: Mapping[str, str], pages: Mapping[str, bool], most: int
) -> None:
    if not links:
        return
    console.print(Text(head, style="bold"))
    for link in links[:most]:
        item = link.evidence[0]
        says = f", says {one_line(item.asserted_by)}" if item.asserted_by else ""
        ends = (names.get(link.source, link.source), names.get(link.target, link.target))
        role = f" ({one_line(link.role)})" if link.role else ""
        console.print(Text(f"- {ends[0]} {link_label(link)} {ends[1]}{role}: {STATUS_WORDS[link.status]}{says}"))
        page = f"page {item.page}, " if pages.get(item.document) else ""
        console.print(Text(f"  “{one_line(item.quote)}” ({page}line {item.line})", style="dim"))
    if len(links) > most:
        console.print(Text(f"and {len(links) - most} more; --json has all of them"))
