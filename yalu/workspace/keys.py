"""API keys: who may ask the service, for what, and how often.

A key is shown once, when it is made; only a hash of it is kept. Keys are 256 random bits, so a fast hash is enough:
there is nothing that guessing could find (NIST SP 800-63B, look-up secrets).
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, String, Table, insert, select, update
from sqlalchemy.engine import URL

from yalu.model import YaluError
from yalu.workspace.database import TABLES, Database, Place, is_address, parse_address
from yalu.workspace.history import HERE, Actor, Change, write_change
from yalu.workspace.snapshots import workspace_place
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant

DATABASE_VARIABLE = "YALU_DATABASE"
"""Environment variable that holds the address of a database, such as postgresql+psycopg://host/yalu."""
FILE = "yalu.sqlite"
MAX_PER_MINUTE = 1_000_000
_KEY = re.compile(r"yalu_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_NAME = re.compile(r"[\w .@+-]{1,80}")

_keys = Table(
    "api_key",
    TABLES,
    Column("id", String(12), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("per_minute", Integer, nullable=True),
    Column("created", String(20), nullable=False),
    Column("revoked", String(20), nullable=True),
    Column("tenant", String(40), nullable=False, server_default=DEFAULT_TENANT),
)


class ApiKeyError(YaluError):
    """A key that cannot be made or found."""


class Scope(StrEnum):
    """What a key may be used for."""

    SCREEN = "screen"
    """Ask: match, search, entities, reconcile, screen."""
    DECIDE = "decide"
    """Record decisions about alerts."""
    ADMINISTER = "administer"
    """Update the data, read the counters."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key, but for its secret. Times are UTC; `per_minute` is the most requests in a minute, `None` for no bound."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    per_minute: int | None
    created: str
    revoked: str | None = None
    tenant: str = DEFAULT_TENANT


def database_url(workspace: Place | None = None) -> URL:
    """Give the address of the workspace's database.

    `YALU_DATABASE` if set; else the workspace, where it is a database; else a file in its folder.

    Raises:
        DatabaseError: the variable or the workspace holds an address that is none.
    """
    place = os.environ.get(DATABASE_VARIABLE) or workspace_place(workspace)
    return parse_address(place if is_address(place) else URL.create("sqlite", database=str(Path(place) / FILE)))


class KeyStore:
    """The keys of one database. Threads may share it."""

    def __init__(self, place: Place | URL) -> None:
        """Name the database; a file of SQLite is made when the first key is.

        Raises:
            DatabaseError: it is no address.
        """
        self._database = Database(place, "the keys")

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def create(
        self,
        name: str,
        scopes: Sequence[Scope],
        per_minute: int | None = None,
        *,
        now: datetime,
        tenant: str = DEFAULT_TENANT,
        by: Actor = HERE,
    ) -> tuple[ApiKey, str]:
        """Make a key, which sees what belongs to one tenant. The tenant's history tells of it, with who made it.

        Returns:
            The key, and its text, which is kept nowhere.

        Raises:
            YaluError: the name or the bound is none, no scope is named, or the database cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise ApiKeyError(
                f"{name[:80]!r} is no name of a key; write up to 80 letters, digits, spaces and . @ + - _"
            )
        if not scopes:
            raise ApiKeyError(f"a key needs a scope: {', '.join(Scope)}")
        if per_minute is not None and not 0 < per_minute <= MAX_PER_MINUTE:
            raise ApiKeyError(f"a bound is between 1 and {MAX_PER_MINUTE:,} requests a minute")
        secret = secrets.token_urlsafe(32)
        kept = tuple(scope for scope in Scope if scope in scopes)
        key = ApiKey(secrets.token_hex(6), name, kept, per_minute, _time(now), tenant=check_tenant(tenant))
        values = {
            "id": key.id,
            "hash": _hash(secret),
            "name": name,
            "scopes": " ".join(kept),
            "per_minute": per_minute,
            "created": key.created,
            "revoked": None,
            "tenant": tenant,
        }
        told = f"{name}, for {', '.join(kept)}"

        def work(connection: Connection) -> None:
            connection.execute(insert(_keys), values)
            write_change(connection, tenant, Change("API key made", key.id, told), by, now)

        self._database.write(work)
        return key, f"yalu_{key.id}_{secret}"

    def list(self) -> tuple[ApiKey, ...]:
        """Give all keys, revoked ones too, in the order in which they were made.

        Raises:
            YaluError: the database cannot be read.
        """
        return tuple(key for key, _ in self._all())

    def revoke(self, identity: str, *, now: datetime, by: Actor = HERE) -> ApiKey:
        """Make a key useless, for good; servers heed it within seconds.

        Raises:
            YaluError: there is no such key in use, or the database cannot be written.
        """
        found = next((key for key in self.list() if key.id == identity and key.revoked is None), None)
        if found is None:
            raise ApiKeyError(f"there is no key {identity[:40]!r} in use; `yalu keys list` shows them")
        gone = update(_keys).where(_keys.c.id == identity).values(revoked=_time(now))

        def work(connection: Connection) -> None:
            connection.execute(gone)
            write_change(connection, found.tenant, Change("API key revoked", found.id, found.name), by, now)

        self._database.write(work)
        return found

    def rotate(self, identity: str, *, now: datetime, by: Actor = HERE) -> tuple[ApiKey, str]:
        """Make a key like another one; the old one stays in use until it is revoked, so that clients can change over.

        Raises:
            YaluError: there is no such key in use, or the database cannot be written.
        """
        found = next((key for key in self.list() if key.id == identity and key.revoked is None), None)
        if found is None:
            raise ApiKeyError(f"there is no key {identity[:40]!r} in use; `yalu keys list` shows them")
        return self.create(found.name, found.scopes, found.per_minute, now=now, tenant=found.tenant, by=by)

    def in_use(self) -> dict[str, tuple[ApiKey, str]]:
        """Give the keys that are not revoked, by id, with their hashes.

        Raises:
            YaluError: the database cannot be read.
        """
        return {key.id: (key, digest) for key, digest in self._all() if key.revoked is None}

    def _all(self) -> Sequence[tuple[ApiKey, str]]:
        if not self._database.exists():
            return []
        with self._database.reading() as connection:
            rows = connection.execute(select(_keys).order_by(_keys.c.created, _keys.c.id)).all()
        return [
            (
                ApiKey(r.id, r.name, tuple(map(Scope, r.scopes.split())), r.per_minute, r.created, r.revoked, r.tenant),
                r.hash,
            )
            for r in rows
        ]


def key_of(text: str, known: dict[str, tuple[ApiKey, str]]) -> ApiKey | None:
    """Give the key that a text is, if it is one that is in use. Takes the same time for every wrong secret."""
    found = _KEY.fullmatch(text)
    identity, secret = found.groups() if found else ("", "")
    key, digest = known.get(identity, (None, "0" * 64))
    return key if hmac.compare_digest(_hash(secret), digest) else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _time(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
