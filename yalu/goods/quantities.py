"""Numbers with units in a description, and which quantity each stands for (data/quantities.yaml).

A number belongs to the quantity whose word stands up to three words before it, else up to two words behind it, in the
same part of the text. Some quantities also take the only number with a unit of their kind.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from yalu.goods.tables import read_yaml

BEFORE, BEHIND = 3, 2
_WORD = re.compile(r"[a-z]+(?:\d+\b)?")
_BREAK = re.compile(r"[,;()\[\]\n]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a description says of a quantity: the value in the base unit of its kind, and the words that say it."""

    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    unit: str
    words: str
    before: tuple[str, ...]
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of the table: the kind of its units, its words, and whether a lone number will do."""

    name: str
    kind: str
    words: tuple[tuple[str, ...], ...]
    alone: bool


@cache
def quantities() -> Mapping[str, Quantity]:
    """Load the quantities."""
    return {
        name: Quantity(
            name,
            entry["units"],
            tuple(tuple(word.split()) for word in entry["words"]),
            entry.get("alone", False),
        )
        for name, entry in read_yaml("quantities")["quantities"].items()
    }


@cache
def factors(kind: str) -> Mapping[str, Decimal]:
    """Give the units of a kind, folded, each with its factor to the kind's base unit."""
    return {unit.casefold(): Decimal(factor) for unit, factor in read_yaml("quantities")["units"][kind].items()}


def in_base_unit(quantity: str, value: float | int | str, unit: str) -> Decimal:
    """Write a limit of the tables in the base unit of its quantity."""
    return Decimal(str(value)) * factors(quantities()[quantity].kind)[unit.casefold()]


def read_quantity(name: str, text: str) -> Reading | None:
    """Read a quantity from a folded text; `None` where the text does not say it, or not clearly.

    Args:
        name: A quantity of the table.
        text: The description, case-folded, with plain signs (see `yalu.goods.wording.fold`).
    """
    quantity = quantities()[name]
    numbers = _numbers(text, quantity.kind)
    for side in ("before", "behind"):
        named = [number for number in numbers if _stands(quantity, number, side)]
        if named:
            return _clear(named, quantity.kind)
    if quantity.alone:
        return _clear([number for number in numbers if not _is_taken(number, quantity)], quantity.kind)
    return None


def _clear(numbers: list[_Number], kind: str) -> Reading | None:
    """Take the value that all the numbers agree on."""
    values = {number.value * factors(kind)[number.unit] for number in numbers}
    return Reading(values.pop(), numbers[0].words) if len(values) == 1 else None


def _stands(quantity: Quantity, number: _Number, side: str) -> bool:
    if side == "behind" and _is_taken(number, quantity, sides=("before",)):
        return False
    return _has(number.before if side == "before" else number.behind, quantity.words)


def _is_taken(number: _Number, quantity: Quantity, sides: tuple[str, ...] = ("before", "behind")) -> bool:
    """Whether words beside a number give it to another quantity of the same kind."""
    others = [other for other in quantities().values() if other.kind == quantity.kind and other.name != quantity.name]
    own = set(quantity.words)
    return any(
        _has(number.before if side == "before" else number.behind, tuple(set(other.words) - own))
        for other in others
        for side in sides
    )


def _has(words: tuple[str, ...], phrases: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        words[start : start + len(phrase)] == phrase
        for phrase in phrases
        for start in range(len(words) - len(phrase) + 1)
    )


def _numbers(text: str, kind: str) -> list[_Number]:
    found = list(_pattern(kind).finditer(text))
    numbers = []
    for place, match in enumerate(found):
        start = found[place - 1].end() if place else 0
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        before = _WORD.findall(_BREAK.split(text[start : match.start()])[-1])[-BEFORE:]
        behind = _WORD.findall(_BREAK.split(text[match.end() : end])[0])[:BEHIND]
        value = _value(match["number"])
        numbers.append(_Number(value, match["unit"], " ".join(match[0].split()), tuple(before), tuple(behind)))
    return numbers


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(factors(kind), key=len, reverse=True))
    return re.compile(rf"(?<![\w.,])(?P<number>\d{{1,15}}(?:[.,]\d{{1,12}}){{0,4}})\s?-?(?P<unit>{units})(?![a-z0-9/])")


def _value(text: str) -> Decimal:
    """Read a number: a comma before exactly three digits parts thousands, any other is decimal."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return Decimal(text.replace(",", ""))
    whole, *parts = re.split(r"[.,]", text)
    return Decimal(f"{whole}.{''.join(parts)}" if parts else whole)
