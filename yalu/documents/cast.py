"""The cast of a document: who is who. All mentions of one party become one party.

Names are joined by their normal form, by acronyms, by a family name or a company's own word alone, and by near
spellings of a given name. Descriptions are joined within a document. What points back ("the company", "he", "his
wife", "the two men") is settled in `coreference`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from yalu.documents.descriptions import Description
from yalu.documents.found import Found
from yalu.documents.kinds import (
    BODY,
    COMPANY,
    LAW,
    LEGAL_ENTITY,
    ORGANIZATION,
    ORGANIZATIONS,
    PERSON,
    TERRITORY,
    VESSEL,
    looks_east_asian,
)
from yalu.documents.naming import holds, name_key, near_names
from yalu.documents.vocabulary import Vocabulary


@dataclass
class Member:
    """A party in the making. `places` are stretches of the text with their kind of mention."""

    number: int
    schema: str
    names: list[str]
    countries: set[str] = field(default_factory=set)
    unnamed: bool = False
    group_size: int | None = None
    members: tuple[int, ...] = ()
    places: list[tuple[int, int, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    gender: str | None = None

    @property
    def name(self) -> str:
        """The main name: of the full names the most used, then the first."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text and the member of the cast that it speaks of. `title` is a role before a name."""

    start: int
    end: int
    member: int
    kind: str
    title: str | None = None


_ADMINISTRATION = re.compile(r"(?:['’]s)?\s+(?P<head>administration|government)\b")


