"""The watch: parties that are screened again when a list changes, whose new alerts go out by webhook."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from yalu.workspace.database import Database, Place
from yalu.workspace.decisions import DecisionBook, open_decisions
from yalu.workspace.keys import database_url
from yalu.workspace.tenants import DEFAULT_TENANT
from yalu.workspace.watch.lists import WatchedLists, watched_data, watched_snapshots
from yalu.workspace.watch.party import (
    FIELDS_VARIABLE,
    THRESHOLD,
    WatchedParty,
    WatchError,
    kept_fields,
    parties_of_table,
    watched_party,
)
from yalu.workspace.watch.run import WatchSummary, run_watch
from yalu.workspace.watch.store import ListState, WatchBook, tenants_that_watch
from yalu.workspace.webhooks import ALLOW_VARIABLE, Allowed, Outbox, Sender, SendSummary, Webhooks, read_allowed

__all__ = [
    "FIELDS_VARIABLE",
    "THRESHOLD",
    "ListState",
    "Watch",
    "WatchBook",
    "WatchError",
    "WatchSummary",
    "WatchedLists",
    "WatchedParty",
    "kept_fields",
    "open_watch",
    "parties_of_table",
    "run_watch",
    "tenants_that_watch",
    "watched_data",
    "watched_party",
    "watched_snapshots",
]


@dataclass(frozen=True)
class Watch:
    """What a tenant watches, and what comes of it. Threads may share it; use it in a `with` block, or call `close`.

    Attributes:
        tenant: Whose.
        parties: The parties.
        decisions: The alerts.
        hooks: Where new alerts are sent.
        outbox: What is on its way.
        allowed: Where webhooks may go besides public addresses.
    """

    tenant: str
    database: Database
    parties: WatchBook
    decisions: DecisionBook
    hooks: Webhooks
    outbox: Outbox
    allowed: Allowed

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.decisions.close()
        self.database.close()

    def run(
        self,
        lists: WatchedLists,
        clock: Callable[[], datetime],
        *,
        anew: bool = False,
        stop: Callable[[], bool] = lambda: False,
    ) -> WatchSummary:
        """Screen the parties against lists: see `run_watch`."""
        return run_watch(self.parties, self.decisions, lists, clock, anew=anew, stop=stop)

    def send(self, clock: Callable[[], float]) -> SendSummary:
        """Send what is due, of all tenants."""
        return Sender(self.outbox, self.allowed).send_due(clock)


def open_watch(workspace: Place | None = None, tenant: str = DEFAULT_TENANT) -> Watch:
    """Open what a tenant watches, in the database of a workspace, with the rules of the environment.

    Raises:
        DatabaseError: the database cannot be used.
        WebhookError: the environment allows something that is no address.
    """
    database = Database(database_url(workspace), "the watch")
    allowed = read_allowed(os.environ.get(ALLOW_VARIABLE))
    return Watch(
        tenant,
        database,
        WatchBook(database, tenant),
        open_decisions(workspace, tenant),
        Webhooks(database, tenant, allowed),
        Outbox(database),
        allowed,
    )
