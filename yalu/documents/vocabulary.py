"""The reader's word lists, loaded once from data/vocabulary.yaml, and the countries from rigour's territories.

`vocabulary` gives the tables of the domain; `words_of` and `choice` give single sections, for the modules
that build a regular expression or a set of words from them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from rigour.territories import get_territories


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word lists. Keys are lower-case, but for acronyms, names of public bodies, countries and capitals."""

    heads: dict[str, str]
    """Head word of an organisation's name -> schema."""
    company_suffixes: frozenset[str]
    acronyms: dict[str, tuple[str, str, str | None]]
    """Acronym -> full name, schema and country code."""
    public_bodies: dict[str, str | None]
    offices: tuple[str, ...]
    capitals: dict[str, str]
    towns: frozenset[str]
    countries: dict[str, str]
    demonyms: dict[str, str]
    """Adjective or people, as written ("North Korean", "North Koreans") -> country code."""
    unnamed_heads: dict[str, str]
    """Head word of a description -> schema."""
    quantifiers: frozenset[str]
    adjectives: frozenset[str]
    kinship: dict[str, str]
    """Word for a relative -> the relation."""
    female_kin: frozenset[str]
    male_kin: frozenset[str]
    honorifics: frozenset[str]
    leading_roles: tuple[str, ...]
    working_roles: tuple[str, ...]
    law_heads: frozenset[str]
    not_names: frozenset[str]
    common_words: frozenset[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Load the tables."""
    data = _data()
    return Vocabulary(
        heads=_by_word(data["organization_heads"]),
        company_suffixes=words_of("company_suffixes"),
        acronyms={key: (name, schema, code) for key, (name, schema, code) in data["known_acronyms"].items()},
        public_bodies=data["public_body_names"],
        offices=tuple(office.strip() for office in data["offices"].split("|")),
        capitals=data["capitals"],
        towns=frozenset(town.strip() for town in data["towns"].split(",")),
        countries=_countries() | data["countries"],
        demonyms=_demonyms(data["demonyms"]),
        unnamed_heads=_by_word(data["unnamed_heads"]),
        quantifiers=words_of("quantifiers"),
        adjectives=words_of("descriptive_adjectives"),
        kinship=data["kinship"],
        female_kin=words_of("female_kin"),
        male_kin=words_of("male_kin"),
        honorifics=words_of("honorifics"),
        leading_roles=_roles(data["leading_roles"]),
        working_roles=_roles(data["working_roles"]),
        law_heads=words_of("law_heads"),
        not_names=words_of("not_names"),
        common_words=words_of("common_words"),
    )


def words_of(section: str) -> frozenset[str]:
    """Give the words of one section of data/vocabulary.yaml."""
    return frozenset(_entries(section))


def numbers() -> dict[str, int]:
    """Give the number words and their values."""
    return dict(_data()["numbers"])


def choice(section: str) -> str:
    """Give a section's words or expressions as alternatives of a regular expression, in the order of the file."""
    return "|".join(_entries(section))


def pairs(section: str) -> list[tuple[str, str]]:
    """Give a section of expressions with what they are rewritten to, in the order of the file."""
    return [(expression, plain) for expression, plain in _data()[section]]


def longest_first(words: Iterable[str]) -> str:
    """Give words as alternatives, longer ones first: a regular expression takes the first that fits."""
    return _alternatives(tuple(words))


@lru_cache(maxsize=64)
def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files("yalu.documents").joinpath("data/vocabulary.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def _entries(section: str) -> list[str]:
    entries = _data()[section]
    return entries.split() if isinstance(entries, str) else list(entries)


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: schema for schema, words in table.items() for word in words.split()}


def _countries() -> dict[str, str]:
    return {
        name: territory.code
        for territory in get_territories()
        if territory.is_country and territory.is_ftm
        for name in (territory.name, territory.full_name)
        if name
    }


def _demonyms(table: dict[str, str]) -> dict[str, str]:
    found = {}
    for code, words in table.items():
        for word in words.replace("-based", "").split():
            adjective = word.replace("-", " ") if word.count("-") == 1 else word
            found[adjective] = code
            if not adjective.endswith(("ese", "ish", "ss", "ch", "PRK", ".")):
                found[adjective + "s"] = code
    return found


def _roles(words: str) -> tuple[str, ...]:
    """Longest first, so that "vice president" is found before "president"."""
    return tuple(sorted((word.replace("-", " ") for word in words.split()), key=lambda word: (-len(word), word)))
