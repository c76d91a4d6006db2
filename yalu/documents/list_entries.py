"""Entries of sanctions lists within a document, numbered or in the form of the SDN list, with what their labels say.

"KIM, Chol Su (a.k.a. KIM, Cheol-soo), Minsk, Belarus; DOB 14 May 1974; nationality Korea, North (individual) [DPRK]
(Linked To: KORO CORPORATION)." and "1. Ivan PETROV. Nationality: Russian. Function: director of Parsek LLC."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yalu.documents.found import Found
from yalu.documents.kinds import COMPANY, PERSON, VESSEL
from yalu.documents.sentences import Span
from yalu.documents.stretches import Stretches

_BLOCK = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_PROGRAMME = re.compile(
    r"\[[A-Z]{2}[A-Z0-9-]+\](?:\s*\[[A-Z0-9-]+\])*(?:\s*\(Linked To:[^\n]*\))?\.?\s*(?:-to-|$)", re.MULTILINE
)
_SDN_PERSON = re.compile(r"(?P<name>[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+)*, [^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,4})")
_SDN_OTHER = re.compile(
    r"(?P<name>[A-Z0-9][^,;(\[\n]{2,90}?(?:, (?:LTD|INC|LLC|LIMITED|CORP)\.?)?)"
    r"(?= \(|,(?! (?:LTD|INC|LLC|LIMITED|CORP)\b)|;| \[)"
)
_NUMBERED = re.compile(
    r"(?:(?:No\.? ?)?\d+[.)]|\([a-z]\))\s+(?:Name(?: \(1\))?:\s*)?"
    r"(?P<name>[^\W\d_][^\n:(（.;]{3,80}?)(?=\s*[(（.;\n]|\s+a\.k\.a)"
)
_ALSO = re.compile(
    r"\((?:a\.k\.a\.|f\.k\.a\.|Korean|Cyrillic|Arabic|Chinese|Persian|Farsi)?:?\s*(?P<names>[^()]{2,200})\)"
)
_BETWEEN_NAMES = re.compile(r";\s*|\b[af]\.k\.a\.,?\s*|\b(?:Korean|Cyrillic|Arabic|Chinese|Persian|Farsi):\s*")
_LABELS = re.compile(
    r"\b(?:Date of birth|DOB|Nationality|Function|Position|Address|Date of listing|POB|Place of birth|a\.k\.a)\s*:"
    r"|\bName \(non-Latin script\):"
)
_FIELDS = {
    "nationality": re.compile(r"\b[Nn]ationality:?\s+(?P<value>[^;.()\[\n]+)"),
    "function": re.compile(r"\b(?:Function|Position)s?:?\s+(?P<value>[^;\n]+?)(?=\.(?:\s|$)|;|\n)"),
    "address": re.compile(r"\bAddress(?:es)?:?\s+(?P<value>[^;\n]+?)(?=\.(?:\s|$)|;|\n)"),
    "linked": re.compile(r"\(Linked To: (?P<value>[^\n]+?)\)(?=\.|;| |$)"),
    "flag": re.compile(r"\b(?P<value>[A-Z][\w ]+(?:, North|, South)?) flag\b"),
}
_ADDRESS = re.compile(r"(?:\s*\([^()]*\))?,\s*(?P<value>[^;\[(]+?)(?=;|\s*\[|\s*\()")
_REASONS = re.compile(r"(?:Statement of reasons|Reasons)\b|\(UK Statement of Reasons\)")
_COMPANY_WORDS = re.compile(
    r"\b(?:LLC|LTD|LIMITED|COMPANY|CORPORATION|BANK|TRADING|JSC|PJSC|GROUP|CO|FZE|LLP)\b", re.IGNORECASE
)
_PERSON_LABELS = re.compile(r"\b(?:Date of birth|DOB|POB|Gender|Passport|Place of birth|Nationality)\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its place, the name's, the schema, further names, and its labelled values by label."""

    span: Span
    name: Span
    schema: str
    aliases: tuple[str, ...]
    values: dict[str, Span] = field(default_factory=dict)


def entries_in(text: str) -> list[Entry]:
    """Find the entries of lists in a text, in order."""
    blocks = [(match.start(), match.end()) for match in _BLOCK.finditer(text)]
    found = []
    for number, (start, end) in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if following and not _LABELS.search(text, start, end) and _LABELS.match(text, following[0]):
            end = following[1]  # the name has a line of its own
        entry = _entry(text, start, end)
        if entry:
            found.append(entry)
    return found


def with_entries(found: list[Found], entries: list[Entry], text: str) -> list[Found]:
    """Add the names that entries open with, and leave out what else their labels seem to name ("Gender Male")."""
    if not entries:
        return found
    starts = {entry.name.start: entry for entry in entries}
    longer = [item for item in found if item.start in starts and item.end >= starts[item.start].name.end]
    known = {item.start for item in longer}
    names = [
        Found(item.name.start, item.name.end, text[item.name.start : item.name.end], item.schema, aliases=item.aliases)
        for item in entries
        if item.name.start not in known
    ]
    return sorted([*_without_labels(found, entries), *longer, *names], key=lambda item: (item.start, -item.end))


def _without_labels(found: list[Found], entries: list[Entry]) -> Iterator[Found]:
    by_start = {entry.span.start: entry for entry in entries}
    spans = Stretches(entry.span for entry in entries)
    for item in found:
        over = spans.over(item.start, item.start + 1)
        values = by_start[over[0].start].values.values() if over else ()
        if not over or any(value.start <= item.start < value.end for value in values):
            yield item


def _entry(text: str, start: int, end: int) -> Entry | None:
    reasons = _REASONS.search(text, start, end)
    stop = reasons.start() if reasons else end
    block = text[start:stop]
    if _PROGRAMME.search(block):
        is_person = "(individual)" in block or bool(_PERSON_LABELS.search(block))
        named = (_SDN_PERSON if is_person else _SDN_OTHER).match(text, start, stop)
        schema = PERSON if is_person else VESSEL if "(vessel)" in block else COMPANY
    elif _LABELS.search(block):
        named = _NUMBERED.match(text, start, stop)
        is_person = bool(_PERSON_LABELS.search(block)) and not (named and _COMPANY_WORDS.search(named["name"]))
        schema = PERSON if is_person else COMPANY
    else:
        return None
    if named is None or (_PROGRAMME.search(block) and not any(word.isupper() for word in named["name"].split(","))):
        return None
    name = Span(*named.span("name"))
    values = {
        label: Span(*found.span("value"))
        for label, rule in _FIELDS.items()
        if (found := rule.search(text, name.end, stop))
    }
    address = _ADDRESS.match(text, name.end, stop) if "address" not in values and _PROGRAMME.search(block) else None
    if address:
        values["address"] = Span(*address.span("value"))
    return Entry(Span(start, stop), name, schema, _aliases(text, name.end, stop), values)


def _aliases(text: str, start: int, stop: int) -> tuple[str, ...]:
    also = _ALSO.match(text, start + 1, stop)
    if not also:
        return ()
    return tuple(name.strip(" \"“”'") for name in _BETWEEN_NAMES.split(also["names"]) if len(name.strip()) > 1)
