"""Dates in the words of lists, as partial dates that are never more exact than the list."""

import calendar
import re
from dataclasses import dataclass

from yalu.lists.ofac_advanced.periods import Period
from yalu.model import DateError
from yalu.model.interval import span

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr, ["", *["x"] * 8, "Sept"])
    for number, name in enumerate(names)
    if name and name != "x"
}
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T[\d:.]+)?(?:Z|[+-]\d{2}:\d{2})?")
"""A time and a time zone say nothing about a birthday or a listing, and are left out."""
_WORDS = re.compile(r"(?:(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?,?\s+)?(\d{4})")
_SLASHES = re.compile(r"(?:(\d{1,2}|dd)/)?(?:(\d{1,2}|mm)/)?(\d{4})", re.IGNORECASE)
_CIRCA = re.compile(r"(?:circa|approximately|approx\.?|about|around|c\.)\s+", re.IGNORECASE)
_RANGE = re.compile(
    r"(?:between\s+|from\s+)?(.+?)(?:\s+(?:to|and|until)\s+|\s*–\s*|\s+-\s+|(?<=\b\d{4})-(?=\d{4}$))(.+)",
    re.IGNORECASE,
)
_OR = re.compile(r"\s+or\s+|\s*;\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dates:
    """Partial dates that together cover what a text means; `exact` if they say all that it says."""

    values: tuple[str, ...]
    exact: bool


UNKNOWN = Dates((), False)


def read_dates(text: str) -> Dates:
    """Read a date, a range or alternatives: "1962", "12 Mar 1960", "circa 1965", "1955 to 1957", "1963 or 1964".

    Days before months where both are numbers. What is no date gives none, and is not exact. "Circa" keeps the years
    only, a range over several years gives each of them.
    """
    circa = _CIRCA.match(text)
    rest = text[circa.end() :] if circa else text
    if (single := partial(rest)) is not None:
        return Dates((single[:4],), False) if circa else Dates((single,), True)
    if (both := _RANGE.fullmatch(rest)) is not None and (period := _period(both[1], both[2])) is not None:
        return Dates(Period(period.first, period.last, circa is not None).dates(), False)
    parts = _OR.split(rest)
    found = [read_dates(part) for part in parts] if len(parts) > 1 else []
    if found and all(dates.values for dates in found):
        values = [value[:4] if circa else value for dates in found for value in dates.values]
        return Dates(tuple(dict.fromkeys(values)), False)
    return UNKNOWN


def years(first: str, last: str) -> tuple[str, ...]:
    """Give each year of a range of years; none where they are no years, out of order, or too many."""
    period = _period(first, last)
    return period.dates() if period is not None else ()


def partial(text: str) -> str | None:
    """Read one date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` where the text is something else."""
    text = text.strip(" .")
    for pattern, make in ((_ISO, _from_iso), (_SLASHES, _from_slashes), (_WORDS, _from_words)):
        if (match := pattern.fullmatch(text)) is not None:
            found = make(match)
            return found if found is not None and _is_date(found) else None
    return None


def _from_iso(match: re.Match[str]) -> str:
    return match[1].removesuffix("-00").removesuffix("-00")


def _from_slashes(match: re.Match[str]) -> str | None:
    day, month, year = (int(part) if part and part.isdigit() else 0 for part in match.groups())
    if match[1] is not None and match[2] is None:
        day, month = 0, day
    return _join(year, month, day)


def _from_words(match: re.Match[str]) -> str | None:
    day, month, year = match.groups()
    if month is not None and month.lower() not in _MONTHS:
        return None
    return _join(int(year), _MONTHS[month.lower()] if month else 0, int(day or 0))


def _join(year: int, month: int, day: int) -> str | None:
    if not month:
        return None if day else f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"


def _is_date(text: str) -> bool:
    try:
        span(text)
    except DateError:
        return False
    return True


def _period(first: str, last: str) -> Period | None:
    start, end = partial(first), partial(last)
    if start is None or end is None or span(start)[0] > span(end)[1]:
        return None
    return Period(span(start)[0], span(end)[1])
