"""What is asked of free text and address lines: windows of words, ships behind their marks, and numbers.

A text has no marks of where a name begins, so every window of two to six words is asked, but those that begin or end
with a word of the table of stop words. Numbers and the signs / ; : | part windows. That is a lot of questions, so they
have a higher bar than a field that is known to hold a name.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from yalu.workspace.record_screening.tables import stop_words, vessel_words

MAX_WORDS = 6
"""Words of a window."""
MAX_SHIP_WORDS = 3
MAX_TEXT = 20_000
"""Characters of a text that are looked at; what is longer is said to be open."""
MIN_SINGLE = 4
"""Letters of a word that is asked by itself."""

_TOKEN = re.compile(r"[^\W\d_](?:[\w'’&.-]*\w)?|\d[\w.-]*|[;:/|&]")
_SIGNS = frozenset(";:/|")
_CONTINUED = re.compile(r"\n//")
_SLASHED = re.compile(r"\b([mMsS])\.?/\s?([vVtTsS])\b\.?")
_NUMBERS = re.compile(r"\bIMO[\s:.#-]*(\d{7})\b|\b([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b", re.IGNORECASE)


class Phrase(NamedTuple):
    """Words of a text that are asked: what for ("name", "word", "ship", "imo", "bic") and the words as they stand."""

    kind: str
    words: str


@lru_cache(maxsize=1 << 14)
def phrases_of(text: str) -> tuple[Phrase, ...]:
    """Give what is asked of a text, each once, in the order in which it stands there."""
    text = text[:MAX_TEXT]
    found: dict[Phrase, None] = {}
    for match in _NUMBERS.finditer(text):
        if match[1]:
            found[Phrase("imo", match[1])] = None
        elif match[2].isupper():
            found[Phrase("bic", match[2])] = None
    stretch: list[str] = []
    tokens = _TOKEN.findall(_SLASHED.sub(r"\1\2", _CONTINUED.sub(" ", text)))
    for place, word in enumerate(tokens):
        if word[0].isdigit() or word in _SIGNS:
            found.update(dict.fromkeys(_windows(stretch)))
            stretch = []
        else:
            stretch.append(word)
            if word.lower() in vessel_words():
                found.update(dict.fromkeys(_ships(tokens[place + 1 : place + 1 + MAX_SHIP_WORDS])))
    found.update(dict.fromkeys(_windows(stretch)))
    return tuple(found)


def _windows(words: list[str]) -> Iterator[Phrase]:
    stops = stop_words()
    ends = [word.lower() not in stops and word != "&" for word in words]
    for start, word in enumerate(words):
        if not ends[start]:
            continue
        if len(word) >= MIN_SINGLE and word.isalpha():
            yield Phrase("word", word)
        for stop in range(start + 1, min(start + MAX_WORDS, len(words))):
            if ends[stop]:
                yield Phrase("name", " ".join(words[start : stop + 1]))


def _ships(tokens: list[str]) -> Iterator[Phrase]:
    """Give what may be the name behind a vessel's mark: one to three words, of which the last may be a number."""
    for count in range(1, len(tokens) + 1):
        if tokens[count - 1] in _SIGNS:
            return
        if tokens[0][0].isdigit():
            return
        yield Phrase("ship", " ".join(tokens[:count]))
