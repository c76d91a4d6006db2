"""Short forms: which word stands for exactly one party of a document ("Ruggiero", "SANS", "Haoyuan")."""

import re
from collections.abc import Iterable, Iterator

from yalu.documents.kinds import ORGANIZATIONS, PERSON, VESSEL
from yalu.documents.member import Member
from yalu.documents.naming import own_words, short_forms_of, straight
from yalu.documents.phrase_finder import PhraseFinder
from yalu.documents.vocabulary import Vocabulary, longest_first

_SENTENCE_END = re.compile(r"[.()\n]")
_NEAR = 200
"""How far apart, in characters, two names of one sentence are looked for."""
_BEFORE = re.compile(r"[\w-]")
_BEHIND = re.compile(r"[\w-]|['’](?!s\b)\w")


class ShortForms:
    """The short forms of a cast's names, as they stand."""

    def __init__(self, members: list[Member], text: str, words: Vocabulary) -> None:
        self._members, self._text = members, text
        kin = longest_first(words.kinship)
        self._relative = re.compile(rf"\b(?:{kin})s?,?\s+(?:(?:Mr|Ms|Mrs)\.?\s+)?$")
        self._owners: dict[str, set[int]] = {}
        for member in members:
            for short in short_forms_of(member, words):
                self._owners.setdefault(short, set()).add(member.number)

    def unique(self) -> dict[str, int]:
        """Give those that stand for exactly one party, with its number."""
        full = {name for member in self._members for name in member.names if " " not in name}
        found = {}
        for short, owners in self._owners.items():
            principals = self._principals(self._persons_first(short, owners))
            if len(principals) == 1:
                number = next(iter(principals))
                if " " in short and self._is_another(short, self._members[number]):
                    continue
                if short not in full or short in self._members[number].names:
                    found[short] = number
        return found

    def _persons_first(self, short: str, owners: set[int]) -> set[int]:
        """Read "Marlow" as the person of that family name, not as the firm that bears it ("Marlow Staffing LLC")."""
        if " " in short:
            return owners
        people = {n for n in owners if self._members[n].schema == PERSON and not self._members[n].unnamed}
        return people if len(people) == 1 else owners

    def _is_another(self, short: str, member: Member) -> bool:
        return any(stand_apart(short, name, self._text) for name in member.names if name != short and short in name)

    def shared_family_names(self) -> set[str]:
        """Give the family names that several persons share: alone they say nobody in particular."""
        return {
            short
            for short, owners in self._owners.items()
            if len(self._principals({n for n in owners if self._members[n].schema == PERSON})) > 1
        }

    def _principals(self, numbers: set[int]) -> set[int]:
        """Of persons who share a family name, those not introduced as a relative: the name alone means them."""
        if len(numbers) < 2 or any(self._members[number].schema != PERSON for number in numbers):
            return numbers
        return {number for number in numbers if not self._is_relative(number)} or numbers

    def _is_relative(self, number: int) -> bool:
        start = self._members[number].first_place
        return self._relative.search(self._text[max(0, start - 25) : start]) is not None


class NameWords:
    """Finds the one member whose name is, or holds, a phrase. Grows with the cast."""

    def __init__(self, members: list[Member], words: Vocabulary) -> None:
        self._members, self._words = members, words
        self._countries = {name.lower() for name in words.countries}
        self._exact: dict[str, set[int]] = {}
        self._by_word: dict[str, dict[str, set[int]]] = {}
        self._by_part: dict[str, set[int]] = {}

    def add(self, number: int, names: Iterable[str]) -> None:
        """Add names of a member."""
        for name in names:
            self._exact.setdefault(name, set()).add(number)
            for part in set(straight(name).split()):
                self._by_part.setdefault(part, set()).add(number)
            for word in set(straight(name.lower()).split()):
                self._by_word.setdefault(word, {}).setdefault(name, set()).add(number)

    def holder(self, name: str) -> int | None:
        """Give the one member whose name is `name`, or holds it: a person's as a word, another's as its own words."""
        exact = self._exact.get(name, set())
        if len(exact) == 1:
            return next(iter(exact))
        people = [number for number in self._by_part.get(name, ()) if self._members[number].schema == PERSON]
        if len(people) == 1 and len(name) > 1:
            return people[0]
        wanted = name.lower().split()
        own = [word for word in wanted if word not in self._words.heads and word not in self._words.not_names]
        if not own or " ".join(wanted) in self._countries:
            return None
        known = min((self._by_word.get(word, {}) for word in wanted), key=len)
        holders = {
            number
            for full, numbers in known.items()
            if self._holds(full, wanted)
            for number in numbers
            if self._members[number].schema in (*ORGANIZATIONS, VESSEL)
        }
        return holders.pop() if len(holders) == 1 else None

    def _holds(self, full: str, wanted: list[str]) -> bool:
        parts = straight(full.lower()).split()
        if not any(parts[place : place + len(wanted)] == wanted for place in range(len(parts) - len(wanted) + 1)):
            return False
        return len(wanted) > 1 or wanted[0] in (own.lower() for own in own_words(full.split(), self._words))


def stand_apart(short: str, full: str, text: str) -> bool:
    """Whether a sentence names both a short form and the full name, and so two parties ("Full buys fuel for short")."""
    start = text.find(full)
    while start >= 0:
        end = start + len(full)
        behind = _SENTENCE_END.split(text[end : end + _NEAR], maxsplit=1)[0]
        before = _SENTENCE_END.split(text[max(0, start - _NEAR) : start])[-1]
        if _stands_in(short, before) or _stands_in(short, behind):
            return True
        start = text.find(full, end)
    return False


def _stands_in(short: str, piece: str) -> bool:
    """Whether a short form stands in a piece of text for itself, neither in brackets nor in a longer name."""
    place = piece.find(short)
    if place < 0:
        return False
    following = piece[place + len(short) :].lstrip()[:1]
    return (
        piece[max(0, place - 1) : place] not in {"(", '"', "“"}
        and not following.isupper()
        and following not in {")", '"'}
    )


def places_of(forms: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Find where short forms stand as whole words: from left to right, the longest first, without overlap."""
    whole = (
        (start, end)
        for start, end in PhraseFinder(forms).find(text)
        if not (start and _BEFORE.match(text, start - 1)) and not _BEHIND.match(text, end)
    )
    last = 0
    for start, end in sorted(whole, key=lambda place: (place[0], -place[1])):
        if start >= last:
            last = end
            yield start, end
