"""Where alerts and their history are kept: in the workspace's database. History is only added to.

The table `alert` says how each alert stands, so that it need not be worked out; it is written in the same transaction
as the line of history. Of two that write at once, one waits: whoever changes the row of the tenant's head holds it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, String, Table, delete, func, insert, select, update
from sqlalchemy.engine import URL

from yalu.workspace.database import START, TABLES, Database, Place
from yalu.workspace.decisions.alert import (
    SYSTEM,
    Action,
    Alert,
    AlertState,
    DecisionError,
    Finding,
    Person,
    alert_id,
    check_reason,
)
from yalu.workspace.decisions.event import AlertEvent, alert_after, faults_of
from yalu.workspace.decisions.facts import EntityFacts, FindEntity, KnownEntity
from yalu.workspace.history import EVENTS, HEADS, lines_about, write_line
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant
from yalu.workspace.webhooks.outbox import queue

MAX_ID = 1_000
_MANY = 500

_ALERTS = Table(
    "alert",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("id", String(24), primary_key=True),
    Column("party", String(MAX_ID), nullable=False, index=True),
    Column("state", String(16), nullable=False, index=True),
    Column("number", Integer, nullable=False),
)


class DecisionBook:
    """The alerts of one tenant. Threads may share it; use it in a `with` block, or call `close`."""

    def __init__(
        self, place: Place | URL, tenant: str = DEFAULT_TENANT, four_eyes: frozenset[AlertState] = frozenset()
    ) -> None:
        """Name the alerts.

        Args:
            place: The address of the database (see `yalu.workspace.keys.database_url`).
            tenant: Whose.
            four_eyes: What two people must decide.

        Raises:
            DatabaseError: it is no address.
        """
        self.tenant, self.four_eyes = check_tenant(tenant), four_eyes
        self._database = Database(place, "the decisions")

    def __enter__(self) -> "DecisionBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def open_alerts(self, findings: Iterable[Finding], find: FindEntity, now: datetime) -> tuple[Alert, ...]:
        """Open an alert for each finding that has none, and again each false positive that holds no longer.

        Returns:
            Those that were opened.
        """
        known = [(finding, find(finding.dataset, finding.entity)) for finding in dict.fromkeys(findings)]

        def work(connection: Connection) -> tuple[Alert, ...]:
            HEADS.take(connection, self.tenant)
            opened = (self._open(connection, finding, entity, now) for finding, entity in known if entity is not None)
            return tuple(alert for alert in opened if alert is not None)

        return self._database.write(work)

    def _open(self, connection: Connection, finding: Finding, known: KnownEntity, now: datetime) -> Alert | None:
        there = self._of_entity(self._alerts(connection, [finding.party]), finding, known)
        standing = standing_alert(there, known)
        if standing is None:
            return self._add(connection, finding, known, Action.OPENED, AlertState.OPEN, SYSTEM, "a hit", now)
        changed = came_back(standing, known)
        if not changed:
            return None
        own = Finding(standing.party, standing.dataset, standing.entity)
        reason = f"the entity changed: {', '.join(changed)}"
        return self._add(connection, own, known, Action.REOPENED, AlertState.OPEN, SYSTEM, reason, now)

    def decide(
        self, finding: Finding, state: AlertState, person: Person, reason: str, find: FindEntity, now: datetime
    ) -> Alert:
        """Put an alert into a state; where two people must decide, the first one's decision is a proposal.

        Args:
            finding: The party and the entity; an alert is made where there is none.
            state: The state.
            person: Who decides.
            reason: Why.
            find: Gives the entity as the lists have it now; what is decided rests on that.
            now: When.

        Raises:
            DecisionError: the lists have no such entity, there is no reason, or the same person decides twice.
            WorkspaceError: the database cannot be written.
        """
        reason = check_reason(reason)
        if not finding.party.strip() or len(finding.party) > MAX_ID:
            raise DecisionError(f"a decision needs the id of the party, in up to {MAX_ID:,} characters")
        known = find(finding.dataset, finding.entity)
        if known is None:
            raise DecisionError(f"{finding.dataset[:100]!r} has no entity {finding.entity[:100]!r}")

        def work(connection: Connection) -> Alert:
            HEADS.take(connection, self.tenant)
            there = self._of_entity(self._alerts(connection, [finding.party]), finding, known)
            alert = next((item for item in there if item.entity == known.id), None) or standing_alert(there, known)
            if alert is None:
                own = Finding(finding.party, finding.dataset, known.id)
                alert = self._add(connection, own, known, Action.OPENED, AlertState.OPEN, person, "decided", now)
            own = Finding(alert.party, alert.dataset, alert.entity)
            action = self._action(alert, state, person)
            return self._add(connection, own, known, action, state, person, reason, now)

        return self._database.write(work)

    def _action(self, alert: Alert, state: AlertState, person: Person) -> Action:
        if state not in self.four_eyes:
            return Action.DECIDED
        if alert.proposal is None or alert.proposal.state is not state:
            return Action.PROPOSED
        if not person.is_another(alert.proposal.person):
            raise DecisionError(f"{alert.proposal.person.name} proposed this; somebody else has to confirm it")
        return Action.DECIDED

    def get(self, identity: str) -> Alert:
        """Give one alert.

        Raises:
            DecisionError: there is no such alert.
        """
        found = alert_after(self.history(identity))
        if found is None:
            raise DecisionError(f"there is no alert {identity[:60]!r}")
        return found

    def history(self, identity: str) -> tuple[AlertEvent, ...]:
        """Give what happened to one alert, in order."""
        query = select(EVENTS.c.content).where(EVENTS.c.tenant == self.tenant, EVENTS.c.alert == identity)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(EVENTS.c.number)).scalars().all()
        return tuple(map(AlertEvent.unpacked, rows))

    def alerts(
        self, state: AlertState | None = None, party: str | None = None, limit: int = 100, offset: int = 0
    ) -> tuple[tuple[Alert, ...], int]:
        """Give alerts, those first to which something happened last, and how many there are in all."""
        asked = [_ALERTS.c.tenant == self.tenant]
        asked += [] if state is None else [_ALERTS.c.state == state.value]
        asked += [] if party is None else [_ALERTS.c.party == _key_of(party)]
        query = select(_ALERTS.c.id).where(*asked).order_by(_ALERTS.c.number.desc()).limit(limit).offset(offset)
        with self._database.reading() as connection:
            ids = connection.execute(query).scalars().all()
            total = connection.execute(select(func.count()).select_from(_ALERTS).where(*asked)).scalar_one()
            found = self._by_id(connection, ids)
        return tuple(found[identity] for identity in ids), total

    def of_parties(self, parties: Sequence[str]) -> dict[str, list[Alert]]:
        """Give the alerts of some parties, by their id."""
        found: dict[str, list[Alert]] = {}
        with self._database.reading() as connection:
            for alert in self._alerts(connection, parties):
                found.setdefault(alert.party, []).append(alert)
        return found

    def events(self) -> Iterator[AlertEvent]:
        """Give the whole history, in order; of what was erased, the record of the erasure tells numbers and hashes."""
        query = select(EVENTS.c.content).where(EVENTS.c.tenant == self.tenant).order_by(EVENTS.c.number)
        with self._database.reading() as connection:
            for row in connection.execute(query.execution_options(yield_per=_MANY)):
                if row.content:
                    yield AlertEvent.unpacked(row.content)

    def erase(self, alerts: Iterable[str], person: Person, reason: str, now: datetime) -> int:
        """Erase alerts with all that happened to them, and record that; give how many there were.

        The lines of history stay, empty, with their hashes, so that the chain can still be verified.

        Raises:
            DecisionError: there is no reason.
            DatabaseError: the database cannot be written.
        """
        reason, wanted = check_reason(reason), list(dict.fromkeys(alerts))

        def work(connection: Connection) -> int:
            HEADS.take(connection, self.tenant)
            count, erased = 0, list[tuple[int, str]]()
            for start in range(0, len(wanted), _MANY):
                some = wanted[start : start + _MANY]
                of_events = (EVENTS.c.tenant == self.tenant) & EVENTS.c.alert.in_(some)
                lines = connection.execute(select(EVENTS.c.number, EVENTS.c.hash).where(of_events)).all()
                erased += [(line.number, line.hash) for line in lines]
                connection.execute(update(EVENTS).where(of_events).values(alert="", content=b""))
                of_alerts = (_ALERTS.c.tenant == self.tenant) & _ALERTS.c.id.in_(some)
                count += connection.execute(delete(_ALERTS).where(of_alerts)).rowcount
            if erased:
                self._record_erasure(connection, tuple(sorted(erased)), person, reason, now)
            return count

        return self._database.write(work)

    def _record_erasure(
        self, connection: Connection, erased: tuple[tuple[int, str], ...], person: Person, reason: str, now: datetime
    ) -> None:
        nobody = {"alert": "", "party": "", "dataset": "", "entity": "", "caption": "", "facts": EntityFacts()}
        stands = {"action": Action.ERASED, "state": AlertState.OPEN, "erased": erased}
        self._write(connection, {**nobody, **stands, "person": person.name, "key": person.key, "reason": reason}, now)

    def changes_of(self, party: str) -> str:
        """Give what `erase` takes for the lines that tell of changes of a party's watch; empty where there are none."""
        about = lines_about(self.tenant, party)
        return about if self.history(about) else ""

    def verify(self) -> list[str]:
        """Say what of the history was changed, removed, moved or put in behind the program's back."""
        query = select(EVENTS.c.content, EVENTS.c.hash).where(EVENTS.c.tenant == self.tenant)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(EVENTS.c.number)).all()
            head = HEADS.read(connection, self.tenant)
        return faults_of([row.content for row in rows], [row.hash for row in rows], head or (0, START))

    def _add(
        self,
        connection: Connection,
        finding: Finding,
        known: KnownEntity,
        action: Action,
        state: AlertState,
        person: Person,
        reason: str,
        now: datetime,
    ) -> Alert:
        """Write one line of history, and how the alert stands after it."""
        identity = alert_id(self.tenant, finding.party, finding.dataset, finding.entity)
        told = {
            "alert": identity,
            "action": action,
            "state": state,
            "person": person.name,
            "key": person.key,
            "reason": reason,
            "party": finding.party,
            "dataset": finding.dataset,
            "entity": finding.entity,
            "caption": known.caption,
            "facts": known.facts,
        }
        line = self._write(connection, told, now)
        if line.action in (Action.OPENED, Action.REOPENED) and person == SYSTEM:
            queue(connection, self.tenant, f"alert.{line.action}", _told(line), int(now.timestamp()))
        alert = self._by_id(connection, [identity])[identity]
        mine = (_ALERTS.c.tenant == self.tenant) & (_ALERTS.c.id == identity)
        stands = {"state": alert.state.value, "number": line.number}
        if connection.execute(update(_ALERTS).where(mine).values(**stands)).rowcount == 0:
            kept = {"tenant": self.tenant, "id": identity, "party": _key_of(alert.party)}
            connection.execute(insert(_ALERTS).values(**kept, **stands))
        return alert

    def _write(self, connection: Connection, told: Mapping[str, Any], now: datetime) -> AlertEvent:
        """Write one line of history behind the last one."""
        told = {**told, "action": str(told["action"]), "state": str(told["state"]), "facts": told["facts"].to_json()}
        return AlertEvent.from_json(write_line(connection, self.tenant, told, now))

    def _alerts(self, connection: Connection, parties: Sequence[str]) -> Sequence[Alert]:
        ids: list[str] = []
        wanted = list(dict.fromkeys(map(_key_of, parties)))
        for start in range(0, len(wanted), _MANY):
            some = _ALERTS.c.party.in_(wanted[start : start + _MANY])
            ids += connection.execute(select(_ALERTS.c.id).where(_ALERTS.c.tenant == self.tenant, some)).scalars()
        return list(self._by_id(connection, ids).values())

    def _by_id(self, connection: Connection, ids: Sequence[str]) -> dict[str, Alert]:
        lines: dict[str, Any] = {}
        for start in range(0, len(ids), _MANY):
            query = select(EVENTS.c.alert, EVENTS.c.content).where(
                EVENTS.c.tenant == self.tenant, EVENTS.c.alert.in_(ids[start : start + _MANY])
            )
            for row in connection.execute(query.order_by(EVENTS.c.number)):
                lines.setdefault(row.alert, []).append(AlertEvent.unpacked(row.content))
        found = {identity: alert_after(events) for identity, events in lines.items()}
        return {identity: alert for identity, alert in found.items() if alert is not None}

    @staticmethod
    def _of_entity(alerts: Sequence[Alert], finding: Finding, known: KnownEntity) -> Sequence[Alert]:
        return [alert for alert in alerts if alert.dataset == finding.dataset and is_about(alert, known)]


