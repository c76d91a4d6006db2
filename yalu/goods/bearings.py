"""Designations of ball bearings: boundary dimensions and tolerance class (data/bearings.yaml; ISO 15, ISO 492)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from yalu.goods.tables import read_yaml

_DESIGNATION = re.compile(
    r"(?<![\w.])(?:ss|w|e2|s|b)?(?P<series>618|619|718|719|160|60|62|63|64|68|69|70|72|73)(?P<bore>\d{2})"
    r"(?=$|[^\d.,]|[.,](?!\d))"
)
_SIZE = r"(\d{1,3}(?:\.\d)?)"
_CROSSED = re.compile(rf"(?<![\w.]){_SIZE}\s?[x*]\s?{_SIZE}\s?[x*]\s?{_SIZE}(?:\s?mm)?(?!\w)")


@dataclass(frozen=True, slots=True)
class Bearing:
    """A ball bearing's boundary dimensions in millimetres, and the words that give them."""

    words: str
    bore: Decimal
    outer_diameter: Decimal
    width: Decimal
    how: str


def dimensions(designation: str) -> tuple[int, int, int] | None:
    """Give bore, outside diameter and width in millimetres of a basic designation such as "6204".

    The last two digits tell the bore: 00 to 03 are 10, 12, 15 and 17 mm, from 04 on five times the number.
    """
    match = _DESIGNATION.fullmatch(designation)
    if match is None:
        return None
    table = read_yaml("bearings")
    series = table["same_dimensions"].get(match["series"], match["series"])
    rest = table["series"][series].get(match["bore"])
    if rest is None:
        return None
    return table["bores"].get(match["bore"], int(match["bore"]) * 5), rest[0], rest[1]


def read_bearing(text: str) -> Bearing | None:
    """Read the dimensions of a bearing from a folded text: from `20x47x14`, else from its designation.

    Two designations or sizes that differ leave it open.
    """
    crossed = {match.groups(): match for match in _CROSSED.finditer(text)}
    if len(crossed) == 1:
        (match,) = crossed.values()
        bore, outer, width = map(Decimal, match.groups())
        if bore < outer:
            return Bearing(match[0].strip(), bore, outer, width, "bore x outside diameter x width")
    found = {match["series"] + match["bore"]: match for match in _DESIGNATION.finditer(text)}
    sizes = {name: size for name in found if (size := dimensions(name)) is not None}
    if len(set(sizes.values())) != 1:
        return None
    name, (inner, outside, breadth) = next(iter(sizes.items()))
    return Bearing(name, Decimal(inner), Decimal(outside), Decimal(breadth), f"designation {name}, ISO 15")


def read_tolerance(text: str) -> tuple[str, str] | None:
    """Read the tolerance class of a bearing from a folded text: the class and the words, the finest where several.

    "P4" and "ABEC 7" both count as ISO 492 class 4; the American classes are near the ISO ones, not equal.
    """
    best = None
    for entry in read_yaml("bearings")["tolerance_classes"]:
        for word in entry["words"]:
            match = _class_pattern(word).search(text)
            if match is not None:
                best = entry["class"], match[0].strip(" -/")
    return best


def tolerance_rank(name: str) -> int:
    """Give the place of a tolerance class, the coarsest first.

    Raises:
        ValueError: there is no such class.
    """
    return [entry["class"] for entry in read_yaml("bearings")["tolerance_classes"]].index(name)


@cache
def _class_pattern(word: str) -> re.Pattern[str]:
    parts = r"[\s-]*".join(map(re.escape, word.split()))
    return re.compile(rf"(?:(?<![a-z0-9.])|(?<=\d/)|(?<=\d-)){parts}(?![a-z0-9.])|(?<=[a-z0-9]/){parts}(?![a-z0-9.])")
