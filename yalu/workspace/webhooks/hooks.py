"""The webhooks of a tenant: where new alerts are sent."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from yalu.workspace.database import Database
from yalu.workspace.history import HERE, Actor, Change, write_change
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant
from yalu.workspace.webhooks.addresses import Allowed, WebhookError, read_address
from yalu.workspace.webhooks.signing_keys import SigningKeys, read_signing_keys
from yalu.workspace.webhooks.tables import DELIVERIES, HOOKS

MAX_HOOKS = 20
"""Webhooks of one tenant."""
OVERLAP = 24 * 3_600
"""Seconds for which messages are signed with the old secret too, after a change."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where messages go, and what they are signed with, the newest secret first."""

    id: str
    tenant: str
    url: str
    created: str
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object, without its secrets."""
        return {"id": self.id, "url": self.url, "created": self.created}


class Webhooks:
    """The webhooks of one tenant. Threads may share it."""

    def __init__(
        self,
        database: Database,
        tenant: str = DEFAULT_TENANT,
        allowed: Allowed | None = None,
        keys: SigningKeys | None = None,
    ) -> None:
        """Take the database.

        Args:
            database: Where they are kept.
            tenant: Whose.
            allowed: The places that are no public addresses, and yet allowed.
            keys: What secrets are made with; those of the environment by default.

        Raises:
            WebhookError: the keys of the environment cannot be read.
        """
        self.database, self.tenant, self.allowed = database, check_tenant(tenant), allowed or Allowed()
        self.keys = read_signing_keys(os.environ) if keys is None else keys

    def add(self, url: str, now: datetime, by: Actor = HERE) -> tuple[Webhook, str]:
        """Send new alerts to an address from now on.

        Returns:
            The webhook, and the secret that its messages are signed with; it is shown this once.

        Raises:
            WebhookError: it is no address, nothing is sent there, there are too many, or there is no key.
        """
        address, identity, mark = str(read_address(url, self.allowed)), secrets.token_hex(12), self.keys.new_mark()
        secret = self.keys.secret_of(identity, mark)
        made = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        hook = Webhook(identity, self.tenant, address, made, (secret,))
        with self.database.writing() as connection:
            connection.execute(
                insert(HOOKS).values(id=hook.id, tenant=self.tenant, url=address, created=made, secret=mark)
            )
            own = select(func.count()).select_from(HOOKS).where(HOOKS.c.tenant == self.tenant)
            if connection.execute(own).scalar_one() > MAX_HOOKS:
                raise WebhookError(f"there are {MAX_HOOKS} webhooks already; remove one first")
            write_change(connection, self.tenant, Change("webhook added", identity, address), by, now)
        return hook, secret

    def list(self) -> Sequence[Webhook]:
        """Give the webhooks, in the order in which they were made."""
        query = select(HOOKS).where(HOOKS.c.tenant == self.tenant).order_by(HOOKS.c.created, HOOKS.c.id)
        with self.database.reading() as connection:
            return [Webhook(row.id, row.tenant, row.url, row.created) for row in connection.execute(query)]

    def remove(self, identity: str, now: datetime, by: Actor = HERE) -> None:
        """Send nothing there any more; what waits is dropped.

        Raises:
            WebhookError: there is no such webhook.
        """
        with self.database.writing() as connection:
            if connection.execute(delete(HOOKS).where(*self._own(identity))).rowcount == 0:
                raise _unknown(identity)
            connection.execute(delete(DELIVERIES).where(DELIVERIES.c.hook == identity, DELIVERIES.c.state == "pending"))
            write_change(connection, self.tenant, Change("webhook removed", identity), by, now)

    def rotate(self, identity: str, now: datetime, by: Actor = HERE) -> str:
        """Give a webhook another secret. For a day, messages are signed with the old one too.

        Raises:
            WebhookError: there is no such webhook, or no key.
        """
        mark = self.keys.new_mark()
        values = {"secret": mark, "old_secret": HOOKS.c.secret, "old_until": int(now.timestamp()) + OVERLAP}
        with self.database.writing() as connection:
            if connection.execute(update(HOOKS).where(*self._own(identity)).values(values)).rowcount == 0:
                raise _unknown(identity)
            write_change(connection, self.tenant, Change("webhook has another secret", identity), by, now)
        return self.keys.secret_of(identity, mark)

    def _own(self, identity: str) -> Sequence[Any]:
        return HOOKS.c.tenant == self.tenant, HOOKS.c.id == identity


def _unknown(identity: str) -> WebhookError:
    return WebhookError(f"there is no webhook {identity[:40]!r}")
