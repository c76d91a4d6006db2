"""Persons' names: their forms, and when two of them are spellings of one."""

import re
from collections.abc import Iterator, Sequence

from yalu.documents.vocabulary import words_of
from yalu.names.known import known_names

_SURNAMES_EAST_ASIA = words_of("east_asian_surnames")
_NOT_GIVEN = words_of("not_given_names")
_HYPHENATED_GIVEN = re.compile(r"[A-Z][a-z'’]{1,6}[-‐][a-z'’]{2,7}")
_JOINED_GIVEN = re.compile(r"[A-Z][a-z]{2,10}")
_SYLLABLE = re.compile(r"[A-Z][a-z'’]{0,6}")
_FAMILY_NAME = re.compile(
    r"[A-Z][\w'’-]*(?:ov|ova|ev|eva|yev|yeva|skiy|skij|sky|ski|skaya|ska|enko|chuk|yuk|shvili|adze|yan|oğlu|oglu|zadeh|zade"
    r"|nejad|pour|poor|uulu|escu|opoulos|akis|idis|vić|vic|chenko|uddin|ullah)"
)
"""Endings that family names have, and hardly any firm's last word."""
_ARTICLE = re.compile(r"(?:al|el|ash|as|ad|an|ar|az|at)[-‐][A-Z]\w+")
_INITIAL = re.compile(r"[A-Z]\.?")
_LONGEST_WORD = 40
"""Longer words are no part of a person's name, and would cost too much to compare."""
_MOST_SPELLINGS = 64
"""More spellings a letter apart come from no honest text."""


def is_east_asian_surname(word: str) -> bool:
    """Whether a word is a common Korean, Chinese or Vietnamese family name."""
    return word.lower() in _SURNAMES_EAST_ASIA


def looks_east_asian(parts: Sequence[str]) -> bool:
    """Whether a name has the form of a Korean or Chinese one, the family name first."""
    if not 2 <= len(parts) <= 3 or not is_east_asian_surname(parts[0]):
        return False
    if len(parts) == 2:
        return bool(_HYPHENATED_GIVEN.fullmatch(parts[1]) or _JOINED_GIVEN.fullmatch(parts[1]))
    return all(_SYLLABLE.fullmatch(part) for part in parts)


def is_given_name(word: str) -> bool:
    """Whether a word is known as a person's name (by the table of `yalu.names`)."""
    if word.lower() in _NOT_GIVEN or not word.replace("-", "").isalpha() or word.isupper():
        return False
    return word.lower() in known_names()


def has_family_name(parts: Sequence[str]) -> bool:
    """Whether a name of two words or more ends in what is plainly a family name ("Akmatov", "al-Rawas")."""
    return (
        2 <= len(parts) <= 5
        and parts[0][:1].isupper()
        and bool(_FAMILY_NAME.fullmatch(parts[-1]) or _ARTICLE.fullmatch(parts[-1]))
    )


def has_form_of_person(parts: Sequence[str]) -> bool:
    """Whether a name has a middle initial, or one word before an East Asian family name ("Imogen T. Farrar")."""
    if len(parts) == 3:
        return _INITIAL.fullmatch(parts[1]) is not None
    return len(parts) == 2 and is_east_asian_surname(parts[1])


class NearNames:
    """Finds names of persons that share all words but one, which differs by one letter only (Anthony, Antony).

    The differing word has five letters or more, and the family name does not stand first: Korean and Chinese given
    names that differ by a letter are different names. Two words differ by at most one letter if they are equal once a
    letter is left out of one or both (the deletion keys of SymSpell), so a look-up touches few names.
    """

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, ...], set[tuple[str, int]]] = {}

    def add(self, name: str, number: int) -> None:
        """Add a name of the person of a number."""
        for key, word in _deletions(name):
            spellings = self._by_key.setdefault(key, set())
            if len(spellings) < _MOST_SPELLINGS:
                spellings.add((word, number))

    def find(self, name: str) -> int | None:
        """Give the lowest number of a person with such a name."""
        return min(
            (
                number
                for key, word in _deletions(name)
                for other, number in self._by_key.get(key, ())
                if other != word and _one_edit(word, other)
            ),
            default=None,
        )


def _deletions(name: str) -> Iterator[tuple[tuple[str, ...], str]]:
    words = name.replace("’", "'").lower().split()
    if not 2 <= len(words) <= 6 or is_east_asian_surname(words[0]):
        return
    for place, word in enumerate(words):
        if 5 <= len(word) <= _LONGEST_WORD:
            rest = (*words[:place], "", *words[place + 1 :])
            for shortened in {word, *(word[:cut] + word[cut + 1 :] for cut in range(len(word)))}:
                yield (*rest, shortened), word


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    place = next((n for n in range(len(short)) if short[n] != long[n]), len(short))
    return short[place:] == long[place + 1 :] if len(short) < len(long) else short[place + 1 :] == long[place + 1 :]
