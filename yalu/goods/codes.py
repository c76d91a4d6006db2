"""Codes of the Harmonized System: read, refuse, compare by prefix, and follow from edition to edition.

The first six digits are the same in all countries (chapter, heading, subheading); what follows is a country's own: 8
digits in the EU's Combined Nomenclature, 10 in TARIC and the US schedule. Source of the headings: data/hs_2022.txt.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from yalu.goods.tables import read_text, read_yaml
from yalu.model import GoodsError

LENGTHS = (2, 4, 6, 8, 10)
EDITIONS = (2012, 2017, 2022)
_WHOLE = re.compile(r"(?:(?:hs|hts|cn|taric|tariff)(?:\s*-?\s*code)?\s*[:#.]?\s*)?(\d[\d.\s-]*)", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:hs|hts|taric)(?:\s*-?\s*code)?\s*[:#.]?\s*(\d{2}(?:[. ]?\d{2}){0,4})(?![\d.]*\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class HsCode:
    """A code of 2, 4, 6, 8 or 10 digits. `editions` are those of the HS whose headings have it."""

    digits: str
    editions: tuple[int, ...]

    def __str__(self) -> str:
        return written(self.digits)


def written(digits: str) -> str:
    """Write a code as customs do: `8482.10`, `8482.10.90`."""
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:8], digits[8:10]) if part)


def bare(code: str) -> str:
    """Give the digits of a code of the tables."""
    return code.replace(".", "")


def is_code(text: str) -> bool:
    """Whether a whole text is a code, or was meant as one: nothing but digits, dots and a mark such as "HS"."""
    return _WHOLE.fullmatch(text.strip()) is not None


def codes_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Give the codes that a description states behind a mark such as "HS", with their place in it."""
    for match in _INSIDE.finditer(text):
        yield match[1], match.start(), match.end()


def read_code(text: str) -> HsCode:
    """Read a code.

    Raises:
        GoodsError: it has another number of digits, or no edition from 2012 on has its chapter or heading.
    """
    match = _WHOLE.fullmatch(text.strip())
    digits = re.sub(r"\D", "", match[1]) if match else ""
    if not digits or not digits.isascii():
        raise GoodsError(f"{text[:40]!r} is no HS code; write 2, 4, 6, 8 or 10 digits, for example 8482.10")
    if len(digits) not in LENGTHS:
        raise GoodsError(f"{text[:40]!r} has {len(digits)} digits and an HS code has 2, 4, 6, 8 or 10{_hint(digits)}")
    return HsCode(digits, _editions(text, digits))


def _hint(digits: str) -> str:
    lost = f"0{digits}"
    if len(lost) in LENGTHS and lost[:4] in _headings_2022():
        return f"; if a spreadsheet dropped a leading zero, write {written(lost)}"
    return "; write it as for example 8482.10"


def _editions(text: str, digits: str) -> tuple[int, ...]:
    chapter, heading = digits[:2], digits[:4]
    if chapter in ("98", "99"):
        raise GoodsError(f"{text[:40]!r}: chapters 98 and 99 are each country's own; give the goods' own code")
    if chapter not in _chapters():
        kept = "; chapter 77 is kept free" if chapter == "77" else ""
        raise GoodsError(f"{text[:40]!r}: the HS has no chapter {chapter}{kept}; chapters are 01 to 97")
    if len(heading) == 2:
        return EDITIONS
    table = read_yaml("hs_editions")
    if heading in table["gone"]:
        return tuple(edition for edition in EDITIONS if edition <= table["gone"][heading])
    if heading not in _headings_2022():
        raise GoodsError(f"{text[:40]!r}: no edition of the HS from 2012 to 2022 has a heading {written(heading)}")
    return tuple(edition for edition in EDITIONS if edition >= table["new"].get(heading, 0))


def is_subheading_of_2022(digits: str) -> bool:
    """Whether the first six digits of a code are a subheading of the edition 2022."""
    return digits[4:6] in _headings_2022().get(digits[:4], ())


@lru_cache(maxsize=4_096)
def other_editions(digits: str) -> tuple[str, ...]:
    """Give the codes that a code has, in part or whole, in older or newer editions, as far as the table goes.

    A code that is longer or shorter than the one in the table keeps what the tables can tell: the codes of six digits.
    """
    found = []
    for move in read_yaml("hs_editions")["moves"]:
        old, new = bare(move["old"]), [bare(code) for code in move["new"]]
        if digits.startswith(old):
            found += new
        elif any(digits.startswith(code) for code in new):
            found.append(old)
    return tuple(dict.fromkeys(found))


@cache
def _headings_2022() -> dict[str, tuple[str, ...]]:
    lines = (line.split() for line in read_text("hs_2022.txt").splitlines() if not line.startswith("#"))
    return {heading: tuple(endings) for heading, *endings in lines}


@cache
def _chapters() -> frozenset[str]:
    return frozenset(heading[:2] for heading in _headings_2022())
