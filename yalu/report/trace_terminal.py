"""A trace, or the paths between two parties, in the terminal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from rich.console import Console
from rich.text import Text

from yalu.network import Network, Path, Paths, Scope, Tie, Trace, TracedParty
from yalu.report.network_words import (
    NETWORK_DISCLAIMER,
    against_words,
    arrow_words,
    confidence_words,
    evidence_words,
    party_words,
    tie_details,
    tie_label,
)
from yalu.report.subgraph import found_notes, subgraph
from yalu.report.wording import one_line

_MORE_TIES = 20


def print_trace(
    network: Network, trace: Trace, console: Console, *, day: date, notes: Iterable[str] = (), evidence: int = 1
) -> None:
    """Print a trace as a tree: below each party those to which its ties lead on the best way, best first.

    `day` is when the listings are looked at; at most `evidence` pieces of evidence are quoted for each tie. Nothing
    from a source is taken as Rich markup or as a control sequence.
    """
    count = len(trace.parties) - 1
    _say(
        console,
        f"Network around {one_line(network.name(trace.start))}: {_count(count, 'party', 'parties')} "
        f"within {_count(trace.depth, 'step')}, {_count(len(trace.ties), 'tie')}",
        "bold",
    )
    _say(console, _scope_words(trace.scope, day) + "\n", "dim")
    gaps = frozenset(party.id for party in subgraph(network, trace, day).parties if party.state == "gap")
    tree = _Tree(network, trace, console, day, evidence, gaps)
    _say(console, tree.words(trace.start), "bold")
    tree.print_below(trace.start, "")
    _print_others(network, trace, console)
    for hub in trace.hubs:
        _say(
            console,
            f"Not looked behind {one_line(network.name(hub.id))}: its {hub.neighbours} neighbours are more "
            f"than {trace.scope.hub_limit}, so sharing it says little; start from it, or raise --hub.",
        )
    if trace.left_out:
        _say(console, f"{_count(trace.left_out, 'more party is', 'more parties are')} within reach; raise --limit.")
    _close(console, (*notes, *found_notes(network, trace)))


def print_paths(
    network: Network, paths: Paths, console: Console, *, day: date, notes: Iterable[str] = (), evidence: int = 1
) -> None:
    """Print the paths between two parties, each with its weakest link, its product, and the evidence of each step."""
    one, other = one_line(network.name(paths.source)), one_line(network.name(paths.target))
    if not paths.paths:
        none = "No path" if paths.proven else "No path was found before the search was stopped:"
        steps = f"of at most {_count(paths.depth, 'step')} from {one} to {other}, of links that can hold at one time"
        _say(console, f"{none} {steps}.", "bold")
    else:
        _say(console, f"{_count(len(paths.paths), 'path')} from {one} to {other}, the best first", "bold")
    _say(console, _scope_words(paths.scope, day) + "\n", "dim")
    for number, path in enumerate(paths.paths, 1):
        _print_path(network, path, number, console, day, evidence)
    if not paths.proven:
        _say(
            console,
            "The search was stopped at its bound: a better path may have been left out. Narrow it with "
            "--depth, --types or --min-confidence.",
        )
    _close(console, (*notes, *found_notes(network, paths)))


def _print_path(network: Network, path: Path, number: int, console: Console, day: date, evidence: int) -> None:
    product, weakest = confidence_words(path.product), confidence_words(path.weakest)
    _say(
        console,
        f"{number}. {_count(len(path.ties), 'step')}; product: {product}; weakest link: {weakest}; rank "
        f"{path.rank:.4f}",
        "bold",
    )
    _say(console, f"   {party_words(network, path.parties[0], day)}")
    for party, other, tie in zip(path.parties, path.parties[1:], path.ties, strict=False):
        _say(console, f"   {arrow_words(tie, party)} {party_words(network, other, day)}")
        for line in _proof(tie, evidence):
            _say(console, f"        {line}", "dim")
    console.print()


class _Tree:
    """A trace as a tree: each party under the one before it on its best way."""

    def __init__(
        self, network: Network, trace: Trace, console: Console, day: date, evidence: int, gaps: frozenset[str]
    ) -> None:
        self._network = network
        self._trace = trace
        self._console = console
        self._day = day
        self._evidence = evidence
        self._gaps = gaps
        self._below: dict[str | None, list[TracedParty]] = defaultdict(list)
        for party in trace.parties:
            self._below[party.via].append(party)

    def words(self, party: str) -> str:
        mark = " ▲ gap: not listed, tied to a listed party" if party in self._gaps else ""
        return party_words(self._network, party, self._day) + mark

    def print_below(self, parent: str, indent: str) -> None:
        children = self._below.get(parent, [])
        for child in children:
            tie = self._trace.ties[child.tie or 0]
            branch, inner = ("└", "   ") if child is children[-1] else ("├", "│  ")
            hub = "  [hub: not looked behind]" if child.hub else ""
            _say(self._console, f"{indent}{branch}─{arrow_words(tie, parent)} {self.words(child.id)}{hub}")
            bar = indent + inner + ("│  " if self._below.get(child.id) else "   ")
            for line in _proof(tie, self._evidence):
                _say(self._console, f"{bar}{line}", "dim")
            self.print_below(child.id, indent + inner)


def _proof(tie: Tie, count: int) -> Iterator[str]:
    yield tie_details(tie)
    shown = tie.evidence[:count]
    for item in shown:
        yield evidence_words(item)
    if len(tie.evidence) > len(shown):
        yield f"and {len(tie.evidence) - len(shown)} more pieces of evidence (--evidence N, --json)"
    for link in tie.against:
        yield against_words(link)


def _print_others(network: Network, trace: Trace, console: Console) -> None:
    in_tree = {party.tie for party in trace.parties}
    others = [tie for number, tie in enumerate(trace.ties) if number not in in_tree]
    if not others:
        console.print()
        return
    _say(console, f"\nAlso among them ({_count(len(others), 'more tie')}):", "bold")
    for tie in others[:_MORE_TIES]:
        source, target = one_line(network.name(tie.source)), one_line(network.name(tie.target))
        _say(console, f"  {source} — {tie_label(tie)} — {target} ({tie_details(tie)})")
    if len(others) > _MORE_TIES:
        _say(console, f"  and {len(others) - _MORE_TIES} more (--json, --out)")
    console.print()


def _scope_words(scope: Scope, day: date) -> str:
    parts = [
        f"links as of {scope.as_of}" if scope.as_of else "links of any time",
        f"listings as of {day}",
        f"confidence from {scope.min_confidence:.2f}" if scope.min_confidence else "",
        f"types: {', '.join(sorted(scope.types))}" if scope.types else "",
        "inferred links left out" if not scope.inferred else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def _close(console: Console, notes: Iterable[str]) -> None:
    for note in notes:
        _say(console, f"Note: {one_line(note)}")
    _say(console, NETWORK_DISCLAIMER, "dim")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True)


def _count(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
