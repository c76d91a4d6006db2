"""The towns of addresses in notices."""

import re
from collections.abc import Iterator

from yalu.documents.notice_labels import country_named
from yalu.documents.vocabulary import vocabulary

_PART = re.compile(r"[^,;\n]+")
_POSTCODE = re.compile(r"\s+[A-Z]{0,3}-?\d{4,7}$|^\d{4,7}\s+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\(\d\)\s*")
_NEXT = re.compile(r"(?<=[\w)]{3})\.\s+(?=[A-Z(])|\s\(2\)")
_NO_TOWN = re.compile(
    r"\b(?:street|st|str|avenue|ave|road|rd|ul|ulitsa|ulica|lane|boulevard|blvd|prospekt|prospect|pereulok|naberezhnaya|building"
    r"|bldg|floor|flat|office|suite|room|unit|block|tower|house|villa|plaza|square|district|dong|gu|ku|oblast|krai|kray"
    r"|region|province|republic|county|village|zone|industrial|center|centre|highway|square|p\.?o\.?|box|near|behind|street)\b\.?",
    re.IGNORECASE,
)


def towns_in(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the stretch of the town in an address: a part that is known as one, else the first that can be.

    Streets, districts and whatever has a house number can't be, nor can countries; a postcode is no part of the name.
    """
    words = vocabulary()
    known = (words.towns | words.capitals.keys()) - words.countries.keys()
    parts = []
    for match in _PART.finditer(text, start, _end(text, start, end)):
        first, last = _trimmed(text, *match.span())
        name = text[first:last]
        if name and name[0].isupper() and not _DIGIT.search(name):
            parts.append((first, last, name))
    countries = {place for place, (_, _, name) in enumerate(parts) if _is_country(parts, place, name)}
    towns = [(first, last) for first, last, name in parts if name in known]
    others = [
        (first, last)
        for place, (first, last, name) in enumerate(parts)
        if place not in countries and not _NO_TOWN.search(name) and country_named(name) is None
    ]
    yield from (towns or others)[:1]


def _end(text: str, start: int, end: int) -> int:
    """Give the end of an address: before another sentence, or a second address with a number."""
    stop = _NEXT.search(text, start, end)
    return stop.start() if stop else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in ' \t"“(':
        start += 1
    while end > start and text[end - 1] in ' \t."”)':
        end -= 1
    number = _NUMBER.match(text, max(0, start - 1), end)
    start = number.end() if number else start
    for match in (_POSTCODE.search(text[start:end]),):
        if match:
            start, end = (start + match.end(), end) if not match.start() else (start, start + match.start())
    return start, end


def _is_country(parts: list[tuple[int, int, str]], place: int, name: str) -> bool:
    """Whether a part is one of a country's two, as in "Korea, North"."""
    before = parts[place - 1][2] if place else ""
    behind = parts[place + 1][2] if place + 1 < len(parts) else ""
    return any(country_named(f"{first}, {last}") for first, last in ((before, name), (name, behind)) if first and last)
