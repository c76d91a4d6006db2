"""What the signs of a picture mean."""

from collections.abc import Iterator

from yalu.report.card import KINDS, LOOKS, icon_svg
from yalu.report.drawn import Drawing
from yalu.report.text_width import text_width

_SIZE, _ROW = 11.0, 22.0

_BOXES = (
    ("■ listed on the day", "listed", "", False),
    ("▲ gap: not listed on the day, linked to a listed party", "gap", "", False),
    ("✂ chosen for the cut", "cut", "", False),
    ("◆ listed on another day", "other listing", "", False),
    ("not on the lists", "plain", "", False),
    ("described without a name", "plain", "4 2.5", False),
    ("known from the lists only", "plain", "", True),
)
_LINES = (
    ("stated", "stated", "#3d4852", ""),
    ("alleged", "alleged", "#3d4852", "6 4"),
    ("weak: inferred from what two records share, or from names", "weak", "#7b8793", "9 3 1.5 3"),
    ("maybe the same party; no tie", "maybe", "#a9b3bc", "1 5"),
    ("can still carry a flow", "running", "#3d4852", ""),
    ("no flow left in this answer", "stopped", "#a9b3bc", "2 3"),
    ("group and member", "includes", "#7b8793", "1.5 3"),
    ("listing, charge, place", "background", "#a9b3bc", ""),
)


def legend(width: float, shown: Drawing) -> tuple[str, float]:
    """Explain the signs that are in a drawing, in rows of a width; gives the SVG and its height."""
    items = list(_items(shown))
    parts: list[str] = []
    x, y = 0.0, 14.0
    for sign_width, sign, text in items:
        full = sign_width + text_width(text, _SIZE) + 22
        if x and x + full > width:
            x, y = 0.0, y + _ROW
        parts.append(
            f'<g transform="translate({x:.1f} {y:g})">{sign}<text x="{sign_width:g}" y="0" font-size="{_SIZE:g}" '
            f'fill="#333d46">{text}</text></g>'
        )
        x += full
    rule = f'<path d="M0 -10H{width:g}" stroke="#d5dbe0" fill="none"/>'
    return f'<g class="legend">{rule}{"".join(parts)}</g>', y + 10


def _items(shown: Drawing) -> Iterator[tuple[float, str, str]]:
    """Give the width of each sign, the sign and its words."""
    states = {node.state for node in shown.nodes}
    unnamed = any(node.unnamed for node in shown.nodes)
    from_list = any(node.from_list for node in shown.nodes)
    for text, state, dashes, double in _BOXES:
        if unnamed if dashes else from_list if double else state in states:
            yield 34.0, _box_sign(state, dashes, double), text
    styles = {line.style for line in shown.lines}
    for text, style, colour, dashes in _LINES:
        if style in styles:
            yield 44.0, _line_sign(colour, dashes), text
    kinds = {node.kind for node in shown.nodes}
    for kind in KINDS:
        if kind in kinds:
            yield 20.0, icon_svg(kind, 0, -11), kind


def _box_sign(state: str, dashes: str, double: bool) -> str:
    look = LOOKS[state]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    outer = (
        f'<rect x="-2.5" y="-13.5" width="31" height="19" rx="5" fill="none" stroke="{look.edge}"/>' if double else ""
    )
    return (
        f'<rect x="0" y="-11" width="26" height="14" rx="3" fill="{look.fill}" stroke="{look.edge}" '
        f'stroke-width="{look.thickness:g}"{dash}/>{outer}'
    )


def _line_sign(colour: str, dashes: str) -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M0 -4H36" stroke="{colour}" stroke-width="1.5" fill="none"{dash}/>'
