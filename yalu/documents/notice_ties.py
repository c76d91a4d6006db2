"""Links that the fields of a notice's entries state: ties under labels, nationality and flag, address, and position."""

import re
from collections.abc import Iterator

from yalu.documents.cast import Cast
from yalu.documents.kinds import ORGANIZATIONS, TERRITORY
from yalu.documents.notice_addresses import towns_in
from yalu.documents.notice_fields import Entry, Field
from yalu.documents.notice_labels import values_of
from yalu.documents.notice_listing import Listings
from yalu.documents.notice_reader import COUNTRY_PROPERTIES, NoticeReader, member_at
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.statement import Statement
from yalu.documents.vocabulary import Vocabulary, longest_first
from yalu.model import Status

CONFIDENCE = 0.9
"""Of a link that a notice's form states: set by hand, as there are too few annotated notices to measure it."""
_LESSER = re.compile(r"\b(?:deputy|vice|commercial|financial|sales|technical|regional|former)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\brepresentative\b", re.IGNORECASE)


def statements_of(reader: NoticeReader, text: str, cast: Cast, words: Vocabulary) -> Iterator[Statement]:
    """Give what the entries of a document's notices state."""
    ties = _Ties(text, cast, words)
    for tie in reader.ties:
        yield from ties.of_names(tie.entry, tie.field, tie.names, tie.share)
    listings = Listings(text, cast, reader.entries)
    for entry in reader.entries:
        party = member_at(cast, entry.name.start)
        if party is None:
            continue
        if not entry.replaced:
            for item in entry.fields:
                yield from ties.of_field(entry, item, party)
        for kind, ends, label, status, span in listings.of(entry, party):
            yield from _statement(kind, label, ends, span, None, status)


class _Ties:
    """The links that the fields state, with the members of the cast that they lead to."""

    def __init__(self, text: str, cast: Cast, words: Vocabulary) -> None:
        self._text, self._cast, self._capitals = text, cast, words.capitals
        self._countries: dict[str, int | None] = {}
        self._leading = re.compile(
            rf"(?<!deputy )(?<!vice )\b(?:{longest_first(words.leading_roles)})\b", re.IGNORECASE
        )

    def of_names(
        self, entry: Entry, item: Field, names: tuple[tuple[int, int], ...], share: str | None
    ) -> Iterator[Statement]:
        """Give the links to those who are named under a label such as "Linked To" or "Owner"."""
        label, own = item.label, member_at(self._cast, entry.name.start)
        for start, _ in names:
            other = member_at(self._cast, start)
            if own is not None and other is not None and label.link:
                ends = (own, other) if label.ends == "target" else (other, own)
                yield from _statement(label.link, label.id, ends, _between(entry, item), share or label.role)

    def of_field(self, entry: Entry, item: Field, party: int) -> Iterator[Statement]:
        """Give what a field states beside a tie under its own label."""
        name = item.label.property
        if name in COUNTRY_PROPERTIES:
            for value in values_of("country", self._text, item.start, item.end):
                country = self._country(value.value, value.start, value.end)
                if country is not None:
                    yield from _statement("national_of", item.label.id, (party, country), _between(entry, item))
        elif name == "address":
            place = self._place(item)
            if place is not None:
                yield from _statement("located_in", item.label.id, (party, place), _between(entry, item))
        elif name == "position":
            for body in self._named_in(item):
                role = " ".join(self._text[item.start : item.end].split()).rstrip(".")
                yield from _statement(self._kind_of(role), item.label.id, (party, body), _between(entry, item), role)

    def _kind_of(self, role: str) -> str:
        if _SPEAKS.search(role):
            return "represents"
        return "leads" if self._leading.search(role) and not _LESSER.search(role) else "employed_by"

    def _country(self, code: str, start: int, end: int) -> int | None:
        """Give the member that is a country: whom the value names, else one of the text, else one that is new."""
        named = member_at(self._cast, start)
        if named is not None and self._cast.members[named].schema == TERRITORY:
            return named
        if code not in self._countries:
            members = self._cast.members
            known = (m for m in members if f"country {code}" in m.keys and m.name not in self._capitals)
            member = next(known, None)
            self._countries[code] = member.number if member else self._cast.add_country(code, (start, end))
        return self._countries[code]

    def _place(self, item: Field) -> int | None:
        """Give the town of an address, or the country where there is nothing else."""
        town = next(towns_in(self._text, item.start, item.end), None)
        start = town[0] if town else item.start
        number = member_at(self._cast, start)
        return number if number is not None and self._cast.members[number].schema == TERRITORY else None

    def _named_in(self, item: Field) -> list[int]:
        places = self._cast.places.starting_in(item.start, item.end)
        members = (place.member for place in places if place.kind == "name")
        return list(dict.fromkeys(n for n in members if self._cast.members[n].schema in ORGANIZATIONS))[:1]


def _between(entry: Entry, item: Field) -> Span:
    return Span(min(entry.name.start, item.start), max(entry.name.end, item.end))


def _statement(
    kind: str,
    label: str,
    ends: tuple[int, int],
    sentence: Span,
    role: str | None = None,
    status: Status = Status.ASSERTED,
) -> Iterator[Statement]:
    if ends[0] != ends[1] and sentence.end - sentence.start <= LONGEST_SENTENCE:
        yield Statement(kind, *ends, status, sentence, f"notice-{label}", CONFIDENCE, role)
