"""Names in notices: a party's own, its further ones in brackets or behind "a.k.a.", and what they are the names of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rigour.names import extract_org_types

from yalu.documents.kinds import BODY, COMPANY, LEGAL_ENTITY, ORGANIZATION, PERSON
from yalu.documents.notice_labels import says_nothing
from yalu.documents.vocabulary import vocabulary

LONGEST_NAME = 160
_LISTED_PERSON = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’ -]+,\s[A-ZÀ-Þ][\w'’ .-]*")
_ALSO = (
    r"(?:(?:good|low) quality\s+|strong\s+|weak\s+)?"
    r"(?:[afn]\.?k\.?a\b\.?|also known as|formerly(?: known as)?|alias(?:es)?\b)"
)
_SCRIPT = (
    r"(?:Cyrillic|Korean|Arabic|Persian|Farsi|Japanese|Hebrew|Latin|Russian|Ukrainian|Belarusian|Burmese|Greek|Urdu"
    r"|Pashto|Chinese(?: Simplified| Traditional)?)\s*:"
)
_LEAD = rf"(?:{_ALSO}\s*[:,]?|(?:in\s+)?{_SCRIPT})\s*"
_OPENS = re.compile(rf"\s*[(（]\s*(?={_LEAD})", re.IGNORECASE)
_OPENS_FOREIGN = re.compile(r"\s*[(（]\s*(?=[^()\n]{0,12}[«“\"]?[\u0370-\u1fff\u3040-\ud7ff])")
_ALIAS = re.compile(
    rf"{_LEAD}[\"“'«]?(?P<name>(?:[^;()（）\"”\n]|\([^()\n]{{0,60}}\)){{2,150}}?)[\"”'»]?\s*"
    rf"(?=[;)）]|,?\s{_ALSO}|$)",
    re.IGNORECASE,
)
_FIRST_FOREIGN = re.compile(r"\s*(?P<name>[^;()（）\n]{2,150}?)\s*(?=[;)）]|$)")
_UNBRACKETED = re.compile(rf"\s+(?={_ALSO})", re.IGNORECASE)
_NUMBERED_PARTS = re.compile(r"(?:^|\s)(?P<number>[1-6]):\s*")
_ITEMS = re.compile(r"\s*(?:,\s(?=[a-z]\))|;|/|\b[a-z]\)|\(?\b\d\))\s*")
_DASH = re.compile(r"\s+[—–]\s+")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class NoticeName:
    """A name in a notice: its stretch in the text, and the name without what only numbers its parts."""

    start: int
    end: int
    name: str


def named(text: str, start: int, end: int) -> tuple[NoticeName | None, list[NoticeName]]:
    """Read the value of a name, with the further names in brackets or behind "a.k.a." after it."""
    bracket = min((place for mark in "(（" if (place := text.find(mark, start, end)) > start), default=end)
    also = _UNBRACKETED.search(text, start + 1, bracket)
    dash = _DASH.search(text, start + 1, bracket)
    stop = min(bracket, also.start() if also else end, dash.start() if dash else end)
    name = name_at(text, start, stop)
    if name is None:
        return None, []
    return name, [*aliases_in_brackets(text, stop, end), *(_in_stretch(text, stop, end) if also else ())]


def name_at(text: str, start: int, end: int) -> NoticeName | None:
    """Give the name that a stretch is, without quotation marks; `None` where it is none, or says that there is none."""
    while start < end and text[start] in " \t\n\"“'‘":
        start += 1
    while end > start and text[end - 1] in " \t\n\"”'’;,|":
        end -= 1
    words = text[start:end]
    if not 2 <= len(words) <= LONGEST_NAME or says_nothing(words) or not _LETTERS.search(words):
        return None
    words = _without_numbers(words)
    if not words[:1].isupper() and words[:1].lower() != words[:1].upper():
        return None
    return NoticeName(start, end, " ".join(words.split()))


def _without_numbers(words: str) -> str:
    """Join "1: YUN 2: HO-JIN 3: na" of the United Nations, and "KIM 1: YONG CHOL 2: n/a", whose head is "Name 6:"."""
    marks = list(_NUMBERED_PARTS.finditer(words))
    if not marks:
        return words
    ends = [mark.start() for mark in marks[1:]] + [len(words)]
    parts = [words[mark.end() : end].strip(" .") for mark, end in zip(marks, ends, strict=True)]
    parts.append(words[: marks[0].start()].strip())
    return " ".join(part for part in parts if part and not says_nothing(part))


def aliases_in_brackets(text: str, start: int, end: int) -> list[NoticeName]:
    """Read the further names in the brackets that stand right behind a name."""
    found: list[NoticeName] = []
    place = start
    while opened := _OPENS.match(text, place, end) or _OPENS_FOREIGN.match(text, place, end):
        close = _close(text, opened.end(), end)
        if not _ALIAS.match(text, opened.end(), close):
            first = _FIRST_FOREIGN.match(text, opened.end(), close)
            found += _names_of([first] if first else [], text)
        found += _in_stretch(text, opened.end(), close)
        place = min(close + 1, end)
    return found


def _in_stretch(text: str, start: int, end: int) -> list[NoticeName]:
    return _names_of(list(_ALIAS.finditer(text, start, end)), text)


def _names_of(matches: list[re.Match[str]], text: str) -> list[NoticeName]:
    return [name for match in matches if (name := name_at(text, *match.span("name")))]


def _close(text: str, start: int, end: int) -> int:
    """Give the place of the bracket that closes what opened before `start`."""
    depth = 1
    for place in range(start, end):
        depth += {"(": 1, "（": 1, ")": -1, "）": -1}.get(text[place], 0)
        if not depth:
            return place
    return end


def names_listed(text: str, start: int, end: int) -> list[NoticeName]:
    """Read the names under a label of further names, divided by semicolons, letters or numbers ("a) YUN b) HO")."""
    found: list[NoticeName] = []
    place = start
    for match in (*_ITEMS.finditer(text, start, end), None):
        name = name_at(text, place, match.start() if match else end)
        found += [name] if name else []
        place = match.end() if match else end
    return found


def is_listed_person(name: str) -> bool:
    """Whether a name is written as lists write a person's: "CHOE, Chol Min"."""
    return _LISTED_PERSON.fullmatch(name) is not None and not extract_org_types(name)


def schema_of_name(name: str) -> str:
    """Give the schema that a name's own words speak for; a legal entity where they say nothing."""
    words = vocabulary()
    if is_listed_person(name):
        return PERSON
    lowered = [word.strip(".,()").lower() for word in name.split()]
    if lowered[-1] in words.company_suffixes or extract_org_types(name):
        return COMPANY
    head = next((words.heads[word] for word in reversed(lowered) if word in words.heads), None)
    return head if head in (COMPANY, ORGANIZATION, BODY) else LEGAL_ENTITY


def forms_of(item: NoticeName, schema: str, main: NoticeName | None) -> Iterator[str]:
    """Give the forms of a name as prose writes it: "Roman Anatolyevich ALAR" for "ALAR, Roman Anatolyevich"."""
    if main is not None and item is not main:
        yield item.name
    family, comma, given = item.name.partition(", ")
    if schema == PERSON and comma:
        yield f"{given} {family}"
