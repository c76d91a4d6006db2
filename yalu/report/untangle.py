"""Keeping boxes apart and lines off them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

_GAP_X, _GAP_Y = 60.0, 42.0
_SWEEPS = 300
_BOX_HIT, _CROSSING, _LENGTH = 6.0, 2.0, 0.004
_STEPS = tuple(
    (dx * reach, dy * reach * 0.6)
    for reach in (40.0, 90.0, 170.0, 300.0)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (0.7, -0.7), (-0.7, 0.7), (-0.7, -0.7))
)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes by width and height, and the lines between them."""

    sizes: Sequence[tuple[float, float]]
    lines: Sequence[tuple[int, int]]

    def collide(self, a: int, place_a: Point, b: int, place_b: Point) -> bool:
        """Tell whether two boxes at these places would touch or come too near."""
        (wa, ha), (wb, hb) = self.sizes[a], self.sizes[b]
        near_x = abs(place_a[0] - place_b[0]) < (wa + wb) / 2 + _GAP_X
        return near_x and abs(place_a[1] - place_b[1]) < (ha + hb) / 2 + _GAP_Y


def free_places(boxes: Boxes, places: Sequence[Point]) -> list[Point]:
    """Move boxes apart until none is too near to another, as little as it takes."""
    moved = [[x, y] for x, y in places]
    for _ in range(_SWEEPS):
        if not _push_apart(boxes, moved):
            break
    return _settle(boxes, [(round(x, 1), round(y, 1)) for x, y in moved])


def _push_apart(boxes: Boxes, places: list[list[float]]) -> bool:
    """Push each pair that is too near apart, along the axis where less is missing; tell whether there was one."""
    pushed = False
    order = sorted(range(len(places)), key=lambda n: (places[n][0], n))
    reach = max(width for width, _ in boxes.sizes) + _GAP_X
    for position, a in enumerate(order):
        for b in order[position + 1 :]:
            if places[b][0] - places[a][0] > 1.5 * reach:
                break
            (wa, ha), (wb, hb) = boxes.sizes[a], boxes.sizes[b]
            dx, dy = places[b][0] - places[a][0], places[b][1] - places[a][1]
            missing_x = (wa + wb) / 2 + _GAP_X + 0.5 - abs(dx)
            missing_y = (ha + hb) / 2 + _GAP_Y + 0.5 - abs(dy)
            if missing_x <= 0.1 or missing_y <= 0.1:
                continue
            pushed = True
            axis, missing = (0, missing_x) if missing_x < missing_y else (1, missing_y)
            sign = 1.0 if (dx, dy)[axis] > 0 or ((dx, dy)[axis] == 0 and a < b) else -1.0
            places[a][axis] -= sign * missing / 2
            places[b][axis] += sign * missing / 2
    return pushed


def _settle(boxes: Boxes, places: list[Point]) -> list[Point]:
    """Give every box that is still too near to an earlier one the nearest free place on a grid around it."""
    settled: list[Point] = []
    for n, (x, y) in enumerate(places):
        ring = 0
        found: Point | None = None
        while found is None:
            around = [(x + 20.0 * dx, y + 14.0 * dy) for dx, dy in _ring(ring)]
            free = (p for p in around if not any(boxes.collide(n, p, m, q) for m, q in enumerate(settled)))
            found = next(free, None)
            ring += 1
        settled.append(found)
    return settled


def _ring(radius: int) -> list[tuple[int, int]]:
    if radius == 0:
        return [(0, 0)]
    span = range(-radius, radius + 1)
    return sorted(
        {(d, s) for d in span for s in (-radius, radius)} | {(s, d) for d in span for s in (-radius, radius)},
        key=lambda p: (p[0] * p[0] + p[1] * p[1], p),
    )


def tangle(boxes: Boxes, places: Sequence[Point]) -> float:
    """Say how bad a placing is: lines over boxes, lines over lines, long lines, and a shape that is not wide."""
    cost = sum(_line_cost(boxes, places, n, range(n)) for n in range(len(boxes.lines)))
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return cost + 0.01 * max(0.0, max(xs) - min(xs) - 950.0) + 0.002 * (max(ys) - min(ys))


def hits(boxes: Boxes, places: Sequence[Point]) -> int:
    """Count how often a line passes under a box that it does not belong to."""
    return sum(
        _passes(places[a], places[b], places[n], size)
        for a, b in boxes.lines
        for n, size in enumerate(boxes.sizes)
        if n not in (a, b)
    )


