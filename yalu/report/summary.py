"""The investigation in the terminal."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.investigation import Investigation, ListedHit, ScreenedParty
from yalu.model import Evidence, Link, Status
from yalu.report.beyond_gaps import cut_sentences, ownership_sentences
from yalu.report.case_words import print_case
from yalu.report.network_words import arrow_words
from yalu.report.wording import (
    DISCLAIMER,
    STATE_WORDS,
    STATUS_WORDS,
    criterion_words,
    is_in_documents,
    is_in_records,
    joined_links,
    link_label,
    one_line,
    own_hit,
    period,
    unjoined_links,
)

_WIDE = 120


def print_summary(
    investigation: Investigation, console: Console, *, criteria: Mapping[str, str] | None = None, links: int = 60
) -> None:
    """Print what was read, who is listed on the day, the gaps, the documents' links and what was left out.

    `criteria` maps criterion ids to their sentences. At most `links` links are printed in each table, and the rest
    are counted, as are those that only lists state. Nothing from a document is taken as Rich markup or as a control
    sequence.
    """
    names = {item.party.id: one_line(item.party.name) for item in investigation.parties}
    _print_sources(investigation, console)
    _print_listed(investigation, console)
    _print_gaps(investigation, console, names, criteria or {})
    _print_paths(investigation, console, names)
    _print_sentences("Ownership", [words for _, words in ownership_sentences(investigation)], console)
    _print_sentences("Cut", cut_sentences(investigation), console)
    stated = [link for link in joined_links(investigation) if is_in_documents(link, investigation)]
    _print_links("Links that the documents state", stated, console, names, links)
    recorded = [link for link in joined_links(investigation) if is_in_records(link, investigation)]
    if investigation.records:
        _print_links("Links that the records state", recorded, console, names, links)
    _print_links("Stated not to be, or not yet to be, so", unjoined_links(investigation), console, names, links)
    files = {item.id: item.file for item in investigation.documents}
    print_case(investigation.resemblances, investigation.contradictions, names | files, console)
    _print_rest(investigation, console)


def _table(title: str, *columns: tuple[str, int]) -> Table:
    """Make a table; each column comes as its head and its share of the width."""
    table = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, expand=True, pad_edge=False
    )
    for head, ratio in columns:
        table.add_column(head, ratio=ratio, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(cell) for cell in cells))


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style))


def _print_sources(investigation: Investigation, console: Console) -> None:
    _say(console, f"Investigation as of {investigation.as_of.isoformat()}", "bold")
    for document in investigation.documents:
        title = one_line(document.title or document.file)
        parts = (document.author, document.publisher, document.published)
        by = ", ".join(one_line(part) for part in parts if part)
        _say(console, f"Document: {title}" + (f" ({by})" if by else "") + f" [{one_line(document.file)}]")
    for records in investigation.records:
        refused = f", {records.refused:,} not read" if records.refused else ""
        _say(console, f"Records: {one_line(records.file)}, {records.rows:,} rows of {records.kind}{refused}")
    for used in investigation.lists:
        day = used.date or "day unknown"
        _say(console, f"List: {one_line(used.title)}, {day}, {used.entities} entities, sha256 {used.sha256[:12]}…")
    console.print()


def _print_listed(investigation: Investigation, console: Console) -> None:
    day = investigation.as_of.isoformat()
    listed = [item for item in investigation.parties if item.listed and not item.from_list]
    around = sum(item.listed and item.from_list for item in investigation.parties)
    if not listed:
        _say(console, f"No party of the sources was found listed on {day}.\n")
        return
    table = _table(f"Listed on {day}", ("party", 4))
    table.add_column("list id", min_width=10, max_width=16, overflow="fold")
    table.add_column("listed as", ratio=4)
    table.add_column("score", min_width=5)
    table.add_column("programmes", min_width=10, max_width=16, overflow="fold")
    table.add_column("since", min_width=10)
    for item in listed:
        _row(table, one_line(item.party.name), *_listing_cells(item, own_hit(item)))
    console.print(table)
    if around:
        _say(
            console,
            f"{around} more listed parties are tied to these by the lists alone (in the report and with --json).\n",
        )


def _listing_cells(item: ScreenedParty, listing: ListedHit | None) -> tuple[str, ...]:
    if listing is None:
        return (one_line(item.same_as or ""), "", "", "", "")
    return (
        one_line(listing.hit.id),
        one_line(listing.hit.caption),
        f"{listing.hit.score:.2f}",
        one_line(", ".join(listing.programs)),
        listing.listed_from or "unknown",
    )


def _print_gaps(
    investigation: Investigation, console: Console, names: Mapping[str, str], criteria: Mapping[str, str]
) -> None:
    day = investigation.as_of.isoformat()
    if not investigation.gaps:
        _say(console, f"No gap: no party that was not listed on {day} is tied by a stated link to one that was.\n")
        return
    links = {link.id: link for link in investigation.links}
    _say(console, f"Gaps: not listed on {day}, linked by a source to a listed party", "bold")
    table = Table(box=None, show_header=False, padding=(0, 1), expand=True)
    table.add_column(max_width=12)
    table.add_column(ratio=1)
    for gap in investigation.gaps:
        table.add_row("", "")
        table.add_row(Text("party"), Text(names.get(gap.party, gap.party), style="bold"))
        _row(table, "criterion", one_line(criterion_words(gap.criterion, criteria)))
        _row(table, "source says", "\n".join(_sentence(links[key], names) for key in gap.links if key in links))
        _row(table, "not known", "; ".join(one_line(item) for item in gap.missing))
    console.print(table)
    console.print()


def _print_paths(investigation: Investigation, console: Console, names: Mapping[str, str]) -> None:
    if not investigation.paths:
        return
    table = _table("How parties of the documents are tied through others", ("path", 6))
    table.add_column("product", min_width=7)
    table.add_column("weakest link", min_width=7)
    for path in investigation.paths:
        way = names.get(path.parties[0], path.parties[0])
        for party, other, tie in zip(path.parties, path.parties[1:], path.ties, strict=False):
            way += f" {arrow_words(tie, party)} {names.get(other, other)}"
        _row(table, way, *("unknown" if value is None else f"{value:.2f}" for value in (path.product, path.weakest)))
    console.print(table)


def _print_sentences(title: str, sentences: Iterable[str], console: Console) -> None:
    for number, words in enumerate(sentences):
        if number == 0:
            _say(console, title, "bold")
        _say(console, f"- {one_line(words)}")


def _sentence(link: Link, names: Mapping[str, str]) -> str:
    source, target = names.get(link.source, link.source), names.get(link.target, link.target)
    return f"{source} {link_label(link)} {target} ({STATUS_WORDS[link.status]})"


def _print_links(title: str, links: list[Link], console: Console, names: Mapping[str, str], limit: int) -> None:
    if not links:
        return
    wide = console.width >= _WIDE
    heads = [("link", 6), ("role, goods, time", 4)] if wide else [("link", 6)]
    table = _table(title, *heads, ("quote", 6))
    for link in links[:limit]:
        quote = f"“{one_line(link.evidence[0].quote, 130 if wide else 80)}”{_count_more(link.evidence)}"
        details = "; ".join(_details(link))
        if wide:
            _row(table, _ends(link, names), details, quote)
        else:
            _row(table, _ends(link, names) + (f" ({details})" if details else ""), quote)
    console.print(table)
    if len(links) > limit:
        more = _count(len(links) - limit, "more link")
        _say(console, f"Not shown here: {more}; the report and investigation.json have them.\n")


def _ends(link: Link, names: Mapping[str, str]) -> str:
    """Name the two ends; how the source states it goes first, where it does not simply state it."""
    source, target = names.get(link.source, link.source), names.get(link.target, link.target)
    ends = f"{source} — {link_label(link)} — {target}"
    return ends if link.status is Status.ASSERTED else f"[{STATUS_WORDS[link.status]}] {ends}"


def _details(link: Link) -> Iterable[str]:
    if link.role:
        yield one_line(link.role)
    yield from (one_line(item) for item in link.goods)
    when = period(link.interval.start, link.interval.end)
    if when:
        yield when
    said_by = sorted({one_line(item.asserted_by) for item in link.evidence if item.asserted_by})
    if said_by:
        yield f"says {', '.join(said_by)}"


def _count_more(evidence: tuple[Evidence, ...]) -> str:
    return f" (+{len(evidence) - 1} more)" if len(evidence) > 1 else ""


def _print_rest(investigation: Investigation, console: Console) -> None:
    parties = investigation.parties
    from_lists = sum(
        not is_in_documents(link, investigation) and not is_in_records(link, investigation)
        for link in investigation.links
    )
    states = Counter(
        STATE_WORDS[hit.state] for item in parties if not item.listed and (hit := own_hit(item)) is not None
    )
    counts = [
        _count(len(parties), "party", "parties"),
        f"{sum(item.party.unnamed for item in parties)} described without a name",
        f"{sum(item.from_list for item in parties)} from the lists only",
        f"{sum(bool(item.hits) and not item.same_as for item in parties)} with possible hits only",
        *(f"{count} {words}" for words, count in sorted(states.items())),
        f"{_count(len(investigation.links), 'link')}, {from_lists} of them from the lists only",
    ]
    _say(console, "In all: " + ", ".join(counts) + ".")
    for note in investigation.notes:
        _say(console, f"Note: {one_line(note)}")
    _say(console, DISCLAIMER, "dim")


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
