"""Which facts behind an answer are later than the day of the question."""

from collections.abc import Iterable, Mapping
from datetime import date

from yalu.model import Link
from yalu.model.interval import span


def later_facts(links: Iterable[Link], day: date, issued: Mapping[str, str | None], what: str) -> tuple[str, ...]:
    """Say in sentences which links behind an answer stand only in later sources, and what later lists cannot show.

    Args:
        links: The links that the answer rests on.
        day: The day of the question.
        issued: The day of issue of each list.
        what: What rests on the links, such as "these gaps".
    """
    used = list(links)
    late = [link for link in used if all(_is_after(item.date, day) for item in link.evidence)]
    notes = []
    if late:
        sources = sorted({f"{item.document} ({item.date})" for link in late for item in link.evidence})
        undated = sum(link.interval.start is None for link in late)
        notes.append(
            f"{len(late)} of the {len(used)} links behind {what} stand only in sources later than {day}: "
            f"{', '.join(sources[:5])}; {undated} of them state no date of their own. They may not have been known on "
            "the day: this tests the logic with real dates and is no forecast. No other fact later than the day is "
            "used; that a party was listed later is told, and decides nothing."
        )
    later = [f"{name} ({issue})" for name, issue in sorted(issued.items()) if _is_after(issue, day)]
    if later:
        notes.append(
            f"Issued after {day}: {', '.join(later)}. The entry dates in it say who was listed on the day, but parties "
            "delisted in between are not in it."
        )
    return tuple(notes)


def _is_after(text: str | None, day: date) -> bool:
    return text is not None and span(text)[0] > day
