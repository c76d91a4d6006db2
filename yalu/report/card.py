"""The card of a party in a picture: an icon for its kind, its name, and in words how it stands to the lists."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from yalu.report.drawn import Node
from yalu.report.text_width import text_width, wrap

NAME_SIZE, TAG_SIZE = 12.5, 10.5
_NAME_WIDTH, _NAME_LINES, _LINE = 150.0, 4, 15.0
_PAD, _ICON = 9.0, 20.0


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a state: told apart by lightness too, and never the only sign."""

    fill: str
    edge: str
    text: str
    faint: str
    thickness: float


# After the palette of Okabe and Ito, which all common kinds of colour-blindness can tell apart.
LOOKS = {
    "listed": Look("#0b4a7d", "#0b4a7d", "#ffffff", "#d7e7f5", 1.5),
    "gap": Look("#fff0cf", "#b35900", "#1f2429", "#7a3d00", 2.4),
    "cut": Look("#ffffff", "#000000", "#1f2429", "#000000", 4.0),
    "other listing": Look("#f8e8f2", "#8f3a75", "#1f2429", "#76305f", 1.8),
    "plain": Look("#ffffff", "#7b8793", "#1f2429", "#5b6670", 1.2),
}

# Drawn in a square of 14 by 14; the colour comes from the card.
_ICONS = {
    "person": '<circle cx="7" cy="4" r="3"/><path d="M1 13.5c0-4 2.5-5.5 6-5.5s6 1.5 6 5.5z"/>',
    "company": '<path d="M1.5 13.5v-8h4.5v-4h6.5v12zM3 7.5v1h1.5v-1zM3 10v1h1.5v-1zM8 3.5v1h1v-1zM10 3.5v1h1v-1z'
    'M8 6.5v1h1v-1zM10 6.5v1h1v-1zM8 9.5v1h1v-1zM10 9.5v1h1v-1z" fill-rule="evenodd"/>',
    "organisation": '<circle cx="7" cy="3" r="2.2"/><circle cx="2.8" cy="11" r="2.2"/>'
    '<circle cx="11.2" cy="11" r="2.2"/><path d="M6.4 4h1.2v3l3.6 3-.8.9L7 8.2 3.6 10.9l-.8-.9 3.6-3z"/>',
    "public body": '<path d="M7 .8 13.3 4.6H.7zM1.8 5.6h2v5.6h-2zM6 5.6h2v5.6H6z'
    'M10.2 5.6h2v5.6h-2zM.7 12h12.6v1.6H.7z"/>',
    "vessel": '<path d="M.6 8.6h12.8l-2 4.6H2.8zM3.4 7.6V4.8h3v-3h2v3h2.4v2.8z"/>',
    "place": '<path d="M7 13.6C4 9.6 2.4 7.4 2.4 5.2a4.6 4.6 0 0 1 9.2 0c0 2.2-1.6 4.4-4.6 8.4z'
    'M7 3.4a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8z" fill-rule="evenodd"/>',
    "other": '<path d="M7 1l6 6-6 6-6-6z"/>',
}
KINDS = tuple(_ICONS)


@dataclass(frozen=True, slots=True)
class Card:
    """A node with its lines of text and the size of its box in pixels."""

    node: Node
    name: tuple[str, ...]
    tags: tuple[str, ...]
    width: float
    height: float


def card(node: Node) -> Card:
    """Measure a node. Places without a state are small: countries are where things are, not whom to look at."""
    small = is_small(node)
    size = TAG_SIZE + 0.5 if small else NAME_SIZE
    name = wrap(node.name, size, 110.0 if small else _NAME_WIDTH, _NAME_LINES)
    tags = _tag_lines(node.tags)
    inner = max(*(text_width(line, size) * (1.0 if small else 1.09) for line in name), *_widths(tags), 24.0)
    width = inner + _ICON + 2 * _PAD - (6.0 if small else 0.0)
    height = len(name) * (13.0 if small else _LINE) + len(tags) * 13.0 + (8.0 if small else 15.0)
    return Card(node, tuple(name), tuple(tags), round(width, 1), round(height, 1))


def is_small(node: Node) -> bool:
    """Tell whether a node is drawn without a box."""
    return node.kind == "place" and node.state == "plain"


def _tag_lines(tags: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for tag in tags:
        joined = f"{lines[-1]} · {tag}" if lines else tag
        if lines and text_width(joined, TAG_SIZE) <= _NAME_WIDTH:
            lines[-1] = joined
        else:
            lines.append(tag)
    return lines


def _widths(lines: list[str]) -> list[float]:
    return [text_width(line, TAG_SIZE) for line in lines]


def card_svg(item: Card, x: float, y: float, *, anchor: str | None = None) -> str:
    """Draw a card around a centre; `anchor` is the fragment that its box and icon lead to."""
    node, look = item.node, LOOKS[item.node.state]
    left, top = round(x - item.width / 2, 1), round(y - item.height / 2, 1)
    shape = _icon(node.kind, left + _PAD - 2, round(y - 7, 1), "#66727d" if is_small(node) else look.text)
    shape = _box(item, left, top, look) + shape
    if anchor:
        shape = f"<a href={quoteattr('#' + anchor)}>{shape}</a>"
    title = escape("; ".join((f"{node.name} ({node.kind})", *node.tags)))
    return (
        f'<g class="node {node.state.replace(" ", "-")}" data-node={quoteattr(node.id)}><title>{title}</title>'
        f"{shape}{_texts(item, left, top, look)}</g>"
    )


def _box(item: Card, left: float, top: float, look: Look) -> str:
    node = item.node
    if is_small(node):
        return f'<rect x="{left:g}" y="{top:g}" width="{item.width:g}" height="{item.height:g}" rx="9" fill="#f2f4f6"/>'
    corner = 15 if node.kind == "person" else 3
    dash = ' stroke-dasharray="5 3"' if node.unnamed else ""
    box = (
        f'<rect x="{left:g}" y="{top:g}" width="{item.width:g}" height="{item.height:g}" rx="{corner}" '
        f'fill="{look.fill}" stroke="{look.edge}" stroke-width="{look.thickness:g}"{dash}/>'
    )
    if node.from_list:
        box += (
            f'<rect x="{left - 4:g}" y="{top - 4:g}" width="{item.width + 8:g}" height="{item.height + 8:g}" '
            f'rx="{corner + 3}" fill="none" stroke="{look.edge}" stroke-width="1"/>'
        )
    return box


def _icon(kind: str, x: float, y: float, colour: str) -> str:
    return f'<g transform="translate({x:g} {y:g})" fill="{colour}">{_ICONS[kind]}</g>'


def icon_svg(kind: str, x: float, y: float) -> str:
    """Draw the icon of a kind by itself, for a legend."""
    return _icon(kind, x, y, "#47525c")


def _texts(item: Card, left: float, top: float, look: Look) -> str:
    small = is_small(item.node)
    x = round(left + _PAD + _ICON - (5 if small else 1), 1)
    y = top + (14.5 if small else 19.5)
    weight, size, step = ("400", TAG_SIZE + 0.5, 13.0) if small else ("600", NAME_SIZE, _LINE)
    colour = "#4a555f" if small else look.text
    lines = []
    for line in item.name:
        lines.append(_text(line, x, y, size, colour, weight))
        y += step
    y -= 1.0
    for line in item.tags:
        lines.append(_text(line, x, y, TAG_SIZE, look.faint, "400"))
        y += 13.0
    return "".join(lines)


def _text(line: str, x: float, y: float, size: float, colour: str, weight: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}" font-weight="{weight}">{escape(line)}</text>'
    )
