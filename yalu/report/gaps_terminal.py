"""Gaps in the terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from yalu.network import Gap, Gaps, Network, authorities, criteria
from yalu.report.network_words import NETWORK_DISCLAIMER, evidence_words, figure_words, listing_words
from yalu.report.wording import STATUS_WORDS, link_label, one_line, period


def print_gaps(network: Network, gaps: Gaps, console: Console, *, notes: Iterable[str] = (), limit: int = 100) -> None:
    """Print gaps: party, criterion, the path to the listed party with its evidence, and what is not known.

    At most `limit` gaps are printed, the rest are counted.
    """
    day = gaps.as_of.isoformat()
    titles = {item.code: item.title for item in authorities()}
    by = f" by {titles.get(gaps.authority, gaps.authority)}" if gaps.authority else ""
    near = f", within {gaps.depth} steps of {one_line(network.name(gaps.near))}" if gaps.near else ""
    if not gaps.gaps:
        _say(
            console,
            f"No gap{near}: nobody who was not listed{by} on {day} is tied by stated links to somebody who was.",
            "bold",
        )
    else:
        parties = len(gaps.parties)
        _say(
            console,
            f"Gaps: {parties} part{'y' if parties == 1 else 'ies'} not listed{by} on {day}, but tied to a "
            f"listed one{', or listed by another authority' if gaps.authority else ''}{near}",
            "bold",
        )
    sentences = {item.id: f"{item.text} ({item.source})" for item in criteria()}
    for number, gap in enumerate(gaps.gaps[:limit], 1):
        _print_gap(network, gap, number, sentences, console)
    if len(gaps.gaps) > limit:
        _say(console, f"\n{len(gaps.gaps) - limit} more gaps are not printed; raise --limit, or use --json.")
    console.print()
    for note in (*notes, *gaps.notes):
        _say(console, f"Note: {one_line(note)}")
    _say(console, NETWORK_DISCLAIMER, "dim")


def _print_gap(network: Network, gap: Gap, number: int, sentences: dict[str, str], console: Console) -> None:
    name = one_line(network.name(gap.party))
    _say(console, f"\n{number}. {name} ({one_line(gap.party)}, {network.schema(gap.party)})", "bold")
    _say(console, f"   criterion    {sentences[gap.criterion]}")
    if gap.path:
        way = " › ".join(one_line(network.name(party)) for party in gap.path)
        _say(console, f"   leads to     {way}")
    for key in gap.links:
        link = network.link(key)
        source, target = one_line(network.name(link.source)), one_line(network.name(link.target))
        when = period(link.interval.start, link.interval.end) or "no date"
        _say(console, f"   source says  {source} — {link_label(link)} — {target} ({STATUS_WORDS[link.status]}; {when})")
        for item in link.evidence:
            _say(console, f"                {evidence_words(item)}", "dim")
    for figures in gap.figures:
        _say(console, f"   figures      {figure_words(figures)}")
    for words in gap.grounds:
        _say(console, f"   rests on     {one_line(words)}")
    _say(console, f"   sources      {gap.sources} independent")
    if gap.listed_by:
        _say(console, f"   listed by    {listing_words(gap.listed_by)}")
    _say(console, f"   not known    {'; '.join(one_line(item) for item in gap.missing)}")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)
