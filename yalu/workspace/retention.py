"""How long what is known of parties is kept, and its erasure. What is hash-chained stays verifiable.

Watched parties are kept until they are removed; of receipts, decided alerts and messages the settings say for how long.
An erased receipt keeps its header, an erased line of history its hash; a record of each erasure says who, when and why.
"""

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from yalu.model import YaluError
from yalu.workspace.database import Place
from yalu.workspace.decisions import Alert, AlertState, DecisionBook, Person
from yalu.workspace.history import Actor
from yalu.workspace.receipts import Kind, ReceiptBook, Stamp
from yalu.workspace.tenants import DEFAULT_TENANT, open_receipts
from yalu.workspace.watch import Watch, WatchError, open_watch

KEEP_VARIABLE = "YALU_KEEP"
"""Environment variable: for how many days, such as "receipts=3650, alerts=1825, messages=30"; what it does not name is
kept for good."""
DECIDED = frozenset({AlertState.TRUE_MATCH, AlertState.FALSE_POSITIVE})
"""Alerts that wait for nobody; the others are never too old."""
MAX_DAYS = 36_500
_PAGE = 500


class RetentionError(YaluError):
    """A setting of retention that is none, or an erasure that cannot be done."""


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days something is kept; `None` for good.

    Attributes:
        receipts: Questions and answers of receipts, since they were written.
        alerts: Decided alerts with their history, since something last happened to them.
        messages: Messages to webhooks, since they were taken or given up.
    """

    receipts: int | None = None
    alerts: int | None = None
    messages: int | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased, or, in a rehearsal, would be."""

    receipts: int = 0
    alerts: int = 0
    messages: int = 0
    parties: int = 0

    def to_json(self) -> dict[str, int]:
        """Give it as a JSON object."""
        return asdict(self)


def read_retention(text: str | None = None) -> Retention:
    """Read the settings; those of the environment, if no text is given.

    Raises:
        RetentionError: they name something else, or no number of days.
    """
    text = os.environ.get(KEEP_VARIABLE, "") if text is None else text
    known = [item.name for item in fields(Retention)]
    found: dict[str, int] = {}
    for part in filter(None, (item.strip() for item in text.split(","))):
        name, _, days = (item.strip() for item in part.partition("="))
        if name not in known or not (days.isascii() and days.isdecimal()) or not 0 < int(days) <= MAX_DAYS:
            raise RetentionError(
                f"{KEEP_VARIABLE}: {part[:60]!r}; write days, such as {known[0]}=3650 (or {known[1:]})"
            )
        found[name] = int(days)
    return Retention(**found)


@dataclass(frozen=True)
class Keeper:
    """Erases what one tenant keeps.

    Attributes:
        workspace: The workspace.
        tenant: Whose.
        person: Who erases; it stands in the records.
        clock: Gives the time.
    """

    person: Person
    workspace: Place | None = None
    tenant: str = DEFAULT_TENANT
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def run(self, rules: Retention, *, rehearse: bool = False) -> Erased:
        """Erase what is older than the settings allow, and record that.

        Args:
            rules: The settings.
            rehearse: Only count.

        Raises:
            DatabaseError: a database cannot be used. What was erased before that is recorded.
        """
        reason = f"kept for {rules} days".replace("Retention", "")
        with open_watch(self.workspace, self.tenant) as watch, open_receipts(self.workspace, self.tenant) as book:
            receipts = _old_receipts(book, self._before(rules.receipts))
            alerts = _old_alerts(watch.decisions, self._before(rules.alerts))
            ended = self._before(rules.messages)
            messages = 0 if ended is None or rehearse else watch.outbox.purge(self.tenant, int(ended.timestamp()))
            if not rehearse:
                self._erase(watch, book, receipts, alerts, reason)
        return Erased(len(receipts), len(alerts), messages)

    def erase_party(self, party: str, reason: str, name: str | None = None, *, rehearse: bool = False) -> Erased:
        """Erase all that is kept of a party: watch, alerts with their history, messages, and receipts of its name.

        Args:
            party: The caller's own id of it.
            reason: Why; it stands in the records, so it must not name the party.
            name: The name by which single names and certificates were asked for; left out, receipts stay.
            rehearse: Only count.

        Raises:
            RetentionError: nothing is kept of such a party.
            DecisionError: there is no reason.
            DatabaseError: a database cannot be used. What was erased before that is recorded.
        """
        with open_watch(self.workspace, self.tenant) as watch, open_receipts(self.workspace, self.tenant) as book:
            alerts = [alert.id for alert in watch.decisions.of_parties([party]).get(party, ())]
            receipts = [] if name is None else _receipts_naming(book, name)
            watched = _is_watched(watch, party)
            messages = watch.outbox.count_of(self.tenant, party)
            if not (alerts or receipts or watched or messages or watch.decisions.changes_of(party)):
                raise RetentionError(f"nothing is kept of {party[:60]!r}")
            if not rehearse:
                self._erase(watch, book, receipts, alerts, reason)
                watch.outbox.forget(self.tenant, party)
                if watched:
                    watch.parties.remove(party, self.clock(), Actor(self.person.name, self.person.key))
                told = watch.decisions.changes_of(party)
                if told:
                    watch.decisions.erase([told], self.person, reason, self.clock())
        return Erased(len(receipts), len(alerts), messages, int(watched))

    def _erase(
        self, watch: Watch, book: ReceiptBook, receipts: Sequence[int], alerts: Sequence[str], reason: str
    ) -> None:
        if alerts:
            watch.decisions.erase(alerts, self.person, reason, self.clock())
        for number in receipts:
            book.erase(number, reason, Stamp(self.clock(), secrets.token_bytes(16), self.person.name))

    def _before(self, days: int | None) -> datetime | None:
        return None if days is None else self.clock() - timedelta(days=days)


def _old_receipts(book: ReceiptBook, before: datetime | None) -> list[int]:
    if before is None:
        return []
    receipts = (receipt for receipt in book.receipts() if receipt.payload is not None)
    return [item.number for item in receipts if item.kind is not Kind.ERASURE and item.header["time"] < _text(before)]


def _old_alerts(decisions: DecisionBook, before: datetime | None) -> list[str]:
    if before is None:
        return []
    return [alert.id for state in sorted(DECIDED) for alert in _all(decisions, state) if alert.time < _text(before)]


def _all(decisions: DecisionBook, state: AlertState) -> Sequence[Alert]:
    found: list[Alert] = []
    while True:
        some, total = decisions.alerts(state, limit=_PAGE, offset=len(found))
        found += some
        if not some or len(found) >= total:
            return found


def _receipts_naming(book: ReceiptBook, name: str) -> list[int]:
    wanted = " ".join(name.casefold().split())
    return [
        receipt.number
        for receipt in book.receipts()
        if receipt.payload is not None and receipt.kind is not Kind.ERASURE and _names(receipt.payload, wanted)
    ]


def _names(value: Any, wanted: str) -> bool:
    """Whether a text in a question is a name, in whatever case and with whatever blanks."""
    if isinstance(value, str):
        return " ".join(value.casefold().split()) == wanted
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(_names(item, wanted) for item in inner)


def _is_watched(watch: Watch, party: str) -> bool:
    try:
        watch.parties.get(party)
    except WatchError:
        return False
    return True


def _text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
