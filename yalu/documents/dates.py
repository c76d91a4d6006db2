"""Dates in running text, as precise as they are written and no more."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"""\b(?=[\djfmasondtcwyib])(?:  # no date opens with another letter
        (?P<iso>\d{{4}}-\d{{2}}-\d{{2}}) |
        (?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y1>(?:19|20)\d\d))?(?!\d) |
        (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{_MONTH})\.?(?:,?\s+(?P<y2>(?:19|20)\d\d))?(?!\d) |
        (?P<m3>{_MONTH})\.?(?:\s+of)?,?\s+(?P<y3>(?:19|20)\d\d) |
        (?P<m4>{_MONTH})\s+(?P<rel>last|this)\s+year |
        (?P<ahead>(?:next|(?:this\s+)?coming|following)\s+)?(?:on\s+)?(?P<weekday>{"|".join(WEEKDAYS)}) |
        (?P<word>today|yesterday) |
        (?:in|since|during|of|from|by)\s+(?P<y5>(?:19|20)\d\d)(?![-\d])
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date in text: its place, and its value as a partial ISO date, or `None` where the year is not stated."""

    start: int
    end: int
    value: str | None


def find_dates(text: str, published: str | None) -> list[DateFound]:
    """Find the dates in `text`.

    Weekdays, "today" and "last year" are counted back from `published` (an ISO date): a weekday is the last such day
    before it, or itself, but "next Thursday" stays open: it is this week's or the next one's. A day and month without
    a year stays open (`None`): under a picture of 2023 it may be 2022.
    """
    anchor = _anchor(published)
    return [DateFound(match.start(), match.end(), _value(match, anchor)) for match in _DATE.finditer(text)]


def first_date(text: str) -> str | None:
    """Give the first full or partial date that `text` states by itself, without counting back from anything."""
    return next((found.value for found in find_dates(text, None) if found.value), None)


_BARE = re.compile(
    r"\b(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>(?:19|20)\d\d)\b|\b(?P<alone>(?:19|20)\d\d)\b(?![-/.]\d)"
)


def partial_dates(text: str, start: int = 0, end: int | None = None) -> list[DateFound]:
    """Find the dates in a stretch that holds nothing else, such as the value of "Date of birth", in order.

    Beside those of running text these are "19.2.1970", read as day and month, and a year alone. Divided by slashes, a
    date of which both numbers may be the month is only as precise as its year.
    """
    end = len(text) if end is None else end
    found = [DateFound(match.start(), match.end(), _value(match, None)) for match in _DATE.finditer(text, start, end)]
    for match in _BARE.finditer(text, start, end):
        if not any(item.start < match.end() and match.start() < item.end for item in found):
            found.append(DateFound(match.start(), match.end(), _bare(match)))
    return sorted((item for item in found if item.value), key=lambda item: item.start)


def _bare(match: re.Match[str]) -> str | None:
    if match["alone"]:
        return match["alone"]
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    if "/" in match.group() and day <= 12 and month <= 12 and day != month:
        return match["year"]
    if month > 12 and "/" in match.group():
        day, month = month, day
    return _checked(year, month, day)


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _value(match: re.Match[str], anchor: date | None) -> str | None:
    part = match.groupdict()
    if part["iso"]:
        return _checked(*(int(number) for number in part["iso"].split("-")))
    for month, day, year in (("m1", "d1", "y1"), ("m2", "d2", "y2")):
        if part[month]:
            return _checked(int(part[year]), MONTHS[part[month].lower()], int(part[day])) if part[year] else None
    if part["m3"]:
        return f"{part['y3']}-{MONTHS[part['m3'].lower()]:02d}"
    if part["y5"]:
        return str(part["y5"])
    if anchor is None:
        return None
    if part["m4"]:
        year_back = 1 if part["rel"].lower() == "last" else 0
        return f"{anchor.year - year_back}-{MONTHS[part['m4'].lower()]:02d}"
    if part["ahead"]:
        return None
    if part["weekday"]:
        back = (anchor.weekday() - WEEKDAYS.index(part["weekday"].lower())) % 7
        return (anchor - timedelta(days=back)).isoformat()
    return (anchor - timedelta(days=1 if part["word"].lower() == "yesterday" else 0)).isoformat()


def _checked(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
