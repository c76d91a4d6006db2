"""Coreference: what points back to somebody ("the company", "he", "his wife", "the two men").

Each rule names one antecedent or none: a wrong one would put words about one party on another.
"""

import re
from dataclasses import dataclass

from yalu.documents.cast import Cast, Member, Place
from yalu.documents.kinds import COMPANY, ORGANIZATIONS, PERSON, TERRITORY, VESSEL
from yalu.documents.sentences import Span
from yalu.documents.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Kinship:
    """That one person is another's relative: `relation` is the relative's part towards `person` ("wife")."""

    person: int
    relative: int
    relation: str
    start: int
    end: int


_COMPANY_WORDS = "company|firm|trader|shipper|bank|subsidiary|exchange|supplier|manufacturer|distributor|trading house"
_BODY_WORDS = (
    "department|ministry|agency|bureau|academy|embassy|council|commission|committee|court|office|institute|foundation|"
    "party|group|administration|organization|organisation|university|corporation|service|union"
)
_DEFINITE = re.compile(
    rf"\b[Tt]he\s+(?P<head>{_COMPANY_WORDS}|{_BODY_WORDS}|vessel|ship|tanker|freighter)\b(?!\s+(?:of|that|which|for|in)\b)"
)
_PAIR = re.compile(
    r"\b(?:[Tt]he\s+(?:two(?:\s+(?:men|women|brothers|sisters|individuals|people|suspects))?|pair|couple|men|women|brothers)|[Bb]oth\s+(?:men|women)|[Bb]oth)\b(?!\s+[a-z]*(?:ies|ns|ms|ks|els|ips)\b)"
)
_PRONOUN = re.compile(r"\b(?P<word>[Hh]e|[Ss]he|[Ii]t|[Ii]ts|[Hh]is)\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:in|to|from|with|of|for|at|by|on|against|into|over|between|near)\s+(?:the\s+)?$")
_KIN_GAP = r",?\s+(?:[a-z]+\s+)?"


