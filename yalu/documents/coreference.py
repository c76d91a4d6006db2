"""Coreference: what points back to somebody ("the company", "he", "his wife", "the two men").

Each rule names one antecedent or none: a wrong one would put words about one party on another.
"""

import re
from bisect import bisect_left

from yalu.documents.cast import Cast
from yalu.documents.kinds import COMPANY, ORGANIZATIONS, PERSON, VESSEL
from yalu.documents.kinship import Kinship, KinshipReader
from yalu.documents.member import Member, Place
from yalu.documents.pronouns import PronounReader
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.vocabulary import Vocabulary, choice, words_of

_BODIES, _VESSELS = words_of("body_nouns"), words_of("vessel_nouns")
_NOUNS = "|".join(choice(section) for section in ("company_nouns", "body_nouns", "vessel_nouns"))
_DEFINITE = re.compile(rf"\b(?:[Tt]he|[Tt]his)\s+(?P<head>{_NOUNS}|entity)\b(?!\s+(?:of|that|which|for|in)\b)")
_NOUN = re.compile(rf"\b(?:{_NOUNS})\b", re.IGNORECASE)
_PAIR = re.compile(
    r"""\b(?:
        [Tt]he\s+(?:two(?:\s+(?:men|women|brothers|sisters|individuals|people|suspects))?|pair|couple|men|women|brothers)
      | [Bb]oth\s+(?:men|women) | [Bb]oth
    )\b (?!\s+[a-z]*(?:ies|ns|ms|ks|els|ips)\b)     # not "the two companies"
    """,
    re.VERBOSE,
)
_APPOSITION = re.compile(r",\s+(?:the\s+)?(?:[\w-]+\s+){0,3}")
_FAMILY = re.compile(r"\b[Tt]he\s+(?P<name>[A-Z][a-z]+)s\b")
_FAR_BODY = 3000
"""How far back, in characters, a body can be named that "the ministry" means."""
_FAR_PAIR = 1500
_PAIR_APART = 80
_LISTED = re.compile(r",[^.;]*")


