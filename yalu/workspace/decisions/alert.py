"""An alert: a party of the caller's that may be a listed entity, and its life.

    open ── in_review ── true_match
      │         │    └── false_positive
      └─────────┴─────── escalated

Any of them may follow any other, each by somebody, for a reason: a closed alert that turns out to be wrong is opened
again. A false positive is opened again by itself when what it rested on changes.
"""

import hashlib
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from yalu.model import YaluError
from yalu.workspace.decisions.facts import EntityFacts

MAX_TEXT = 2_000
FOUR_EYES_VARIABLE = "YALU_FOUR_EYES"
"""Environment variable: the states that two people must decide, such as "true_match,false_positive"."""


class DecisionError(YaluError):
    """A decision that cannot be made: no such alert or state, no reason, or the same person twice."""


class AlertState(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    TRUE_MATCH = "true_match"
    FALSE_POSITIVE = "false_positive"
    ESCALATED = "escalated"


class Action(StrEnum):
    """What happened to an alert."""

    OPENED = "opened"
    REOPENED = "reopened"
    """By itself: the entity changed in a way that matters."""
    PROPOSED = "proposed"
    """Decided by the first of two people."""
    DECIDED = "decided"
    CHANGED = "changed"
    """No alert: what is watched, webhooks or keys (see `yalu.workspace.history`)."""
    ERASED = "erased"
    """Lines of history were emptied; this one names them, by number and hash."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides: a name, and the API key by which he is known, if there is one."""

    name: str
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > 200 or not self.name.isprintable():
            raise DecisionError("a decision needs the name of who decides, in up to 200 characters")

    def is_another(self, other: "Person") -> bool:
        """Whether two are surely different people: other names, and not one key."""
        same_key = self.key is not None and self.key == other.key
        return self.name.strip().casefold() != other.name.strip().casefold() and not same_key


SYSTEM = Person("yalu")
"""What Yalu does by itself."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first of two people decided."""

    state: AlertState
    person: Person
    reason: str
    time: str


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it stands.

    Attributes:
        id: What names it: a hash over tenant, party, list and entity.
        party: The caller's own id of the party.
        dataset: The list.
        entity: The id of the listed entity.
        caption: What the entity was called when the alert was last touched.
        state: Where it stands.
        person, reason, time: Who put it there, why, when (UTC).
        facts: What the entity was then; a remembered false positive holds as long as they are the same.
        proposal: What waits for a second person.
    """

    id: str
    party: str
    dataset: str
    entity: str
    caption: str
    state: AlertState
    person: str
    reason: str
    time: str
    facts: EntityFacts = field(default_factory=EntityFacts)
    proposal: Proposal | None = None

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        told = {name: getattr(self, name) for name in self.__slots__ if name not in ("facts", "proposal")}
        proposal = None
        if self.proposal is not None:
            proposal = asdict(self.proposal) | {"person": self.proposal.person.name}
        return {**told, "state": self.state.value, "facts": self.facts.to_json(), "proposal": proposal}


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit that is to be an alert: the caller's id of the party, and the entity."""

    party: str
    dataset: str
    entity: str


def alert_id(tenant: str, party: str, dataset: str, entity: str) -> str:
    """Give the id of an alert."""
    told = "\0".join((tenant, party, dataset, entity))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]


def read_state(text: str) -> AlertState:
    """Read a state.

    Raises:
        DecisionError: there is no such state.
    """
    try:
        return AlertState(text.strip().casefold().replace("-", "_").replace(" ", "_"))
    except ValueError:
        raise DecisionError(f"{text[:60]!r} is no state of an alert; there are {', '.join(AlertState)}") from None


def read_four_eyes(text: str | None) -> frozenset[AlertState]:
    """Read which states two people must decide, from texts with commas.

    Raises:
        DecisionError: there is no such state.
    """
    return frozenset(read_state(item) for item in (text or "").split(",") if item.strip())


def check_reason(reason: str) -> str:
    """Give a reason without blanks around it.

    Raises:
        DecisionError: it is empty or too long.
    """
    reason = reason.strip()
    if not reason or len(reason) > MAX_TEXT:
        raise DecisionError(f"a decision needs a reason, in up to {MAX_TEXT:,} characters")
    return reason
