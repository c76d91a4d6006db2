"""Pronouns: whom "he", "she" and "it" mean, from the sentence or the one before it, or nobody where it is not plain."""

import re
from collections.abc import Callable

from yalu.documents.cast import Cast
from yalu.documents.kinds import ORGANIZATIONS, PERSON, TERRITORY, VESSEL
from yalu.documents.member import Place
from yalu.documents.sentences import Span
from yalu.documents.vocabulary import Vocabulary, longest_first

_PRONOUN = re.compile(r"\b(?P<word>[Hh]e|[Ss]he|[Ii]t|[Ii]ts|[Hh]is)\b")
_KINDS = {"he": "man", "his": "man", "she": "woman", "it": "thing", "its": "owner"}
_AFTER_PREPOSITION = re.compile(r"\b(?:in|to|from|with|of|for|at|by|on|against|into|over|between|near)\s+(?:the\s+)?$")
_IN_LIST = re.compile(r",\s+|,?\s+and\s+")
_SAYS = re.compile(r",?\s+(?:said|told|wrote)\b")
_QUOTES = {'"', "“"}
_NEAR_START = 60
"""A body that a sentence names within so many characters is what "it" means later in it."""
_VERY_NEAR_START = 40


class _Candidates:
    """Those whom a pronoun of a sentence may mean, in the order of the text."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self._other = next((found for found in places if found.member != places[0].member), None)

    def before(self, place: int) -> Place | None:
        """Give the first one, if it stands before a place."""
        return self.places[0] if self.places and self.places[0].end <= place else None

    def is_alone_before(self, place: int) -> bool:
        """Whether all that stand before a place are the same party."""
        return self._other is None or self._other.end > place


class PronounReader:
    """Settles the pronouns of one document, sentence by sentence."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary) -> None:
        self.text, self.cast = text, cast
        roles = longest_first([*words.leading_roles, *words.working_roles])
        self._role = re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}(?:{roles}|shareholder|subsidiary|parent)\b")

    def read(self, sentence: Span, before: Span | None) -> None:
        """Add the places of a sentence's pronouns to the cast; `before` is the sentence before it."""
        matches = [match for match in _PRONOUN.finditer(self.text, *_span(sentence)) if self._counts(match)]
        candidates = self._candidates(sentence) if matches else {}
        for match in matches:
            kind = _KINDS[match["word"].lower()]
            possible = candidates[kind]
            if kind in ("thing", "owner"):
                number = self._it(
                    match, possible, sentence, before, self._is_firm if kind == "owner" else self._is_body
                )
            else:
                number = self._he(match, possible, before, female=kind == "woman")
            if number is not None:
                self.cast.place(number, *match.span(), "pronoun")
                if possible.before(match.start()) is None:
                    candidates = self._candidates(sentence)

    def _candidates(self, sentence: Span) -> dict[str, _Candidates]:
        return {
            "man": self._people(sentence, female=False),
            "woman": self._people(sentence, female=True),
            "thing": _Candidates(self._places(sentence, self._is_body)),
            "owner": _Candidates(self._places(sentence, self._is_firm)),
        }

    def person_before(self, place: int, female: bool, sentence: Span, before: Span | None) -> int | None:
        """Whom "his" or "her" means: the person last named in the sentence, or the subject of the sentence before."""
        inside = [found for found in self._people(sentence, female).places if found.end <= place]
        inside = [found for found in inside if not self.cast.members[found.member].unnamed] or inside
        if inside:
            return inside[-1].member
        return self._subject(before, female) if before else None

    def _counts(self, match: re.Match[str]) -> bool:
        """Whether a pronoun is free, and, where it is a possessive, has a role behind it ("its director")."""
        if self.cast.is_covered(*match.span()):
            return False
        return match["word"].lower() not in {"its", "his"} or bool(self._role.match(self.text, match.end()))

    def _he(self, match: re.Match[str], people: _Candidates, before: Span | None, female: bool) -> int | None:
        first = people.before(match.start())
        if first is not None:
            return first.member if people.is_alone_before(match.start()) else None
        if any(_SAYS.match(self.text, place.end, place.end + 12) for place in people.places):
            return None  # somebody named later says it, and "he" in the speech may be anybody
        return self._subject(before, female) if before else None

    def _it(
        self,
        match: re.Match[str],
        bodies: _Candidates,
        sentence: Span,
        before: Span | None,
        wanted: Callable[[Place], bool],
    ) -> int | None:
        if self.text[sentence.start] in _QUOTES and self.text[match.start() - 1] != self.text[sentence.start]:
            return None  # a speech and its speaker: whose "its" is, `antecedents` tells
        adjacent = self._adjacent(match, sentence)
        if adjacent is not None:
            return adjacent.member
        first = bodies.before(match.start())
        if first is None and any(place.end <= match.start() for place in self._places(sentence, self._is_body)):
            return None  # "Iran ... its spokesman": a country's, which has no such roles
        if first is not None and first.start - sentence.start < _NEAR_START:
            return first.member
        if first is not None or before is None or match.start() != sentence.start:
            return None
        earlier = self._places(before, wanted)
        return earlier[0].member if earlier and earlier[0].start - before.start < _VERY_NEAR_START else None

    def _adjacent(self, match: re.Match[str], sentence: Span) -> Place | None:
        """Give the body of "blacklisted ⟦O0⟧, its director and ...": it stands right before its own list."""
        if match["word"].lower() != "its":
            return None
        for place in self.cast.places.backwards(sentence.start, match.start()):
            if place.end <= match.start():
                member = self.cast.members[place.member]
                is_next = _IN_LIST.fullmatch(self.text, place.end, match.start()) is not None
                return place if is_next and member.schema in ORGANIZATIONS and not member.unnamed else None
        return None

    def _subject(self, sentence: Span, female: bool) -> int | None:
        people = self._people(sentence, female).places
        return people[0].member if people and len({place.member for place in people}) <= 2 else None

    def _people(self, sentence: Span, female: bool) -> _Candidates:
        return _Candidates(self._places(sentence, lambda place: self._is_person(place, female)))

    def _places(self, sentence: Span, wanted: Callable[[Place], bool]) -> list[Place]:
        return [place for place in self.cast.places.starting_in(*_span(sentence)) if wanted(place)]

    def _is_person(self, place: Place, female: bool) -> bool:
        member = self.cast.members[place.member]
        is_single = member.schema == PERSON and member.group_size is None and not member.is_plural
        return is_single and member.gender != ("m" if female else "f")

    def _is_firm(self, place: Place) -> bool:
        """Whether a place can be whose director "its director" is: no country."""
        return self._is_body(place) and self.cast.members[place.member].schema != TERRITORY

    def _is_body(self, place: Place) -> bool:
        member = self.cast.members[place.member]
        if member.schema not in (*ORGANIZATIONS, TERRITORY, VESSEL) or member.is_plural:
            return False
        if self.text[place.end : place.end + 1] == "-":
            return False  # "Togo-flagged", "Tehran-based"
        return not _AFTER_PREPOSITION.search(self.text[max(0, place.start - 16) : place.start])


def _span(sentence: Span) -> tuple[int, int]:
    return sentence.start, sentence.end
