"""One line of the history of a tenant. Lines are only added, and each holds the hash of the one before."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from yalu.workspace.database import START
from yalu.workspace.decisions.alert import Action, Alert, AlertState, Person, Proposal
from yalu.workspace.decisions.facts import EntityFacts
from yalu.workspace.receipts.canonical import canonical, sha256_of


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """What happened to an alert: when, by whom, why, and what the entity was at that time; or what else was changed.

    A change of what is watched, of webhooks or keys has the action `CHANGED`: `caption` says what was done, `entity` to
    which hook or key, `party` to which party, `reason` what else there is to say.

    `number` is its place in the tenant's history, from 1. `state` is what was decided or proposed. `erased` are the
    numbers and hashes of the lines that an erasure emptied. `salt` keeps anybody from finding out, once a line was
    emptied, whether its hash is that of a party they try.
    """

    number: int
    previous: str
    tenant: str
    time: str
    alert: str
    action: Action
    state: AlertState
    person: str
    key: str | None
    reason: str
    party: str
    dataset: str
    entity: str
    caption: str
    facts: EntityFacts
    erased: tuple[tuple[int, str], ...] = ()
    salt: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object, with its hash."""
        return {**self._content(), "hash": self.hash}

    def _content(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in self.__slots__ if name != "facts"}
        # Lines of the time before there were these hold neither.
        told = {name: value for name, value in told.items() if name not in ("erased", "salt") or value}
        facts = {} if self.action is Action.CHANGED else self.facts.to_json()
        return {**told, "action": self.action.value, "state": self.state.value, "facts": facts}

    def packed(self) -> bytes:
        """Give it in the one form in which it is kept and hashed."""
        return canonical(self._content())

    @property
    def hash(self) -> str:
        """The SHA-256 of `packed`."""
        return sha256_of(self.packed())

    @classmethod
    def unpacked(cls, packed: bytes) -> "AlertEvent":
        """Read back what `packed` gave.

        Raises:
            ValueError, KeyError, TypeError: it is something else.
        """
        return cls.from_json(json.loads(packed))

    @classmethod
    def from_json(cls, item: Mapping[str, Any]) -> "AlertEvent":
        """Read a line from its keys.

        Raises:
            ValueError, KeyError, TypeError: it is something else.
        """
        changed = {
            "action": Action(item["action"]),
            "state": AlertState(item["state"]),
            "facts": EntityFacts.from_json(item["facts"]),
            "erased": tuple((number, kept) for number, kept in item.get("erased", ())),
        }
        return cls(**{**item, **changed})


def alert_after(events: Iterable[AlertEvent]) -> Alert | None:
    """Give how an alert stands after what happened to it, in order; `None` if nothing did."""
    alert: Alert | None = None
    for event in events:
        if event.action is Action.CHANGED:
            continue
        if event.action is Action.PROPOSED and alert is not None:
            proposal = Proposal(event.state, Person(event.person, event.key), event.reason, event.time)
            alert = replace(alert, proposal=proposal)
            continue
        about = (event.alert, event.party, event.dataset, event.entity, event.caption)
        alert = Alert(*about, event.state, event.person, event.reason, event.time, event.facts)
    return alert


def faults_of(events: Iterable[bytes], hashes: Iterable[str], head: tuple[int, str]) -> list[str]:
    """Say what of a history is not as it was written. A line that was emptied is as it should be if an erasure says so.

    Args:
        events: The lines as they are kept, in order.
        hashes: The hash that is kept beside each.
        head: The number and hash of the last one, as noted apart.
    """
    faults, previous, number = [], START, 0
    empty: dict[int, str] = {}
    recorded: set[tuple[int, str]] = set()
    for packed, kept in zip(events, hashes, strict=True):
        number += 1
        if not packed:
            empty[number] = previous = kept
            continue
        try:
            event = AlertEvent.unpacked(packed)
        except (ValueError, KeyError, TypeError):
            faults.append(f"event {number} cannot be read")
            previous = kept
            continue
        if sha256_of(packed) != kept:
            faults.append(f"event {event.number} was changed")
        if event.number != number or event.previous != previous:
            faults.append(f"before event {event.number}, events were removed, moved or put in")
            number = event.number
        recorded |= set(event.erased)
        previous = kept
    faults += [
        f"event {place} is empty, and no erasure tells of it"
        for place in empty
        if (place, empty[place]) not in recorded
    ]
    faults += [f"event {place} was erased, and is there" for place, _ in sorted(recorded) if place not in empty]
    if (number, previous) != head:
        faults.append(f"the last event should be number {head[0]}; it is number {number}")
    return faults
