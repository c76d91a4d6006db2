"""What is to be sent: messages that were written together with what they tell, and stay until they were taken.

A message is written in the transaction that opens the alert: there is no alert without its messages, and no message
without its alert. It is sent until the receiver answers with a status from 200 to 299: at least once, perhaps more
often, always under the same id. After `len(PAUSES)` more attempts it is dead: it stays, is shown, and can be
sent again.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from yalu.workspace.database import Database
from yalu.workspace.receipts.canonical import canonical
from yalu.workspace.webhooks.addresses import WebhookError
from yalu.workspace.webhooks.hooks import Webhook
from yalu.workspace.webhooks.signing_keys import SigningKeys, read_signing_keys
from yalu.workspace.webhooks.tables import DELIVERIES, HOOKS

PAUSES = (5, 30, 120, 600, 1_800, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600)
"""Seconds between two attempts; two days in all."""
MAX_KEY = 1_000
"""Bytes of a party's id that are looked up as they are; PostgreSQL's indexes hold no more than some 2,700."""
LEASE = 60
"""Seconds for which a message is another sender's; longer than an attempt can take."""
MOST_OF_HOOK = 10
"""Messages of one webhook that are sent at a time, so that a slow receiver holds up nobody else."""


class DeliveryState(StrEnum):
    """Where a message stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"
    """Given up after the last attempt."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way. Times are seconds since 1970; `status` and `error` are those of the last attempt."""

    id: str
    tenant: str
    hook: str
    kind: str
    body: bytes
    created: int
    state: DeliveryState
    attempts: int
    due: int
    ended: int | None = None
    status: int | None = None
    error: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object, without its body."""
        told = {name: getattr(self, name) for name in self.__slots__ if name not in ("body", "tenant", "due")}
        waiting = self.due if self.state is DeliveryState.PENDING else None
        return {**told, "state": self.state.value, "next_attempt": waiting}


def queue(connection: Connection, tenant: str, kind: str, told: Mapping[str, Any], now: int) -> int:
    """Write a message for each webhook of a tenant, within a transaction; give how many.

    Args:
        connection: The transaction.
        tenant: Whose.
        kind: What happened, such as "alert.opened".
        told: What the message tells; `hash` names it, so that one event is never told twice.
        now: The time, in seconds since 1970.
    """
    hooks = connection.execute(select(HOOKS.c.id).where(HOOKS.c.tenant == tenant).order_by(HOOKS.c.id)).scalars().all()
    body = canonical({"type": kind, "timestamp": told["time"], "data": dict(told)})
    for hook in hooks:
        digest = hashlib.sha256(f"{hook}\0{kind}\0{told['hash']}".encode()).hexdigest()
        values = {
            "id": f"msg_{digest[:32]}",
            "tenant": tenant,
            "hook": hook,
            "kind": kind,
            "party": key_of(told["party"]),
        }
        stands = {"state": DeliveryState.PENDING.value, "attempts": 0, "created": now, "due": now}
        connection.execute(insert(DELIVERIES).values(**values, **stands, body=body))
    return len(hooks)


class Outbox:
    """The messages of a database. Threads and processes may share it: each attempt is one sender's."""

    def __init__(self, database: Database, keys: SigningKeys | None = None) -> None:
        self.database = database
        self.keys = read_signing_keys(os.environ) if keys is None else keys

    def claim(self, now: int) -> list[tuple[Webhook, Delivery]]:
        """Take messages that are due: they are this sender's for `LEASE` seconds, and an attempt is counted.

        A clock that was put back delays none for longer than a message ever waits.
        """
        table = DELIVERIES.c
        due = or_(table.due <= now, table.due > now + PAUSES[-1] + LEASE)
        waiting = table.state == DeliveryState.PENDING.value
        claimed = []
        with self.database.reading() as connection:
            hooks = {row.id: row for row in connection.execute(select(HOOKS))}
            found: list[Row[Any]] = []
            for hook in sorted(hooks):
                query = select(DELIVERIES).where(waiting, due, table.hook == hook)
                found += connection.execute(query.order_by(table.due, table.id).limit(MOST_OF_HOOK)).all()
        for row in found:
            with self.database.writing() as connection:
                mine = (table.id == row.id) & (table.attempts == row.attempts) & waiting
                values = {"attempts": row.attempts + 1, "due": now + LEASE}
                if connection.execute(update(DELIVERIES).where(mine).values(values)).rowcount:
                    claimed.append((self._hook(hooks[row.hook], now), _delivery(row, row.attempts + 1)))
        return claimed

    def _hook(self, row: Any, now: int) -> Webhook:
        """Give a webhook with its secrets; without any where the key is not at hand that made them."""
        both = row.old_secret is not None and now < row.old_until
        found = []
        for kept in (row.secret, row.old_secret) if both else (row.secret,):
            with suppress(WebhookError):
                found.append(self.keys.secret_of(row.id, kept))
        return Webhook(row.id, row.tenant, row.url, row.created, tuple(found))

    def settle(self, delivery: Delivery, now: int, status: int | None, error: str | None) -> DeliveryState:
        """Write down how an attempt ended, and when the next one is due."""
        state, due = DeliveryState.PENDING, now
        if error is None:
            state = DeliveryState.DELIVERED
        elif delivery.attempts > len(PAUSES):
            state = DeliveryState.DEAD
        else:
            due = now + _pause(delivery)
        values = {
            "state": state.value,
            "due": due,
            "status": status,
            "error": None if error is None else error[:200],
            "ended": None if state is DeliveryState.PENDING else now,
        }
        with self.database.writing() as connection:
            connection.execute(update(DELIVERIES).where(DELIVERIES.c.id == delivery.id).values(values))
        return state

    def list(
        self, tenant: str, state: DeliveryState | None = None, limit: int = 100, offset: int = 0
    ) -> tuple[Sequence[Delivery], int]:
        """Give the messages of a tenant, the newest first, and how many there are in all."""
        asked = [DELIVERIES.c.tenant == tenant]
        asked += [] if state is None else [DELIVERIES.c.state == state.value]
        order = DELIVERIES.c.created.desc(), DELIVERIES.c.id
        query = select(DELIVERIES).where(*asked).order_by(*order).limit(limit).offset(offset)
        with self.database.reading() as connection:
            found = [_delivery(row, row.attempts) for row in connection.execute(query)]
            total = connection.execute(select(func.count()).select_from(DELIVERIES).where(*asked)).scalar_one()
        return found, total

    def counts(self, tenant: str | None = None) -> dict[str, int]:
        """Count the messages by state; those of all tenants if none is named."""
        query = select(DELIVERIES.c.state, func.count()).group_by(DELIVERIES.c.state)
        if tenant is not None:
            query = query.where(DELIVERIES.c.tenant == tenant)
        with self.database.reading() as connection:
            found = {str(state): int(count) for state, count in connection.execute(query)}
        return {state.value: found.get(state.value, 0) for state in DeliveryState}

    def retry(self, tenant: str, identity: str, now: int) -> None:
        """Send a message again, from the first attempt on, under the same id.

        Raises:
            WebhookError: there is no such message.
        """
        mine = (DELIVERIES.c.tenant == tenant) & (DELIVERIES.c.id == identity)
        values = {"state": DeliveryState.PENDING.value, "attempts": 0, "due": now, "ended": None}
        with self.database.writing() as connection:
            if connection.execute(update(DELIVERIES).where(mine).values(values)).rowcount == 0:
                raise WebhookError(f"there is no message {identity[:60]!r}")

    def purge(self, tenant: str, before: int) -> int:
        """Forget messages that were delivered, or given up, before a time; give how many."""
        ended = DELIVERIES.c.state != DeliveryState.PENDING.value
        with self.database.writing() as connection:
            asked = delete(DELIVERIES).where(DELIVERIES.c.tenant == tenant, ended, DELIVERIES.c.ended < before)
            return connection.execute(asked).rowcount

    def count_of(self, tenant: str, party: str) -> int:
        """Count the messages about a party."""
        query = select(func.count()).select_from(DELIVERIES).where(*_about(tenant, party))
        with self.database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def forget(self, tenant: str, party: str) -> None:
        """Forget the messages about a party, sent or not."""
        with self.database.writing() as connection:
            connection.execute(delete(DELIVERIES).where(*_about(tenant, party)))


def _about(tenant: str, party: str) -> tuple[ColumnElement[bool], ...]:
    return DELIVERIES.c.tenant == tenant, DELIVERIES.c.party == key_of(party)


def key_of(party: str) -> str:
    """Give what the column of parties holds: the id, or a hash of one that no such column can hold."""
    if len(party.encode()) <= MAX_KEY and "\0" not in party:
        return party
    return f"sha256 {hashlib.sha256(party.encode()).hexdigest()}"


def _pause(delivery: Delivery) -> int:
    """Give the seconds to the next attempt; up to a tenth more, so that not all come at once."""
    pause = PAUSES[delivery.attempts - 1]
    return pause + int(delivery.id[-4:], 16) * pause // (10 * 0xFFFF)


def _delivery(row: Any, attempts: int) -> Delivery:
    about = (row.id, row.tenant, row.hook, row.kind, bytes(row.body), row.created, DeliveryState(row.state), attempts)
    return Delivery(*about, row.due, row.ended, row.status, row.error)
