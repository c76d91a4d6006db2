"""Links that stand in the parties' own phrases: kinship, possessives, nationalities, titles."""

import re
from collections.abc import Iterator

from yalu.documents.cast import Cast
from yalu.documents.clauses import Clause
from yalu.documents.coreference import Kinship
from yalu.documents.mentions import countries_in
from yalu.documents.sentences import Span
from yalu.documents.slots import Masked, Slot
from yalu.documents.statement import Statement
from yalu.documents.vocabulary import Vocabulary
from yalu.model import Status

_COUNTERPART = re.compile(r"\b(?:counterparts?|associates?|partners?|accomplices?)\b")
_HEADS_OF_STATE = "leader|president|dictator|premier|prime minister"
_NATIONAL_TITLE = re.compile(
    r"(?P<country>[A-Z][\w.]*(?: Korean)?) (?P<title>(?:former )?[a-z ]{0,20}?"
    rf"(?:{_HEADS_OF_STATE}|ambassador|envoy|foreign minister|negotiator)) (?P<person>⟦P\d+⟧)"
)
_NO_NATIONALITY = re.compile(r"\S+-(?:based|registered|flagged|linked|backed)\b")


class PhraseLinks:
    """Reads these links in one sentence. They are alleged where all of the sentence is (`whole`), else asserted."""

    def __init__(self, cast: Cast, words: Vocabulary, sentence: Span, whole: Clause) -> None:
        self.cast, self.words, self.sentence = cast, words, sentence
        self.status = Status.ALLEGED if whole.status is Status.ALLEGED else Status.ASSERTED
        self.by = whole.asserted_by if self.status is Status.ALLEGED else None

    def read(self, masked: Masked, kinships: list[Kinship]) -> Iterator[Statement]:
        """Give the links, in the order of their kinds."""
        for kin in kinships:
            yield self._statement("family_of", kin.person, kin.relative, "kinship", self.words.kinship[kin.relation])
        yield from self._possessives(masked)
        for slot in masked.slots:
            yield from self._nationality(slot)
            yield from self._places(slot)
        yield from self._titles(masked)

    def _statement(self, link: str, source: int, target: int, pattern: str, role: str | None = None) -> Statement:
        return Statement(link, source, target, self.status, self.sentence, pattern, 0.8, role, asserted_by=self.by)

    def _possessives(self, masked: Masked) -> Iterator[Statement]:
        """Read "the Treasury's Office of Foreign Assets Control" and "the two men's Chinese counterparts"."""
        for match in re.finditer(r"(⟦[OC]\d+⟧)'s (?:\w+ )?(⟦O\d+⟧)", masked.text):
            owner, body = masked.slot(match.group(1)), masked.slot(match.group(2))
            is_body = not body.unnamed and self.cast.members[body.members[0]].schema == "PublicBody"
            if is_body and owner.members != body.members:
                yield self._statement("part_of", body.members[0], owner.members[0], "possessive-body")
        for match in re.finditer(r"(⟦[PE]\d+⟧)'s? (⟦[PE]\d+⟧)", masked.text):
            owner, other = masked.slot(match.group(1)), masked.slot(match.group(2))
            if other.unnamed and _COUNTERPART.search(other.text):
                yield self._statement("associate_of", other.members[0], owner.members[0], "possessive-counterpart")

    def _titles(self, masked: Masked) -> Iterator[Statement]:
        """Read "North Korean leader ⟦P⟧" and "U.S. Secretary of State ⟦P⟧" as links to the country."""
        for match in _NATIONAL_TITLE.finditer(masked.text):
            country = self._country(self.words.demonyms.get(match["country"], "-"))
            if country is not None:
                kind = "leads" if re.search(_HEADS_OF_STATE, match["title"]) else "represents"
                person = masked.slot(match["person"]).members[0]
                yield self._statement(kind, person, country, "national-title", match["title"])
        for slot in masked.slots:
            title = slot.title or ""
            code = next((code for word, code in self.words.countries.items() if title.startswith(word + " ")), None)
            country = self._country(code) if code and slot.kind == "P" else None
            if country is not None:
                yield self._statement("represents", slot.members[0], country, "title", re.sub(r"^\S+ ", "", title))

    def _nationality(self, slot: Slot) -> Iterator[Statement]:
        """Read "a Greek broker" and "two North Koreans" as nationality, "a Hong Kong trader" as a place."""
        phrase, named = _description(slot)
        if not phrase:
            return
        member = self.cast.members[slot.members[0]]
        codes = countries_in(phrase if slot.kind == "V" else _NO_NATIONALITY.sub("", phrase), self.words)
        country = self._country(codes[0]) if len(codes) == 1 else None
        if country is None:
            return
        names = (word for word in self.words.countries if word not in self.words.demonyms)
        is_place = slot.kind != "V" and any(re.search(rf"\b{re.escape(word)}\b", phrase) for word in names)
        if named and is_place and not re.search(r"\b(?:national|citizen)\b", phrase):
            yield self._statement("located_in", slot.members[0], country, "place-description")
        elif named or (member.group_size and member.schema == "Person"):
            yield self._statement("national_of", slot.members[0], country, "nationality")

    def _places(self, slot: Slot) -> Iterator[Statement]:
        """Read "a Dandong trader" and "Beijing-based" as places."""
        phrase, named = _description(slot)
        if not phrase:
            return
        places = [member for member in self.cast.members if member.schema == "Territory" and not member.unnamed]
        for place in places if named else ():
            if not place.countries and any(re.search(rf"\b{re.escape(name)}\b(?!-)", phrase) for name in place.names):
                yield self._statement("located_in", slot.members[0], place.number, "place-description")
        based = re.search(r"([A-Z][\w.]*(?: [A-Z]\w*)*)-based", phrase)
        if based and (named or self.cast.members[slot.members[0]].group_size):
            found = next((place.number for place in places if based.group(1) in place.names), None)
            if found is not None:
                yield self._statement("located_in", slot.members[0], found, "place-based")

    def _country(self, code: str) -> int | None:
        known = next((m.number for m in self.cast.members if m.schema == "Territory" and m.countries == {code}), None)
        return known if known is not None else self.cast.add_country(code)


def _description(slot: Slot) -> tuple[str | None, bool]:
    """What a phrase calls a party, and whether the party has a name besides."""
    if slot.kind not in "POEV" or not slot.members:
        return None, False
    if slot.description and not slot.unnamed:
        return slot.description, True
    return (slot.text, False) if slot.unnamed else (None, False)
