"""A kept issue of a list as a JSON object; docs/workspace.md describes every key."""

from datetime import date
from typing import Any

from yalu.lists import ListSnapshot
from yalu.report.list_tables import states_on
from yalu.workspace import Issue


def issue_json(issue: Issue, snapshot: ListSnapshot, day: date | None, *, later: bool) -> dict[str, Any]:
    """Give an issue with what stands out in it; with a day, how its parties stood to it.

    Args:
        issue: The issue.
        snapshot: What it says.
        day: The day of the question.
        later: Whether the issue is later than the day, because there is no earlier one.
    """
    on_day = None
    if day is not None:
        on_day = {"day": day.isoformat(), "states": states_on(snapshot, day), "issue_is_later": later}
    return {**issue.to_json(), "on": on_day, "repairs": snapshot.repairs, "passed_over": snapshot.passed_over}
