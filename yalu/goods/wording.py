"""Descriptions of goods as words: one spelling, no plurals, cut into parts (data/language.yaml)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from yalu.goods.tables import read_yaml

_TOKEN = re.compile(r"[^\W_]+")
_CUT = re.compile(r"[,;/()\[\]{}|\n:•]|\.(?=\s|$)|\s[-–—]\s")
_EXCLUSION = re.compile(r"[(\[](?:excl|excluding|except|other than|not|without)\b[^)\]]*[)\]]?")
_SAID = re.compile(r"\b(?:s\.?t\.?c\.?(?=\s)|said to (?:contain|be)\b|s\.?l\.?(?:a\.?)?c\.?(?=\s))")
"""How a bill of lading says that the carrier did not look: said to contain; shipper's load and count."""
_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "×": "x", "μ": "u", "µ": "u", "‐": "-", "‑": "-", "–": "-", "º": "°"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a description in its folded form. `joined`: a hyphen alone ties it to the word before."""

    word: str
    shown: str
    joined: bool

    @property
    def has_digit(self) -> bool:
        """Whether the word is a number, or a type or size with one in it."""
        return any(character.isdigit() for character in self.word)


def fold(text: str) -> str:
    """Give a text in one form: compatible characters composed, lower case, plain signs, single spaces."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_SIGNS)
    return "\n".join(" ".join(line.split()) for line in folded.splitlines()).strip()


def parts(folded: str) -> Iterator[tuple[Token, ...]]:
    """Cut a folded text at its punctuation, and give the words of each part that has any.

    A bracket that begins with an exclusion ("excl. ...") is left out as a whole.
    """
    folded = _SAID.sub(";", _EXCLUSION.sub(";", folded))
    start = 0
    for cut in [*_CUT.finditer(folded), None]:
        tokens = tuple(_tokens(folded[start : cut.start() if cut else len(folded)]))
        if tokens:
            yield tokens
        start = cut.end() if cut else start


def _tokens(part: str) -> Iterator[Token]:
    part = re.sub(r"'s\b|s'(?=\s|$)", "", part)
    end = None
    for match in _TOKEN.finditer(part):
        joined = end is not None and part[end : match.start()] == "-"
        yield Token(stem(match[0]), match[0], joined)
        end = match.end()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Fold the plural of an English word, and its spelling, to one form."""
    spellings = language()["spellings"]
    word = spellings.get(word, word)
    if word.isalpha() and len(word) > 3:
        if word.endswith("ies") and len(word) > 4:
            word = f"{word[:-3]}y"
        elif word.endswith(("sses", "xes", "ches", "shes", "zes")):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    return str(spellings.get(word, word))


@cache
def language() -> Any:
    """Give the table of words that decide how a description is read."""
    return read_yaml("language")


@cache
def word_list(name: str) -> frozenset[str]:
    """Give a list of the table, its words folded as those of descriptions are."""
    return frozenset(stem(word) for word in language()[name])
