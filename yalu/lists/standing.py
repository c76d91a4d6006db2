"""How an entry of a list stands on a day."""

from datetime import date

from yalu.model import Designation, State


def state_on_list(entry: Designation, issued: str | None, day: date) -> State:
    """Tell whether an entry was in force on a day.

    An entry without a date of its own stands on its list from the day of the list's issue on, as far as is known.

    Args:
        entry: The entry.
        issued: The day of issue of the list that it was read from, if known.
        day: The day of the question.
    """
    state = entry.state_on(day)
    if state is State.UNKNOWN and issued and issued[:10] <= day.isoformat():
        return State.VALID
    return state
