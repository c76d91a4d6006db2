"""The form of a list's own entries, as OFAC and the Federal Register print them, in one paragraph.

"CHOE, Chol Min (a.k.a. ...), Beijing, China; DOB 28 Nov 1978; Gender Male (individual) [NPWMD] (Linked To: ...)."
What an update replaces stands before "-to-"; the sentences behind the form say by what order the party is listed.
"""

import re
from collections.abc import Iterator

from yalu.documents.kinds import VESSEL
from yalu.documents.notice_fields import LONGEST_ENTRY, Entry, Field, closed, fields_in
from yalu.documents.notice_labels import country_named, kind_named, labels
from yalu.documents.notice_names import LONGEST_NAME, aliases_in_brackets, is_listed_person, named
from yalu.documents.vocabulary import choice

_FIRM = r"(?:LTD|INC|LLC|S\.A|CO|LIMITED|CORP)\b\.?"
_NUMBER = r"(?:(?:No\.? ?)?\d{1,4}[.)]\s+|\([a-z]{1,3}\)\s+|-\s+)?"
_PERSON_NAME = re.compile(rf"{_NUMBER}(?P<name>[A-ZÀ-Þ][A-ZÀ-Þ'’ -]+,\s[A-ZÀ-Þ][\w'’ .-]*?)\s*(?=\(|;|,\s|\[)")
"""Such as "CHOE, Chol Min"; but "PACIFIC ROUTE SHIPPING, Port Klang" is a firm in its town."""
_OTHER_NAME = re.compile(
    rf"{_NUMBER}(?P<name>[A-ZÀ-Þ0-9][^a-z();:\[\t\n]*?(?:,\s{_FIRM}[^a-z();:\[\t\n,]*)*)\s*(?=\(|;|,\s|\[)"
)
_SHIP_NAME = re.compile(rf"{_NUMBER}(?P<name>[A-Z0-9][A-Z0-9 .'’&-]*?)\s*(?=\s[A-Z][a-z]|\(|;)")
"""A ship's name, with its type right behind: "KUM UN SAN 5 Products Tanker North Korea flag"."""
_MARKS = re.compile(
    r"\((?P<kind>individual|entity|vessel|aircraft)\)|;\s*(?:DOB|POB|nationality|Passport|Gender)\s|\(Linked To:"
    r"|\[[A-Z][A-Z0-9-]{2,}\]|Secondary sanctions risk:|Vessel Registration Identification"
    r"|; (?:Tax ID|Registration)|Organization Established Date|\(Group ID:"
)
_OF_PERSONS = re.compile(r"\(individual\)|;\s*(?:DOB|POB|nationality|Passport|Gender)\s|\(Group ID:")
_LEAST_MARKS = 2
_OPENING = LONGEST_NAME + 20
_TAGS = re.compile(
    r"\[(?!REDACTED|SIC\b)[A-Z]{2}[A-Z0-9-]+\](?:\s*\[[A-Z0-9-]+\])*(?=\s*(?:[.(;]|-to-|$))", re.MULTILINE
)
_IN_TAIL = re.compile(r"\s*(?=\(Linked To:)\(")
_REPLACED_BY = re.compile(r"\s-to-\s+")
_FLAG = re.compile(r"(?P<before>[^\n;()]{3,80}?)\s+flag\b")
_POSITION = re.compile(
    rf"(?:{choice('office_holders')}|Representative|Member|Official|Director|Manager)\b[^,]*,\s", re.IGNORECASE
)
_ADDRESS_WORDS = 200
_BASIS = re.compile(r"\s*(?=(?:Designated|Identified|Determined)\b)")


def has_marks(line: str) -> bool:
    """Whether a line has enough of what only a list's own entries have."""
    return len(_MARKS.findall(line[:LONGEST_ENTRY])) >= _LEAST_MARKS or _is_tagged(line, 0, len(line))


def listed_entries(text: str, start: int, end: int) -> list[Entry]:
    """Read the entry that a paragraph is, or the two of an update; nothing where the paragraph is no such form."""
    end = min(end, start + LONGEST_ENTRY)
    update = _REPLACED_BY.search(text, start, end)
    if update is None:
        return [entry for entry in [_entry(text, start, end)] if entry]
    entries = [_entry(text, start, update.start()), _entry(text, update.end(), end)]
    if entries[0]:
        entries[0].replaced = entries[1] is not None
    return [entry for entry in entries if entry]


