"""Antecedents: whom the other pronouns of a document mean ("his company", "paid him", "its shares").

`pronouns` settles what is plain from the words alone. Here the remaining ones are settled for the tree reader, which
also sees what a pronoun's clause says, so that more of them can be told; still nobody where two are as likely.
"""

import re
from collections.abc import Callable

from yalu.documents.cast import Cast
from yalu.documents.kinds import ORGANIZATIONS, PERSON, TERRITORY, VESSEL
from yalu.documents.member import Member, Place
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.stretches import GrowingStretches

_PRONOUN = re.compile(r"\b(?P<word>he|him|his|she|her|it|its)\b", re.IGNORECASE)
_FEMALE, _THING = {"she", "her"}, {"it", "its"}
_EMPTY_IT = re.compile(
    r"\s+(?:is|was|has been|seems?|appears?|remains?) (?:not |also |un)?(?:clear|unclear|known|unknown|possible|likely|"
    r"unlikely|important|illegal|alleged|believed|said|part of the|a crime|false|true|\w+ that)\b",
    re.IGNORECASE,
)
_AFTER_PREPOSITION = re.compile(r"\b(?:in|to|from|with|of|for|at|by|on|against|into|over|between|near)\s+(?:the\s+)?$")
_QUOTES = ('"', "“", "”")
_NEAR_START = 40


class AntecedentReader:
    """Settles the pronouns that are still open, sentence by sentence; `places` holds what was settled."""

    def __init__(self, text: str, cast: Cast) -> None:
        self.text, self.cast = text, cast
        self.places: GrowingStretches[Place] = GrowingStretches()

    def run(self, sentences: list[Span]) -> None:
        """Settle the pronouns of all sentences, in the order of the text."""
        for member in self.cast.members:
            if member.schema == PERSON and member.gender is None and not member.unnamed:
                member.gender = gender_of(member.names)
        before: Span | None = None
        for sentence in sentences:
            if sentence.end - sentence.start > LONGEST_SENTENCE:
                before = None
                continue
            for match in _PRONOUN.finditer(self.text, sentence.start, sentence.end):
                if not self.cast.is_covered(*match.span()):
                    number = self._meant(match, sentence, before)
                    if number is not None:
                        self._learn_gender(number, match["word"].lower())
                        number = self.cast.principal(number)
                        self.places.add(Place(match.start(), match.end(), number, "pronoun"))
            before = sentence

    def _learn_gender(self, number: int, word: str) -> None:
        member = self.cast.members[number]
        if word not in _THING and member.gender is None:
            member.gender = "f" if word in _FEMALE else "m"

    def _meant(self, match: re.Match[str], sentence: Span, before: Span | None) -> int | None:
        word = match["word"].lower()
        if word in _THING:
            if word == "it" and _EMPTY_IT.match(self.text, match.end()):
                return None
            wanted = self._is_thing
        else:
            gender = "f" if word in _FEMALE else "m"

            def wanted(member: Member) -> bool:
                return self._is_person(member, gender)

        start = self._behind_quotes(sentence, match.start())
        inside = self._named(start, match.start(), wanted)
        if not inside and word in _FEMALE and not (before and self._named(before.start, before.end, wanted)):
            wanted = self._is_ship
            inside = self._named(start, match.start(), wanted)
        if not inside and word in _THING:
            inside = self._named(start, match.start(), self._is_country)
        if inside:
            return self._one_of(inside, sentence)
        if before is None:
            return None
        return self._one_of(self._named(before.start, before.end, wanted), before)

    def _behind_quotes(self, sentence: Span, place: int) -> int:
        """Give where the text goes on behind a speech that opens a sentence: what it names is not its speaker's."""
        if self.text[sentence.start] not in _QUOTES:
            return sentence.start
        last = max(self.text.rfind(mark, sentence.start + 1, place) for mark in _QUOTES)
        return last if last > 0 else sentence.start

    def _one_of(self, places: list[Place], sentence: Span) -> int | None:
        """Give the only one named, or the one that the sentence opens with, as its subject."""
        members = list(dict.fromkeys(place.member for place in places))
        if len(members) == 1:
            return members[0]
        if not members:
            return None
        first = places[0]
        opens = first.start - sentence.start < _NEAR_START and not _AFTER_PREPOSITION.search(
            self.text[max(0, first.start - 16) : first.start]
        )
        return first.member if opens else None

    def _named(self, start: int, end: int, wanted: Callable[[Member], bool]) -> list[Place]:
        found = [*self.cast.places.starting_in(start, end), *self.places.starting_in(start, end)]
        found = [place for place in found if place.end <= end and wanted(self.cast.members[place.member])]
        return sorted(found, key=lambda place: place.start)

    def _is_person(self, member: Member, gender: str) -> bool:
        is_single = member.schema == PERSON and member.group_size is None and not member.is_plural
        return is_single and member.gender in (None, gender)

    def _is_country(self, member: Member) -> bool:
        return member.schema == TERRITORY and bool(member.countries)

    def _is_ship(self, member: Member) -> bool:
        return member.schema == VESSEL and member.group_size is None and not member.is_plural

    def _is_thing(self, member: Member) -> bool:
        return member.schema in (*ORGANIZATIONS, VESSEL) and member.group_size is None and not member.is_plural


def gender_of(names: list[str]) -> str | None:
    """Tell a person's gender by a patronymic or a polite title, as far as the names have one."""
    for name in names:
        for word in name.lower().replace(".", "").split():
            if word.endswith(("vich", "ogly", "oglu")) or word in {"mr", "sir", "u"}:
                return "m"
            if word.endswith(("ovna", "evna", "ichna", "qizi", "kizi")) or word in {"ms", "mrs", "miss", "daw"}:
                return "f"
    return None