def _told(line: AlertEvent) -> dict[str, Any]:
    """Give what a message tells of a line of history: no fact about the party but the caller's own id of it."""
    names = ("time", "alert", "state", "reason", "party", "dataset", "entity", "caption", "number", "hash")
    return {name: str(getattr(line, name)) if name == "state" else getattr(line, name) for name in names}


def is_about(alert: Alert, known: KnownEntity) -> bool:
    """Whether an alert is about an entity, or about one that was merged into it."""
    return alert.entity == known.id or alert.entity in known.referents


def came_back(alert: Alert, known: KnownEntity) -> tuple[str, ...]:
    """Name what changed since a false positive was decided; nothing where it holds, or where it is none."""
    return alert.facts.changed(known.facts) if alert.state is AlertState.FALSE_POSITIVE else ()


def standing_alert(alerts: Sequence[Alert], known: KnownEntity) -> Alert | None:
    """Give the alert that counts of those about one entity: one that is no false positive in force before one that is.

    So when two entities are merged of which only one was found to be no match, the other's alert is not lost.
    """
    ranked = sorted(alerts, key=lambda item: (holds(item, known), item.entity != known.id, item.entity))
    return ranked[0] if ranked else None


def holds(alert: Alert, known: KnownEntity) -> bool:
    """Whether an alert is a false positive that holds for the entity as it is now."""
    return alert.state is AlertState.FALSE_POSITIVE and not came_back(alert, known)


def _key_of(party: str) -> str:
    """Give what the column of parties holds: the id, or a hash of one that no such column can hold."""
    if len(party.encode()) <= MAX_ID and "\0" not in party:
        return party
    return f"sha256 {hashlib.sha256(party.encode()).hexdigest()}"
