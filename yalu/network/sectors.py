"""The tables of industries and governments that criteria name (data/sectors.yaml, data/governments.yaml)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Sector:
    """An industry for operating in which in a country one may be listed, since a day, and the words that state it."""

    id: str
    since: str
    source: str
    words: tuple[str, ...]
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatedSector:
    """An industry of the table that a record states, with the record's own words."""

    sector: Sector
    words: str


@dataclass(frozen=True, slots=True)
class Government:
    """A country's government, and the words by which a party of the country is known as part of it."""

    country: str
    title: str
    source: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def sectors() -> tuple[Sector, ...]:
    """Load the industries."""
    return tuple(
        Sector(entry["id"], entry["since"], entry["source"], tuple(entry["words"]), tuple(entry.get("not", ())))
        for entry in _load("sectors")["sectors"]
    )


@lru_cache(maxsize=1)
def governments() -> tuple[Government, ...]:
    """Load the governments."""
    return tuple(
        Government(entry["country"], entry["title"], entry["source"], tuple(entry["words"]))
        for entry in _load("governments")["governments"]
    )


def sectors_of(stated: Iterable[str]) -> tuple[StatedSector, ...]:
    """Find the industries of the table in what a record states as its sectors."""
    return tuple(
        StatedSector(sector, words)
        for words in stated
        for sector in sectors()
        if _begins_a_word(sector.words, words) and not _begins_a_word(sector.without, words)
    )


def government_of(entity: Mapping[str, Any], countries: Iterable[str]) -> Government | None:
    """Tell of which country's government a party is; `None` where no word and no kind says so."""
    if entity.get("schema") == "Person":
        return None
    there = set(countries)
    for government in governments():
        if government.country in there and (entity.get("schema") == "PublicBody" or _is_named(entity, government)):
            return government
    return None


def _is_named(entity: Mapping[str, Any], government: Government) -> bool:
    names = entity.get("properties", {}).get("name", ())
    plain = [" ".join(("", *re.findall(r"[^\W_]+", name.casefold()), "")) for name in names]
    return any(f" {word} " in name for name in plain for word in government.words)


def _begins_a_word(words: Iterable[str], text: str) -> bool:
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word)}", folded) for word in words)


def _load(name: str) -> Any:
    return yaml.safe_load(files("yalu.network").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8"))
