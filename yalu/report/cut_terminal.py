"""A cut in the terminal."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from yalu.network import Network
from yalu.network.cuts import Cut, NetworkCut, ScenarioCut
from yalu.report.cut_words import (
    CUT_DISCLAIMER,
    WEIGHTING_WORDS,
    already_words,
    cut_sentence,
    left_out_words,
    names_of,
    number_words,
    proof_words,
    tie_words,
    title_words,
    unit_words,
)
from yalu.report.wording import one_line

_MOST_SOURCES = 8


def print_cut(
    network: Network, found: NetworkCut, console: Console, *, notes: Iterable[str] = (), limit: int = 15
) -> None:
    """Print the cut: the weightings side by side, then each with its set, comparison, budgets and what still flows.

    At most `limit` ways of the remaining flow are printed, the rest are counted.
    """
    _say(console, title_words(network, found), "bold")
    cuts = found.result.cuts
    if cuts:
        named = names_of(network, cuts[0].sources[:_MOST_SOURCES]) or "nobody"
        more = len(cuts[0].sources) - _MOST_SOURCES
        begins = "sources" if found.request.sources or found.request.source_countries else "where it begins"
        _say(console, f"From: {named}{f' and {more} more' if more > 0 else ''} ({begins})")
        _print_overview(network, cuts, console)
    for cut in cuts:
        _print_weighting(network, found, cut, console, limit)
    if found.result.scenarios is not None:
        _print_scenarios(network, found.result.scenarios, console)
    for note in (*found.result.notes, *found.notes, *notes):
        _say(console, f"Note: {one_line(note)}")
    _say(console, CUT_DISCLAIMER, "dim")


def _table(title: str, *columns: tuple[str, int | None]) -> Table:
    """Make a table; each column comes as its head and its share of the width, or `None` for a number."""
    table = Table(title=title, title_justify="left", title_style="", box=box.SIMPLE_HEAD, pad_edge=False)
    for head, ratio in columns:
        if ratio is None:
            table.add_column(head, justify="right", no_wrap=True)
        else:
            table.add_column(head, ratio=ratio, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(cell) for cell in cells))


def _say(console: Console, text: str, style: str = "") -> None:
    if text:
        console.print(Text(text, style=style))


def _print_overview(network: Network, cuts: tuple[Cut, ...], console: Console) -> None:
    table = _table("", ("weighting", 2), ("could flow", None), ("left", None), ("cost", None), ("proof", 2), ("set", 6))
    for cut in cuts:
        unit = f" ({cut.currency})" if cut.currency else ""
        proof = "optimal" if cut.proven else f"best found, at least {number_words(cut.bound)}"
        chosen = names_of(network, (item.party for item in cut.chosen)) or "nobody"
        _row(
            table,
            cut.weighting.value + unit,
            number_words(cut.before),
            number_words(cut.value),
            number_words(cut.cost),
            proof,
            chosen,
        )
    console.print(table)


def _print_weighting(network: Network, found: NetworkCut, cut: Cut, console: Console, limit: int) -> None:
    words = WEIGHTING_WORDS[cut.weighting] + (f", in {cut.currency}" if cut.currency else "")
    _say(console, f"\nBy {cut.weighting.value}: {words}", "bold")
    _say(console, cut_sentence(network, cut))
    if cut.before:
        _say(console, proof_words(cut))
        _say(console, tie_words(network, cut))
    _say(console, already_words(cut))
    _say(console, left_out_words(cut))
    if not cut.before:
        return
    _print_chosen(network, found, cut, console)
    if cut.also_blocked:
        _say(console, f"Cut with them by the 50 percent rule: {names_of(network, cut.also_blocked)}")
    if sum(bool(item.before) for item in cut.commodities) > 1:
        _print_commodities(cut, console)
    _print_comparisons(network, cut, console)
    _print_frontier(network, cut, console)
    _print_remaining(network, cut, console, limit)


def _print_chosen(network: Network, found: NetworkCut, cut: Cut, console: Console) -> None:
    if not cut.chosen:
        return
    priced = bool(found.prices)
    heads: list[tuple[str, int | None]] = [
        ("party", 5),
        ("cost", None),
        (f"more {unit_words(cut)} if left out", None),
    ]
    table = _table("The set", *heads, *([("class, note, who set it", 4)] if priced else []))
    for item in cut.chosen:
        price = found.prices.get(item.party)
        why = "; ".join(one_line(part) for part in (price.kind, price.note, price.set_by) if part) if price else ""
        cells = [one_line(network.name(item.party)), number_words(item.cost), f"+{number_words(item.loss)}"]
        _row(table, *cells, *([why] if priced else []))
    console.print(table)


def _print_commodities(cut: Cut, console: Console) -> None:
    table = _table("By commodity", ("commodity", 3), ("weight", None), ("could flow", None), ("left", None))
    for item in (item for item in cut.commodities if item.before):
        _row(table, item.commodity, *map(number_words, (item.weight, item.before, item.after)))
    console.print(table)


def _print_comparisons(network: Network, cut: Cut, console: Console) -> None:
    table = _table("What other ways of choosing would leave", ("choice", 2), ("cost", None), ("left", None), ("set", 6))
    best = names_of(network, (item.party for item in cut.chosen)) or "nobody"
    _row(table, "optimum" if cut.proven else "best found", number_words(cut.cost), number_words(cut.value), best)
    for item in cut.comparisons:
        chosen = names_of(network, item.chosen) or "nobody"
        _row(table, item.method, number_words(item.cost), number_words(item.value), chosen)
    console.print(table)


def _print_frontier(network: Network, cut: Cut, console: Console) -> None:
    table = _table("What each budget would leave at least", ("budget", None), ("left", None), ("", 2), ("set", 6))
    for point in cut.frontier:
        marks = ["" if point.proven else f"at least {number_words(point.bound)}"]
        marks += ["◂ knee: beyond it each step brings less"] if point.budget == cut.knee else []
        chosen = names_of(network, point.chosen) or "nobody"
        _row(table, number_words(point.budget), number_words(point.value), " ".join(filter(None, marks)), chosen)
    console.print(table)


def _print_remaining(network: Network, cut: Cut, console: Console, limit: int) -> None:
    if not cut.remaining:
        _say(console, "Nothing can still flow in these links.")
        return
    table = _table("What can still flow, and by whom (one way of several, perhaps)", ("", 1), ("", None), ("way", 8))
    for way in cut.remaining[:limit]:
        _row(table, way.commodity, number_words(way.amount), names_of(network, way.parties, " › "))
    console.print(table)
    if len(cut.remaining) > limit:
        _say(console, f"{len(cut.remaining) - limit} more ways are not printed; --json has them.")


def _print_scenarios(network: Network, cut: ScenarioCut, console: Console) -> None:
    _say(
        console,
        f"\nOver {cut.count} scenarios of uncertain sources, by {cut.weighting.value} (seed {cut.seed})",
        "bold",
    )
    proof = "proven" if cut.proven else f"not proven; at least {number_words(cut.bound)}"
    _say(
        console,
        f"The best single set, {names_of(network, cut.chosen) or 'nobody'}, leaves {number_words(cut.mean)} of "
        f"{number_words(cut.mean_before)} on average ({proof}), {number_words(cut.worst)} in the worst scenario.",
    )
    if cut.unknown:
        _say(
            console,
            f"{cut.unknown} flows have a source whose confidence is not known; they hold in every scenario.",
        )
    table = _table("How often a party is in the optimum of a scenario", ("party", 5), ("share", None))
    for party, share in cut.stays:
        _row(table, one_line(network.name(party)), f"{float(share) * 100:.0f} %")
    console.print(table)
