"""The cast of a document: who is who. All mentions of one party become one party.

Names are joined by their normal form, by acronyms, by a family name or a company's own word alone, and by near
spellings of a given name. Descriptions are joined within a document. What points back ("the company", "he", "his
wife", "the two men") is settled in `coreference`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from yalu.documents.descriptions import Description
from yalu.documents.found import Found
from yalu.documents.kinds import BODY, COMPANY, LAW, LEGAL_ENTITY, ORGANIZATION, ORGANIZATIONS, PERSON, TERRITORY
from yalu.documents.member import Member, Place
from yalu.documents.naming import law_key, main_name_first, name_key, straight
from yalu.documents.person_names import NearNames
from yalu.documents.phrase_finder import PhraseFinder, is_whole
from yalu.documents.short_forms import NameWords, ShortForms, places_of, stand_apart
from yalu.documents.stretches import GrowingStretches, Stretches, Taken
from yalu.documents.vocabulary import Vocabulary

_ADMINISTRATION = re.compile(r"(?:['’]s)?\s+(?P<head>administration|government)\b")
_BEHIND_PLACE = re.compile(r"\s+(?:City|Province|County|port|Port|Strait)\b")
_TITLE = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.?\s$")
_SURNAME = re.compile(r"(?:[AE]l[ -])?[A-Z][\w'’]+")
_THIS = re.compile(r"[Tt]his\b")
_APPOSITION = re.compile(r",\s+the\s+")
_OF = re.compile(r"\s+of\b")
_LONGEST_PLACE = 700
"""A name with all that stands in brackets behind it is shorter."""


def _forms(name: str, schema: str) -> Iterator[str]:
    """Give a name, and of "HADDAD, Rima Georges" also "Rima HADDAD", as the text goes on to call her."""
    yield name
    family, comma, given = name.partition(", ")
    if schema == PERSON and comma and given:
        yield f"{given} {family}"
        yield f"{given.split()[0]} {family}"


class Cast:
    """All parties of one document, and where the text speaks of each."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text, self.words = text, words
        self.members: list[Member] = []
        self.places: GrowingStretches[Place] = GrowingStretches()
        self.laws: Stretches[Found] = Stretches([])
        self._taken = Taken(len(text))
        self._by_key: dict[str, int] = {}
        self._near = NearNames()
        self._name_words = NameWords(self.members, words)

    # --- names -------------------------------------------------------------------------------------------------

    def add_named(self, found: list[Found]) -> None:
        """Add the named parties, then the short forms of their names ("Ruggiero", "SANS", "Haoyuan")."""
        self.laws = Stretches(item for item in found if item.schema == LAW)
        parties = self._by_opening_words([item for item in found if item.schema != LAW])
        for item in parties:
            if item.sure:
                self._add(self._administration(item))
        unsure = [item for item in parties if not item.sure]
        unsure.sort(key=lambda item: (-len(item.name.split()), item.start))
        self._add_unsure(item for item in unsure if " " in item.name)
        self._add_unsure(item for item in unsure if " " not in item.name)
        self._add_short_forms()
        for member in self.members:
            member.names = main_name_first(member)

    def _by_opening_words(self, found: list[Found]) -> list[Found]:
        """Read "Orchid Lane" as the Orchid Lane OTC of which the text speaks, whatever it would be alone."""
        known: dict[str, set[str]] = {}
        for item in found:
            parts = straight(item.name).split()
            if item.schema in ORGANIZATIONS and len(parts) > 2:
                known.setdefault(" ".join(parts[:2]), set()).add(item.name)
        settled = []
        for item in found:
            names = known.get(straight(item.name), set())
            if (
                len(names) == 1
                and not stand_apart(item.name, next(iter(names)), self.text)
                and item.schema in (PERSON, *ORGANIZATIONS)
                and not item.title
                and not item.aliases
            ):
                item = replace(item, schema=ORGANIZATION, sure=False)
            elif item.schema == PERSON and item.title and _SURNAME.fullmatch(item.name):
                item = replace(item, sure=False)
            settled.append(item)
        return settled

    def _add_unsure(self, found: Iterable[Found]) -> None:
        """Add what only a guess speaks for, unless it is a short form or a part of a name that is known."""
        forms = ShortForms(self.members, self.text, self.words)
        short, family = forms.unique(), forms.shared_family_names()
        for item in found:
            name = straight(item.name)
            singular = name.removesuffix("s")
            if self.is_covered(item.start, item.end) or name in family or singular in family or singular in short:
                continue
            if item.schema == TERRITORY and item.countries:
                self._add(item)
            elif name not in short:
                whole = self._name_words.holder(name)
                if whole is None or stand_apart(name, self.members[whole].name, self.text):
                    self._add(self._administration(item))
                else:
                    self.place(whole, item.start, item.end, "name")

    def _administration(self, item: Found) -> Found:
        """Read "the Joe Biden administration" and "the U.S. government" as bodies."""
        follows = _ADMINISTRATION.match(self.text, item.end)
        if not follows or item.schema not in (PERSON, TERRITORY):
            return item
        last = item.name.split()[-1] if item.schema == PERSON else item.name
        return Found(item.start, follows.end(), f"{last} {follows['head']}", BODY, item.countries)

    def _add(self, item: Found) -> None:
        names = (item.name, *item.aliases)
        keys = [name_key(form, item.schema, self.words) for name in names for form in _forms(name, item.schema)]
        if item.schema == TERRITORY and item.countries and item.sure:
            keys = [f"country {item.countries[0]}"]
        number = next((self._by_key[key] for key in keys if self._fits(key, item)), None)
        if number is None and item.schema == PERSON:
            number = self._near.find(item.name)
        if number is None:
            number = self._new(item.schema, item.countries)
        self._name(number, names, item)
        for key in keys:
            if key and key not in self._by_key:
                self._by_key[key] = number
                self.members[number].keys.add(key)
        self.place(number, item.start, item.end, "name", item.title)

    def _name(self, number: int, names: tuple[str, ...], item: Found) -> None:
        """Give a member the names and countries of a mention, and its schema where that says more."""
        member = self.members[number]
        member.names += names
        member.countries |= set(item.countries)
        if member.schema in (LEGAL_ENTITY, ORGANIZATION) and item.sure and item.schema in ORGANIZATIONS:
            member.schema = item.schema
        self._name_words.add(number, names)
        if member.schema == PERSON:
            for name in names:
                self._near.add(name, number)

    def _fits(self, key: str, item: Found) -> bool:
        if key not in self._by_key:
            return False
        known = self.members[self._by_key[key]].schema
        return known == item.schema or (known in ORGANIZATIONS and item.schema in ORGANIZATIONS)

    def _new(self, schema: str, countries: tuple[str, ...] = ()) -> int:
        self.members.append(Member(len(self.members), schema, countries=set(countries)))
        return len(self.members) - 1

    def _add_short_forms(self) -> None:
        short = ShortForms(self.members, self.text, self.words).unique()
        first = {number: self.members[number].first_place for number in short.values()}
        for start, end in places_of(short, self.text):
            form = self.text[start:end]
            number = short[form]
            if start < first[number] or self.is_covered(start, end) or self.laws.over(start, start + 1):
                continue
            if _BEHIND_PLACE.match(self.text, end):
                continue
            follows = _ADMINISTRATION.match(self.text, end)
            if follows and self.members[number].schema == PERSON:
                self._add(Found(start, follows.end(), f"{form} {follows['head']}", BODY))
                continue
            title = _TITLE.search(self.text[max(0, start - 5) : start])
            self.place(number, start - len(title.group()) if title else start, end, "name")

    def add_country(self, code: str, at: tuple[int, int] | None = None) -> int | None:
        """Add a country of which the text only uses the adjective ("a Greek broker"), at that word's place or `at`."""
        name = next((name for name, other in self.words.countries.items() if other == code), None)
        adjectives = PhraseFinder(word for word, other in self.words.demonyms.items() if other == code)
        place = next((place for place in adjectives.find(self.text) if is_whole(self.text, *place)), None)
        place = place or at
        if name is None or place is None:
            return None
        number = self._new(TERRITORY, (code,))
        member = self.members[number]
        member.names, member.keys = [name], {f"country {code}"}
        member.places.append((*place, "nominal"))
        return number

    def law(self, name: str) -> int:
        """Give the number of a law. It becomes a party of the document only once a link needs it (`use_law`)."""
        key = f"law {law_key(name)}"
        if key not in self._by_key:
            self._by_key[key] = self._new(LAW)
            self.members[-1].names = [name]
        return self._by_key[key]

    def use_law(self, number: int) -> None:
        """Make a law a party: what blocks somebody's property by itself stands where else an authority does."""
        member = self.members[number]
        if member.schema == LAW and not member.places:
            key = law_key(member.name)
            named = [law for law in self.laws.starting_in(0, len(self.text)) if law_key(law.name) == key]
            member.names = list(dict.fromkeys(law.name for law in named))
            member.places = [(law.start, law.end, "name") for law in named]

    def add_place(self, name: str, start: int) -> int:
        """Add a town that only an address names, and give its number."""
        self._add(Found(start, start + len(name), name, TERRITORY))
        return self._by_key[name_key(name, TERRITORY, self.words)]

    # --- descriptions ------------------------------------------------------------------------------------------

    def add_descriptions(self, described: list[Description]) -> None:
        """Add the parties that are only described; equal descriptions are one party."""
        by_key: dict[tuple[str, ...], int] = {}
        known_texts: set[tuple[int, str]] = set()
        for item in described:
            if self.is_covered(item.start, item.end) and not self._swallows(item):
                continue
            known = None if self._is_named_behind(item) else self._earlier_company(item)
            if known is not None:
                self.place(known, item.start, item.end, "nominal")
                continue
            number = by_key.get(item.key) if item.plural or item.definite else None
            if number is None:
                number = by_key[item.key] = self.new_description(item.schema, item.text)
                known_texts.add((number, item.text))
            member = self.members[number]
            if (number, item.text) not in known_texts:
                known_texts.add((number, item.text))
                member.names.append(item.text)
            self._describe(member, item)
            self.place(number, item.start, item.end, "nominal")

    def _is_named_behind(self, item: Description) -> bool:
        """Whether the name follows at once: "the Belarusian company Polesye Avia" is no earlier company."""
        return any(
            place.kind == "name" and self.text[item.end : place.start].strip(", ") == ""
            for place in self.places.starting_in(item.end, item.end + 4)
        )

    def _describe(self, member: Member, item: Description) -> None:
        if member.schema != item.schema:
            member.schema = LEGAL_ENTITY
        member.countries |= set(item.countries)
        member.has_label = member.has_label or item.is_label
        member.group_size = member.group_size or item.number

    def _earlier_company(self, item: Description) -> int | None:
        """Read "the Chinese firm" as the company that was last spoken of."""
        if item.plural or not item.definite or item.schema not in (COMPANY, ORGANIZATION, LEGAL_ENTITY):
            return None
        if _THIS.match(item.text):
            return self.last_before(
                item.start, lambda member: member.schema in ORGANIZATIONS and not member.unnamed, 400
            )
        if item.schema != COMPANY:
            return None
        for place in self.places.starting_in(item.start - _LONGEST_PLACE, item.start):
            if _APPOSITION.fullmatch(self.text, place.end, item.start):
                return place.member
        if _OF.match(self.text, item.end):
            return None
        own = item.text.split()[0]

        def fits(member: Member) -> bool:
            foreign = "Korea" in member.name and not {"kp", "kr"} & set(item.countries)
            return member.schema == COMPANY and member.group_size is None and not foreign

        named = self.last_before(item.start, lambda member: fits(member) and own in member.name.split(), reach=4000)
        if named is not None or not item.countries:
            return named
        return self.last_before(item.start, lambda member: fits(member) and not member.countries - set(item.countries))

    def new_description(self, schema: str, text: str, members: tuple[int, ...] = ()) -> int:
        """Add a party that the text only describes, and give its number."""
        number = self._new(schema)
        member = self.members[number]
        member.names, member.unnamed, member.members = [text], True, members
        member.group_size = len(members) or None
        return number

    def _swallows(self, item: Description) -> bool:
        """Whether a description may take in the names in it, which only modify it ("one or more SANS associates")."""
        over = [
            place for place in self.places.starting_in(item.start - _LONGEST_PLACE, item.end) if item.start < place.end
        ]
        return all(item.start <= place.start and place.end <= item.end for place in over)

    # --- places ------------------------------------------------------------------------------------------------

    def place(self, number: int, start: int, end: int, kind: str, title: str | None = None) -> None:
        """Record that a stretch of the text speaks of a member, or of whom that one stands for."""
        number = self.principal(number)
        self.members[number].places.append((start, end, kind))
        self.places.add(Place(start, end, number, kind, title))
        self._taken.add(start, end)

    def principal(self, number: int) -> int:
        """Give the named member that a description is of, else the member itself."""
        known = self.members[number].stands_for
        return number if known is None else known

    def let_stand_for(self, described: Member, number: int) -> None:
        """Let a description stand for a named member: what it says and where it stands is that one's."""
        described.stands_for = number
        self.members[number].places += [(start, end, "nominal") for start, end, _ in described.places]

    def is_covered(self, start: int, end: int) -> bool:
        """Whether a stretch of the text already speaks of somebody."""
        return self._taken.overlaps(start, end)

    def last_before(self, start: int, wanted: Callable[[Member], bool], reach: int = 1500) -> int | None:
        """Give the member last spoken of before `start`, within `reach` characters, that is as wanted."""
        earlier = (
            place.member
            for place in self.places.backwards(start - reach, start)
            if place.end <= start and wanted(self.members[place.member])
        )
        return next(earlier, None)
