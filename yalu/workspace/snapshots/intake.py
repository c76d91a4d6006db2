"""Taking in an issue: which day it is of, and whether to refuse it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from yalu.lists import ListSnapshot
from yalu.model import DateError, parse_day
from yalu.workspace.snapshots.issue import Issue, IssuedFrom

SHRINKAGE = 0.10
SHRINKAGE_A_YEAR = 0.05
"""Share of the parties of the last issue by which an issue may be smaller, and the share on top for each year between.

Authorities take parties off by the dozen, a broken download by the half. The United Nations' list, which shrank most of
those at hand, lost 14 percent of its parties from November 2020 to April 2025.
"""
MOST_REASONS = 20
"""Places of a damaged file that the log names; what was read names them all."""
FEW = 10
"""Parties that any list may lose at once: small lists do."""

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of an issue's publication from elsewhere than its file.

    `day` is what the user says, `server_day` what the server says of the file it sent. `name` is the name of the list,
    where it shall be another than the file's own.
    """

    name: str | None = None
    day: date | None = None
    server_day: date | None = None
    source: str | None = None
    etag: str | None = None
    modified: str | None = None


def dated(snapshot: ListSnapshot, called: str, published: Published, now: datetime) -> Issue:
    """Give the issue that a file is, with its day of publication from the surest source that there is.

    The day that the user gives holds over all; then the file's own, one in its name or in what the user `called` it
    (a folder's name), the server's, the day of `now`.
    """
    issued, issued_from = _day(snapshot, called, published, now)
    return Issue(
        list=published.name or snapshot.name,
        id=snapshot.sha256,
        issued=issued.isoformat(),
        issued_from=issued_from,
        taken_in=now.isoformat(timespec="seconds"),
        title=snapshot.title,
        authority=snapshot.authority,
        format=snapshot.format,
        files=(),
        parties=snapshot.counts.get("parties", len(snapshot.parties)),
        counts=dict(snapshot.counts),
        mended=len(snapshot.repairs),
        forced=snapshot.passed_over[:MOST_REASONS],
        source=published.source,
        etag=published.etag,
        modified=published.modified,
    )


def reasons_to_refuse(issue: Issue, known: Sequence[Issue]) -> list[str]:
    """Say why an issue should not be taken in beside those known, given in the order of their days.

    It is compared with the last one that was published on its day or before; if there is none, with the first later.
    """
    earlier = [item for item in known if item.issued <= issue.issued]
    other = earlier[-1] if earlier else next(iter(known), None)
    if other is None:
        return []
    years = abs((date.fromisoformat(issue.issued) - date.fromisoformat(other.issued)).days) / 365.25
    allowed = min(SHRINKAGE + SHRINKAGE_A_YEAR * years, 0.5)
    if issue.parties >= other.parties * (1 - allowed) or other.parties - issue.parties < FEW:
        return []
    lost = 1 - issue.parties / other.parties
    fewer = f"{lost:.0%} fewer than the {other.parties:,} of the issue of {other.issued}"
    return [f"it lists {issue.parties:,} parties, {fewer}, where {allowed:.0%} is the most that is taken for true"]


def _day(snapshot: ListSnapshot, called: str, published: Published, now: datetime) -> tuple[date, IssuedFrom]:
    if published.day is not None:
        return published.day, IssuedFrom.GIVEN
    if snapshot.date and (day := _parsed(snapshot.date[:10])):
        return day, IssuedFrom.FILE
    for year, month, number in _DAY.findall(f"{snapshot.file} {called}"):
        if day := _parsed(f"{year}-{month}-{number}"):
            return day, IssuedFrom.FILE_NAME
    if published.server_day is not None:
        return published.server_day, IssuedFrom.SERVER
    return now.date(), IssuedFrom.TAKEN_IN


def _parsed(text: str) -> date | None:
    try:
        return parse_day(text)
    except DateError:
        return None
