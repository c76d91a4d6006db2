"""Links that stand in the parties' own phrases: possessives, nationalities, places, titles, kinship."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from yalu.documents.cast import Cast
from yalu.documents.countries import countries_in, names_country
from yalu.documents.kinds import BODY, COMPANY, PERSON, TERRITORY
from yalu.documents.kinship import Kinship
from yalu.documents.phrase_finder import PhraseFinder, is_boundary
from yalu.documents.sentences import Span
from yalu.documents.slots import Masked, Slot
from yalu.documents.statement import Clause, Statement
from yalu.documents.vocabulary import Vocabulary
from yalu.model import Status

_CONFIDENCE = 0.8
_KINSHIP_CONFIDENCE = 0.9
_OWNED_BODY = re.compile(r"(⟦[OC]\d+⟧)'s (?:\w+ )?(⟦O\d+⟧)")
_UNNAMED = re.compile(r"(?P<described>⟦[OP]\d+⟧) (?P<word>in|of) (?:the )?(?P<other>⟦[CO]\d+⟧)")
_BODY_OF = re.compile(r"(⟦O\d+⟧) of (?:the )?(⟦[OC]\d+⟧)")
_OWNED_PARTY = re.compile(r"(⟦[PEC]\d+⟧)'s? (⟦[PE]\d+⟧)")
_ASSOCIATE = re.compile(r"\b(?:counterparts?|associates?|partners?|accomplices?)\b")
_NATIONAL_TITLE = re.compile(
    r"([A-Z][\w.]*(?: Korean)?) ((?:former )?[a-z ]{0,20}?(?:leader|president|dictator|premier|prime minister|"
    r"ambassador|envoy|foreign minister|negotiator)) (⟦P\d+⟧)"
)
_LEADS = re.compile(r"leader|president|dictator|premier|prime")
_SECOND_SECRETARY = re.compile(
    r"\b(?:Under|Deputy|Assistant|Acting Under) ?[Ss]ecretary\b"
    r"(?: of (?:the )?(?P<of>Treasury|State|Commerce|Defense|Energy))?"
)
_NOT_OF_STATE = re.compile(r"\b(?:national|citizen|company|firm)\b")
_CITIZEN = re.compile(r"\b(?:national|citizen)\b")
_BEHIND_PLACE = re.compile(r"\S+-(?:based|registered|flagged|linked|backed|owned|controlled)\b")
ALWAYS_OWN_WORDS = {"title", "national-title", "possessive-body", "title-of-department", "body-of"}
"""Patterns that tell what office somebody holds or whose a body is: the text says so itself, whoever is quoted."""
_IN = re.compile(r"\b(?:in|at|from|near)\s")
_NO_NATIONALITY = re.compile(
    r"\b(?:minister|president|premier|ambassador|envoy|leader|secretary|attorney|official|spokes\w+|lawmaker|senator"
    r"|general|representative|prosecutor|army|navy|officer|operations|market|desk|office|division|branch|agent|consul"
    r"|judge|citizenship|unit|arm|subsidiary|customer|buyer)s?\b"
    r"|-\w*(?:owned|linked|backed|made|flagged|controlled|speaking|born)",
    re.IGNORECASE,
)
"""What makes a country in a phrase another's: a "Russian minister" is the state's, and no Russian firm."""
_PORTS = {"hk", "mo"}
"""Places that are no nationality."""
_CITY_STATES = {"sg"}
"""Countries whose name before a noun is a seat ("a Singapore firm"), and only whose adjective is a nationality."""
_PASSPORT = re.compile(
    r"(?P<holder>⟦P\d+⟧),? (?:who )?(?:also )?(?:holds?|has|held|carries|carried|travels? on|uses?) (?:an? )?"
    r"(?:valid |diplomatic |second )?(?P<adjective>[A-Z][\w-]+(?: Korean)?) (?:diplomatic )?"
    r"(?:passports?|citizenship|nationality)\b"
)
_BASED = re.compile(r"([A-Z][\w.]*(?: [A-Z]\w*)*)-based")

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(rf"(?:the )?({'|'.join(_NUMBERS[2:])})\b", re.IGNORECASE)

State = Callable[..., Statement]


class PhraseLinkReader:
    """Reads the links within the phrases of one document's sentences."""

    def __init__(self, cast: Cast, words: Vocabulary) -> None:
        self.cast, self.words = cast, words
        territories = [member for member in cast.members if member.schema == TERRITORY]
        self._countries: dict[str, int | None] = {}
        self._by_name: dict[str, int] = {}
        self._places: dict[str, list[int]] = {}
        for member in territories:
            if any(key.startswith("country ") for key in member.keys) and len(member.countries) == 1:
                self._countries.setdefault(next(iter(member.countries)), member.number)
            for name in member.names:
                self._by_name.setdefault(name, member.number)
                if (
                    not member.unnamed
                    and name not in words.demonyms
                    and not any(key.startswith("country ") for key in member.keys)
                ):
                    self._places.setdefault(name, []).append(member.number)
        self._place_finder = PhraseFinder(self._places)

    def read(
        self,
        masked: Masked,
        sentence: Span,
        kinships: list[Kinship],
        whole: Clause,
        phrases: Iterable[tuple[Slot, str]] = (),
    ) -> Iterator[Statement]:
        """Give the links of one sentence. `whole` tells who says it, where it is reported.

        `phrases` are parties with what a tree shows that the sentence calls them ("Greek shipowner").
        """
        is_alleged = whole.status is Status.ALLEGED

        def state(link: str, source: int, target: int, pattern: str, role: str | None = None) -> Statement:
            is_told = is_alleged and pattern not in ALWAYS_OWN_WORDS
            return Statement(
                type=link,
                source=source,
                target=target,
                status=Status.ALLEGED if is_told else Status.ASSERTED,
                sentence=sentence,
                pattern=pattern,
                confidence=_KINSHIP_CONFIDENCE if pattern == "kinship" else _CONFIDENCE,
                role=role,
                asserted_by=whole.asserted_by if is_told else None,
            )

        for kin in kinships:
            yield state("family_of", kin.person, kin.relative, "kinship", self.words.kinship[kin.relation])
        yield from self._possessives(masked, state)
        for slot in masked.slots:
            for one in _each(slot):
                yield from self._description(one, state)
        for match in _PASSPORT.finditer(masked.text):
            country = self._country(self.words.demonyms.get(match["adjective"]))
            if country is not None:
                yield state("national_of", masked.slot(match["holder"]).members[0], country, "passport")
        yield from self._titles(masked, state)
        for slot, phrase in phrases:
            yield from self._called(slot, phrase, state)
        yield from self._unnamed(masked, state)

    def _called(self, slot: Slot, phrase: str, state: State) -> Iterator[Statement]:
        """Read the nationality in "Greek shipowner ⟦P⟧" and "⟦O⟧, a Serbian token issuer"."""
        codes = countries_in(phrase)
        party = self.cast.members[slot.members[0]]
        if len(codes) != 1 or party.schema in (BODY, TERRITORY) or _NO_NATIONALITY.search(phrase):
            return
        country = self._country(codes[0])
        if country is None or codes[0] in _PORTS or (names_country(phrase) and not _CITIZEN.search(phrase)):
            return
        yield state("national_of", party.number, country, "nationality-called")

    def _unnamed(self, masked: Masked, state: State) -> Iterator[Statement]:
        """Read "six banks in Manhattan" and "an employee of Parsek LLC", where the phrase says all of them."""
        for match in _UNNAMED.finditer(masked.text):
            described, other = masked.slot(match["described"]), masked.slot(match["other"])
            member = self.cast.members[described.members[0]]
            if not described.unnamed or not member.name.endswith(f" {other.text}"):
                continue
            is_group = bool(member.group_size)
            if match["word"] == "in" and described.kind == "O" and other.kind == "C" and is_group:
                yield state("located_in", member.number, other.members[0], "unnamed-in-place")
            elif match["word"] == "of" and described.kind == "P" and other.kind == "O":
                yield state("employed_by", member.number, other.members[0], "unnamed-of-body")

    def _possessives(self, masked: Masked, state: State) -> Iterator[Statement]:
        """Read "the Treasury's Office of Foreign Assets Control" and "the two North Koreans' Chinese counterparts"."""
        for match in _OWNED_BODY.finditer(masked.text):
            owner, body = masked.slot(match.group(1)), masked.slot(match.group(2))
            is_body = not body.unnamed and self.cast.members[body.members[0]].schema == BODY
            if is_body and owner.members != body.members:
                yield state("part_of", body.members[0], owner.members[0], "possessive-body")
            is_firm = not body.unnamed and self.cast.members[body.members[0]].schema == COMPANY
            if is_firm and owner.kind == "C" and self.cast.members[owner.members[0]].countries:
                yield state("national_of", body.members[0], owner.members[0], "nationality-possessive")
        for match in _BODY_OF.finditer(masked.text):
            body, owner = masked.slot(match.group(1)), masked.slot(match.group(2))
            is_body = not body.unnamed and self.cast.members[body.members[0]].schema == BODY
            is_state = owner.kind == "O" or bool(self.cast.members[owner.members[0]].countries)
            if is_body and is_state and owner.members != body.members:
                yield state("part_of", body.members[0], owner.members[0], "body-of")
        for match in _OWNED_PARTY.finditer(masked.text):
            owner, other = masked.slot(match.group(1)), masked.slot(match.group(2))
            if other.unnamed and _ASSOCIATE.search(other.text) and owner.kind != "C":
                yield state("associate_of", other.members[0], owner.members[0], "possessive-counterpart")

    # --- titles ------------------------------------------------------------------------------------------------

    def _titles(self, masked: Masked, state: State) -> Iterator[Statement]:
        """Read "North Korean leader ⟦P⟧" and "U.S. Secretary of State ⟦P⟧" as links to the country."""
        for match in _NATIONAL_TITLE.finditer(masked.text):
            country = self._country(self.words.demonyms.get(match.group(1)))
            if country is not None:
                kind = "leads" if _LEADS.search(match.group(2)) else "represents"
                yield state(kind, masked.slot(match.group(3)).members[0], country, "national-title", match.group(2))
        for slot in masked.slots:
            department = self._department(slot.title) if slot.title and slot.kind == "P" else None
            if department is not None:
                yield state("employed_by", slot.members[0], department, "title-of-department", slot.title)
            elif slot.title and slot.kind == "P" and not _NOT_OF_STATE.search(slot.title):
                country = self._country_opening(slot.title)
                if country is not None:
                    yield state("represents", slot.members[0], country, "title", re.sub(r"^\S+ ", "", slot.title))

    def _department(self, title: str) -> int | None:
        """Give the department whose under secretary somebody is: the one that the title names, else the Treasury."""
        second = _SECOND_SECRETARY.search(title)
        if not second:
            return None
        wanted = second["of"] or "Treasury"
        for member in self.cast.members:
            is_department = wanted in member.name and re.search(r"Department|^(?:U\.?S\.? )?Treasury$", member.name)
            if member.schema == BODY and not member.unnamed and is_department:
                return member.number
        return None

    def _country_opening(self, title: str) -> int | None:
        code = next((code for word, code in self.words.countries.items() if title.startswith(word + " ")), None)
        return self._country(code)

    def _country(self, code: str | None) -> int | None:
        """Give the country of a code, and add one of which the text only uses the adjective."""
        if code and code not in self._countries:
            self._countries[code] = self.cast.add_country(code)
        return self._countries[code] if code else None

    # --- descriptions ------------------------------------------------------------------------------------------

    def _description(self, slot: Slot, state: State) -> Iterator[Statement]:
        """Read "a Chinese citizen", "a freight forwarder in Dandong" and "Beijing-based"."""
        named = (bool(slot.description) and not slot.unnamed) or slot.is_known
        phrase = slot.text if slot.unnamed else slot.description if named else None
        if not phrase or slot.kind not in "POEV" or not slot.members:
            return
        party = self.cast.members[slot.members[0]]
        is_ship = slot.kind == "V"  # its country is that of its flag, which is its nationality
        codes = countries_in(phrase if is_ship else _BEHIND_PLACE.sub("", phrase))
        country = self._country(codes[0]) if len(codes) == 1 else None
        is_place = named and not is_ship and not _CITIZEN.search(phrase) and _is_where(phrase, codes)
        if country is not None and is_place:
            yield state("located_in", party.number, country, "place-description")
        elif (
            country is not None
            and (is_ship or _is_nationality(phrase, party.schema))
            and (named or (party.group_size and party.schema == PERSON))
        ):
            yield state("national_of", party.number, country, "nationality")
        if named:
            for number in self._places_in(phrase):
                yield state("located_in", party.number, number, "place-description")
        based = _BASED.search(phrase)
        place = self._by_name.get(based.group(1)) if based and (named or party.group_size) else None
        if place is not None:
            yield state("located_in", party.number, place, "place-based")

    def _places_in(self, phrase: str) -> list[int]:
        """The cities and regions that a phrase names, but as "Dandong-based"."""
        return sorted(
            {
                number
                for start, end in self._place_finder.find(phrase)
                if is_boundary(phrase, start) and is_boundary(phrase, end) and phrase[end : end + 1] != "-"
                for number in self._places[phrase[start:end]]
            }
        )


def _each(slot: Slot) -> list[Slot]:
    """Give ⟦P0⟧ and ⟦P1⟧ of "two Greek brokers, ⟦P0⟧ and ⟦P1⟧" by themselves, where the number is that of the list."""
    counted = _COUNTED.match(slot.description or "")
    if counted is None or _NUMBERS.index(counted.group(1).lower()) != len(slot.members):
        return [slot]
    return [replace(slot, members=(member,)) for member in slot.members]


def _is_nationality(phrase: str, schema: str) -> bool:
    """Whether a country in a phrase is that of the party: "the Syria representative" of a firm is no Syrian."""
    return schema != PERSON or not names_country(phrase) or _CITIZEN.search(phrase) is not None


def _is_where(phrase: str, codes: tuple[str, ...]) -> bool:
    """Whether a phrase tells where somebody is ("a trader in Cyprus", "a Hong Kong shell") and not of which country."""
    is_city = bool(set(codes) & _PORTS) or "Dubai" in phrase
    return is_city or (names_country(phrase) and bool(_IN.search(phrase) or set(codes) & _CITY_STATES))
