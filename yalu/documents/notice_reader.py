"""The step that turns entries of notices into mentions, details and links of a document's cast.

It takes what `notices` found: names become mentions, whose places no guess at capitalised words may overlap; then
values become details of the members of the cast that the names belong to, and ties become statements (`notice_ties`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from followthemoney import model

from yalu.documents.cast import Cast
from yalu.documents.details import FoundDetail
from yalu.documents.found import Found
from yalu.documents.identifiers import FoundIdentifier
from yalu.documents.kinds import COMPANY, LAW, LEGAL_ENTITY, PERSON, TERRITORY, VESSEL
from yalu.documents.notice_addresses import towns_in
from yalu.documents.notice_fields import Entry, Field
from yalu.documents.notice_labels import is_adjective, values_of
from yalu.documents.notice_names import NoticeName, forms_of, is_listed_person, schema_of_name
from yalu.documents.notices import find_entries
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches

_OF_PERSONS = {"birthDate", "birthPlace", "gender", "passportNumber", "nationality"}
_OF_VESSELS = {"imoNumber", "mmsi", "callSign", "flag"}
_OF_FIRMS = {"registrationNumber", "taxNumber", "uscCode", "leiCode", "swiftBic", "incorporationDate"}
_DETAILS = {"birthDate", "birthPlace", "gender", "nationality", "flag", "incorporationDate", "address", "position"}
COUNTRY_PROPERTIES = {"nationality", "flag"}
_PERSONS_LINKS = {"leads", "family_of"}
"""Types whose source is a person, whatever its name looks like."""
_SHARE = re.compile(r"\s*(?:\(\s*)?(?P<share>\d{1,3}(?:[.,]\d+)?\s?(?:%|per ?cent))?[\s).;,\]]*")
_BETWEEN_NAMES = re.compile(r"(?:\s*(?:,|;|\band\b)\s*)+|\s*")
_LAST_BRACKET = re.compile(r"\s\([^()]*\)[\s.;,\])]*")
_ABBREVIATED = re.compile(r"\b(?:ltd|inc|co|corp|s\.a|s\.r\.l)\.$", re.IGNORECASE)
_LONGEST_TIE = 160


@dataclass(frozen=True, slots=True)
class Tie:
    """A link field of an entry, and the stretches of the names in it."""

    entry: Entry
    field: Field
    names: tuple[tuple[int, int], ...]
    share: str | None = None


class NoticeReader:
    """The entries of one document's notices, step by step."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.entries = find_entries(text, start)
        self.ties: list[Tie] = []

    def with_names(self, found: Sequence[Found]) -> list[Found]:
        """Give the mentions of a text with those of its notices; what was guessed in their stretches is left out."""
        if not self.entries:
            return list(found)
        known = Stretches(found)
        own: list[Found] = []
        for entry in self.entries:
            own += self._names(entry)
            for item in () if entry.replaced else entry.fields:
                own += self._in_field(entry, item, known)
        own = list(_apart(own))
        taken = Stretches([stretch for entry in self.entries for stretch in _stretches(entry)])
        forms = Stretches([Span(entry.start, entry.end) for entry in self.entries if entry.form])
        free = Stretches([Span(item.start, item.end) for entry in self.entries for item in _free(entry)])
        ours = Stretches(own)

        def stays(item: Found) -> bool:
            if ours.over(item.start, item.end):
                return False
            if item.schema == LAW or (item.schema == TERRITORY and item.sure and item.countries):
                return True
            return not taken.over(item.start, item.end) and (
                not forms.over(item.start, item.start + 1) or bool(free.over(item.start, item.start + 1))
            )

        return sorted([*filter(stays, found), *own], key=lambda item: item.start)

    def _names(self, entry: Entry) -> Iterator[Found]:
        schema = _schema_of_entry(entry)
        aliases = tuple(
            dict.fromkeys(form for item in (entry.name, *entry.aliases) for form in forms_of(item, schema, entry.name))
        )
        for item in (entry.name, *entry.aliases):
            others = tuple(name for name in (entry.name.name, *aliases) if name != item.name)
            yield Found(item.start, item.end, item.name, schema, aliases=others)

    def _in_field(self, entry: Entry, item: Field, known: Stretches[Found]) -> Iterator[Found]:
        """Give the mentions in a field: a country's, a town's, or those that a tie leads to."""
        if item.label.property in COUNTRY_PROPERTIES:
            for value in values_of(item.label.reads, self._text, item.start, item.end):
                name = " ".join(self._text[value.start : value.end].split())
                if not is_adjective(name):
                    yield Found(value.start, value.end, name, TERRITORY, (value.value,))
        elif item.label.property == "address":
            for start, end in towns_in(self._text, item.start, item.end):
                yield Found(start, end, self._text[start:end], TERRITORY)
        elif item.label.link and item.end > item.start:
            tie, mentions = self._tie(entry, item, known)
            if tie:
                self.ties.append(tie)
            yield from mentions

    def _tie(self, entry: Entry, item: Field, known: Stretches[Found]) -> tuple[Tie | None, list[Found]]:
        """Read the names that a tie leads to: one whole value, or several that other rules found one by one."""
        end = self._end_of_name(item)
        rest = _SHARE.match(self._text, end, item.end)
        share = rest["share"] if rest else None
        parties = [one for one in known.over(item.start, end) if one.schema != TERRITORY and one.start >= item.start]
        words = " ".join(self._text[item.start : end].split())
        if len(parties) > 1 and not is_listed_person(words) and self._is_row(parties, item.start, end):
            return Tie(entry, item, tuple((one.start, one.end) for one in parties)), []
        if not 2 <= len(words) <= _LONGEST_TIE or not words[:1].isupper() or re.search(r",\s.*,\s|\band\b", words):
            return None, []
        whole = len(parties) == 1 and (parties[0].start, parties[0].end) == (item.start, end)
        schema = PERSON if item.label.link in _PERSONS_LINKS else parties[0].schema if whole else schema_of_name(words)
        forms = tuple(forms_of(NoticeName(item.start, end, words), schema, None))
        return Tie(entry, item, ((item.start, end),), share), [Found(item.start, end, words, schema, aliases=forms)]

    def _end_of_name(self, item: Field) -> int:
        """Give the end of the name in a tie's value, before what stands in brackets behind it."""
        bracket = self._text.find("(", item.start, item.end)
        is_part = bracket > item.start and not _LAST_BRACKET.fullmatch(self._text, bracket - 1, item.end)
        end = bracket if bracket > item.start and not (is_part and item.label.id == "linked-to") else item.end
        while end > item.start and self._text[end - 1] in " ).;,]\t":
            if _ABBREVIATED.search(self._text[max(item.start, end - 8) : end]):
                break
            end -= 1
        return end

    def _is_row(self, parties: Sequence[Found], start: int, end: int) -> bool:
        place = start
        for one in parties:
            if not _BETWEEN_NAMES.fullmatch(self._text, place, one.start):
                return False
            place = one.end
        return bool(_BETWEEN_NAMES.fullmatch(self._text, place, end))

    def details(self, cast: Cast) -> tuple[list[FoundDetail], list[FoundIdentifier]]:
        """Give the details and the identifiers that the entries state, with the members that they belong to."""
        details: list[FoundDetail] = []
        identifiers: list[FoundIdentifier] = []
        for entry in self.entries:
            number = member_at(cast, entry.name.start)
            if number is None or entry.replaced:
                continue
            for item in entry.fields:
                for found in self._of_field(cast, number, item):
                    if isinstance(found, FoundDetail):
                        details.append(found)
                    else:
                        identifiers.append(found)
        return details, identifiers

    def _of_field(self, cast: Cast, number: int, item: Field) -> Iterator[FoundDetail | FoundIdentifier]:
        member, name = cast.members[number], item.label.property
        schema = model.get(member.schema)
        if name is None or schema is None or name not in schema.properties:
            return
        for value in values_of(item.label.reads, self._text, item.start, item.end):
            if name in _DETAILS:
                yield FoundDetail(name, value.value, value.start, value.end, number)
            else:
                yield FoundIdentifier(name, value.value, value.start, value.end, name == "imoNumber" or None, number)
            if name in COUNTRY_PROPERTIES:
                member.countries.add(value.value)


