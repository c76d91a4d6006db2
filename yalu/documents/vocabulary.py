"""The reader's word lists, loaded once from data/vocabulary.yaml, and the countries from rigour's territories."""

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
    public_bodies: dict[str, str | None]
    offices: tuple[str, ...]
    capitals: dict[str, str]
    countries: dict[str, str]
    demonyms: dict[str, str]
    """Adjective or people, as written ("North Korean", "North Koreans") -> country code."""
    unnamed_heads: dict[str, str]
    quantifiers: frozenset[str]
    adjectives: frozenset[str]
    kinship: dict[str, str]
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
    """Load the word lists."""
    data: dict[str, Any] = yaml.safe_load(
        files("yalu.documents").joinpath("data/vocabulary.yaml").read_text(encoding="utf-8")
    )
    return Vocabulary(
        heads={word: schema for schema, words in data["organization_heads"].items() for word in words.split()},
        company_suffixes=frozenset(data["company_suffixes"].split()),
        acronyms={key: (name, schema, code) for key, (name, schema, code) in data["known_acronyms"].items()},
        public_bodies=data["public_body_names"],
        offices=tuple(office.strip() for office in data["offices"].split("|")),
        capitals=data["capitals"],
        countries=_countries() | data["countries"],
        demonyms=_demonyms(data["demonyms"]),
        unnamed_heads={word: schema for schema, words in data["unnamed_heads"].items() for word in words.split()},
        quantifiers=frozenset(data["quantifiers"].split()),
        adjectives=frozenset(data["descriptive_adjectives"].split()),
        kinship=data["kinship"],
        female_kin=frozenset(data["female_kin"].split()),
        male_kin=frozenset(data["male_kin"].split()),
        honorifics=frozenset(data["honorifics"].split()),
        leading_roles=_roles(data["leading_roles"]),
        working_roles=_roles(data["working_roles"]),
        law_heads=frozenset(data["law_heads"].split()),
        not_names=frozenset(data["not_names"].split()),
        common_words=frozenset(data["common_words"].split()),
    )


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
