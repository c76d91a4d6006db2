"""Links that the entries of a sanctions list state: nationality, address, function, and who listed them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from yalu.documents.cast import Cast
from yalu.documents.countries import countries_in
from yalu.documents.kinds import BODY, ORGANIZATIONS, TERRITORY
from yalu.documents.list_entries import Entry
from yalu.documents.sentences import Span
from yalu.documents.statement import Statement
from yalu.documents.vocabulary import Vocabulary, longest_first
from yalu.model import Status

_CONFIDENCE = 0.9
_INVERTED = {"Korea, North": "kp", "Korea, South": "kr"}
_PARTS = re.compile(r"\s*(?:,|;|\band\b|/|\(\d\))\s*")
_DIGITS = re.compile(r"\d")
_ADDED = re.compile(
    r"\b(?:added|deletions?|removed|changes (?:has|have) been)\b[^\n]{0,120}"
    r"|subject to restrictive measures|asset freeze targets",
    re.IGNORECASE,
)
_REACH, _BEFORE = 60, 250
"""How far behind and before "are added to the list" the law or the body whose list it is may stand."""
_CHANGED = re.compile(r"\bchanges\b", re.IGNORECASE)
_REMOVED = re.compile(r"\b(?:deletions?|removed|delisted)\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"Foreign Assets|OFAC|Treasury|Council|Committee|Department of State|Office of Financial|Ministry|Union"
)


class EntryReader:
    """Reads the entries of one document."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary, entries: list[Entry]) -> None:
        self.text, self.cast, self._entries = text, cast, entries
        self._by_name = {text[entry.name.start : entry.name.end]: entry for entry in entries}
        self._headings = list(_ADDED.finditer(text)) if entries else []
        self._heading_starts = [heading.start() for heading in self._headings]
        self._listed: dict[int, tuple[int, Status] | None] = {}
        self._country_numbers: dict[str, int | None] = {}
        self._capitals, self._towns = words.capitals, words.towns | words.capitals.keys()
        self._leading = re.compile(
            rf"(?<!deputy )(?<!vice )\b(?:{longest_first(words.leading_roles)})\b", re.IGNORECASE
        )
        self._lesser = re.compile(
            r"\b(?:deputy|vice|commercial|financial|sales|technical|regional|former)\b", re.IGNORECASE
        )
        self._speaks = re.compile(r"\brepresentative\b", re.IGNORECASE)

    def read(self) -> Iterator[Statement]:
        """Give what the entries state."""
        for entry in self._entries:
            party = self._member_at(entry.name)
            if party is not None:
                yield from self._of_entry(entry, party)

    def _of_entry(self, entry: Entry, party: int) -> Iterator[Statement]:
        def state(
            kind: str, target: int, label: str, role: str | None = None, status: Status = Status.ASSERTED
        ) -> Statement:
            return Statement(kind, party, target, status, entry.span, f"notice-{label}", _CONFIDENCE, role)

        for label in ("nationality", "flag"):
            span = entry.values.get(label)
            for code in self._countries(span):
                country = self._country(code, span)
                if country is not None and country != party:
                    yield state("national_of", country, label)
        town = self._town(entry.values.get("address"))
        if town is not None:
            yield state("located_in", town, "address")
        linked = entry.values.get("linked")
        other = self._linked(linked) if linked else None
        if other is not None and other != party:
            yield state("associate_of", other, "linked", "Linked To")
        function = entry.values.get("function")
        for body in self._named_in(function) if function else ():
            role = self.text[function.start : function.end] if function else ""
            yield state(self._kind_of(role), body, "function", role)
        authority = self._authority(entry)
        if authority:
            yield state("sanctioned_by", authority[0], "listing", None, authority[1])

    def _kind_of(self, role: str) -> str:
        if self._speaks.search(role):
            return "represents"
        return "leads" if self._leading.search(role) and not self._lesser.search(role) else "employed_by"

    def _authority(self, entry: Entry) -> tuple[int, Status] | None:
        """Who added the entry to its list: the law or body that the heading names, else the document's first."""
        number = bisect_left(self._heading_starts, entry.span.start) - 1
        if number >= 0 and number not in self._listed:
            self._listed[number] = self._of_heading(self._headings[number])
        return self._listed.get(number)

    def _of_heading(self, heading: re.Match[str]) -> tuple[int, Status] | None:
        status = Status.NEGATED if _REMOVED.search(heading.group()) else Status.ASSERTED
        if _CHANGED.search(heading.group()):
            return None
        laws = self.cast.laws.starting_in(heading.start(), heading.end() + _REACH)
        laws = [law for law in laws if not law.name.endswith("List")]
        if laws:
            number = self.cast.law(laws[-1].name)
            self.cast.use_law(number)
            return number, status
        near = self.cast.places.starting_in(heading.start() - _BEFORE, heading.end())
        bodies = [place.member for place in near] + [member.number for member in self.cast.members]
        found = next((number for number in bodies if self._is_authority(number)), None)
        return (found, status) if found is not None else None

    def _is_authority(self, number: int) -> bool:
        member = self.cast.members[number]
        return member.schema == BODY and not member.unnamed and _AUTHORITY.search(member.name) is not None

    def _member_at(self, span: Span) -> int | None:
        return next((place.member for place in self.cast.places.starting_in(span.start, span.start + 1)), None)

    def _linked(self, span: Span) -> int | None:
        """The party of "Linked To: ...": an entry of that name, else whoever is named there and nothing else."""
        value = self.text[span.start : span.end].strip()
        if value in self._by_name:
            return self._member_at(self._by_name[value].name)
        places = self.cast.places.starting_in(span.start, span.start + 1)
        return next((place.member for place in places if place.end >= span.end), None)

    def _named_in(self, span: Span) -> list[int]:
        places = self.cast.places.starting_in(span.start, span.end)
        members = (place.member for place in places if place.kind == "name")
        return list(dict.fromkeys(n for n in members if self.cast.members[n].schema in ORGANIZATIONS))[:1]

    def _countries(self, span: Span | None) -> list[str]:
        if span is None:
            return []
        value = self.text[span.start : span.end].strip()
        if value in _INVERTED:
            return [_INVERTED[value]]
        return list(dict.fromkeys(code for part in _PARTS.split(value) for code in countries_in(part.strip())))

    def _country(self, code: str, span: Span | None) -> int | None:
        if code not in self._country_numbers:
            named = (m for m in self.cast.members if f"country {code}" in m.keys and m.name not in self._capitals)
            known = next(named, None)
            place = (span.start, span.end) if span else None
            self._country_numbers[code] = known.number if known else self.cast.add_country(code, place)
        return self._country_numbers[code]

    def _town(self, span: Span | None) -> int | None:
        """The town of an address: the part before the country, or the only one."""
        if span is None:
            return None
        value = (
            self.text[span.start : span.end]
            .replace("Korea, North", "North Korea")
            .replace("Korea, South", "South Korea")
        )
        parts = [part.strip() for part in value.split(",") if part.strip() and not _DIGITS.search(part)]
        if not parts:
            return None
        towns = [part for part in parts if part in self._towns] or [part for part in parts if not countries_in(part)]
        wanted = towns[0] if towns else parts[-1]
        start = self.text.find(wanted, span.start, span.end)
        if start < 0:
            return None
        known = next((p.member for p in self.cast.places.starting_in(start, start + 1)), None)
        if known is None or (towns and any(key.startswith("country") for key in self.cast.members[known].keys)):
            return self.cast.add_place(wanted, start)
        return known if self.cast.members[known].schema == TERRITORY else None
