"""The history of a tenant: one chain of lines, each with the hash of the one before. Lines are only added.

Alerts write to it (`yalu.workspace.decisions`), and so does whoever changes what is watched, webhooks or keys: in the
transaction of the change, so that neither is there without the other.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, insert

from yalu.workspace.database import TABLES, ChainHeads
from yalu.workspace.receipts.canonical import canonical, sha256_of

EVENTS = Table(
    "alert_event",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("alert", String(24), nullable=False, index=True),
    Column("hash", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
HEADS = ChainHeads(
    Table(
        "alert_head",
        TABLES,
        Column("tenant", String(40), primary_key=True),
        Column("number", Integer, nullable=False),
        Column("hash", String(64), nullable=False),
    )
)
CHANGED = "changed"
"""The action of a line that tells of a change, not of an alert."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: a name, and the API key or subject by which a service knows him."""

    name: str
    key: str | None = None


HERE = Actor("somebody on this machine")
"""Who is not known by more than that he can use the files or the database."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: such as "webhook added", the id of what it is about, and what else there is to say.

    `party` is the caller's own id of a party; a line with one can be emptied when the party is erased.
    """

    what: str
    about: str = ""
    told: str = ""
    party: str = ""


def write_change(connection: Connection, tenant: str, change: Change, by: Actor, now: datetime) -> None:
    """Write a change into the history of a tenant, within the transaction that makes it."""
    told: dict[str, Any] = {
        "alert": lines_about(tenant, change.party) if change.party else "",
        "action": CHANGED,
        "state": "open",
        "person": by.name,
        "key": by.key,
        "reason": change.told,
        "party": change.party,
        "dataset": "",
        "entity": change.about,
        "caption": change.what,
        "facts": {},
    }
    write_line(connection, tenant, told, now)


def write_line(connection: Connection, tenant: str, told: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Write one line behind the last one, and give it as it was written.

    Its salt keeps anybody from finding out, once it was emptied, whether its hash is that of a party they try.
    """
    number, previous = HEADS.take(connection, tenant)
    time = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    placed = {"number": number + 1, "previous": previous, "tenant": tenant, "time": time}
    line = {**placed, "salt": secrets.token_hex(16), **told}
    packed = canonical(line)
    values = {"tenant": tenant, "number": number + 1, "alert": line["alert"], "hash": sha256_of(packed)}
    connection.execute(insert(EVENTS).values(**values, content=packed))
    HEADS.move(connection, tenant, number + 1, values["hash"])
    return line


def lines_about(tenant: str, party: str) -> str:
    """Give what the lines of changes about one party are found by."""
    return hashlib.sha256(f"watch\0{tenant}\0{party}".encode()).hexdigest()[:24]