def _stretches(entry: Entry) -> Iterator[Span]:
    """Give the stretches of an entry in which a guess at capitalised words would go wrong: all but free text."""
    yield Span(entry.name.start, max(entry.name.end, *(item.end for item in entry.aliases), entry.name.end))
    for item in entry.fields:
        yield Span(item.opens, item.start)
        if not item.label.ends_value and item.end > item.start and item.label.property != "position":
            yield Span(item.start, item.end)


def _free(entry: Entry) -> Iterator[Field]:
    """Give the fields of an entry of a form in which names may stand that no label gives away."""
    return (item for item in entry.fields if item.label.property == "position")


def _apart(found: Sequence[Found]) -> Iterator[Found]:
    """Give mentions in order; of two that overlap the earlier one stands."""
    last = -1
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= last:
            yield item
            last = item.end


def member_at(cast: Cast, start: int) -> int | None:
    """Give the member of a cast that a mention at a place is of."""
    return next((place.member for place in cast.places.starting_in(start, start + 1)), None)


def _schema_of_entry(entry: Entry) -> str:
    told = {item.label.property for item in entry.fields if item.label.property}
    by_words = schema_of_name(entry.name.name)
    if entry.kind and entry.kind != LEGAL_ENTITY:
        return entry.kind
    if entry.kind == LEGAL_ENTITY:
        return by_words if by_words != PERSON else LEGAL_ENTITY
    if told & _OF_VESSELS:
        return VESSEL
    if told & _OF_PERSONS and by_words in (PERSON, LEGAL_ENTITY):
        return PERSON
    if by_words != LEGAL_ENTITY:
        return by_words
    return COMPANY if told & _OF_FIRMS or entry.counted else LEGAL_ENTITY
