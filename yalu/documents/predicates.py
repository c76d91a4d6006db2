"""Predicates: the verbs and nouns that state links (data/predicates.yaml), and the forms of their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from yalu.documents.inflection import forms_of, plurals_of
from yalu.documents.vocabulary import words_of
from yalu.model import LINK_TYPES

_CONFIDENCE = 0.8
_ALL = "POVEC"
_LIST = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in which a predicate must give a link between two ends."""

    text: str
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or noun that states links of one type. The fields are explained at the head of data/predicates.yaml."""

    id: str
    type: str
    words: frozenset[str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    source_kinds: str
    target_kinds: str
    confidence: float
    fires: tuple[Example, ...]
    silent: tuple[str, ...]
    goods: str | None = None
    needs_with: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    without_goods: frozenset[str] = frozenset()
    needs_behind: str | None = None
    unless: str | None = None
    about: frozenset[str] = frozenset()
    of: tuple[str, ...] = ("of",)
    modifiers: frozenset[str] = frozenset()
    without_modifiers: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    not_phrases: tuple[str, ...] = ()
    particle: str | None = None
    with_clause: frozenset[str] = frozenset()
    what: frozenset[str] = frozenset()
    bare: bool = False


@dataclass(frozen=True)
class Predicates:
    """All predicates by their words, and the table that leads from each form of a word to the word."""

    verbs: dict[str, tuple[Predicate, ...]]
    nouns: dict[str, tuple[Predicate, ...]]
    deeds: dict[str, tuple[Predicate, ...]]
    """Nouns that tell a deed ("sale"), by word."""
    beside: dict[str, Predicate]
    """What hangs on a name itself, by id."""
    describing: frozenset[str]
    """Nouns by which a text says what a party is ("trader", "firm")."""
    lemmas: dict[str, str]
    deed_of: dict[str, str]
    """The noun for each form of one that tells a deed; "funding" is a verb's form, too."""

    def by_id(self, wanted: str) -> Predicate:
        """Give the predicate of an id."""
        return next(item for item in self.all() if item.id == wanted)

    def all(self) -> list[Predicate]:
        """Give each predicate once, by id."""
        rows = [row for table in (self.verbs, self.nouns, self.deeds) for row in table.values()]
        found = [*(item for row in rows for item in row), *self.beside.values()]
        return [item for _, item in sorted({item.id: item for item in found}.items())]


@lru_cache(maxsize=1)
def predicates() -> Predicates:
    """Load the table.

    Raises:
        ValueError: a predicate is of an unknown type or lacks an end.
    """
    data = yaml.safe_load(files("yalu.documents").joinpath("data/predicates.yaml").read_text(encoding="utf-8"))
    lists = data["words"]
    verbs, nouns, deeds = (
        [_predicate(_spelled_out(entry, lists), section) for entry in data[section]]
        for section in ("verbs", "nouns", "deeds")
    )
    lemmas = {form: noun for item in (*nouns, *deeds) for noun in item.words for form in (noun, *plurals_of(noun))}
    weakening = ("saying", "denying", "asking", "planning", "failing")
    known = {verb for item in verbs for verb in item.words} | words_of("object_control") | words_of("further_verbs")
    known |= (
        {verb for item in verbs for verb in item.with_clause}
        | words_of("light_verbs")
        | words_of("taking_verbs")
        | words_of("stopping_verbs")
    )
    known |= {verb for name in weakening for verb in words_of(f"clause_{name}")}
    describing = frozenset(data["describing"].split())
    lemmas |= {form: noun for noun in sorted(describing) for form in (noun, *plurals_of(noun))}
    lemmas |= {form: verb for verb in sorted(known) for form in forms_of(verb)}
    beside = {entry["id"]: _predicate(entry, None) for entry in data["beside"]}
    deed_of = {form: noun for item in deeds for noun in item.words for form in (noun, *plurals_of(noun))}
    return Predicates(_by_word(verbs), _by_word(nouns), _by_word(deeds), beside, describing, lemmas, deed_of)


def _spelled_out(entry: dict[str, Any], lists: dict[str, str]) -> dict[str, Any]:
    """Put the words of a list in the place of its name ("<money>")."""
    return {
        key: _LIST.sub(lambda match: lists[match.group(1)], value) if isinstance(value, str) else value
        for key, value in entry.items()
    }


def _by_word(items: Iterable[Predicate]) -> dict[str, tuple[Predicate, ...]]:
    table: dict[str, tuple[Predicate, ...]] = {}
    for item in items:
        for word in sorted(item.words):
            table[word] = (*table.get(word, ()), item)
    return table


def _predicate(entry: dict[str, Any], section: str | None) -> Predicate:
    if entry.get("type") not in LINK_TYPES:
        raise ValueError(f"the predicate {entry.get('id')} is of an unknown type, {entry.get('type')}")
    kinds = entry.get("kinds", {})
    try:
        return Predicate(
            id=entry["id"],
            type=entry["type"],
            words=_words(entry[section]) if section else frozenset(),
            source=_several(entry.get("source", [])),
            target=_several(entry.get("target", [])),
            source_kinds=kinds.get("source", _ALL),
            target_kinds=kinds.get("target", _ALL),
            confidence=float(entry.get("confidence", _CONFIDENCE)),
            fires=tuple(Example(item["text"], tuple(item["ends"])) for item in entry["fires"]),
            silent=tuple(entry["silent"]),
            goods=entry.get("goods"),
            needs_with=_words(entry.get("with", "")),
            without=_words(entry.get("without", "")),
            without_goods=_words(entry.get("without_goods", "")),
            needs_behind=entry.get("needs_behind"),
            unless=entry.get("unless"),
            about=_words(entry.get("about", "")),
            of=_several(entry.get("of", ["of"])),
            modifiers=_words(entry.get("modifiers", "")),
            without_modifiers=_words(entry.get("without_modifiers", "")),
            phrases=_phrases(entry.get("phrases", "")),
            not_phrases=_phrases(entry.get("not_phrases", "")),
            particle=entry.get("particle"),
            what=_words(entry.get("what", "")),
            bare=bool(entry.get("bare", False)),
            with_clause=_words(entry.get("with_clause", "")),
        )
    except KeyError as error:
        raise ValueError(f"the predicate {entry['id']} lacks {error}") from None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in text.split("|") if phrase)


def _several(places: str | list[str]) -> tuple[str, ...]:
    return (places,) if isinstance(places, str) else tuple(places)
