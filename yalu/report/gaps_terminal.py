"""Gaps in the terminal."""

from collections.abc import Iterable, Sequence

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
    shown: dict[str, list[Gap]] = {}
    for gap in gaps.gaps[:limit]:
        shown.setdefault(gap.party, []).append(gap)
    for number, group in enumerate(shown.values(), 1):
        _print_party(network, group, number, sentences, console)
    if len(gaps.gaps) > limit:
        _say(console, f"\n{len(gaps.gaps) - limit} more gaps are not printed; raise --limit, or use --json.")
    console.print()
    for note in (*notes, *gaps.notes):
        _say(console, f"Note: {one_line(note)}")
    _say(console, NETWORK_DISCLAIMER, "dim")


def _print_party(
    network: Network, group: Sequence[Gap], number: int, sentences: dict[str, str], console: Console
) -> None:
    """Print the gaps of one party; evidence that an earlier one of them showed is not repeated."""
    party = group[0].party
    name = one_line(network.name(party))
    _say(console, f"\n{number}. {name} ({one_line(party)}, {network.schema(party)})", "bold")
    before: list[Gap] = []
    for gap in group:
        _print_gap(network, gap, before, sentences, console)
        before.append(gap)


def _print_gap(network: Network, gap: Gap, before: Sequence[Gap], sentences: dict[str, str], console: Console) -> None:
    _say(console, f"   criterion    {sentences[gap.criterion]}")
    if gap.path and not any(gap.path == other.path for other in before):
        way = " › ".join(one_line(network.name(party)) for party in gap.path)
        _say(console, f"   leads to     {way}")
    told = {key for other in before for key in other.links}
    if gap.links and told.issuperset(gap.links):
        _say(console, "   source says  as above")
    for key in (key for key in gap.links if key not in told):
        link = network.link(key)
        source, target = one_line(network.name(link.source)), one_line(network.name(link.target))
        when = period(link.interval.start, link.interval.end) or "no date"
        _say(console, f"   source says  {source} — {link_label(link)} — {target} ({STATUS_WORDS[link.status]}; {when})")
        for item in link.evidence:
            _say(console, f"                {evidence_words(item)}", "dim")
    known = {figures for other in before for figures in other.figures}
    for figures in (figures for figures in gap.figures if figures not in known):
        _say(console, f"   figures      {figure_words(figures)}")
    for words in gap.grounds:
        _say(console, f"   rests on     {one_line(words)}")
    _say(console, f"   sources      {gap.sources} independent")
    if gap.listed_by and not before:
        _say(console, f"   listed by    {listing_words(gap.listed_by)}")
    _say(console, f"   not known    {'; '.join(one_line(item) for item in gap.missing)}")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)
