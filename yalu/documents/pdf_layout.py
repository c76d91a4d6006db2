"""The order of reading on a page of a PDF: from runs of characters with their places to lines, column by column.

A page is cut at gutters that few runs cross (after the X-Y cut, Nagy and Seth 1984); what crosses a gutter, such as a
headline over two columns, divides the page into bands. Cells of a table are no columns: they do not fill their width.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_FILLED = 0.55
"""Of a column's width its lines fill so much, in the middle; cells of tables fill less."""
_LEAST_LINES = 3
_LEAST_WIDTH = 8.0
"""Heights of a character that a column is wide at least."""
_MOST_CROSSING = 0.3
"""Of a page's runs so many may cross a gutter."""
_DEEPEST = 4
"""Cuts within cuts: sixteen columns."""
_MOST_RUNS = 3000
"""A page of more runs is no page of text; it is read from top to bottom."""
_CELL_GAP = 1.2
"""A blank of so many heights may divide two cells; in justified text it is narrower."""
_SHORTEST_CELL = 4
_RAISED = (0.12, 0.85)
"""A footnote's mark stands so many heights of its line above it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one line without a wide gap: left and right end, baseline and height, in points from below."""

    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a column. `marks` are the stretches of `text` that are raised marks of footnotes.

    `margin` and `edge` are the left and right end of its column; `gaps` are the places in `text` of blanks so wide that
    they may divide the cells of a table.
    """

    text: str
    left: float
    right: float
    base: float
    height: float
    margin: float
    edge: float
    marks: tuple[tuple[int, int], ...] = ()
    gaps: tuple[int, ...] = ()


def lines_of(runs: Sequence[Run]) -> list[PageLine]:
    """Give the lines of a page in the order of reading."""
    runs = [run for run in runs if run.text and run.height > 0]
    return [line for region in _regions(runs, 0) for line in _lines(region)]


# --- columns ---------------------------------------------------------------------------------------------------------


def _regions(runs: list[Run], depth: int) -> list[list[Run]]:
    gutter = _gutter(runs) if depth < _DEEPEST and 2 * _LEAST_LINES <= len(runs) <= _MOST_RUNS else None
    if gutter is None:
        return [runs] if runs else []
    wide = sorted((run for run in runs if run.left < gutter < run.right), key=lambda run: -run.base)
    found: list[list[Run]] = []
    rest = [run for run in runs if not run.left < gutter < run.right]
    for band in _bands(wide):
        top = max(run.base for run in band)
        above = [run for run in rest if run.base > top]
        found += _columns(above, gutter, depth)
        found.append(band)
        rest = [run for run in rest if run.base <= top]
    return found + _columns(rest, gutter, depth)


def _columns(runs: list[Run], gutter: float, depth: int) -> list[list[Run]]:
    left = [run for run in runs if run.right <= gutter]
    right = [run for run in runs if run.left >= gutter]
    return _regions(left, depth + 1) + _regions(right, depth + 1)


def _bands(wide: list[Run]) -> Iterable[list[Run]]:
    """Divide what crosses the gutter into groups of lines that follow each other closely."""
    band: list[Run] = []
    for run in wide:
        if band and band[-1].base - run.base > 2 * max(run.height, band[-1].height):
            yield band
            band = []
        band.append(run)
    if band:
        yield band


def _gutter(runs: list[Run]) -> float | None:
    """Find where the fewest runs cross, with a column of lines on each side."""
    edges = sorted({run.right for run in runs})
    starts = sorted({run.left for run in runs})
    best: tuple[int, float] | None = None
    for left, right in _gaps(edges, starts):
        middle = (left + right) / 2
        crossing = sum(run.left < middle < run.right for run in runs)
        if crossing <= _MOST_CROSSING * len(runs) and (best is None or crossing < best[0]) and _divides(runs, middle):
            best = (crossing, middle)
    return best[1] if best else None


def _gaps(edges: list[float], starts: list[float]) -> Iterable[tuple[float, float]]:
    """Give the stretches between the right end of some run and the next left end of another."""
    places = sorted([*((edge, 0) for edge in edges), *((start, 1) for start in starts)])
    for (place, kind), (following, other) in pairwise(places):
        if kind == 0 and other == 1 and following > place:
            yield place, following


def _divides(runs: list[Run], middle: float) -> bool:
    """Whether text stands in a column on each side, over the same stretch of the page."""
    left = [run for run in runs if run.right <= middle]
    right = [run for run in runs if run.left >= middle]
    if not (_is_column(left) and _is_column(right)):
        return False
    low = max(min(run.base for run in side) for side in (left, right))
    high = min(max(run.base for run in side) for side in (left, right))
    return all(sum(low <= run.base <= high for run in side) >= _LEAST_LINES for side in (left, right))


def _is_column(runs: list[Run]) -> bool:
    if len(runs) < _LEAST_LINES:
        return False
    width = max(run.right for run in runs) - min(run.left for run in runs)
    filled = median(run.right - run.left for run in runs)
    # Two columns side by side fill half of it each, and are cut in the next step.
    return width >= _LEAST_WIDTH * median(run.height for run in runs) and filled >= _FILLED * width * 0.6


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines(runs: list[Run]) -> list[PageLine]:
    margin, edge = min(run.left for run in runs), max(run.right for run in runs)
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        row = next((row for row in rows[-3:] if _is_beside(run, row)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    rows.sort(key=lambda row: -_main(row).base)
    return [_line(sorted(row, key=lambda run: run.left), margin, edge) for row in rows]


def _main(row: list[Run]) -> Run:
    return max(row, key=lambda run: (run.height, run.right - run.left))


def _is_beside(run: Run, row: list[Run]) -> bool:
    main = _main(row)
    reach = 0.25 * max(run.height, main.height)
    if min(run.height, main.height) < 0.8 * max(run.height, main.height):
        reach = 0.6 * max(run.height, main.height)
    overlaps = any(run.left < other.right - 1 and other.left < run.right - 1 for other in row)
    return abs(run.base - main.base) <= reach and not overlaps


def _line(row: list[Run], margin: float, edge: float) -> PageLine:
    main, text = _main(row), ""
    marks: list[tuple[int, int]] = []
    gaps: list[int] = []
    before: Run | None = None
    for run in row:
        is_mark = before is not None and _is_mark(run, main)
        if is_mark:
            marks.append((len(text), len(text) + len(run.text)))
        elif before is not None and run.left - before.right > 0.15 * main.height:
            if run.left - before.right > _CELL_GAP * main.height:
                gaps.append(len(text))
            text += " "
        text += run.text
        before = run
    return PageLine(text, row[0].left, row[-1].right, main.base, main.height, margin, edge, tuple(marks), tuple(gaps))


def with_cells(lines: Sequence[PageLine]) -> list[PageLine]:
    """Give lines with a tab between the cells of those that are rows of a table.

    A row has two wide gaps, or one where a line beside it has one as well; a single gap behind a
    number or a bullet is that of a list.
    """
    return [
        replace(line, text=_tabbed(line.text, line.gaps)) if _is_row(lines, number) else line
        for number, line in enumerate(lines)
    ]


def _is_row(lines: Sequence[PageLine], number: int) -> bool:
    line = lines[number]
    if len(line.gaps) != 1:
        return len(line.gaps) > 1
    if len(line.text[: line.gaps[0]].strip(" .()-–•·")) < _SHORTEST_CELL:
        return False
    return any(len(lines[near].gaps) > 0 for near in (number - 1, number + 1) if 0 <= near < len(lines))


def _tabbed(text: str, gaps: Sequence[int]) -> str:
    return "".join("\t" if place in gaps else letter for place, letter in enumerate(text))


def _is_mark(run: Run, main: Run) -> bool:
    low, high = _RAISED
    is_raised = low * main.height <= run.base - main.base <= high * main.height
    letters = run.text.replace(",", "").replace(" ", "")
    return is_raised and run.height < 0.8 * main.height and (letters.isdigit() or not letters.strip("*†‡§"))