def untangle(boxes: Boxes, places: list[Point]) -> list[Point]:
    """Move and swap single boxes, in a fixed order, as long as that makes the lines clearer.

    The number of rounds, and of boxes that one may be swapped with, falls with the size of the network.
    """
    places = list(places)
    work = len(boxes.lines) * (len(boxes.lines) + len(places))
    mover = _Mover(boxes, places, max(4, min(len(places), 40_000 // max(work, 1))))
    for _ in range(max(1, min(8, 60_000 // max(work, 1)))):
        moves = [mover.improve(n) for n in range(len(places))]
        if not any(moves):
            break
    return places


class _Mover:
    """Tries single moves, and keeps those that help."""

    def __init__(self, boxes: Boxes, places: list[Point], swaps: int) -> None:
        self.boxes = boxes
        self.places = places
        self.swaps = swaps
        self.touching = [[k for k, line in enumerate(boxes.lines) if n in line] for n in range(len(places))]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        self.bounds = (min(xs) - 60.0, max(xs) + 60.0, min(ys) - 60.0, max(ys) + 60.0)

    def improve(self, n: int) -> bool:
        """Make the best move of one box, if any helps."""
        best, gain = None, 0.01
        alone = self._cost(self.touching[n], (n,), float("inf"))
        for option in self._options(n):
            if not self._is_free(option):
                continue
            lines = sorted({k for m in option for k in self.touching[m]})
            before = alone if len(option) == 1 else self._cost(lines, option, float("inf"))
            old = {m: self.places[m] for m in option}
            self._put(option)
            saved = before - self._cost(lines, option, before - gain)
            self._put(old)
            if saved > gain:
                best, gain = option, saved
        self._put(best or {})
        return best is not None

    def _options(self, n: int) -> Iterable[dict[int, Point]]:
        (x, y), (left, right, top, bottom) = self.places[n], self.bounds
        for dx, dy in _STEPS:
            if left <= x + dx <= right and top <= y + dy <= bottom:
                yield {n: (round(x + dx, 1), round(y + dy, 1))}
        others = sorted(
            (m for m in range(len(self.places)) if m != n),
            key=lambda m: (abs(self.places[m][0] - x) + 2 * abs(self.places[m][1] - y), m),
        )
        for m in others[: self.swaps]:
            yield {n: self.places[m], m: self.places[n]}

    def _put(self, option: dict[int, Point]) -> None:
        for n, point in option.items():
            self.places[n] = point

    def _is_free(self, option: dict[int, Point]) -> bool:
        return not any(
            self.boxes.collide(n, point, m, option.get(m, place))
            for n, point in option.items()
            for m, place in enumerate(self.places)
            if m != n
        )

    def _cost(self, lines: list[int], moved: Iterable[int], limit: float) -> float:
        """Cost of what these boxes and their lines have to do with; breaks off above the limit."""
        own = set(lines)
        cost = 0.0
        for k in lines:
            others = (m for m in range(len(self.boxes.lines)) if m not in own or m < k)
            cost += _line_cost(self.boxes, self.places, k, others)
            if cost > limit:
                return cost
        spots = [(self.places[n], self.boxes.sizes[n]) for n in moved]
        for k, (a, b) in enumerate(self.boxes.lines):
            if k not in own:
                start, end = self.places[a], self.places[b]
                cost += sum(_BOX_HIT for spot, size in spots if _passes(start, end, spot, size))
        return cost


def _line_cost(boxes: Boxes, places: Sequence[Point], line: int, others: Iterable[int]) -> float:
    a, b = boxes.lines[line]
    start, end = places[a], places[b]
    left, right = min(start[0], end[0]), max(start[0], end[0])
    top, bottom = min(start[1], end[1]), max(start[1], end[1])
    cost = _LENGTH * ((right - left) * 0.6 + bottom - top)
    for n, (width, height) in enumerate(boxes.sizes):
        x, y = places[n]
        near = left < x + width and x - width < right and top < y + height and y - height < bottom
        if near and n not in (a, b) and _passes(start, end, (x, y), (width, height)):
            cost += _BOX_HIT
    for other in others:
        c, d = boxes.lines[other]
        (cx, cy), (dx, dy) = places[c], places[d]
        if (cx < left and dx < left) or (cx > right and dx > right):
            continue
        if (cy < top and dy < top) or (cy > bottom and dy > bottom) or a in (c, d) or b in (c, d):
            continue
        if _cross(start, end, places[c], places[d]):
            cost += _CROSSING
    return cost


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _passes(start: Point, end: Point, centre: Point, size: tuple[float, float]) -> bool:
    """Tell whether a straight line passes through a box (Liang-Barsky clipping)."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        move, half = end[axis] - start[axis], size[axis] / 2 + 5.0
        low, high = centre[axis] - half - start[axis], centre[axis] + half - start[axis]
        if move == 0:
            if low > 0 or high < 0:
                return False
            continue
        one, two = low / move, high / move
        first, last = max(first, min(one, two)), min(last, max(one, two))
        if first > last:
            return False
    return True
