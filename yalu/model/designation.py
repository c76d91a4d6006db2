"""A designation: a party is listed, by an authority, under programmes, from a day on."""

from dataclasses import dataclass
from datetime import date

from yalu.model.interval import Interval, State


@dataclass(frozen=True, slots=True)
class Designation:
    """One entry of a party on a list."""

    party: str
    authority: str
    programs: tuple[str, ...]
    interval: Interval
    dataset: str

    def state_on(self, day: date) -> State:
        """Tell whether the designation was in force on `day`."""
        return self.interval.state_on(day)
