"""Which parties and links a picture shows: the network around the parties that matter, nothing beside it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from yalu.investigation import Investigation, ScreenedParty
from yalu.model import LINK_TYPES, Link, State, Status
from yalu.report.wording import BACKGROUND, focus_parties, one_line, own_hit

MOST_NODES = 150

_SHOWN_BACKGROUND = frozenset({"sanctioned_by", "charged_by"})

KINDS_OF_SCHEMA = {
    "Person": "person",
    "PublicBody": "public body",
    "Territory": "place",
    "Place": "place",
    "Address": "place",
    "Vessel": "vessel",
    "Airplane": "vessel",
    "Vehicle": "vessel",
    "Company": "company",
    "Organization": "organisation",
    "LegalEntity": "organisation",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A party as it is drawn.

    `state` is `listed`, `gap`, `cut`, `other listing` or `plain`; `tags` are the words that say the same; `party` is
    the position of the party in the investigation, or `None` for a node that stands for several.
    """

    id: str
    name: str
    kind: str
    state: str
    tags: tuple[str, ...] = ()
    unnamed: bool = False
    from_list: bool = False
    party: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """All links between two drawn parties, as one line from the node `source` to the node `target` (positions).

    `forward` and `backward` hold the words of the links in each direction, `mutual` those without one. `style` is
    `stated`, `alleged` (all of them are), `weak` (no source states one of them), `maybe` (two cards may
    be one party), `background` or `includes`; in the
    picture of a cut `running` or `stopped`.
    """

    source: int
    target: int
    forward: tuple[str, ...]
    backward: tuple[str, ...]
    mutual: tuple[str, ...]
    style: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a picture shows, and in sentences what it does not."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def drawing(investigation: Investigation, most: int = MOST_NODES) -> Drawing:
    """Choose what to draw.

    Parties that are listed or a gap are always drawn, and with them everybody whom stated links tie to them. Above
    `most` nodes, parties that share all their neighbours are folded into one node, and the farthest are left out.
    """
    parties = {item.party.id: item for item in investigation.parties}
    positions = {item.party.id: n for n, item in enumerate(investigation.parties)}
    links = [
        link
        for link in investigation.links
        if link.status.joins_network and link.source in parties and link.target in parties
    ]
    gaps = {gap.party for gap in investigation.gaps}
    focus = focus_parties(investigation) & parties.keys()
    shown, steps = _shown(parties, links, focus)
    alike = [(item.one, item.other) for item in investigation.resemblances if {item.one, item.other} <= parties.keys()]
    shown |= {key for ends in alike for key in ends if shown & set(ends)}
    nodes = {key: _node(parties[key], positions[key], key in gaps) for key in parties if key in shown}
    lines = _lines(nodes, links, parties)
    for one, other in alike:
        if one in nodes and other in nodes:
            lines.setdefault((min(one, other), max(one, other)), Line(0, 0, (), (), ("maybe the same",), "maybe"))
    notes = _left_out(len(parties) - len(nodes))
    if len(nodes) > most:
        nodes, lines, folded = _fold(nodes, lines, focus)
        notes += [f"{folded} parties that share all their neighbours are folded into groups."] if folded else []
        cut = sorted(nodes, key=lambda key: (key not in focus, steps.get(key, 0), positions.get(key, -1)))[most:]
        cut = [key for key in cut if key not in focus]
        nodes = {key: node for key, node in nodes.items() if key not in cut}
        notes += [f"{len(cut)} parties far from the listed ones are not drawn, for want of room."] if cut else []
    return _numbered(nodes, lines, tuple(notes))


def _left_out(count: int) -> list[str]:
    if not count:
        return []
    verb = "party is" if count == 1 else "parties are"
    return [
        f"{count} {verb} not drawn: speakers, places and others whom no stated link ties to a listed party or a gap. "
        "The table of parties has them."
    ]


