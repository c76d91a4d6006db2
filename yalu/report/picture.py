"""The picture of a network: an SVG drawing of who is tied to whom, that says in words what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from yalu.investigation import Investigation
from yalu.report.card import Card, card, card_svg
from yalu.report.curve import Curve, Grid, Rect, arrow, label_spot, route
from yalu.report.drawn import Drawing, Line, drawing
from yalu.report.layout import Layout, place
from yalu.report.legend import legend
from yalu.report.text_width import text_width, wrap

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
_MARGIN = 24.0
_CAPTION_LINE = 16.0
_LABEL_SIZE, _LABEL_LINE, _LABEL_LINES, _LABEL_WIDTH = 10.0, 12.0, 4, 88.0

# Stroke colour, width and dashes of each style of line.
STROKES = {
    "stated": ("#3d4852", 1.5, ""),
    "alleged": ("#3d4852", 1.5, "6 4"),
    "background": ("#a9b3bc", 1.0, ""),
    "includes": ("#7b8793", 1.2, "1.5 3"),
    "weak": ("#7b8793", 1.2, "9 3 1.5 3"),
    "maybe": ("#a9b3bc", 1.2, "1 5"),
    "running": ("#3d4852", 2.0, ""),
    "stopped": ("#a9b3bc", 1.2, "2 3"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG element as text, its size in pixels, and in sentences what is not drawn."""

    svg: str
    width: float
    height: float
    notes: tuple[str, ...]


def picture(investigation: Investigation, *, anchors: bool = False) -> Picture:
    """Draw the network around the listed parties and the gaps.

    Equal investigations give equal bytes. With `anchors`, the box of each party leads to `#party-N`, N being its
    position among the parties, counted from 1.
    """
    shown = drawing(investigation)
    return draw(shown, f"Network of {len(shown.nodes)} parties on {investigation.as_of.isoformat()}", anchors=anchors)


def draw(shown: Drawing, title: str, *, anchors: bool = False, caption: Sequence[str] = ()) -> Picture:
    """Lay a drawing out and write it as SVG, with a legend of the signs that are in it.

    Equal drawings give equal bytes. With `anchors`, the box of each party leads to `#party-N`. The lines of `caption`
    stand below the legend.
    """
    cards = [card(node) for node in shown.nodes]
    layout = place(
        [(item.width, item.height) for item in cards],
        [(line.source, line.target) for line in shown.lines],
        # What the documents tell comes before what only lists know.
        lead={n for n, node in enumerate(shown.nodes) if not node.from_list},
    )
    key, key_height = legend(max(layout.width, 700.0), shown)
    key += _caption(caption, key_height)
    key_height += len(caption) * _CAPTION_LINE
    width = round(max(layout.width, 700.0) + 2 * _MARGIN, 1)
    height = round(layout.height + 3 * _MARGIN + key_height, 1)
    shift = (width - layout.width) / 2
    body = _lines_svg(shown, cards, layout) + "".join(
        card_svg(item, x, y, anchor=f"party-{item.node.party + 1}" if anchors and item.node.party is not None else None)
        for item, (x, y) in zip(cards, layout.centres, strict=True)
    )
    title = escape(title, {'"': "&quot;"})
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label="{title}" font-family="{FONT}">'
        f"<title>{title}</title>"
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>'
        f'<g transform="translate({shift:.1f} {_MARGIN:g})">{body}</g>'
        f'<g transform="translate({_MARGIN:g} {layout.height + 2 * _MARGIN:g})">{key}</g></svg>'
    )
    return Picture(svg, width, height, shown.notes)


def _caption(lines: Sequence[str], top: float) -> str:
    return "".join(
        f'<text x="0" y="{top + (n + 0.7) * _CAPTION_LINE:g}" font-size="11" fill="#333d46">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _lines_svg(shown: Drawing, cards: list[Card], layout: Layout) -> str:
    boxes = [Rect(x, y, item.width / 2, item.height / 2) for item, (x, y) in zip(cards, layout.centres, strict=True)]
    curves: list[Curve] = []
    tracks: list[Grid] = []
    for line in shown.lines:
        others = [box for n, box in enumerate(boxes) if n not in (line.source, line.target)]
        curves.append(route(boxes[line.source], boxes[line.target], others, tracks))
        tracks.append(curves[-1].points())
    taken = list(boxes)
    drawn = []
    for n in sorted(range(len(curves)), key=lambda n: shown.lines[n].style == "background"):
        line, curve = shown.lines[n], curves[n]
        label = _label(line, curve, taken, tracks[:n] + tracks[n + 1 :])
        drawn.append(_line_svg(line, curve, shown, label))
    # Faint lines lie under the others.
    return "".join(reversed(drawn))


def _label(line: Line, curve: Curve, taken: list[Rect], others: list[Grid]) -> tuple[list[str], Rect] | None:
    lines = [part for word in _words(line, curve) for part in wrap(word, _LABEL_SIZE, _LABEL_WIDTH, 2)]
    lines = lines if len(lines) <= _LABEL_LINES else [*lines[: _LABEL_LINES - 1], "…"]
    width = max(text_width(text, _LABEL_SIZE) for text in lines) + 4
    spot = label_spot(curve, (width, len(lines) * _LABEL_LINE + 3), taken, others)
    if spot is None:
        return None
    taken.append(spot)
    return lines, spot


def _words(line: Line, curve: Curve) -> list[str]:
    """Write what a line says; where it says things in both directions, little arrows tell which way each one goes."""
    if not (line.forward and line.backward):
        return [*line.forward, *line.backward, *line.mutual]
    forth, back = ("→", "←") if curve.start[0] <= curve.end[0] else ("←", "→")
    return [*(f"{word} {forth}" for word in line.forward), *(f"{back} {word}" for word in line.backward), *line.mutual]


def _line_svg(line: Line, curve: Curve, shown: Drawing, label: tuple[list[str], Rect] | None) -> str:
    colour, width, dashes = STROKES[line.style]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    path = "M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*curve.start, *curve.bend, *curve.end)
    heads = (arrow(curve.end, curve.bend) if line.forward else "") + (
        arrow(curve.start, curve.bend) if line.backward else ""
    )
    head = f'<path d="{heads}" fill="{colour}"/>' if heads else ""
    return (
        f'<g class="line" data-ends="{line.source} {line.target}"><title>{escape(_sentence(line, shown))}</title>'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}/>{head}'
        f"{_label_svg(*label) if label else ''}</g>"
    )


def _sentence(line: Line, shown: Drawing) -> str:
    one, other = shown.nodes[line.source].name, shown.nodes[line.target].name
    parts = [f"{one} {word} {other}" for word in (*line.forward, *line.mutual)]
    parts += [f"{other} {word} {one}" for word in line.backward]
    return "; ".join(parts) + (f" ({line.style})" if line.style in ("alleged", "weak") else "")


def _label_svg(lines: list[str], spot: Rect) -> str:
    top = spot.y - (len(lines) - 1) * _LABEL_LINE / 2 + 3.5
    spans = "".join(
        f'<tspan x="{spot.x:g}" y="{top + n * _LABEL_LINE:g}">{escape(text)}</tspan>' for n, text in enumerate(lines)
    )
    return (
        f'<text font-size="{_LABEL_SIZE:g}" fill="#333d46" text-anchor="middle" stroke="#ffffff" stroke-width="4" '
        f'stroke-linejoin="round" paint-order="stroke">{spans}</text>'
    )
