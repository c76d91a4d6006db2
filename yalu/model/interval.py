"""Days, partial dates and intervals: was it so on that day?"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yalu.model.errors import DateError

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class State(StrEnum):
    """How an interval stands to a day. `POSSIBLE` and `UNKNOWN` are never rounded to yes or no."""

    VALID = "valid"
    POSSIBLE = "possible"
    NOT_YET = "not yet"
    ENDED = "ended"
    UNKNOWN = "unknown"


def parse_day(text: str) -> date:
    """Read one full calendar day as `YYYY-MM-DD`.

    Raises:
        DateError: the text is no such day.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise DateError(f"{text!r} is not a date; write it as YYYY-MM-DD, for example 2023-06-19")


def span(partial: str) -> tuple[date, date]:
    """Give the first and last day that a partial date (`2019`, `2019-03`, `2019-03-05`) may mean.

    A time behind the date is dropped.

    Raises:
        DateError: the text does not start with a date.
    """
    match = _PARTIAL.match(partial)
    try:
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            assert year is not None  # noqa: S101 - the pattern requires it
            if month is None:
                return date(year, 1, 1), date(year, 12, 31)
            if day is None:
                return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            return date(year, month, day), date(year, month, day)
    except ValueError:
        pass
    raise DateError(f"{partial!r} is not a date; write it as YYYY, YYYY-MM or YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time between two partial dates, both inclusive; `None` is not known."""

    start: str | None = None
    end: str | None = None

    def state_on(self, day: date) -> State:
        """Tell how the interval stands to `day`.

        Without a start the answer is at best `UNKNOWN`, unless the end is already past. Without an end it counts as
        going on, for that is how registers and lists write "still so".
        """
        if self.end is not None:
            first, last = span(self.end)
            if day > last:
                return State.ENDED
            ending = day > first
        else:
            ending = False
        if self.start is None:
            return State.UNKNOWN
        first, last = span(self.start)
        if day < first:
            return State.NOT_YET
        return State.POSSIBLE if ending or day < last else State.VALID
