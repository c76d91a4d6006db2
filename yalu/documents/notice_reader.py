"""The step that turns entries of notices into mentions, details and links of a document's cast.

It takes what `notices` found: names become mentions, whose places no guess at capitalised words may overlap; then
values become details of the members of the cast that the names belong to, and ties become statements.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from followthemoney import model
from rigour.names import extract_org_types

from yalu.documents.cast import Cast
from yalu.documents.details import FoundDetail
from yalu.documents.found import Found
from yalu.documents.identifiers import FoundIdentifier
from yalu.documents.kinds import BODY, COMPANY, LEGAL_ENTITY, ORGANIZATION, PERSON, TERRITORY, VESSEL
from yalu.documents.notice_labels import values_of
from yalu.documents.notices import Entry, Field, NoticeName, find_entries
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.statement import Statement
from yalu.documents.stretches import Stretches
from yalu.documents.vocabulary import vocabulary
from yalu.model import Status

CONFIDENCE = 0.9
"""Of a tie under a label: set by hand, as there are too few annotated notices to measure it."""
_OF_PERSONS = {"birthDate", "birthPlace", "gender", "passportNumber", "nationality"}
_OF_VESSELS = {"imoNumber", "mmsi", "callSign", "flag"}
_OF_FIRMS = {"registrationNumber", "taxNumber", "uscCode", "leiCode", "swiftBic", "incorporationDate"}
_DETAILS = {"birthDate", "birthPlace", "gender", "nationality", "flag", "incorporationDate", "address", "position"}
_COUNTRIES = {"nationality", "flag"}
_PERSONS_LINKS = {"leads", "family_of"}
"""Types whose source is a person, whatever its name looks like."""
_LISTED_PERSON = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’ -]+,\s[A-ZÀ-Þ][\w'’ .-]*")
_NOT_A_NAME = re.compile(r"\s*(?:\(\s*)?(?P<share>\d{1,3}(?:[.,]\d+)?\s?(?:%|per ?cent))?[\s).;,\]]*")
_BETWEEN_NAMES = re.compile(r"(?:\s*(?:,|;|\band\b)\s*)+|\s*")
_LONGEST_TIE = 160


@dataclass(frozen=True, slots=True)
class _Tie:
    """A link field of an entry, and the stretches of the names in it."""

    entry: int
    field: Field
    names: tuple[tuple[int, int], ...]
    share: str | None = None


class NoticeReader:
    """The entries of one document's notices, step by step."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._entries = find_entries(text, start)
        self._ties: list[_Tie] = []

    def with_names(self, found: Sequence[Found]) -> list[Found]:
        """Give the mentions of a text with those of its notices; what was guessed in their stretches is left out."""
        if not self._entries:
            return list(found)
        known = Stretches(found)
        own: list[Found] = []
        for number, entry in enumerate(self._entries):
            own += self._names(entry)
            for item in entry.fields:
                own += self._in_field(number, item, known)
        own = list(_apart(own))
        taken = Stretches([Span(item.start, item.end) for entry in self._entries for item in _stretches(entry)])
        ours = Stretches(own)
        kept = [
            item
            for item in found
            if not ours.over(item.start, item.end)
            and (not taken.over(item.start, item.end) or (item.schema == TERRITORY and item.sure and item.countries))
        ]
        return sorted([*kept, *own], key=lambda item: item.start)

    def _names(self, entry: Entry) -> Iterator[Found]:
        schema = _schema_of_entry(entry)
        aliases = tuple(
            dict.fromkeys(form for item in (entry.name, *entry.aliases) for form in _forms(item, schema, entry.name))
        )
        for item in (entry.name, *entry.aliases):
            others = tuple(name for name in (entry.name.name, *aliases) if name != item.name)
            yield Found(item.start, item.end, item.name, schema, aliases=others)

    def _in_field(self, number: int, item: Field, known: Stretches[Found]) -> Iterator[Found]:
        """Give the mentions in a field: a country's, or those that a tie leads to."""
        if item.label.property in _COUNTRIES:
            for value in values_of(item.label.reads, self._text, item.start, item.end):
                name = " ".join(self._text[value.start : value.end].split())
                yield Found(value.start, value.end, name, TERRITORY, (value.value,))
        elif item.label.link and item.end > item.start:
            tie, mentions = self._tie(number, item, known)
            if tie:
                self._ties.append(tie)
            yield from mentions

    def _tie(self, number: int, item: Field, known: Stretches[Found]) -> tuple[_Tie | None, list[Found]]:
        """Read the names that a tie leads to: one whole value, or several that other rules found one by one."""
        bracket = self._text.find("(", item.start, item.end)
        end = bracket if bracket > item.start else item.end
        while end > item.start and self._text[end - 1] in " ).;,]\t":
            end -= 1
        rest = _NOT_A_NAME.match(self._text, end, item.end)
        share = rest["share"] if rest else None
        parties = [one for one in known.over(item.start, end) if one.schema != TERRITORY and one.start >= item.start]
        listed = _LISTED_PERSON.fullmatch(self._text, item.start, end)
        if len(parties) > 1 and not listed and self._is_row(parties, item.start, end):
            return _Tie(number, item, tuple((one.start, one.end) for one in parties)), []
        words = " ".join(self._text[item.start : end].split())
        if not 2 <= len(words) <= _LONGEST_TIE or not words[:1].isupper() or re.search(r",\s.*,\s|\band\b", words):
            return None, []
        whole = len(parties) == 1 and (parties[0].start, parties[0].end) == (item.start, end)
        schema = PERSON if item.label.link in _PERSONS_LINKS else parties[0].schema if whole else _schema_of(words)
        forms = tuple(_forms(NoticeName(item.start, end, words), schema, None))
        return _Tie(number, item, ((item.start, end),), share), [Found(item.start, end, words, schema, aliases=forms)]

    def _is_row(self, parties: Sequence[Found], start: int, end: int) -> bool:
        place = start
        for one in parties:
            if not _BETWEEN_NAMES.fullmatch(self._text, place, one.start):
                return False
            place = one.end
        return bool(_BETWEEN_NAMES.fullmatch(self._text, place, end))

    # --- with the cast -----------------------------------------------------------------------------------------------

    def details(self, cast: Cast) -> tuple[list[FoundDetail], list[FoundIdentifier]]:
        """Give the details and the identifiers that the entries state, with the members that they belong to."""
        details: list[FoundDetail] = []
        identifiers: list[FoundIdentifier] = []
        for entry in self._entries:
            number = _member_at(cast, entry.name.start)
            if number is None:
                continue
            member = cast.members[number]
            schema = model.get(member.schema)
            for item in entry.fields:
                name = item.label.property
                if name is None or schema is None or name not in schema.properties:
                    continue
                for value in values_of(item.label.reads, self._text, item.start, item.end):
                    if name in _DETAILS:
                        details.append(FoundDetail(name, value.value, value.start, value.end, number))
                    else:
                        identifiers.append(
                            FoundIdentifier(
                                name, value.value, value.start, value.end, name == "imoNumber" or None, number
                            )
                        )
                    if name in _COUNTRIES:
                        member.countries.add(value.value)
        return details, identifiers

    def statements(self, cast: Cast) -> Iterator[Statement]:
        """Give the ties of the entries, and the nationalities of their persons."""
        for tie in self._ties:
            entry, label = self._entries[tie.entry], tie.field.label
            for start, _ in tie.names:
                other, own = _member_at(cast, start), _member_at(cast, entry.name.start)
                if own is not None and other is not None and label.link:
                    ends = (own, other) if label.ends == "target" else (other, own)
                    yield from self._statement(label.link, label.id, ends, entry, tie.field, tie.share or label.role)
        for entry in self._entries:
            own = _member_at(cast, entry.name.start)
            for item in entry.fields:
                if item.label.property == "nationality" and own is not None and cast.members[own].schema == PERSON:
                    for value in values_of("country", self._text, item.start, item.end):
                        country = _member_at(cast, value.start)
                        if country is not None:
                            yield from self._statement("national_of", item.label.id, (own, country), entry, item, None)

    def _statement(
        self, kind: str, label: str, ends: tuple[int, int], entry: Entry, item: Field, role: str | None
    ) -> Iterator[Statement]:
        sentence = Span(min(entry.name.start, item.start), max(entry.name.end, item.end))
        if ends[0] != ends[1] and sentence.end - sentence.start <= LONGEST_SENTENCE:
            yield Statement(
                type=kind,
                source=ends[0],
                target=ends[1],
                status=Status.ASSERTED,
                sentence=sentence,
                pattern=f"notice-{label}",
                confidence=CONFIDENCE,
                role=role,
            )