class Resolver:
    """Settles what points back, sentence by sentence, in the order of the text."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary) -> None:
        self.text, self.cast = text, cast
        self._pronouns = PronounReader(text, cast, words)
        self._kin = KinshipReader(text, cast, words, self._pronouns.person_before)
        self._nouns: dict[int, frozenset[str]] = {}
        self._people = [
            place
            for place in cast.places.starting_in(0, len(text))
            if place.kind == "name" and cast.members[place.member].schema == PERSON
        ]
        self._groups = _Groups(cast)

    @property
    def kinships(self) -> list[Kinship]:
        """The kinships found, in the order of the text."""
        return self._kin.found

    def run(self, sentences: list[Span]) -> None:
        """Add the places that point back to the cast, and collect the kinships."""
        before: Span | None = None
        for sentence in sentences:
            if sentence.end - sentence.start > LONGEST_SENTENCE:
                before = None
                continue
            self._definite(sentence)
            self._kin.read(sentence, before)
            self._pronouns.read(sentence, before)
            self._pairs(sentence)
            self._families(sentence)
            before = sentence

    # --- "the company" -----------------------------------------------------------------------------------------

    def _definite(self, sentence: Span) -> None:
        for match in _DEFINITE.finditer(self.text, sentence.start, sentence.end):
            if not self.cast.is_covered(*match.span()) and not self._is_named_behind(match.end(), sentence):
                number = self._antecedent(match["head"], match.start())
                if number is not None:
                    self.cast.place(number, *match.span(), "nominal")

    def _is_named_behind(self, end: int, sentence: Span) -> bool:
        """Whether the name follows at once: "the shipper, Manila-based Trinidad Leaf Trading Inc., ..."."""
        for place in self.cast.places.starting_in(end, sentence.end):
            if self.cast.members[place.member].schema in ORGANIZATIONS:
                return _APPOSITION.fullmatch(self.text, end, place.start) is not None
        return False

    def _antecedent(self, head: str, start: int) -> int | None:
        if head in _VESSELS:
            return self.cast.last_before(start, lambda member: member.schema == VESSEL)
        named = self.cast.last_before(start, lambda member: head in self._nouns_of(member), reach=_FAR_BODY)
        if head in _BODIES or (head == "bank" and named is not None):
            return named
        return self.cast.last_before(start, lambda member: member.schema == COMPANY and member.group_size is None)

    def _nouns_of(self, member: Member) -> frozenset[str]:
        """The nouns in an organisation's names by which a text can take it up."""
        if member.schema not in ORGANIZATIONS:
            return frozenset()
        if member.number not in self._nouns:
            nouns = (noun.lower() for name in member.names for noun in _NOUN.findall(name))
            self._nouns[member.number] = frozenset(nouns)
        return self._nouns[member.number]

    # --- "the two men", "the Malinins" -------------------------------------------------------------------------

    def _pairs(self, sentence: Span) -> None:
        for match in _PAIR.finditer(self.text, sentence.start, sentence.end):
            pair = None if self.cast.is_covered(*match.span()) else self._last_pair(match.start())
            if pair is not None:
                self.cast.place(self._groups.of_pair(pair, match.group()), *match.span(), "nominal")

    def _last_pair(self, start: int) -> tuple[int, int] | None:
        """The two persons that were last named together, in one sentence joined by "and"."""
        last = bisect_left(self._people, start, key=lambda place: place.start)
        for second in range(last - 1, 0, -1):
            one, other = self._people[second - 1], self._people[second]
            if start - one.end >= _FAR_PAIR:
                break
            if other.end <= start and one.member != other.member and self._are_joined(one, other):
                return None if self._is_longer_list(second - 1) else (one.member, other.member)
        return None

    def _is_longer_list(self, number: int) -> bool:
        """Whether another person stands before a pair in the same list ("A, B and C"): who is meant is not plain."""
        if not number:
            return False
        before, one = self._people[number - 1], self._people[number]
        between = self.text[before.end : min(one.start, before.end + _PAIR_APART)]
        return (
            one.start - before.end < _PAIR_APART
            and before.member != one.member
            and _LISTED.fullmatch(between) is not None
        )

    def _are_joined(self, one: Place, other: Place) -> bool:
        between = self.text[one.end : min(other.start, one.end + _PAIR_APART)]
        return (
            other.start - one.end < _PAIR_APART
            and "\n\n" not in between
            and re.search(r"\band\b", between) is not None
            and "." not in between.strip(".")
        )

    def _families(self, sentence: Span) -> None:
        """Read "the Malinins" as the persons of that family name."""
        for match in _FAMILY.finditer(self.text, sentence.start, sentence.end):
            family = self._groups.family(match["name"])
            if len(family) > 1 and not self.cast.is_covered(*match.span()):
                self.cast.place(self._groups.of_family(family, match.group()), *match.span(), "nominal")


class _Groups:
    """The groups of a cast whose members the text names."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._of_members: dict[tuple[int, ...], int] = {}
        self._open: list[int] = []
        self._families: dict[str, list[int]] = {}
        for member in cast.members:
            if member.schema == PERSON and not member.unnamed:
                for word in {member.name.split()[0], member.name.split()[-1]}:
                    self._families.setdefault(word, []).append(member.number)
            elif member.schema == PERSON and member.group_size == 2 and member.countries:
                self._open.append(member.number)
        self._open.reverse()

    def of_pair(self, pair: tuple[int, int], phrase: str) -> int:
        """Give the group of two persons: one known, else the first described pair, else a new one."""
        known = self._of_members.get(pair)
        if self._open and (known is None or self._open[-1] < known):
            known = self._open.pop()
        elif known is None:
            known = self.cast.new_description(PERSON, phrase, pair)
        self.cast.members[known].members = pair
        self._of_members[pair] = known
        return known

    def family(self, name: str) -> tuple[int, ...]:
        """Give the persons of a family name, also where the women's form ends in -a."""
        return tuple(sorted({*self._families.get(name, ()), *self._families.get(name + "a", ())}))

    def of_family(self, family: tuple[int, ...], phrase: str) -> int:
        """Give the group of a family, one known or a new one."""
        known = self._of_members.get(family, self._of_members.get(family[::-1]))
        if known is None:
            known = self._of_members[family] = self.cast.new_description(PERSON, phrase, family)
        return known
