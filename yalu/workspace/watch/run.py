"""Screening what is watched: new parties against everything, the others only against what is new or changed.

A hit depends on the party and the one listed entity, so a party that was screened before can only have new hits on
entities that are new or changed since. Parties with a remembered false positive are asked of everything: what it rests
on may change without any hit becoming another. An alert that stands already is not opened twice, so a run that was cut
off is simply made again.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from yalu.screening import Screener
from yalu.workspace.decisions import AlertState, DecisionBook, Finding
from yalu.workspace.watch.lists import WatchedLists
from yalu.workspace.watch.party import WatchedParty
from yalu.workspace.watch.store import WatchBook

Clock = Callable[[], datetime]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class WatchSummary:
    """What a run did.

    Attributes:
        parties: How many parties are under watch.
        asked_anew: How many of them were asked of all lists.
        asked_changes: How many were asked only of what is new or changed.
        lists_changed: The lists that changed since the last run, or were not asked before.
        alerts: The ids of the alerts that were opened, or opened again.
        busy: Whether another run was under way, so that nothing was done.
    """

    parties: int = 0
    asked_anew: int = 0
    asked_changes: int = 0
    lists_changed: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    busy: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def run_watch(
    book: WatchBook,
    decisions: DecisionBook,
    lists: WatchedLists,
    clock: Clock,
    *,
    anew: bool = False,
    stop: Stop = lambda: False,
) -> WatchSummary:
    """Screen what a tenant watches, open alerts for what is found, and remember how far that went.

    Args:
        book: The parties.
        decisions: The alerts of the same tenant.
        lists: The lists as they are now.
        clock: Gives the time.
        anew: Ask every party of all lists, whatever was asked before.
        stop: Tells whether to break off; the next run does the rest.

    Raises:
        WorkspaceError: the database cannot be used. What was done before stays, and the next run does the rest.
    """
    holder = secrets.token_hex(16)
    if not book.begin(holder, clock()):
        return WatchSummary(busy=True)
    try:
        return _Run(book, decisions, lists, clock, holder).run(anew=anew, stop=stop)
    finally:
        book.end(holder)


class _Run:
    def __init__(
        self, book: WatchBook, decisions: DecisionBook, lists: WatchedLists, clock: Clock, holder: str
    ) -> None:
        self.book, self.decisions, self.lists, self.clock, self.holder = book, decisions, lists, clock, holder

    def run(self, *, anew: bool, stop: Stop) -> WatchSummary:
        states, versions, top = self.book.states(), self.lists.marked(), self.book.top()
        known = {name: state for name, state in states.items() if name in versions}
        changed = [name for name in versions if name not in known or known[name].version != versions[name]]
        older = {name: known[name].version for name in changed if name in known}
        floor = min((known[name].number if name in known else 0 for name in versions), default=0)
        if not changed and not anew and floor >= top:
            return WatchSummary(self.book.list(1)[1])
        delta = None if anew or floor == 0 or not older else self.lists.delta(older)
        if anew or (older and delta is None):
            floor = 0
        counts, alerts = [0, 0], []
        for parties in self.book.chunks(0 if changed else floor):
            if stop():
                return WatchSummary(self.book.list(1)[1], *counts, tuple(changed), tuple(alerts))
            some = [party for party in parties if party.number <= top]
            new, old = self._split(some, floor, changed)
            counts[0] += len(new)
            counts[1] += len(old) if delta is not None else 0
            findings = self._findings(new, self.lists.screener) if new else []
            if delta is not None and old:
                findings += self._findings(old, lambda found=delta: found)  # type: ignore[misc]
            if findings:
                opened = self.decisions.open_alerts(findings, self.lists.find, self.clock())
                alerts += [alert.id for alert in opened]
            self.book.begin(self.holder, self.clock())
        self.book.screened(versions, top, self.clock())
        return WatchSummary(self.book.list(1)[1], *counts, tuple(changed), tuple(alerts))

    def _split(
        self, parties: Sequence[WatchedParty], floor: int, changed: Sequence[str]
    ) -> tuple[list[WatchedParty], list[WatchedParty]]:
        """Tell the parties that are asked of everything from those that are asked of what changed."""
        alerts = self.decisions.of_parties([party.id for party in parties if party.number <= floor]) if changed else {}
        unsure = {
            party
            for party, some in alerts.items()
            if any(alert.state is AlertState.FALSE_POSITIVE and alert.dataset in changed for alert in some)
        }
        new = [party for party in parties if party.number > floor or party.id in unsure]
        return new, [party for party in parties if party.number <= floor and party.id not in unsure]

    def _findings(self, parties: Sequence[WatchedParty], screener: Callable[[], Screener]) -> list[Finding]:
        least = min(party.threshold for party in parties)
        found = screener().screen_many([party.query() for party in parties], least)
        return [
            Finding(party.id, self.lists.names.get(hit.dataset, hit.dataset), hit.id)
            for party, hits in zip(parties, found, strict=True)
            for hit in hits
            if hit.score >= party.threshold
        ]
