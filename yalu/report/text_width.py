"""How wide a label is, without a browser, so that boxes can be laid out beforehand."""

import unicodedata
from functools import lru_cache

# Thousandths of an em of U+0020 to U+007E in DejaVu Sans, the widest of the common system fonts: what fits there fits
# in Arial, Helvetica, Liberation Sans and Segoe UI.
_ASCII = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
)  # fmt: skip
_WIDE, _OTHER = 1000, 800


@lru_cache(maxsize=4096)
def _thousandths(character: str) -> int:
    base = unicodedata.normalize("NFD", character)[0]
    if " " <= base <= "~":
        return _ASCII[ord(base) - 32]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in ("W", "F") else _OTHER


def text_width(text: str, size: float) -> float:
    """Give the width of a line of text in pixels at a font size, at most a little too wide."""
    return sum(map(_thousandths, text)) * size / 1000


def wrap(text: str, size: float, width: float, lines: int) -> list[str]:
    """Break a text into at most `lines` lines of at most `width` pixels; what does not fit ends in an ellipsis.

    It breaks at spaces, and inside a word where the word alone is too wide.
    """
    done: list[str] = []
    current = ""
    for word in _pieces(text, size, width):
        longer = f"{current} {word}" if current else word
        if text_width(longer, size) <= width:
            current = longer
            continue
        done.append(current)
        current = word
    done.append(current)
    if len(done) <= lines:
        return done
    return [*done[: lines - 1], _shorten(done[lines - 1], size, width)]


def _pieces(text: str, size: float, width: float) -> list[str]:
    pieces = []
    for word in text.split():
        rest = word
        while text_width(rest, size) > width:
            cut = next((n for n in range(len(rest) - 1, 1, -1) if text_width(rest[:n], size) <= width), 1)
            pieces.append(rest[:cut])
            rest = rest[cut:]
            if not rest:
                break
        if rest:
            pieces.append(rest)
    return pieces


def _shorten(line: str, size: float, width: float) -> str:
    while line and text_width(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
