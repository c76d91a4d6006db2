"""Coreference: what points back to somebody ("the company", "he", "his wife", "the two men").

Each rule names one antecedent or none: a wrong one would put words about one party on another.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from yalu.documents.cast import Cast
from yalu.documents.kinds import COMPANY, ORGANIZATION, ORGANIZATIONS, PERSON, VESSEL
from yalu.documents.kinship import Kinship, KinshipReader
from yalu.documents.member import Member, Place
from yalu.documents.pronouns import PronounReader
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.vocabulary import Vocabulary, choice, words_of

_BODIES, _VESSELS = words_of("body_nouns"), words_of("vessel_nouns")
_NOUNS = "|".join(choice(section) for section in ("company_nouns", "body_nouns", "vessel_nouns"))
_DEFINITE = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?P<head>{_NOUNS}|entity)\b(?!\s+(?:of|that|which|for|in(?!\s+\d{{4}}))\b)"
)
_OWN_APPOSITION = re.compile(r",\s+")
_NOUN = re.compile(rf"\b(?:{_NOUNS})\b", re.IGNORECASE)
_PEOPLE = r"men|women|brothers|sisters|individuals|people|suspects|directors|traders|executives|businessmen|defendants"
_FIRMS = r"companies|firms|entities|businesses|banks|subsidiaries|exchanges|traders|groups"
_SHIPS = r"vessels|ships|tankers|dhows|freighters"
_PAIR = re.compile(
    rf"""\b(?:
        [Tt]he\s+(?:two\s+)?(?:(?P<men>{_PEOPLE})|(?P<firms>{_FIRMS})|(?P<ships>{_SHIPS}))
      | (?:[Bb]oth|[Tt]hese\s+two)\s+(?:(?P<both_men>{_PEOPLE})|(?P<both_firms>{_FIRMS})|(?P<both_ships>{_SHIPS}))
      | [Tt]he\s+(?:two(?!\s+[a-z]+s\b)|pair|couple) | [Bb]oth(?!\s+[a-z]+s\b) | [Tt]hey | [Tt]hem
    )\b (?!\s+(?:of|that|who|which|in)\b)
    """,
    re.VERBOSE,
)
_OFFICE = (
    "trader|businessman|businesswoman|broker|financier|banker|engineer|captain|colonel|general|lawyer|accountant|suspect|"
    "defendant|politician|oligarch|entrepreneur|official|diplomat|agent|executive|tycoon|dealer|hacker|smuggler|scientist|"
    "lawmaker|shipbroker|middleman|man|woman|couple"
)
_ONE_PERSON = re.compile(
    rf"\b(?:[Tt]he|[Tt]his)\s+(?:(?:\w+-(?:born|based)|\d\d-year-old|\w+an|\w+ese|former|retired|elderly|elder)\s+){{0,2}}"
    rf"(?:{_OFFICE})\b(?=[\s,.'’])(?!,?\s+(?:[A-Z]|of\b|who\b|that\b|for\b|in\b|at\b|from\b|named\b))"
)
_ANAPHORS = {"they", "them"}
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
        named = [place for place in cast.places.starting_in(0, len(text)) if place.kind == "name"]
        self._pairs_of = [
            _Pairs(text, [place for place in named if cast.members[place.member].schema in schemata])
            for schemata in ((PERSON,), (COMPANY, ORGANIZATION), (VESSEL,))
        ]
        self._groups = _Groups(cast)

    @property
    def kinships(self) -> list[Kinship]:
        """The kinships found, in the order of the text."""
        of = self.cast.principal
        return [replace(kin, person=of(kin.person), relative=of(kin.relative)) for kin in self._kin.found]

    def run(self, sentences: list[Span]) -> None:
        """Add the places that point back to the cast, and collect the kinships."""
        before: Span | None = None
        for sentence in sentences:
            if sentence.end - sentence.start > LONGEST_SENTENCE:
                before = None
                continue
            self._definite(sentence)
            self._person(sentence, before)
            self._kin.read(sentence, before)
            self._pronouns.read(sentence, before)
            self._pairs(sentence, before)
            self._families(sentence)
            before = sentence

    # --- "the company" -----------------------------------------------------------------------------------------

    def _definite(self, sentence: Span) -> None:
        for match in _DEFINITE.finditer(self.text, sentence.start, sentence.end):
            if not self.cast.is_covered(*match.span()) and not self._is_named_behind(match.end(), sentence):
                number = self._antecedent(match["head"], self._before_apposition(match))
                if number is not None:
                    self.cast.place(number, *match.span(), "nominal")

    def _person(self, sentence: Span, before: Span | None) -> None:
        """Read "the trader" as the only person named in the sentence before, where this one has named nobody yet."""
        for match in _ONE_PERSON.finditer(self.text, sentence.start, sentence.end):
            if before is None or self.cast.is_covered(*match.span()) or self._persons(sentence.start, match.start()):
                continue
            known = self._persons(before.start, before.end)
            if len(known) == 1:
                self.cast.place(known.pop(), *match.span(), "nominal")

    def _persons(self, start: int, end: int) -> set[int]:
        places = self.cast.places.starting_in(start, end)
        return {place.member for place in places if self.cast.members[place.member].schema == PERSON}

    def _before_apposition(self, match: re.Match[str]) -> int:
        """Give where to look back from: in "Parsek LLC, the company's owner", Parsek is not the company."""
        start = match.start()
        if self.text[match.end() : match.end() + 2] not in ("'s", "’s"):
            return start
        before = (place for place in self.cast.places.backwards(start - _FAR_PAIR, start) if place.end <= start)
        nearest = next(before, None)
        is_apposition = nearest is not None and _OWN_APPOSITION.fullmatch(self.text, nearest.end, start)
        return nearest.start if nearest is not None and is_apposition else start

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

    def _pairs(self, sentence: Span, before: Span | None) -> None:
        for match in _PAIR.finditer(self.text, sentence.start, sentence.end):
            if self.cast.is_covered(*match.span()):
                continue
            pair = self._pair_meant(match, before)
            if pair is not None:
                self.cast.place(self._groups.of_pair(*pair, match.group()), *match.span(), "nominal")

    def _pair_meant(self, match: re.Match[str], before: Span | None) -> tuple[str, tuple[int, int]] | None:
        """Give the kind and the two whom "the two men" or "they" means; "they" only of the sentence before."""
        groups = match.groupdict()
        men, firms, ships = (bool(groups[name] or groups[f"both_{name}"]) for name in ("men", "firms", "ships"))
        if match.group().lower() in _ANAPHORS:
            wanted, reach = [0, 1, 2], match.start() - before.start if before else 0
        elif men or firms or ships:
            wanted, reach = [number for number, is_it in enumerate((men, firms, ships)) if is_it], _FAR_PAIR
        else:
            wanted, reach = [0], _FAR_PAIR
        found = [(self._pairs_of[number].last(match.start(), reach), number) for number in wanted]
        known = [(pair, number) for pair, number in found if pair is not None]
        if len(known) != 1:
            return None
        pair, number = known[0]
        return (PERSON, COMPANY, VESSEL)[number], pair

    def _families(self, sentence: Span) -> None:
        """Read "the Malinins" as the persons of that family name."""
        for match in _FAMILY.finditer(self.text, sentence.start, sentence.end):
            family = self._groups.family(match["name"])
            if len(family) > 1 and not self.cast.is_covered(*match.span()):
                self.cast.place(self._groups.of_family(family, match.group()), *match.span(), "nominal")


class _Pairs:
    """Finds the two of one kind that were last named together, in one sentence joined by "and"."""

    def __init__(self, text: str, places: list[Place]) -> None:
        self.text, self._places = text, places

    def last(self, start: int, reach: int) -> tuple[int, int] | None:
        """Give the last pair before a place, at most `reach` characters before it; none of a longer list."""
        last = bisect_left(self._places, start, key=lambda place: place.start)
        for second in range(last - 1, 0, -1):
            one, other = self._places[second - 1], self._places[second]
            if start - one.start > reach:
                break
            if other.end <= start and one.member != other.member and self._are_joined(one, other):
                return None if self._is_longer_list(second - 1) else (one.member, other.member)
        return None

    def _is_longer_list(self, number: int) -> bool:
        """Whether another one stands before a pair in the same list ("A, B and C"): who is meant is not plain."""
        if not number:
            return False
        before, one = self._places[number - 1], self._places[number]
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
            elif member.schema == PERSON and member.group_size == 2:
                self._open.append(member.number)
        self._open.reverse()

    def of_pair(self, schema: str, pair: tuple[int, int], phrase: str) -> int:
        """Give the group of two: one known, else the first described pair of persons, else a new one."""
        known = self._of_members.get(pair)
        if schema == PERSON and self._open and (known is None or self._open[-1] < known):
            known = self._open.pop()
        elif known is None:
            known = self.cast.new_description(schema, phrase, pair)
            self.cast.members[known].is_only_members = schema != PERSON or phrase.lower() in _ANAPHORS
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
