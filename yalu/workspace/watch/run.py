"""Screening what is watched: new parties against everything, the others only against what is new or changed.

A hit depends on the party and the one listed entity, so a party that was screened before can only have new hits on
entities that are new or changed since. Parties with a remembered false positive are asked of everything: what it rests
on may change without any hit becoming another. An alert that stands already is not opened twice, so a run that was cut
off is simply made again.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be asked: parties above `floor` of everything, the others of `delta`, for `changed` lists."""

    versions: Mapping[str, str]
    changed: tuple[str, ...]
    floor: int
    top: int
    delta: Screener | None


class _Run:
    def __init__(
        self, book: WatchBook, decisions: DecisionBook, lists: WatchedLists, clock: Clock, holder: str
    ) -> None:
        self.book, self.decisions, self.lists, self.clock, self.holder = book, decisions, lists, clock, holder

    def run(self, *, anew: bool, stop: Stop) -> WatchSummary:
        plan = self._plan(anew=anew)
        asked_anew, asked_changes, alerts, broken_off = 0, 0, list[str](), False
        if plan.changed or anew or plan.floor < plan.top:
            for parties in self.book.chunks(0 if plan.changed else plan.floor):
                broken_off = stop()
                if broken_off:
                    break
                new, old = self._split([party for party in parties if party.number <= plan.top], plan)
                asked_anew, asked_changes = asked_anew + len(new), asked_changes + len(old)
                alerts += self._opened(new, self.lists.screener()) if new else ()
                if plan.delta is not None and old:
                    alerts += self._opened(old, plan.delta)
                self.book.begin(self.holder, self.clock())
            if not broken_off:
                self.book.screened(plan.versions, plan.top, self.clock())
        return WatchSummary(self.book.list(1)[1], asked_anew, asked_changes, plan.changed, tuple(alerts))

    def _plan(self, *, anew: bool) -> _Plan:
        states, versions, top = self.book.states(), self.lists.marked(), self.book.top()
        known = {name: state for name, state in states.items() if name in versions}
        changed = tuple(name for name in versions if name not in known or known[name].version != versions[name])
        floor = 0 if anew else min((known[name].number if name in known else 0 for name in versions), default=0)
        delta = None
        if changed and floor:
            delta = self.lists.delta({name: known[name].version for name in changed})
            floor = 0 if delta is None else floor
        return _Plan(versions, changed, floor, top, delta)

    def _split(self, parties: Sequence[WatchedParty], plan: _Plan) -> tuple[list[WatchedParty], list[WatchedParty]]:
        """Tell the parties that are asked of everything from those that are asked of what changed."""
        floor, changed = plan.floor, plan.changed
        alerts = self.decisions.of_parties([party.id for party in parties if party.number <= floor]) if changed else {}
        unsure = {
            party
            for party, some in alerts.items()
            if any(alert.state is AlertState.FALSE_POSITIVE and alert.dataset in changed for alert in some)
        }
        new = [party for party in parties if party.number > floor or party.id in unsure]
        return new, [party for party in parties if party.number <= floor and party.id not in unsure]

    def _opened(self, parties: Sequence[WatchedParty], screener: Screener) -> list[str]:
        """Screen parties and open alerts for their hits; give the ids of those that were opened."""
        least = min(party.threshold for party in parties)
        found = screener.screen_many([party.query() for party in parties], least)
        findings = [
            Finding(party.id, self.lists.names.get(hit.dataset, hit.dataset), hit.id)
            for party, hits in zip(parties, found, strict=True)
            for hit in hits
            if hit.score >= party.threshold
        ]
        if not findings:
            return []
        return [alert.id for alert in self.decisions.open_alerts(findings, self.lists.find, self.clock())]
