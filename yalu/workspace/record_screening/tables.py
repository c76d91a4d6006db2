"""The tables of this room: territories under wide sanctions, patterns of shipments, words that are no names."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from yalu.model import Interval, State


@dataclass(frozen=True, slots=True)
class Territory:
    """A country or region that a rule is about, with the rule, its period and its source."""

    id: str
    name: str
    countries: tuple[str, ...]
    words: tuple[str, ...]
    instrument: str
    text: str
    interval: Interval
    source: str
    checked: bool

    def stands_on(self, day: str) -> bool:
        """Whether the rule may stand on a day, written in ISO form; without a day it may."""
        if not day:
            return True
        return self.interval.state_on(date.fromisoformat(day)) not in (State.NOT_YET, State.ENDED)


def _load(name: str) -> Any:
    return yaml.safe_load((files(__package__) / "data" / name).read_text(encoding="utf-8"))


@cache
def territories() -> tuple[Territory, ...]:
    """Give the table of territories."""
    return tuple(
        Territory(
            row["id"],
            row["name"],
            tuple(row["countries"]),
            tuple(row["words"]),
            row["instrument"],
            row["text"],
            Interval(_day(row.get("start")), _day(row.get("end"))),
            row["source"],
            row["checked"],
        )
        for row in _load("territories.yaml")
    )


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


@cache
def territories_of(country: str) -> tuple[Territory, ...]:
    """Give the rules about a country, by its code in lower case."""
    return tuple(item for item in territories() if country in item.countries)


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    by_word = {word: item.id for item in territories() for word in item.words}
    longest_first = sorted(by_word, key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), by_word


def territories_named(text: str) -> tuple[tuple[str, Territory], ...]:
    """Give the territories that a text names, each with the words as they stand there."""
    pattern, by_word = _named()
    lowered = text.lower()
    # A letter whose small form is longer would shift the places; such texts are shown in small letters.
    shown = text if len(lowered) == len(text) else lowered
    found: dict[str, str] = {}
    for match in pattern.finditer(lowered):
        found.setdefault(by_word[" ".join(match[0].split())], shown[match.start() : match.end()])
    by_id = {item.id: item for item in territories()}
    return tuple(
        (words, item)
        for first, words in found.items()
        for item in territories()
        if item.id == first or (by_id[first].countries and item.countries == by_id[first].countries)
    )


@dataclass(frozen=True, slots=True)
class ShipmentPattern:
    """A pattern of shipments that guidance names: what it is, by which words or countries, and where that stands."""

    id: str
    text: str
    source: str
    words: tuple[str, ...]
    countries: frozenset[str]
    checked: bool

    def words_in(self, text: str) -> str:
        """Give the first of its words that stands in a text; empty if none does."""
        match = _whole_words(self.words).search(text.lower()) if self.words else None
        return match[0] if match else ""


@cache
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def shipment_patterns() -> dict[str, ShipmentPattern]:
    """Give the table of patterns by id."""
    return {
        row["id"]: ShipmentPattern(
            row["id"],
            row["text"],
            row["source"],
            tuple(row.get("words", ())),
            frozenset(row.get("countries", ())),
            row["checked"],
        )
        for row in _load("shipment_patterns.yaml")
    }


@cache
def stop_words() -> frozenset[str]:
    """Give the words at which no name begins or ends."""
    return frozenset(_load("text_words.yaml")["stop"].split())


@cache
def vessel_words() -> frozenset[str]:
    """Give the words that stand before a vessel's name."""
    return frozenset(_load("text_words.yaml")["vessel"])
