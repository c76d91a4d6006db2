"""Known names: finds the names that somebody else knows (the lists) in a text, in any script."""

from collections.abc import Iterable

import ahocorasick

from yalu.documents.found import Hint
from yalu.documents.stretches import Taken

_SHORTEST = 8
"""Names of fewer characters, or of one Latin word, are too often words of the language ("Hero", "Best")."""


class Gazetteer:
    """Finds known names in texts (Aho and Corasick 1975). Immutable once made."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name and its schema. Names that would be found everywhere are left out."""
        self._automaton = ahocorasick.Automaton()
        for name, schema in names:
            if _is_telling(name):
                self._automaton.add_word(name.casefold(), (len(name), schema))
        self._is_empty = len(self._automaton) == 0
        if not self._is_empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Hint]:
        """Find the known names that stand in the text as whole words; of overlapping ones the longest."""
        if self._is_empty:
            return []
        folded = text.casefold()
        if len(folded) != len(text):
            folded = "".join(letter.casefold() if len(letter.casefold()) == 1 else letter for letter in text)
        found: list[Hint] = []
        for last, (size, schema) in self._automaton.iter(folded):
            start, end = last - size + 1, last + 1
            if _is_whole(text, start, end) and (text[start].isupper() or not text[start].isascii()):
                found.append(Hint(start, end, schema, from_list=True))
        kept: list[Hint] = []
        taken = Taken(len(text))
        for hint in sorted(found, key=lambda hint: (hint.start - hint.end, hint.start)):
            if not taken.overlaps(hint.start, hint.end):
                kept.append(hint)
                taken.add(hint.start, hint.end)
        return sorted(kept, key=lambda hint: hint.start)


def _is_telling(name: str) -> bool:
    """Whether a name is long enough, or of a script terse enough, to be no word of the language."""
    if not name.isascii():
        return len(name) >= 3 and len(name.casefold()) == len(name)
    return len(name) >= _SHORTEST and " " in name


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin name stands alone; scripts without blanks have no edges to look for."""

    def joins(place: int) -> bool:
        return 0 <= place < len(text) and text[place].isalnum() and text[place].isascii()

    if not text[start].isascii():
        return True
    return not joins(start - 1) and not joins(end)