def _stretches(entry: Entry) -> Iterator[Span]:
    """Give the stretches of an entry in which a guess at capitalised words would go wrong: all but free text."""
    yield Span(entry.name.start, max(entry.name.end, *(item.end for item in entry.aliases), entry.name.end))
    for item in entry.fields:
        yield Span(max(entry.start, item.start - max(map(len, item.label.words)) - 2), item.start)
        if not item.label.ends_value and item.end > item.start and item.label.id != "position":
            yield Span(item.start, item.end)


def _apart(found: Sequence[Found]) -> Iterator[Found]:
    """Give mentions in order; of two that overlap the earlier one stands."""
    last = -1
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= last:
            yield item
            last = item.end


def _member_at(cast: Cast, start: int) -> int | None:
    return next((place.member for place in cast.places.starting_in(start, start + 1)), None)


def _schema_of_entry(entry: Entry) -> str:
    told = {item.label.property for item in entry.fields if item.label.property}
    by_words = _schema_of(entry.name.name)
    if entry.kind and entry.kind != LEGAL_ENTITY:
        return entry.kind
    if entry.kind == LEGAL_ENTITY:
        return by_words if by_words != PERSON else LEGAL_ENTITY
    if told & _OF_VESSELS:
        return VESSEL
    if told & _OF_PERSONS and by_words in (PERSON, LEGAL_ENTITY):
        return PERSON
    return by_words if by_words != LEGAL_ENTITY or not told & _OF_FIRMS else COMPANY


def _schema_of(name: str) -> str:
    """Give the schema that a name's own words speak for; a legal entity where they say nothing."""
    words = vocabulary()
    if _LISTED_PERSON.fullmatch(name) and not extract_org_types(name):
        return PERSON
    lowered = [word.strip(".,()").lower() for word in name.split()]
    if lowered[-1] in words.company_suffixes or extract_org_types(name):
        return COMPANY
    head = next((words.heads[word] for word in reversed(lowered) if word in words.heads), None)
    return head if head in (COMPANY, ORGANIZATION, BODY) else LEGAL_ENTITY


def _forms(item: NoticeName, schema: str, main: NoticeName | None) -> Iterator[str]:
    """Give the forms of a name as prose writes it: "Roman Anatolyevich ALAR" for "ALAR, Roman Anatolyevich"."""
    if main is not None and item is not main:
        yield item.name
    family, comma, given = item.name.partition(", ")
    if schema == PERSON and comma:
        yield f"{given} {family}"
