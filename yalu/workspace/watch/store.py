"""Where parties under watch are kept, and how far they were screened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from yalu.workspace.database import Database, insert_missing
from yalu.workspace.history import HERE, Actor, Change, write_change
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant
from yalu.workspace.watch.party import WatchedParty, WatchError
from yalu.workspace.watch.tables import HEADS, PARTIES, STATES

TURN = 120
"""Seconds after which a run that said nothing is taken for dead, and another may begin."""
_MANY = 500


@dataclass(frozen=True, slots=True)
class ListState:
    """How far a tenant's parties were screened against a list: those up to `number`, against `version`, at `time`."""

    version: str
    number: int
    time: str


class WatchBook:
    """The parties that one tenant watches. Threads and processes may share it."""

    def __init__(self, database: Database, tenant: str = DEFAULT_TENANT) -> None:
        self.database, self.tenant = database, check_tenant(tenant)

    def put(self, parties: Iterable[WatchedParty], by: Actor | str, now: datetime) -> int:
        """Put parties under watch, in the place of those of the same id; all of them, or none. Give how many.

        Each that is new or changed has a line in the history, with who did it.

        A party that is there already with the same content is left as it is, and not screened anew.
        """
        by = Actor(by) if isinstance(by, str) else by
        time, count = _time(now), 0
        with self.database.writing() as connection:
            number = self._turn_of(connection).number
            for party in {party.id: party for party in parties}.values():
                count += 1
                mine = (PARTIES.c.tenant == self.tenant) & (PARTIES.c.id == party.id)
                there = connection.execute(select(PARTIES.c.content, PARTIES.c.threshold).where(mine)).one_or_none()
                if there is not None and (bytes(there.content), there.threshold) == (party.packed(), party.threshold):
                    continue
                number += 1
                told = {"content": party.packed(), "threshold": party.threshold, "added": time, "added_by": by.name}
                what = "party put under watch" if there is None else "party under watch changed"
                write_change(connection, self.tenant, Change(what, party=party.id), by, now)
                if there is not None:
                    connection.execute(update(PARTIES).where(mine).values(number=number, **told))
                else:
                    connection.execute(insert(PARTIES).values(tenant=self.tenant, id=party.id, number=number, **told))
            connection.execute(update(HEADS).where(HEADS.c.tenant == self.tenant).values(number=number))
        return count

    def remove(self, identity: str, now: datetime, by: Actor = HERE) -> None:
        """Watch a party no longer; nothing of it is kept here. Its alerts and their history stay.

        Raises:
            WatchError: it is not under watch.
        """
        with self.database.writing() as connection:
            if connection.execute(delete(PARTIES).where(*self._own(identity))).rowcount == 0:
                raise _unknown(identity)
            write_change(connection, self.tenant, Change("party watched no longer", party=identity), by, now)

    def get(self, identity: str) -> WatchedParty:
        """Give a party.

        Raises:
            WatchError: it is not under watch.
        """
        with self.database.reading() as connection:
            row = connection.execute(select(PARTIES).where(*self._own(identity))).one_or_none()
        if row is None:
            raise _unknown(identity)
        return _party(row)

    def list(self, limit: int = 100, offset: int = 0) -> tuple[Sequence[WatchedParty], int]:
        """Give parties, those first that were added or changed last, and how many there are in all."""
        own = PARTIES.c.tenant == self.tenant
        query = select(PARTIES).where(own).order_by(PARTIES.c.number.desc()).limit(limit).offset(offset)
        with self.database.reading() as connection:
            found = [_party(row) for row in connection.execute(query)]
            total = connection.execute(select(func.count()).select_from(PARTIES).where(own)).scalar_one()
        return found, total

    def chunks(self, after: int = 0) -> Iterator[Sequence[WatchedParty]]:
        """Give the parties behind a number, some hundred at a time, in the order of their numbers."""
        while True:
            own = (PARTIES.c.tenant == self.tenant) & (PARTIES.c.number > after)
            with self.database.reading() as connection:
                rows = connection.execute(select(PARTIES).where(own).order_by(PARTIES.c.number).limit(_MANY)).all()
            if not rows:
                return
            after = rows[-1].number
            yield [_party(row) for row in rows]

    def top(self) -> int:
        """Give the number of what was added or changed last."""
        with self.database.reading() as connection:
            query = select(HEADS.c.number).where(HEADS.c.tenant == self.tenant)
            return int(connection.execute(query).scalar_one_or_none() or 0)

    def states(self) -> dict[str, ListState]:
        """Give how far the parties were screened, by list."""
        query = select(STATES).where(STATES.c.tenant == self.tenant).order_by(STATES.c.dataset)
        with self.database.reading() as connection:
            return {row.dataset: ListState(row.version, row.number, row.time) for row in connection.execute(query)}

    def screened(self, versions: Mapping[str, str], number: int, now: datetime) -> None:
        """Write down that all parties up to a number were screened against these versions."""
        with self.database.writing() as connection:
            self._turn_of(connection)
            for dataset, version in sorted(versions.items()):
                mine = (STATES.c.tenant == self.tenant) & (STATES.c.dataset == dataset)
                values = {"version": version, "number": number, "time": _time(now)}
                if connection.execute(update(STATES).where(mine).values(values)).rowcount == 0:
                    connection.execute(insert(STATES).values(tenant=self.tenant, dataset=dataset, **values))

    def begin(self, holder: str, now: datetime) -> bool:
        """Take the turn to screen; whether nobody else has it. Who has it and calls this again keeps it longer."""
        seconds = int(now.timestamp())
        with self.database.writing() as connection:
            turn = self._turn_of(connection)
            # A turn that ends far in the future was given by a clock that has been put back since.
            held = turn.holder not in (None, holder) and seconds < turn.until <= seconds + TURN
            if not held:
                values = {"holder": holder, "until": seconds + TURN}
                connection.execute(update(HEADS).where(HEADS.c.tenant == self.tenant).values(values))
            return not held

    def end(self, holder: str) -> None:
        """Give the turn back."""
        mine = (HEADS.c.tenant == self.tenant) & (HEADS.c.holder == holder)
        with self.database.writing() as connection:
            connection.execute(update(HEADS).where(mine).values(holder=None, runs=HEADS.c.runs + 1))

    def _own(self, identity: str) -> Sequence[Any]:
        return PARTIES.c.tenant == self.tenant, PARTIES.c.id == identity

    def _turn_of(self, connection: Connection) -> Row[Any]:
        """Give the tenant's row of the heads, and wait until nobody else of the tenant writes."""
        mine = HEADS.c.tenant == self.tenant
        if connection.execute(update(HEADS).where(mine).values(number=HEADS.c.number)).rowcount == 0:
            insert_missing(connection, HEADS, [{"tenant": self.tenant, "number": 0, "until": 0, "runs": 0}])
            connection.execute(update(HEADS).where(mine).values(number=HEADS.c.number))
        return connection.execute(select(HEADS).where(mine)).one()


def tenants_that_watch(database: Database) -> Sequence[str]:
    """Give the tenants that have parties under watch, sorted."""
    with database.reading() as connection:
        return connection.execute(select(PARTIES.c.tenant).distinct().order_by(PARTIES.c.tenant)).scalars().all()


def _party(row: Any) -> WatchedParty:
    content = orjson.loads(row.content)
    properties = {name: tuple(values) for name, values in content["properties"].items()}
    return WatchedParty(row.id, content["schema"], properties, row.threshold, row.added, row.added_by, row.number)


def _time(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _unknown(identity: str) -> WatchError:
    return WatchError(f"{identity[:60]!r} is not under watch")
