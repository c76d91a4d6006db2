"""The vocabulary (data/terms/*.yaml): words of trade, and the codes and control list items that they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from yalu.goods.codes import bare
from yalu.goods.tables import read_yaml
from yalu.goods.wording import Token, fold, parts, stem

FILES = ("minerals_metals", "food_textiles", "machines_vehicles", "electronics", "chemicals_other", "by_heading")


@dataclass(frozen=True, slots=True)
class Term:
    """A good as trade names it. The flags are explained at the head of data/terms/minerals_metals.yaml."""

    id: str
    label: str
    codes: tuple[str, ...]
    items: tuple[str, ...]
    part_code: str
    material: bool
    general: bool
    ambiguous: bool
    not_before: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One of a term's phrases as folded words."""

    words: tuple[str, ...]
    term: Term


@cache
def terms() -> Mapping[str, Term]:
    """Load the terms by id, in the order of the tables."""
    return {entry["id"]: _term(entry) for entry in _entries()}


@cache
def _phrases() -> Mapping[str, Sequence[Phrase]]:
    """Give the phrases by their first word, the longest first; of equal ones the first of the tables stays."""
    table: dict[tuple[str, ...], Phrase] = {}
    for entry in _entries():
        for text in entry["words"].split(";"):
            words = tuple(token.word for part in parts(fold(text)) for token in part)
            table.setdefault(words, Phrase(words, terms()[entry["id"]]))
    first: dict[str, list[Phrase]] = {}
    for phrase in table.values():
        first.setdefault(phrase.words[0], []).append(phrase)
    return {word: sorted(found, key=lambda phrase: -len(phrase.words)) for word, found in first.items()}


def longest_phrase(tokens: Sequence[Token], start: int) -> Phrase | None:
    """Give the longest phrase of the vocabulary that begins at a word."""
    for phrase in _phrases().get(tokens[start].word, ()):
        if tuple(token.word for token in tokens[start : start + len(phrase.words)]) == phrase.words:
            return phrase
    return None


def _entries() -> list[dict[str, Any]]:
    return [entry for name in FILES for entry in read_yaml(f"terms/{name}")["terms"]]


def _term(entry: dict[str, Any]) -> Term:
    return Term(
        id=entry["id"],
        label=entry["words"].split(";")[0].strip(),
        codes=tuple(map(bare, entry["hs"])),
        items=tuple(entry.get("items", ())),
        part_code=entry.get("parts", ""),
        material=entry.get("kind") == "material",
        general=entry.get("general", False),
        ambiguous=entry.get("ambiguous", False),
        not_before=frozenset(map(stem, entry.get("not_before", ()))),
        not_after=frozenset(map(stem, entry.get("not_after", ()))),
    )
