"""Dates as the file knows them: days, months, years, ranges and "circa", each no more exact than it is."""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from yalu.lists.ofac_advanced.elements import Element, RecordError, child, parts

MAX_YEARS = 20
"""A range of more years says too little to be kept as dates; it stays in words."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date may mean, first and last; `last` is `None` where the file leaves it open."""

    first: date
    last: date | None
    circa: bool = False

    def dates(self) -> tuple[str, ...]:
        """Give partial dates that together cover the period, and no more exact than it.

        A circa date keeps its years only. A range over several years gives each of its years.
        """
        last = self.last or self.first
        years = tuple(str(year) for year in range(self.first.year, last.year + 1))
        if len(years) > MAX_YEARS:
            return ()
        if self.circa or len(years) > 1:
            return years
        return (covering(self.first, last),)

    def is_exact(self) -> bool:
        """Whether one of the `dates` says all there is to say."""
        return (
            not self.circa and self.last is not None and _fills(self.first, self.last, covering(self.first, self.last))
        )

    def words(self) -> str:
        """Say the period in words, with nothing left out."""
        if self.last is None:
            return f"from {self.first.isoformat()}"
        exact = covering(self.first, self.last)
        if _fills(self.first, self.last, exact):
            return f"circa {exact}" if self.circa else exact
        return f"{'circa ' if self.circa else ''}between {self.first.isoformat()} and {self.last.isoformat()}"


def covering(first: date, last: date) -> str:
    """Give the most exact partial date that covers both days; empty where they lie in different years."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if first.year == last.year else ""


def _fills(first: date, last: date, partial: str) -> bool:
    if len(partial) == 4:
        return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if len(partial) == 7:
        return first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    return bool(partial)


def read_day(element: Element) -> date:
    """Read `<Year>`, `<Month>` and `<Day>`.

    Raises:
        RecordError: they are no calendar day.
    """
    return _day_of(tuple([(part.tag, part.text) for part in element]))


@lru_cache(maxsize=65536)
def _day_of(parts: tuple[tuple[str, str | None], ...]) -> date:
    """Give the day that elements, as pairs of tag and text, say; lists say the same days over and over."""
    texts = {tag.rpartition("}")[2]: " ".join((text or "").split()) for tag, text in parts}
    try:
        return date(*(int(texts[name]) for name in ("Year", "Month", "Day")))
    except (KeyError, ValueError):
        raise RecordError(f"{'-'.join(texts.values())} is no calendar day") from None


def read_period(element: Element) -> Period | None:
    """Read a `<DatePeriod>`; `None` where it is empty.

    Raises:
        RecordError: a day in it is no calendar day, or it ends before it starts.
    """
    found = parts(element)
    start, end = (next(iter(found.get(name, ())), None) for name in ("Start", "End"))
    if start is None:
        return None
    first, start_last = _ends(start)
    last = _ends(end)[1] if end is not None else None
    if (last or start_last) < first:
        raise RecordError(f"a date period ends on {last or start_last}, before it starts on {first}")
    circa = "true" in (start.get("Approximate"), end.get("Approximate") if end is not None else "")
    return Period(first, last, circa)


def read_interval(element: Element) -> tuple[str | None, str | None]:
    """Read a `<DatePeriod>` as the start and end of a state, as partial dates; `None` is not known."""
    return _partial(child(element, "Start")), _partial(child(element, "End"))


def _partial(element: Element | None) -> str | None:
    """Give one end of a state; the year alone where it is approximate."""
    if element is None:
        return None
    partial = covering(*_ends(element))
    return (partial[:4] if element.get("Approximate") == "true" else partial) or None


def _ends(element: Element) -> tuple[date, date]:
    found = parts(element)
    ends = [*found.get("From", ())[:1], *found.get("To", ())[:1]]
    if not ends:
        raise RecordError("a date period has neither From nor To")
    return read_day(ends[0]), read_day(ends[-1])
