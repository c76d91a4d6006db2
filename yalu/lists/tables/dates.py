"""Dates as tables write them, each read no more exact than it is written."""

import re
from collections.abc import Callable

from yalu.lists.ofac_advanced.periods import Period
from yalu.model import DateError
from yalu.model.interval import span

_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_CIRCA = re.compile(r"(?:circa|approximately|approx\.?|about|c\.)\s+", re.IGNORECASE)
_RANGE = re.compile(r"(?:between\s+)?(.+?)\s+(?:to|and|until)\s+(.+)|(\d{4})\s*-\s*(\d{4})")

DAY_MONTH_YEAR = "%d %m %Y"
MONTH_DAY_YEAR = "%m %d %Y"


def _month(text: str) -> str:
    number = _MONTHS.get(text[:3].lower())
    return f"{number:02}" if number else ""


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.+Z-]*)?)?)?"), lambda found: found[0][:10]),
    (
        re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})"),
        lambda found: _iso(found[3], _month(found[2]), found[1]),
    ),
    (re.compile(r"([A-Za-z]{3,9})\.? (\d{4})"), lambda found: _iso(found[2], _month(found[1]))),
    (re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), ?(\d{4})"), lambda found: _iso(found[3], _month(found[1]), found[2])),
)
"""Forms that can be read in one way only."""

_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def _iso(*parts: str) -> str:
    return "-".join(part.zfill(2) for part in parts) if all(parts) else ""


def parse_partial(text: str, numbers: str = "") -> str | None:
    """Read a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` where it is no date.

    `numbers` is the order of dates such as 06/07/2019, `DAY_MONTH_YEAR` or `MONTH_DAY_YEAR`, where the publisher
    keeps to one. A day or month of 00 is unknown.
    """
    text = text.strip()
    partial = ""
    if numbers and (found := _NUMBERS.fullmatch(text)):
        first, second, year = found.groups()
        day, month = (first, second) if numbers == DAY_MONTH_YEAR else (second, first)
        known = [part for part in (month, day) if int(part)]
        partial = year if int(month) == 0 else _iso(year, *known)
    else:
        for pattern, write in _FORMS:
            if found := pattern.fullmatch(text):
                partial = write(found)
                break
    try:
        span(partial)
    except DateError:
        return None
    return partial


def parse_period(text: str, numbers: str = "") -> Period | None:
    """Read a date, a range ("1951 to 1953") or an uncertain date ("circa 1979"); `None` where it is none of these."""
    rest = _CIRCA.sub("", text.strip(), count=1) if _CIRCA.match(text.strip()) else text.strip()
    circa = rest != text.strip()
    ends = [parse_partial(rest, numbers)]
    if ends[0] is None and (found := _RANGE.fullmatch(rest)):
        ends = [parse_partial(part, numbers) for part in found.groups() if part]
    if None in ends:
        return None
    first, last = span(ends[0] or "")[0], span(ends[-1] or "")[1]
    return Period(first, last, circa) if first <= last else None
