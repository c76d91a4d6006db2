"""The picture of a trace or of paths: who is listed, who is a gap, which links are weak or alleged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from yalu.model import LINK_TYPES, Status
from yalu.network import Tie
from yalu.report.drawn import KINDS_OF_SCHEMA, MOST_NODES, Drawing, Line, Node, short_label
from yalu.report.network_words import code_words
from yalu.report.picture import Picture, draw
from yalu.report.subgraph import ShownParty, Subgraph
from yalu.report.wording import one_line

_LEAST_FOLDED = 3
_NAMED = 2


def network_picture(shown: Subgraph, most: int = MOST_NODES) -> Picture:
    """Draw the parties and ties of a trace or of paths.

    Above `most` boxes, parties in one state that share all their neighbours are folded into one box, and those of the
    least rank are left out; the notes say how many, and so does a line below the picture.
    """
    drawing = network_drawing(shown, most)
    title = one_line(shown.title)
    return draw(
        drawing, title, caption=(f"{title}. What sources state; no accusation, no legal advice.", *drawing.notes)
    )


def network_drawing(shown: Subgraph, most: int = MOST_NODES) -> Drawing:
    """Choose what to draw, and fold what would be too much."""
    between: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in shown.ties:
        between[min(tie.source, tie.target), max(tie.source, tie.target)].append(tie)
    nodes = {party.id: _node(party) for party in shown.parties}
    lines = {ends: _line(ends, ties) for ends, ties in sorted(between.items())}
    notes: list[str] = []
    if len(nodes) > most:
        asked = {party.id for party in shown.parties if party.asked}
        nodes, lines, folded = _folded(nodes, lines, asked)
        notes += [f"{folded} parties that share all their neighbours are folded into groups."] if folded else []
        dropped = list(nodes)[most:]
        nodes = {key: nodes[key] for key in list(nodes)[:most]}
        notes += [f"{len(dropped)} boxes of the least rank are not drawn, for want of room."] if dropped else []
    place = {key: number for number, key in enumerate(nodes)}
    drawn = tuple(
        replace(line, source=place[one], target=place[other])
        for (one, other), line in lines.items()
        if one in place and other in place
    )
    return Drawing(tuple(nodes.values()), drawn, tuple(notes))


def _node(party: ShownParty) -> Node:
    by = f" by {', '.join(map(code_words, party.authorities))}" if party.authorities else ""
    words = {
        "listed": f"■ listed{by}" + (f" since {party.since}" if party.since else ""),
        "gap": "▲ not listed" + (f" until {party.since}" if party.since else ""),
        "other listing": "◆ listed on another day",
    }
    tags = [words[party.state]] if party.state in words else []
    if party.asked:
        tags.insert(0, "● asked for")
    if party.hub is not None:
        tags.append(f"hub: {party.hub} neighbours, not drawn")
    kind = KINDS_OF_SCHEMA.get(party.schema, "other")
    return Node(party.id, one_line(party.name), kind, party.state, tuple(tags))


def _line(ends: tuple[str, str], ties: Sequence[Tie]) -> Line:
    ways: dict[str, dict[str, None]] = {"forward": {}, "backward": {}, "mutual": {}}
    for tie in sorted(ties, key=lambda tie: (tie.link_class == "background", tie.type)):
        kind = LINK_TYPES[tie.type]
        way = ("forward" if tie.source == ends[0] else "backward") if kind.directed else "mutual"
        ways[way][short_label(kind.label)] = None
    if all(tie.status is Status.INFERRED for tie in ties):
        style = "weak"
    elif all(tie.link_class == "background" for tie in ties):
        style = "background"
    else:
        stated = [tie for tie in ties if tie.status is not Status.INFERRED]
        style = "alleged" if all(tie.status is Status.ALLEGED for tie in stated) else "stated"
    return Line(0, 0, tuple(ways["forward"]), tuple(ways["backward"]), tuple(ways["mutual"]), style)


def _folded(
    nodes: Mapping[str, Node], lines: Mapping[tuple[str, str], Line], asked: set[str]
) -> tuple[dict[str, Node], dict[tuple[str, str], Line], int]:
    """Fold parties in one state that have the same neighbours, by the same words, into one node each."""
    near: dict[str, set[tuple[str, str, tuple[str, ...]]]] = defaultdict(set)
    for (one, other), line in lines.items():
        near[one].add((other, line.style, (*line.forward, "|", *line.backward, "|", *line.mutual)))
        near[other].add((one, line.style, (*line.backward, "|", *line.forward, "|", *line.mutual)))
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key, node in nodes.items():
        if key not in asked and near[key]:
            alike[node.state, tuple(sorted(near[key]))].append(key)
    groups = [group for group in alike.values() if len(group) >= _LEAST_FOLDED]
    heads = {group[0]: group for group in groups}
    gone = {key for group in groups for key in group[1:]}
    kept = {key: _group(nodes, heads[key]) if key in heads else node for key, node in nodes.items() if key not in gone}
    left = {ends: line for ends, line in lines.items() if not gone & set(ends)}
    return kept, left, sum(len(group) for group in groups)


def _group(nodes: Mapping[str, Node], group: Sequence[str]) -> Node:
    names = ", ".join(nodes[key].name for key in group[:_NAMED])
    first = nodes[group[0]]
    mark = {"listed": "■ all listed", "gap": "▲ none listed", "other listing": "◆ listed on another day"}
    kinds = {nodes[key].kind for key in group}
    kind = first.kind if len(kinds) == 1 else "other"
    tags = (mark[first.state],) if first.state in mark else ()
    return Node(first.id, f"{len(group)} parties, such as {names}", kind, first.state, tags)
