"""Where the boxes of a network go: near what they are linked to, never on each other, the same on every machine.

The distances in the picture follow the number of links between two boxes (stress majorization: Gansner, Koren, North,
"Graph Drawing by Stress Majorization", 2004). Only +, -, *, / and square roots are used, in a fixed order, for these
give the same bits everywhere; so there is no random start either.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
import rustworkx as rx

from yalu.report.untangle import Boxes, Point, free_places, hits, tangle, untangle

Grid = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Row = np.ndarray[tuple[int], np.dtype[np.float64]]

_LINK_LENGTH = 140.0
_STRETCH = 1.65
_ROUNDS = 250
# Up to this many boxes it tries harder: more turns, and more room where lines still pass under boxes.
_SMALL = 48
_ROOM = (1.0, 1.3, 1.7)
# Cosine and sine of every 22.5 degrees of half a turn, written out: math.cos may differ in its last bit.
_TURNS = (
    (1.0, 0.0),
    (0.92388, 0.382683),
    (0.707107, 0.707107),
    (0.382683, 0.92388),
    (0.0, 1.0),
    (-0.382683, 0.92388),
    (-0.707107, 0.707107),
    (-0.92388, 0.382683),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The centres of the boxes, and the size of the whole; all coordinates are at least 0 and y grows downwards."""

    centres: tuple[Point, ...]
    width: float
    height: float


def place(
    sizes: Sequence[tuple[float, float]],
    lines: Sequence[tuple[int, int]],
    width: float = 1160.0,
    lead: Collection[int] = (),
) -> Layout:
    """Place boxes of the given widths and heights, joined by `lines` between their positions.

    No two boxes overlap. Parts of the network that nothing joins are put beside each other, and below where they
    would pass `width`; a part that is wider by itself stays so. Parts with more of the boxes in `lead` come first.
    """
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(sizes)))
    graph.add_edges_from_no_data([(a, b) for a, b in lines if a != b])
    groups = sorted(
        (sorted(group) for group in rx.connected_components(graph)),
        key=lambda g: (-sum(n in lead for n in g), -len(g), g),
    )
    parts = [(group, _place_group(graph.subgraph(group), [sizes[n] for n in group])) for group in groups]
    return _pack(parts, sizes, width)


def _place_group(graph: "rx.PyGraph[int, None]", sizes: list[tuple[float, float]]) -> list[Point]:
    if len(sizes) == 1:
        return [(0.0, 0.0)]
    lines = sorted((min(a, b), max(a, b)) for a, b in graph.edge_list())
    boxes = Boxes(sizes, lines)
    start = _stress(_distances(graph))
    tries: list[list[Point]] = []
    for room in _ROOM if len(sizes) <= _SMALL else _ROOM[:1]:
        tries.append(_arrange(boxes, [(x * room, y * room) for x, y in start]))
        if not hits(boxes, tries[-1]):
            break
    return min(tries, key=lambda places: tangle(boxes, places))


def _arrange(boxes: Boxes, start: list[Point]) -> list[Point]:
    """Turn a placing to where it needs the least repair, then part its boxes and untangle its lines."""
    small = len(start) <= _SMALL
    candidates = []
    for cos, sin in _TURNS if small else _TURNS[::4]:
        turned = [(_STRETCH * (x * cos - y * sin), x * sin + y * cos) for x, y in start]
        candidates.append(free_places(boxes, turned))
    best = sorted(candidates, key=lambda places: tangle(boxes, places))[: 3 if small else 1]
    return min((untangle(boxes, places) for places in best), key=lambda places: tangle(boxes, places))


def _distances(graph: "rx.PyGraph[int, None]") -> Grid:
    """Count the links between any two nodes; a link of a node with many links counts for more, to make room there.

    Lengths are multiples of a quarter, so that their sums are exact.
    """

    def length(edge: tuple[int, int]) -> float:
        busiest = max(graph.degree(edge[0]), graph.degree(edge[1]))
        return 1.0 + 0.25 * max(0, isqrt(busiest) - 2)

    weighted: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    weighted.add_nodes_from(graph.node_indices())
    weighted.add_edges_from([(a, b, length((a, b))) for a, b in graph.edge_list()])
    distances: Grid = rx.graph_floyd_warshall_numpy(weighted, weight_fn=float)
    return distances


def _stress(hops: Grid) -> list[Point]:
    """Find places whose distances come near to the link counts, by majorization from a fixed spiral."""
    count = len(hops)
    wanted = hops * _LINK_LENGTH + np.eye(count)
    weights = (1.0 - np.eye(count)) / (wanted * wanted)
    total = weights.sum(axis=0)
    x, y = _spiral(count)
    for _ in range(_ROUNDS):
        # Sums along axis 0 add row by row, so their rounding does not hang on the machine's vector width.
        dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
        ratio = wanted / np.maximum(np.sqrt(dx * dx + dy * dy), 0.01)
        x = (weights * (x[:, None] + ratio * dx)).sum(axis=0) / total
        y = (weights * (y[:, None] + ratio * dy)).sum(axis=0) / total
    return [(round(float(a), 1), round(float(b), 1)) for a, b in zip(x, y, strict=True)]


def _spiral(count: int) -> tuple[Row, Row]:
    """Start from a spiral of golden angles (137.5 degrees), turned step by step with a written-out cosine and sine."""
    cos, sin = -0.737369, 0.67549
    x, y, points = 1.0, 0.0, []
    for n in range(count):
        reach = 40.0 * float(np.sqrt(n + 1.0))
        points.append((x * reach, y * reach))
        x, y = round(x * cos - y * sin, 6), round(x * sin + y * cos, 6)
    return np.array([p[0] for p in points]), np.array([p[1] for p in points])


def _pack(parts: list[tuple[list[int], list[Point]]], sizes: Sequence[tuple[float, float]], width: float) -> Layout:
    """Put the parts beside each other in rows."""
    centres: list[Point] = [(0.0, 0.0)] * len(sizes)
    gap, left, top, row, widest = 36.0, 0.0, 0.0, 0.0, 0.0
    for group, places in parts:
        x0 = min(x - sizes[n][0] / 2 for n, (x, _) in zip(group, places, strict=True))
        x1 = max(x + sizes[n][0] / 2 for n, (x, _) in zip(group, places, strict=True))
        y0 = min(y - sizes[n][1] / 2 for n, (_, y) in zip(group, places, strict=True))
        y1 = max(y + sizes[n][1] / 2 for n, (_, y) in zip(group, places, strict=True))
        if left and left + x1 - x0 > width:
            left, top, row = 0.0, top + row + gap, 0.0
        for n, (x, y) in zip(group, places, strict=True):
            centres[n] = (round(x - x0 + left, 1), round(y - y0 + top, 1))
        left, row = left + x1 - x0 + gap, max(row, y1 - y0)
        widest = max(widest, left - gap)
    return Layout(tuple(centres), round(widest, 1), round(top + row, 1))
