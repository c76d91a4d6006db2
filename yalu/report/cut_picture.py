"""The picture of a cut: who passes what on to whom, who is chosen, and what can still flow."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from yalu.model.flow import Flow
from yalu.network import Network
from yalu.network.cuts import Cut, NetworkCut
from yalu.report.cut_words import cut_sentence, number_words, unit_words
from yalu.report.drawn import KINDS_OF_SCHEMA, MOST_NODES, Drawing, Line, Node
from yalu.report.picture import Picture, draw
from yalu.report.wording import one_line


def cut_picture(network: Network, found: NetworkCut, most: int = MOST_NODES) -> Picture:
    """Draw the first weighting of a cut: the parties between sources and end users, with the set marked.

    Lines over which flow can still run are drawn in full, the others faintly. Above `most` parties, those are drawn
    first that are asked for or chosen, then those on the ways that remain, then the others by their number of flows.
    """
    if not found.result.cuts:
        return draw(Drawing((), (), ()), "Nothing flows in these links")
    cut = found.result.cuts[0]
    drawing = _drawing(network, found, cut, most)
    words = (f"By {cut.weighting.value}.", cut_sentence(network, cut), *drawing.notes)
    arithmetic = "Arithmetic on the links that were given; no recommendation, no accusation."
    caption = (*(one_line(text) for text in (" ".join(words[:2]), *words[2:])), arithmetic)
    return draw(drawing, one_line(" ".join(words)), caption=caption)


def _drawing(network: Network, found: NetworkCut, cut: Cut, most: int) -> Drawing:
    flows = _relevant(found, cut)
    ends = {party for flow in flows for party in (flow.source, flow.target)}
    order = _order(found, cut, flows, ends)
    shown = order[:most]
    notes = (
        [f"{len(order) - most} parties with the fewest flows are not drawn, for want of room."] if order[most:] else []
    )
    place = {party: number for number, party in enumerate(shown)}
    nodes = tuple(_node(network, found, cut, party) for party in shown)
    running = {(way.commodity, one, other) for way in cut.remaining for one, other in pairwise(way.parties)}
    between: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in flows:
        if flow.source in place and flow.target in place:
            between[min(flow.source, flow.target), max(flow.source, flow.target)].append(flow)
    lines = tuple(
        replace(_line(one, group, running), source=place[one], target=place[other])
        for (one, other), group in sorted(between.items())
    )
    return Drawing(nodes, lines, tuple(notes))


def _relevant(found: NetworkCut, cut: Cut) -> tuple[Flow, ...]:
    """Take the flows that lie on some way from a source to an end user, whether cut or not."""
    outward = found.request.outward
    ahead: dict[str, set[str]] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    for flow in found.flows:
        one, other = (flow.target, flow.source) if flow.commodity in outward else (flow.source, flow.target)
        ahead[one].add(other)
        behind[other].add(one)
    alive = _reach(set(cut.sources), ahead) & _reach(set(found.request.protect_from), behind)
    return tuple(flow for flow in found.flows if flow.source in alive and flow.target in alive)


def _reach(start: set[str], ways: dict[str, set[str]]) -> set[str]:
    seen, waiting = set(start), sorted(start)
    while waiting:
        beyond = ways[waiting.pop()] - seen
        seen |= beyond
        waiting += sorted(beyond)
    return seen


def _order(found: NetworkCut, cut: Cut, flows: tuple[Flow, ...], ends: set[str]) -> list[str]:
    first = set(found.request.protect_from) | {item.party for item in cut.chosen}
    running = {party for way in cut.remaining for party in way.parties}
    count: dict[str, int] = defaultdict(int)
    for flow in flows:
        count[flow.source] += 1
        count[flow.target] += 1
    return sorted(ends, key=lambda party: (party not in first, party not in running, -count[party], party))


def _node(network: Network, found: NetworkCut, cut: Cut, party: str) -> Node:
    chosen = {item.party: item for item in cut.chosen}
    state, tags = "plain", []
    if party in found.request.protect_from:
        tags.append("● end user")
    if party in found.listed:
        state = "listed"
        tags.append("■ listed" + (", still passing" if found.request.listed_still_pass else ""))
    if party in chosen:
        state = "cut"
        tags += ["✂ chosen", f"else {number_words(chosen[party].loss)} {unit_words(cut)} more flow"]
    elif party in cut.also_blocked:
        state = "cut"
        tags.append("✂ with its owners")
    if party in cut.sources:
        tags.append("source")
    kind = KINDS_OF_SCHEMA.get(network.schema(party), "other")
    return Node(party, one_line(network.name(party)), kind, state, tuple(tags))


def _line(first: str, flows: list[Flow], running: set[tuple[str, str, str]]) -> Line:
    ways: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for flow in flows:
        ways[flow.source == first][f"{flow.commodity} passed on" if flow.relay else flow.commodity] = None
    runs = any((flow.commodity, flow.source, flow.target) in running for flow in flows)
    return Line(0, 0, tuple(ways[True]), tuple(ways[False]), (), "running" if runs else "stopped")
