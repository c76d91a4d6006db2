"""Finds many fixed phrases in a text at once (Aho and Corasick 1975), in time that grows with the text alone."""

import re
from collections.abc import Iterable, Iterator

import ahocorasick

_WORD = re.compile(r"\w")


class PhraseFinder:
    """Finds phrases, letter by letter as given. Immutable once made."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for phrase in phrases:
            if phrase:
                self._automaton.add_word(phrase, len(phrase))
        if len(self._automaton):
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give start and end of every place where a phrase stands, also within words and within one another."""
        if len(self._automaton):
            for last, size in self._automaton.iter(text):
                yield last - size + 1, last + 1


def is_boundary(text: str, place: int) -> bool:
    r"""Whether a word begins or ends at a place, as `\b` tells it."""
    return _is_word(text, place - 1) is not _is_word(text, place)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands right before or behind a stretch."""
    return not _is_word(text, start - 1) and not _is_word(text, end)


def _is_word(text: str, place: int) -> bool:
    return 0 <= place < len(text) and _WORD.match(text, place) is not None