class Cast:
    """All parties of one document, and where the text speaks of each."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.text, self.words = text, words
        self.members: list[Member] = []
        self.places: list[Place] = []
        self.laws: list[Found] = []
        self._by_key: dict[str, int] = {}

    def add_named(self, found: list[Found]) -> None:
        """Add the named parties, then the short forms of their names ("Ruggiero", "SANS", "Haoyuan")."""
        later = []
        for item in found:
            if item.schema == LAW:
                self.laws.append(item)
            elif item.sure:
                self._add(self._administration(item))
            else:
                later.append(item)
        for several in (True, False):
            unsure = [item for item in later if (" " in item.name) is several]
            self._add_unsure(sorted(unsure, key=lambda item: (-len(item.name.split()), item.start)))
        self._add_short(self._short_forms())
        self.places.sort(key=lambda place: place.start)
        for member in self.members:
            self._choose_name(member)

    def _add_unsure(self, found: list[Found]) -> None:
        """Add what only a guess speaks for, unless it is a short form or a part of a name that is known."""
        short, family = self._short_forms(), self._family_names()
        for item in found:
            name = item.name.replace("’", "'")
            if (
                self._is_covered(item.start, item.end)
                or name in family
                or name.removesuffix("s") in family | set(short)
            ):
                continue
            if item.schema == TERRITORY and item.countries:
                self._add(item)
            elif name not in short:
                whole = self._whole(name)
                if whole is None:
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
        keys = [name_key(name, item.schema, self.words) for name in (item.name, *item.aliases)]
        if item.schema == TERRITORY and item.countries and item.sure:
            keys = [f"country {item.countries[0]}"]
        number = next((self._by_key[key] for key in keys if self._fits(key, item)), None)
        if number is None and item.schema == PERSON:
            number = self._near_person(item.name)
        if number is None:
            number = self._new(item.schema, item.countries)
        member = self.members[number]
        member.names += [item.name, *item.aliases]
        member.countries |= set(item.countries)
        if member.schema in (LEGAL_ENTITY, ORGANIZATION) and item.sure and item.schema in ORGANIZATIONS:
            member.schema = item.schema
        for key in keys:
            if key and key not in self._by_key:
                self._by_key[key] = number
                member.keys.add(key)
        member.places.append((item.start, item.end, "name"))
        self.places.append(Place(item.start, item.end, number, "name", item.title))

    def _fits(self, key: str, item: Found) -> bool:
        if key not in self._by_key:
            return False
        known = self.members[self._by_key[key]].schema
        return known == item.schema or (known in ORGANIZATIONS and item.schema in ORGANIZATIONS)

    def _new(self, schema: str, countries: tuple[str, ...] = ()) -> int:
        self.members.append(Member(len(self.members), schema, [], set(countries)))
        return len(self.members) - 1

    def _whole(self, name: str) -> int | None:
        """Find the one organisation or vessel whose name holds `name` as a run of words of its own."""
        exact = [member.number for member in self.members if name in member.names]
        if len(exact) == 1:
            return exact[0]
        people = {
            member.number
            for member in self.members
            if member.schema == PERSON
            and not member.unnamed
            and " " not in name
            and len(name) > 1
            and any(name in full.replace("’", "'").split() for full in member.names)
        }
        if len(people) == 1:
            return people.pop()
        wanted = name.lower().split()
        own = [word for word in wanted if word not in self.words.heads and word not in self.words.not_names]
        if not own or any(" ".join(wanted) == known.lower() for known in self.words.countries):
            return None
        holders = {
            member.number
            for member in self.members
            if member.schema in (*ORGANIZATIONS, VESSEL)
            for full in member.names
            if holds(full.lower().replace("’", "'").split(), wanted)
            and (len(wanted) > 1 or wanted[0] in list(self._lower_own(full)))
        }
        return holders.pop() if len(holders) == 1 else None

    def _lower_own(self, full: str) -> Iterator[str]:
        return (word.lower() for word in self._own_words(full.split()))

    def _family_names(self) -> set[str]:
        """Family names that several persons share: alone they say nobody in particular."""
        owners: dict[str, set[int]] = {}
        for member in self.members:
            if member.schema == PERSON:
                for short in self._shorts(member):
                    owners.setdefault(short, set()).add(member.number)
        return {short for short, numbers in owners.items() if len(self._principals(numbers)) > 1}

    def _near_person(self, name: str) -> int | None:
        """Find a person of the same family name whose given name differs by one letter (Anthony, Antony)."""
        for member in self.members:
            if (
                member.schema == PERSON
                and not member.unnamed
                and any(near_names(name, other) for other in member.names)
            ):
                return member.number
        return None

    def _short_forms(self) -> dict[str, int]:
        """Short forms that stand for exactly one party."""
        owners: dict[str, set[int]] = {}
        for member in self.members:
            for short in self._shorts(member):
                owners.setdefault(short, set()).add(member.number)
        owners = {short: self._principals(numbers) for short, numbers in owners.items()}
        full = {name for member in self.members for name in member.names if " " not in name}
        return {
            short: min(numbers)
            for short, numbers in owners.items()
            if len(numbers) == 1
            and not (short in full and short not in {n for m in numbers for n in self.members[m].names})
        }

    def _principals(self, numbers: set[int]) -> set[int]:
        """Of persons who share a family name, those not introduced as somebody's relative."""
        kin = "|".join(sorted(self.words.kinship, key=len, reverse=True))

        def is_relative(number: int) -> bool:
            start = min(place[0] for place in self.members[number].places)
            return bool(
                re.search(rf"\b(?:{kin})s?,?\s+(?:(?:Mr|Ms|Mrs)\.?\s+)?$", self.text[max(0, start - 25) : start])
            )

        if len(numbers) < 2 or any(self.members[number].schema != PERSON for number in numbers):
            return numbers
        return {number for number in numbers if not is_relative(number)} or numbers

    def _shorts(self, member: Member) -> Iterator[str]:
        for name in member.names:
            parts = name.replace("’", "'").split()
            if len(parts) == 1 and (parts[0].isupper() or member.schema == PERSON):
                yield parts[0]
            if len(parts) < 2:
                continue
            if member.schema == PERSON:
                family = parts[0] if looks_east_asian(parts) else parts[-1]
                yield family
                particle = re.fullmatch(r"([Aa]l|[Ee]l)-(\w+)", family)
                if particle:
                    yield from (f"Al {particle.group(2)}", f"Al-{particle.group(2)}", particle.group(2))
            elif member.schema in (COMPANY, ORGANIZATION, VESSEL):
                yield from self._own_words(parts)

    def _own_words(self, parts: list[str]) -> Iterator[str]:
        """The words of an organisation's name that can stand for it: no head, no place, no common word."""
        words = self.words
        for size in (2, 1):
            for place in range(min(2, len(parts) - size)):
                own = parts[place : place + size]
                lowered = [part.lower().strip(".,") for part in own]
                if any(
                    part in words.heads
                    or part in words.company_suffixes
                    or part in words.not_names
                    or part in words.common_words
                    or len(part) < 4
                    for part in lowered
                ):
                    continue
                joined = " ".join(own).strip(".,")
                known = joined in words.countries or joined in words.capitals or joined in words.demonyms
                if not known and all(part[:1].isupper() for part in own) and not (size == 1 and joined in _PLACES_TOO):
                    yield joined

    def _is_covered(self, start: int, end: int) -> bool:
        return any(place.start < end and start < place.end for place in self.places)

    def _add_short(self, short: dict[str, int]) -> None:
        if not short:
            return
        first = {number: min(place[0] for place in self.members[number].places) for number in short.values()}
        alternatives = "|".join(re.escape(form) for form in sorted(short, key=lambda form: (-len(form), form)))
        for match in re.finditer(rf"(?<![\w-])(?:{alternatives})(?![\w-]|['’](?!s\b)\w)", self.text):
            number = short[match.group()]
            if (
                match.start() < first[number]
                or self._is_covered(match.start(), match.end())
                or self._in_law(match.start())
            ):
                continue
            if re.match(r"\s+(?:City|Province|County|port|Port|Strait)\b", self.text[match.end() :]):
                continue
            start, end = match.span()
            follows = _ADMINISTRATION.match(self.text, end)
            if follows and self.members[number].schema == PERSON:
                self._add(Found(start, follows.end(), f"{match.group()} {follows['head']}", BODY))
                continue
            title = re.search(r"\b(?:Mr|Ms|Mrs|Dr)\.?\s$", self.text[max(0, start - 5) : start])
            start -= len(title.group()) if title else 0
            self.place(number, start, end, "name")

    def _in_law(self, place: int) -> bool:
        return any(law.start <= place < law.end for law in self.laws)

    def _choose_name(self, member: Member) -> None:
        """Put the fullest of the most used names first; an acronym or a surname alone never is the main name."""
        counts = Counter(member.names)
        distinct = list(dict.fromkeys(member.names))
        full = [name for name in distinct if " " in name and re.search(r"[A-Za-z]", name)] or distinct
        main = max(full, key=lambda name: (counts[name] if member.schema != PERSON else 0, -distinct.index(name)))
        member.names = [main, *(name for name in distinct if name != main)]

    def add_country(self, code: str) -> int | None:
        """Add a country of which the text only uses the adjective ("a Greek broker"), at the place of that word."""
        name = next((name for name, other in self.words.countries.items() if other == code), None)
        adjectives = [word for word, other in self.words.demonyms.items() if other == code]
        found = (
            re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, adjectives))})(?!\w)", self.text) if adjectives else None
        )
        if name is None or found is None:
            return None
        number = self._new(TERRITORY, (code,))
        member = self.members[number]
        member.names, member.keys = [name], {f"country {code}"}
        member.places.append((found.start(), found.end(), "nominal"))
        return number

    def add_descriptions(self, described: list[Description]) -> None:
        """Add the parties that are only described; equal descriptions are one party."""
        by_key: dict[tuple[str, ...], int] = {}
        for item in described:
            if self._is_covered(item.start, item.end) and not self._swallow(item):
                continue
            known = self._earlier_company(item)
            if known is not None:
                self.place(known, item.start, item.end, "nominal")
                continue
            number = by_key.get(item.key) if item.plural or item.definite else None
            if number is None:
                number = self._new(item.schema, item.countries)
                self.members[number].unnamed = True
                by_key[item.key] = number
            member = self.members[number]
            if item.text not in member.names:
                member.names.append(item.text)
            if member.schema != item.schema:
                member.schema = LEGAL_ENTITY
            member.countries |= set(item.countries)
            member.group_size = member.group_size or item.number
            member.places.append((item.start, item.end, "nominal"))
            self.places.append(Place(item.start, item.end, number, "nominal"))
        self.places.sort(key=lambda place: (place.start, -place.end))

    def _earlier_company(self, item: Description) -> int | None:
        """Read "the Chinese firm" as the company that was last spoken of."""
        if item.schema != COMPANY or not item.definite or item.plural:
            return None
        before = next(
            (p.member for p in self.places if re.fullmatch(r",\s+the\s+", self.text[p.end : item.start])), None
        )
        if before is not None or re.match(r"\s+of\b", self.text[item.end :]):
            return before
        own = item.text.split()[0]

        def fits(member: Member) -> bool:
            foreign = "Korea" in member.name and not {"kp", "kr"} & set(item.countries)
            return member.schema == COMPANY and member.group_size is None and not foreign

        named = self.last_before(item.start, lambda member: fits(member) and own in member.name.split(), reach=4000)
        if named is not None or not item.countries:
            return named
        return self.last_before(item.start, lambda member: fits(member) and not member.countries - set(item.countries))

    def last_before(self, start: int, wanted: Callable[[Member], bool], reach: int = 1500) -> int | None:
        """Give the member last spoken of before `start`, within `reach` characters, that is as wanted."""
        earlier = (
            place
            for place in self.places
            if start - reach <= place.start and place.end <= start and wanted(self.members[place.member])
        )
        last = max(earlier, key=lambda place: place.start, default=None)
        return last.member if last else None

    def place(self, number: int, start: int, end: int, kind: str) -> None:
        """Record that a stretch of the text speaks of a member."""
        self.members[number].places.append((start, end, kind))
        self.places.append(Place(start, end, number, kind))

    def is_covered(self, start: int, end: int) -> bool:
        """Whether a stretch of the text already speaks of somebody."""
        return self._is_covered(start, end)

    def new_description(self, schema: str, text: str, members: tuple[int, ...] = ()) -> int:
        """Add a party that the text only describes."""
        number = self._new(schema)
        member = self.members[number]
        member.names, member.unnamed, member.members = [text], True, members
        member.group_size = len(members) or None
        return number

    def _swallow(self, item: Description) -> bool:
        """Let a description take in the names that only modify it ("one or more SANS associates")."""
        over = [place for place in self.places if place.start < item.end and item.start < place.end]
        return all(item.start <= place.start and place.end <= item.end for place in over)


_PLACES_TOO = frozenset(
    "Dalian Dandong Shanghai Shenzhen Shenyang Guangzhou Tianjin Istanbul Mumbai Karachi Vladivostok Tallinn".split()
)
