"""Kinship: who is whose wife or brother, and whom "his wife", "the husband" and "her brother" mean."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from yalu.documents.cast import Cast
from yalu.documents.kinds import PERSON
from yalu.documents.member import Place
from yalu.documents.sentences import Span
from yalu.documents.vocabulary import Vocabulary, longest_first

_BEFORE_NAME = re.compile(r",?\s+(?:[a-z]+\s+)?|,?\s+(?:Mr|Ms|Mrs)\.?\s+")
_BEHIND_NAME = re.compile(r",\s+(?:who is\s+)?")
_IS_THE = re.compile(r",?\s+(?:who is |is |was )?(?:the |a )?(?:\w+ )?")
_POLITE = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.? $")
_IN_NAME = re.compile(r"['’]s? name\b")
_WHO_IS = re.compile(r",?\s+(?:who\s+)?(?:is|was)\s+(?:also\s+)?(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?")
_NAMED = re.compile(r",?\s+(?:[a-z]+\s+)?[A-Z]")
_APART = 80
"""How far from a word of kinship the relative can be named."""
_LONGEST_NAME = 700

PersonBefore = Callable[[int, bool, Span, Span | None], int | None]
"""Tells whom a possessive means: by its place, whether it is "her", its sentence and the sentence before."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """That one person is another's relative: `relation` is the relative's part towards `person` ("wife")."""

    person: int
    relative: int
    relation: str
    start: int
    end: int


class KinshipReader:
    """Reads the kinships of one document, sentence by sentence, and adds the places that speak of a known relative."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary, person_before: PersonBefore) -> None:
        self.text, self.cast, self.words, self._person_before = text, cast, words, person_before
        self.found: list[Kinship] = []
        self._are_relatives: set[int] = set()
        self._unnamed: dict[tuple[str, int], int] = {}
        self._relatives: dict[tuple[str, int | None], dict[int, None]] = {}
        kin = longest_first(words.kinship)
        self._whose_kin = re.compile(rf"\b(?P<whose>[Hh]is|[Hh]er|[Tt]he|whose)\s+(?:\w+\s+)?(?P<kin>{kin})\b")
        self._owned_kin = re.compile(rf"['’]s?\s+(?:\w+\s+)?(?P<kin>{kin})\b")
        self._kin_of = re.compile(
            rf"\b(?P<kin>{kin})\s+of\s+(?:(?:the|late|former|[A-Z][a-z-]+\.?|[a-z]+ minister)\s+){{0,4}}$"
        )

    def read(self, sentence: Span, before: Span | None) -> None:
        """Read one sentence; `before` is the one before it."""
        for match in self._whose_kin.finditer(self.text, sentence.start, sentence.end):
            whose = match["whose"].lower()
            if whose == "whose":
                owner = self._person_ending_before(match.start(), sentence)
            else:
                owner = None if whose == "the" else self._person_before(match.start(), whose == "her", sentence, before)
            self._relative(match, owner, match.start("whose"))
            if owner is not None and whose in ("his", "her") and self._is_only_person(owner, sentence, match.start()):
                self._add_unnamed(match, owner, match.start("whose"), match.start("whose"))
        for place in self.cast.places.starting_in(sentence.start, sentence.end):
            if self._is_person(place):
                owned = self._owned_kin.match(self.text, place.end)
                named = self._who_is_before(place) if owned else None
                if owned and named is not None:
                    self._add(Kinship(place.member, named, owned["kin"], place.start, owned.end("kin")))
                elif owned:
                    self._relative(owned, place.member, owned.start("kin"))
                    polite = _POLITE.search(self.text, max(0, place.start - 5), place.start)
                    name_start = polite.start() if polite else place.start
                    self._add_unnamed(owned, place.member, owned.start("kin"), name_start)
                self._relative_of(place, sentence)

    def _who_is_before(self, owner: Place) -> int | None:
        """The person of "Nada Fakhoury, who is Khreis's daughter-in-law"."""
        for place in self.cast.places.starting_in(owner.start - _LONGEST_NAME, owner.start):
            is_another = self._is_person(place) and place.member != owner.member
            if is_another and _WHO_IS.fullmatch(self.text, place.end, owner.start):
                return place.member
        return None

    def _relative_of(self, place: Place, sentence: Span) -> None:
        """Read "Ri Un-hyok, the brother of Kim Chol-su"."""
        begin = max(sentence.start, place.start - _APART)
        kin_of = self._kin_of.search(self.text[begin : place.start])
        if kin_of:
            start = begin + kin_of.start()
            relative = self._person_ending_before(start, sentence)
            if relative is not None and relative != place.member:
                self._add(Kinship(place.member, relative, kin_of["kin"], start, place.end))

    def _relative(self, match: re.Match[str], owner: int | None, start: int) -> None:
        """Find who the relative is: named right behind or before the word, or known from earlier."""
        if self.cast.is_covered(*match.span("kin")):
            return
        named = self._person_at(match.end("kin"))
        if named is None and owner is not None:
            named = self._appositive_before(match.start(), owner)
        if named is not None and owner is not None and named != owner:
            self._name_known(match["kin"], owner, named)
            self._add(Kinship(owner, named, match["kin"], match.start(), match.end("kin")))
            return
        known = self._known_relative(match["kin"], owner)
        if known is not None and known != owner:
            self.cast.place(known, start, match.end("kin"), "nominal")

    def _is_only_person(self, owner: int, sentence: Span, end: int) -> bool:
        """Whether nobody else stands before a possessive in its sentence, so that it is plain whose it is."""
        places = self.cast.places.starting_in(sentence.start, end)
        return all(place.member == owner for place in places if self._is_person(place))

    def _add_unnamed(self, match: re.Match[str], owner: int, start: int, name_start: int) -> None:
        """Add a relative whom the text does not name here ("his wife", "Petrov's brother")."""
        end = match.end("kin")
        if self.cast.members[owner].unnamed or self.cast.is_covered(*match.span("kin")) or _NAMED.match(self.text, end):
            return
        is_owned_again = self.text[end : end + 1] in ("'", "’") and not _IN_NAME.match(self.text, end)
        if is_owned_again or owner in self._are_relatives:
            return  # what happens to a relative's own, or one who may be the relative of an earlier kinship
        if self._appositive_before(match.start(), owner) is not None or self._person_at(end) is not None:
            return
        part = self._part(match["kin"])
        if self._relatives.get((part, owner)):
            return  # one of several who are known
        relative = self._unnamed[part, owner] = self.cast.new_description(
            PERSON, " ".join(self.text[name_start:end].split())
        )
        self.cast.place(relative, start, end, "nominal")
        self._add(Kinship(owner, relative, match["kin"], start, end))

    def _name_known(self, word: str, owner: int, named: int) -> None:
        """Let a relative spoken of before ("his wife") be the one whom the text names now."""
        known = self._unnamed.pop((self._part(word), owner), None)
        if known is not None and not self.cast.members[named].unnamed:
            self.cast.let_stand_for(self.cast.members[known], named)

    def _part(self, word: str) -> str:
        """Give the part under which a relative is remembered: husband and wife are one another's spouse."""
        return "spouse" if self.words.kinship[word] == "spouse" else word

    def _add(self, kinship: Kinship) -> None:
        self.found.append(kinship)
        self._are_relatives.add(kinship.relative)
        word, members = kinship.relation, self.cast.members
        members[kinship.relative].gender = self._gender(word)
        if self.words.kinship[word] == "spouse":
            members[kinship.person].gender = {"wife": "m", "husband": "f"}.get(word)
            self._remember("spouse", kinship.relative, kinship.person)
            self._remember("spouse", kinship.person, kinship.relative)
        else:
            self._remember(word, kinship.person, kinship.relative)

    def _remember(self, word: str, owner: int, relative: int) -> None:
        for key in (owner, None):
            self._relatives.setdefault((word, key), {})[relative] = None

    def _gender(self, word: str) -> str | None:
        return "f" if word in self.words.female_kin else "m" if word in self.words.male_kin else None

    def _known_relative(self, word: str, owner: int | None) -> int | None:
        """Give the one person whom earlier kinships make the owner's (or, without one, anybody's) relative."""
        is_spouse = self.words.kinship[word] == "spouse"
        known = self._relatives.get(("spouse" if is_spouse else word, owner), {})
        fitting = (relative for relative in known if not is_spouse or self._may_be(relative, word))
        found = list(islice(fitting, 2))
        return found[0] if len(found) == 1 else None

    def _may_be(self, member: int, word: str) -> bool:
        gender = self.cast.members[member].gender
        return gender is None or gender == ("f" if word in self.words.female_kin else "m")

    def _is_person(self, place: Place) -> bool:
        return self.cast.members[place.member].schema == PERSON

    def _person_at(self, start: int) -> int | None:
        """The person named right behind `start` ("wife Choe Un-jong", "sister, a Ms. Kim")."""
        for place in self.cast.places.starting_in(start, start + _APART):
            if self._is_person(place) and _BEFORE_NAME.fullmatch(self.text, start, place.start):
                return place.member
        return None

    def _appositive_before(self, start: int, owner: int) -> int | None:
        """The person in "Kang Myong-guk, his brother-in-law"."""
        for place in self.cast.places.starting_in(start - _LONGEST_NAME, start):
            if self._is_person(place) and place.member != owner and _BEHIND_NAME.fullmatch(self.text, place.end, start):
                return place.member
        return None

    def _person_ending_before(self, start: int, sentence: Span) -> int | None:
        """The person in "Kang Myong-guk, the brother-in-law"."""
        for place in self.cast.places.starting_in(max(sentence.start, start - _LONGEST_NAME), start):
            if self._is_person(place) and _IS_THE.fullmatch(self.text, place.end, start):
                return place.member
        return None
