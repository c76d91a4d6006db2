"""The lines of a picture: bent around boxes that they do not belong to, cut at those that they do, with a label."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yalu.report.untangle import Point

Grid = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_BENDS = (0.0, 0.12, -0.12, 0.24, -0.24, 0.38, -0.38, 0.55, -0.55)
_ALONG = (np.arange(25) / 24)[:, None]
# Of the 25 points along a line.
_MOST_HIDDEN = 16
_LABEL_SPOTS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Rect:
    """A box by its centre and its half width and half height."""

    x: float
    y: float
    half_width: float
    half_height: float

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Tell whether a point lies in the box or nearer than `margin` to it."""
        return abs(point[0] - self.x) < self.half_width + margin and abs(point[1] - self.y) < self.half_height + margin

    def meets(self, other: "Rect") -> bool:
        """Tell whether two boxes overlap."""
        return (
            abs(self.x - other.x) < self.half_width + other.half_width
            and abs(self.y - other.y) < self.half_height + other.half_height
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic curve from `start` over the control point `bend` to `end`."""

    start: Point
    bend: Point
    end: Point

    def at(self, t: float) -> Point:
        """Give the point at `t` between 0 and 1."""
        u = 1.0 - t
        return (
            u * u * self.start[0] + 2 * u * t * self.bend[0] + t * t * self.end[0],
            u * u * self.start[1] + 2 * u * t * self.bend[1] + t * t * self.end[1],
        )

    def points(self) -> Grid:
        """Give points along the curve, from end to end, one a row."""
        t = _ALONG
        u = 1.0 - t
        points: Grid = u * u * np.array(self.start) + 2 * u * t * np.array(self.bend) + t * t * np.array(self.end)
        return points

    def part(self, first: float, last: float) -> "Curve":
        """Cut out the piece between two positions (de Casteljau)."""
        control = (
            _mix(_mix(self.start[0], self.bend[0], first), _mix(self.bend[0], self.end[0], first), last),
            _mix(_mix(self.start[1], self.bend[1], first), _mix(self.bend[1], self.end[1], first), last),
        )
        return Curve(self.at(first), control, self.at(last))


def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def route(source: Rect, target: Rect, others: Sequence[Rect], drawn: Sequence[Grid] = ()) -> Curve:
    """Lead a line from border to border across as few other boxes as can be, bent no more than it must.

    `drawn` are the points of the lines that are there already, which it tries not to run along.
    """
    boxes = np.array([(box.x, box.y, box.half_width + 4.0, box.half_height + 4.0) for box in others]).reshape(-1, 4)
    mates = np.concatenate([points[3:-3:3] for points in drawn]) if drawn else np.empty((0, 2))
    return min(
        (_cut(_bent(source, target, bend), source, target) for bend in _BENDS),
        key=lambda curve: _roughness(curve, boxes, mates),
    )


def _bent(source: Rect, target: Rect, bend: float) -> Curve:
    dx, dy = target.x - source.x, target.y - source.y
    middle = ((source.x + target.x) / 2 - dy * bend, (source.y + target.y) / 2 + dx * bend)
    return Curve((source.x, source.y), middle, (target.x, target.y))


def _cut(curve: Curve, source: Rect, target: Rect) -> Curve:
    first = _leaves(curve, source, 0.0, 0.5, 4.0)
    last = _leaves(curve, target, 1.0, 0.5, 5.0)
    return curve.part(first, last) if first < last else curve


def _leaves(curve: Curve, box: Rect, inside: float, outside: float, margin: float) -> float:
    """Find where a curve leaves a box, by halving."""
    for _ in range(20):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if box.holds(curve.at(middle), margin) else (inside, middle)
    return outside


def _roughness(curve: Curve, boxes: Grid, mates: Grid) -> float:
    points = curve.points()
    away = np.abs(points[:, None, :] - boxes[None, :, :2])
    inside = (away < boxes[None, :, 2:]).all(axis=2)
    hits, grazes = int(inside.any(axis=0).sum()), int(inside.sum())
    close = int((np.abs(points[3:-3:3, None, :] - mates[None, :, :]) < 7.0).all(axis=2).sum())
    chord = ((curve.start[0] + curve.end[0]) / 2, (curve.start[1] + curve.end[1]) / 2)
    off = abs(curve.bend[0] - chord[0]) + abs(curve.bend[1] - chord[1])
    length = abs(curve.end[0] - curve.start[0]) + abs(curve.end[1] - curve.start[1]) + 1.0
    return 10.0 * hits + 0.5 * grazes + 3.0 * off / length + 0.4 * close


def label_spot(curve: Curve, size: tuple[float, float], taken: Sequence[Rect], others: Sequence[Grid]) -> Rect | None:
    """Find room for a label on a line, at best where no other line runs; `None` where there is none.

    A label that would hide the line's ends, or most of a short line, has no room.
    """
    own = curve.points()
    ends = [Rect(x, y, 7.0, 7.0) for x, y in (curve.start, curve.end)]
    spots = _spots(curve, size[0] / 2, size[1] / 2)
    free = [
        spot
        for spot in spots
        if not any(spot.meets(other) for other in (*ends, *taken)) and _points_in(spot, own) <= _MOST_HIDDEN
    ]
    points = np.concatenate(others) if others else np.empty((0, 2))
    # A label beside its line that touches another one would be read as that one's.
    free = [spot for spot in free if _points_in(spot, own) or not _points_in(spot, points)]
    return min(free, key=lambda spot: _points_in(spot, points), default=None)


def _spots(curve: Curve, half_width: float, half_height: float) -> list[Rect]:
    """List places for a label, best first: on the line, then just beside it."""
    on = [curve.at(t) for t in _LABEL_SPOTS]
    dx, dy = abs(curve.end[0] - curve.start[0]), abs(curve.end[1] - curve.start[1])
    # Beside a steep line a label lies to its right or left, at a flat one above or below.
    if dy > dx:
        aside = (half_width + 3.0 + half_height * dx / dy, 0.0)
    else:
        aside = (0.0, half_height + 3.0 + half_width * dy / max(dx, 1.0))
    beside = [(x + sign * aside[0], y + sign * aside[1]) for x, y in on for sign in (-1.0, 1.0)]
    return [Rect(round(x, 1), round(y, 1), half_width, half_height) for x, y in (*on, *beside)]


def _points_in(spot: Rect, points: Grid) -> int:
    inside = np.abs(points - (spot.x, spot.y)) < (spot.half_width + 2.0, spot.half_height + 2.0)
    return int(inside.all(axis=1).sum())


def arrow(tip: Point, from_point: Point) -> str:
    """Give the path of an arrow head that ends at `tip`, coming from `from_point`."""
    dx, dy = tip[0] - from_point[0], tip[1] - from_point[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length, dy / length
    back = (tip[0] - 9 * dx, tip[1] - 9 * dy)
    corners = ((back[0] - 4 * dy, back[1] + 4 * dx), (back[0] + 4 * dy, back[1] - 4 * dx))
    return "M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}z".format(*tip, *corners[0], *corners[1])