def _shown(
    parties: Mapping[str, ScreenedParty], links: Iterable[Link], focus: set[str]
) -> tuple[set[str], dict[str, int]]:
    """Find the parties to draw, and how many links away from the parties that matter each one is."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.type not in BACKGROUND:
            neighbours[link.source].add(link.target)
            neighbours[link.target].add(link.source)
    for key, item in parties.items():
        for member in item.party.members:
            if member in parties:
                neighbours[key].add(member)
                neighbours[member].add(key)
    start = focus or set(neighbours)
    steps = dict.fromkeys(start, 0)
    wave = sorted(start)
    while wave:
        wave = sorted({other for key in wave for other in neighbours[key]} - steps.keys())
        steps |= dict.fromkeys(wave, max(steps.values()) + 1)
    authorities = {link.target for link in links if link.type in _SHOWN_BACKGROUND and link.source in steps}
    return steps.keys() | authorities, steps


def _node(item: ScreenedParty, position: int, gap: bool) -> Node:
    party, listing = item.party, own_hit(item)
    tags: list[str] = []
    state = "plain"
    if item.listed:
        state = "listed"
        tags.append(f"■ listed since {listing.listed_from}" if listing and listing.listed_from else "■ listed")
    elif gap:
        state = "gap"
        tags.append("▲ not listed")
    if not item.listed and listing:
        state = "other listing" if state == "plain" else state
        tags.append(_OTHER_LISTING[listing.state].format(start=listing.listed_from, end=listing.listed_to))
    if party.unnamed:
        tags.append("no name given")
    if item.from_list:
        tags.append("from the list")
    kind = KINDS_OF_SCHEMA.get(party.schema, "other")
    return Node(party.id, one_line(party.name), kind, state, tuple(tags), party.unnamed, item.from_list, position)


_OTHER_LISTING = {
    State.NOT_YET: "◆ until {start}",
    State.ENDED: "◆ listed until {end}",
    State.POSSIBLE: "◆ possibly listed",
    State.UNKNOWN: "◆ on the list, day unknown",
    State.VALID: "◆ on the list",
}


def _lines(
    nodes: Mapping[str, Node], links: Iterable[Link], parties: Mapping[str, ScreenedParty]
) -> dict[tuple[str, str], Line]:
    """Merge the links between the same two parties, whichever way they point, into one line."""
    between: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        if link.source != link.target and link.source in nodes and link.target in nodes:
            between[min(link.source, link.target), max(link.source, link.target)].append(link)
    lines = {ends: _line(ends, group) for ends, group in sorted(between.items())}
    for key in nodes:
        for member in parties[key].party.members:
            ends = (min(key, member), max(key, member))
            if member in nodes and member != key and ends not in lines:
                forward, backward = (("includes",), ()) if ends[0] == key else ((), ("includes",))
                lines[ends] = Line(0, 0, forward, backward, (), "includes")
    return lines


def _line(ends: tuple[str, str], links: list[Link]) -> Line:
    first = ends[0]
    ways: dict[str, dict[str, None]] = {"forward": {}, "backward": {}, "mutual": {}}
    for link in sorted(links, key=lambda link: (link.type in BACKGROUND, link.type)):
        kind = LINK_TYPES[link.type]
        way = ("forward" if link.source == first else "backward") if kind.directed else "mutual"
        ways[way][short_label(kind.label)] = None
    ties = [link for link in links if link.type not in BACKGROUND]
    alleged = all(link.status is Status.ALLEGED for link in ties)
    style = ("alleged" if alleged else "stated") if ties else "background"
    return Line(0, 0, tuple(ways["forward"]), tuple(ways["backward"]), tuple(ways["mutual"]), style)


def short_label(label: str) -> str:
    """Shorten the label of a link type, to stand at a line."""
    return label.removeprefix("is a ").removeprefix("is ").removeprefix("was ")


def _fold(
    nodes: dict[str, Node], lines: dict[tuple[str, str], Line], focus: set[str]
) -> tuple[dict[str, Node], dict[tuple[str, str], Line], int]:
    """Fold the parties that do not matter by themselves and have the same neighbours into one node each."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in lines:
        neighbours[one].add(other)
        neighbours[other].add(one)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in nodes:
        if key not in focus and neighbours[key]:
            alike[tuple(sorted(neighbours[key]))].append(key)
    folded = {key: group[0] for group in alike.values() if len(group) > 2 for key in group}
    sizes = {group[0]: len(group) for group in alike.values() if len(group) > 2}
    kept = {key: node for key, node in nodes.items() if folded.get(key, key) == key}
    for key, size in sizes.items():
        kept[key] = Node(key, f"{size} parties with the same neighbours", "other", "plain")
    merged = {ends: line for ends, line in lines.items() if all(folded.get(end, end) == end for end in ends)}
    return kept, merged, len(folded)


def _numbered(nodes: Mapping[str, Node], lines: Mapping[tuple[str, str], Line], notes: tuple[str, ...]) -> Drawing:
    order = {key: n for n, key in enumerate(nodes)}
    numbered = [
        replace(line, source=order[one], target=order[other])
        for (one, other), line in lines.items()
        if one in order and other in order
    ]
    return Drawing(tuple(nodes.values()), tuple(numbered), notes)