def _opening(text: str, start: int, end: int, kind: str | None) -> re.Match[str] | None:
    """Match the name that opens a form, as a person's, a ship's or another's."""
    reach = min(end, start + _OPENING)
    if kind in (VESSEL, "Airplane"):
        return _SHIP_NAME.match(text, start, reach)
    person = _PERSON_NAME.match(text, start, reach) if _OF_PERSONS.search(text, start, end) else None
    return person or _OTHER_NAME.match(text, start, reach)


def _is_tagged(text: str, start: int, end: int) -> bool:
    return bool(_TAGS.search(text, start, end)) and _opening(text, start, end, None) is not None


def _entry(text: str, start: int, end: int) -> Entry | None:
    marks = list(_MARKS.finditer(text, start, end))
    kind = next((kind_named(mark["kind"]) for mark in marks if mark["kind"]), None)
    opened = _opening(text, start, end, kind) if marks else None
    if opened is None:
        return None
    name, _ = named(text, *opened.span("name"))
    is_group = name is not None and is_listed_person(name.name) and text.startswith("(Group ID:", opened.end())
    if name is None or not (len(marks) >= _LEAST_MARKS or _TAGS.search(text, start, end) or is_group):
        return None
    stop = _form_end(text, opened.end(), end)
    entry = Entry(start, stop, name, aliases_in_brackets(text, opened.end(), stop), kind=kind, form=True, counted=True)
    entry.fields = fields_in(text, opened.end(), stop)
    entry.fields += list(_unlabelled(text, entry))
    basis = _BASIS.match(text, stop, end)
    entry.basis = (basis.end(), end) if basis else None
    return entry


def _form_end(text: str, start: int, end: int) -> int:
    """Give the end of a form: behind the tags of its programmes and what they are followed by in brackets."""
    tags = _TAGS.search(text, start, end)
    if tags is None:
        return end
    place = tags.end()
    while opened := _IN_TAIL.match(text, place, end):
        place = min(closed(text, opened.end(), end) + 1, end)
    return place + text.startswith(".", place, end)


def _unlabelled(text: str, entry: Entry) -> Iterator[Field]:
    """Give what a form says under no label: addresses right behind the names, a flag, and positions."""
    place = max(entry.name.end, *(item.end for item in entry.aliases), entry.name.end)
    labelled = [item.start for item in entry.fields]
    address, position, flag = (labels()[word] for word in ("address", "position", "flag"))
    is_behind_name = True
    for start, end in _parts(text, place, entry.end):
        if any(start <= value <= end for value in labelled):
            is_behind_name = False
        elif _POSITION.match(text, start, end):
            yield Field(position, start, start, end)
        elif is_behind_name and end - start <= _ADDRESS_WORDS and _names_place(text, start, end):
            yield Field(address, start, start, end)
    for match in _FLAG.finditer(text, place, entry.end):
        words = match["before"].split(" ")
        tails = (" ".join(words[-size:]) for size in range(min(4, len(words)), 0, -1))
        country = next((tail for tail in tails if country_named(tail)), None)
        if country:
            start = match.end("before") - len(country)
            yield Field(flag, start, start, match.end("before"))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the parts of a form, between semicolons and outside of brackets."""
    depth, opened = 0, start
    for place in range(start, end + 1):
        mark = text[place] if place < end else ";"
        if mark in "([":
            if not depth:
                yield from _part(text, opened, place)
            depth += 1
        elif mark in ")]":
            depth = max(0, depth - 1)
            opened = place + 1 if not depth else opened
        elif mark == ";" and (not depth or place == end):
            if not depth:
                yield from _part(text, opened, place)
            opened = place + 1


def _part(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in ' ,.;\n)"”':
        start += 1
    while end > start and text[end - 1] in " ,.;\n":
        end -= 1
    if end > start:
        yield start, end


def _names_place(text: str, start: int, end: int) -> bool:
    """Whether a part ends in a country, as addresses do ("Pyongyang, Korea, North"), or stands right behind a name."""
    words = text[start:end].split(", ")
    return any(country_named(", ".join(words[-size:])) for size in (1, 2)) or text[start - 2 : start] == ", "