class Resolver:
    """Settles what points back, sentence by sentence, in the order of the text."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary, sentences: list[Span]) -> None:
        self.text, self.cast, self.words, self.sentences = text, cast, words, sentences
        self.kinships: list[Kinship] = []
        kin = "|".join(sorted(words.kinship, key=len, reverse=True))
        self._kin = re.compile(rf"\b(?P<whose>[Hh]is|[Hh]er|[Tt]he)\s+(?:\w+\s+)?(?P<kin>{kin})\b")
        self._owned_kin = re.compile(rf"['’]s?\s+(?:\w+\s+)?(?P<kin>{kin})\b")
        roles = "|".join((*words.leading_roles, *words.working_roles))
        self._role = re.compile(rf"\s+(?:[\w-]+\s+){{0,3}}(?:{roles}|shareholder|subsidiary|parent)\b")
        self._kin_of = re.compile(rf"\b(?P<kin>{kin})\s+of\s+")

    def run(self) -> None:
        """Add the places that point back to the cast, and collect the kinships."""
        for number, sentence in enumerate(self.sentences):
            before = self.sentences[number - 1] if number else None
            self._definite(sentence)
            self._kin_in(sentence, before)
            self._pronouns(sentence, before)
            self._pairs(sentence)
            self._families(sentence)
        self.cast.places.sort(key=lambda place: (place.start, -place.end))

    def _in(self, sentence: Span) -> list[Place]:
        inside = [place for place in self.cast.places if sentence.start <= place.start < sentence.end]
        return sorted(inside, key=lambda place: place.start)

    def _member(self, place: Place) -> Member:
        return self.cast.members[place.member]

    def _definite(self, sentence: Span) -> None:
        for match in _DEFINITE.finditer(self.text, sentence.start, sentence.end):
            if self.cast.is_covered(*match.span()) or self._is_named_behind(match.end(), sentence):
                continue
            number = self._antecedent(match["head"].lower(), match.start())
            if number is not None:
                self.cast.place(number, *match.span(), "nominal")

    def _is_named_behind(self, end: int, sentence: Span) -> bool:
        """Whether the name follows at once: "the shipper, Manila-based Trinidad Leaf Trading Inc., ..."."""
        behind = [
            place for place in self._in(sentence) if place.start >= end and self._member(place).schema in ORGANIZATIONS
        ]
        return bool(behind) and bool(
            re.fullmatch(r",\s+(?:the\s+)?(?:[\w-]+\s+){0,3}", self.text[end : behind[0].start])
        )

    def _antecedent(self, head: str, start: int) -> int | None:
        if head in {"vessel", "ship", "tanker", "freighter"}:
            return self.cast.last_before(start, lambda member: member.schema == VESSEL)
        named = self.cast.last_before(
            start,
            lambda member: (
                member.schema in ORGANIZATIONS
                and any(re.search(rf"\b{head}\b", name, re.IGNORECASE) for name in member.names)
            ),
            reach=3000,
        )
        if re.fullmatch(_BODY_WORDS, head):
            return named
        if head == "bank" and named is not None:
            return named
        return self.cast.last_before(start, lambda member: member.schema == COMPANY and member.group_size is None)

    def _kin_in(self, sentence: Span, before: Span | None) -> None:
        for match in self._kin.finditer(self.text, sentence.start, sentence.end):
            word = match["kin"]
            owner = None if match["whose"].lower() == "the" else self._person_before(match, sentence, before)
            self._relative(match, word, owner)
        for place in self._in(sentence):
            if self._member(place).schema != PERSON:
                continue
            owned = self._owned_kin.match(self.text, place.end)
            if owned:
                self._relative(owned, owned["kin"], place.member)
            kin_of = re.search(rf"{self._kin_of.pattern}$", self.text[sentence.start : place.start])
            if kin_of:
                head = self._person_ending_at(sentence.start + kin_of.start(), sentence)
                if head is not None and head != place.member:
                    self._add(place.member, head, kin_of["kin"], sentence.start + kin_of.start(), place.end)

    def _relative(self, match: re.Match[str], word: str, owner: int | None) -> None:
        """Find who the relative is: named right behind or before the word, or known from earlier."""
        if self.cast.is_covered(*match.span("kin")):
            return
        named = self._person_at(match.end("kin"))
        if named is None and owner is not None:
            named = self._appositive_before(match.start(), owner)
        if named is not None and owner is not None and named != owner:
            self._add(owner, named, word, match.start(), match.end("kin"))
            return
        known = self._known_relative(word, owner)
        if known is not None and known != owner:
            self.cast.place(
                known,
                match.start("whose") if "whose" in match.groupdict() else match.start("kin"),
                match.end("kin"),
                "nominal",
            )

    def _add(self, person: int, relative: int, word: str, start: int, end: int) -> None:
        self.kinships.append(Kinship(person, relative, word, start, end))
        members, words = self.cast.members, self.words
        members[relative].gender = "f" if word in words.female_kin else "m" if word in words.male_kin else None
        if words.kinship[word] == "spouse":
            members[person].gender = "m" if word == "wife" else "f" if word == "husband" else None

    def _known_relative(self, word: str, owner: int | None) -> int | None:
        found = set()
        for kinship in self.kinships:
            relation = self.words.kinship[kinship.relation]
            if relation == self.words.kinship[word] == "spouse":
                for member, other in ((kinship.person, kinship.relative), (kinship.relative, kinship.person)):
                    if owner in (None, other) and self._may_be(member, word):
                        found.add(member)
            elif kinship.relation == word and owner in (None, kinship.person):
                found.add(kinship.relative)
        return found.pop() if len(found) == 1 else None

    def _may_be(self, member: int, word: str) -> bool:
        gender = self.cast.members[member].gender
        return gender is None or gender == ("f" if word in self.words.female_kin else "m")

    def _person_at(self, start: int) -> int | None:
        """The person named right behind `start` ("wife Choe Un-jong", "wife, a dancer named ...")."""
        for place in self.cast.places:
            if (
                place.start >= start
                and self._member(place).schema == PERSON
                and re.fullmatch(rf"{_KIN_GAP}|,?\s+(?:Mr|Ms|Mrs)\.?\s+", self.text[start : place.start])
            ):
                return place.member
        return None

    def _appositive_before(self, start: int, owner: int) -> int | None:
        """The person in "Kang Myong-guk, his brother-in-law"."""
        for place in self.cast.places:
            if (
                place.end <= start
                and self._member(place).schema == PERSON
                and place.member != owner
                and re.fullmatch(r",\s+(?:who is\s+)?", self.text[place.end : start])
            ):
                return place.member
        return None

    def _person_ending_at(self, start: int, sentence: Span) -> int | None:
        for place in self._in(sentence):
            if (
                self._member(place).schema == PERSON
                and place.end <= start
                and re.fullmatch(r",?\s+(?:who is |is |was )?(?:the |a )?(?:\w+ )?", self.text[place.end : start])
            ):
                return place.member
        return None

    def _person_before(self, match: re.Match[str], sentence: Span, before: Span | None) -> int | None:
        """Whom "his" or "her" means: the person last named in the sentence, or the subject of the sentence before."""
        female = match["whose"].lower() == "her"
        inside = [
            place for place in self._in(sentence) if place.end <= match.start() and self._is_person(place, female)
        ]
        inside = [place for place in inside if not self._member(place).unnamed] or inside
        if inside:
            return inside[-1].member
        return self._subject(before, female) if before else None

    def _is_person(self, place: Place, female: bool) -> bool:
        member = self._member(place)
        return (
            member.schema == PERSON
            and member.group_size is None
            and not _is_plural(member)
            and member.gender != ("m" if female else "f")
        )

    def _subject(self, sentence: Span, female: bool) -> int | None:
        people = [place for place in self._in(sentence) if self._is_person(place, female)]
        return people[0].member if people and len({place.member for place in people}) <= 2 else None

    def _pronouns(self, sentence: Span, before: Span | None) -> None:
        for match in _PRONOUN.finditer(self.text, sentence.start, sentence.end):
            word = match["word"].lower()
            if self.cast.is_covered(*match.span()) or (
                word in {"its", "his"} and not self._role.match(self.text, match.end())
            ):
                continue
            if word in {"it", "its"}:
                number = self._it(match, sentence, before)
            else:
                number = self._he(match, sentence, before, word == "she")
            if number is not None:
                self.cast.place(number, *match.span(), "pronoun")

    def _he(self, match: re.Match[str], sentence: Span, before: Span | None, female: bool) -> int | None:
        inside = [
            place for place in self._in(sentence) if place.end <= match.start() and self._is_person(place, female)
        ]
        if inside:
            return inside[0].member if len({place.member for place in inside}) == 1 else None
        spoken = self._speaker(sentence, female)
        if spoken is not None:
            return None
        return self._subject(before, female) if before else None

    def _speaker(self, sentence: Span, female: bool) -> int | None:
        """A person who is named later in the sentence as saying it: then "he" in the speech may be anybody."""
        for place in self._in(sentence):
            if self._is_person(place, female) and re.match(
                r",?\s+(?:said|told|wrote)\b", self.text[place.end : place.end + 12]
            ):
                return place.member
        return None

    def _it(self, match: re.Match[str], sentence: Span, before: Span | None) -> int | None:
        def is_body(place: Place) -> bool:
            member = self._member(place)
            if _AFTER_PREPOSITION.search(self.text[max(0, place.start - 16) : place.start]):
                return False
            return member.schema in (*ORGANIZATIONS, TERRITORY, VESSEL) and not _is_plural(member)

        inside = [place for place in self._in(sentence) if place.end <= match.start() and is_body(place)]
        if inside and inside[0].start - sentence.start < 60:
            return inside[0].member
        if inside or not before:
            return None
        earlier = [place for place in self._in(before) if is_body(place)]
        opens = match.start() == sentence.start
        return earlier[0].member if opens and earlier and earlier[0].start - before.start < 40 else None

    def _pairs(self, sentence: Span) -> None:
        for match in _PAIR.finditer(self.text, sentence.start, sentence.end):
            if self.cast.is_covered(*match.span()):
                continue
            group = self._last_pair(match.start())
            if group is None:
                continue
            known = next(
                (
                    m.number
                    for m in self.cast.members
                    if m.unnamed
                    and m.group_size == 2
                    and (m.members == group or (not m.members and m.countries))
                    and m.schema == PERSON
                ),
                None,
            )
            number = self.cast.new_description(PERSON, match.group(), group) if known is None else known
            self.cast.members[number].members = group
            self.cast.place(number, *match.span(), "nominal")

    def _families(self, sentence: Span) -> None:
        """Read "the Malinins" as the persons of that family name."""
        for match in re.finditer(r"\b[Tt]he\s+(?P<name>[A-Z][a-z]+)s\b", self.text[sentence.start : sentence.end]):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            family = tuple(
                member.number
                for member in self.cast.members
                if member.schema == PERSON
                and not member.unnamed
                and any(
                    part in (match["name"], match["name"] + "a")
                    for part in (member.name.split()[0], member.name.split()[-1])
                )
            )
            if len(family) < 2 or self.cast.is_covered(start, end):
                continue
            known = next((m.number for m in self.cast.members if m.unnamed and set(m.members) == set(family)), None)
            number = self.cast.new_description(PERSON, match.group(), family) if known is None else known
            self.cast.place(number, start, end, "nominal")

    def _last_pair(self, start: int) -> tuple[int, ...] | None:
        """The two persons that were last named together, in one sentence joined by "and"."""
        people = [
            place
            for place in self.cast.places
            if place.end <= start
            and start - place.end < 1500
            and self._member(place).schema == PERSON
            and place.kind == "name"
        ]
        people.sort(key=lambda place: place.start)
        for first, second in zip(reversed(people[:-1]), reversed(people[1:]), strict=True):
            between = self.text[first.end : second.start]
            if (
                first.member != second.member
                and "\n\n" not in between
                and re.search(r"\band\b", between)
                and len(between) < 80
                and "." not in between.strip(".")
            ):
                return (first.member, second.member)
        return None


def _is_plural(member: Member) -> bool:
    return member.unnamed and bool(re.search(r"(?:s|men|women|people)$", member.name.split()[-1]))
