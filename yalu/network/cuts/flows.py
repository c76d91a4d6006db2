"""Which links of a network are flows: of what, and in which direction (data/flows.yaml)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files

import yaml

from yalu.model import Link, State, origin_groups
from yalu.model.flow import Flow


@dataclass(frozen=True, slots=True)
class FlowReading:
    """How links of one type are read: what they carry, forward or backward, and why."""

    type: str
    carries: tuple[str, ...]
    forward: bool
    relay: bool
    why: str


@lru_cache(maxsize=1)
def flow_readings() -> tuple[tuple[FlowReading, ...], frozenset[str]]:
    """Load the readings of links, and the currencies whose payments are crypto."""
    text = files("yalu.network.cuts").joinpath("data/flows.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    readings = tuple(
        FlowReading(
            item["type"], tuple(item["carries"]), item["way"] == "forward", item.get("relay", False), item["why"]
        )
        for item in data["links"]
    )
    return readings, frozenset(data["crypto_currencies"])


DEALINGS = frozenset({"supplied", "procured_for", "transports", "paid"})
"""Links whose interval says when something passed, not how long a tie held."""
SHIPMENT = "shipment"
"""The pattern of evidence that is a record of a shipment."""


def flows_of(
    links: Iterable[Link], as_of: date | None = None, min_confidence: float = 0.0, since: date | None = None
) -> tuple[Flow, ...]:
    """Read links as flows.

    Links that a source denies, calls for or plans are no flows; nor are those that had ended or had not begun on
    `as_of`, and those below the least confidence (0 also takes links whose confidence is not known). With `since`,
    dealings that had ended by `as_of`, but not before `since`, are flows: what passed then may pass again.
    """
    readings, crypto = flow_readings()
    by_type = {reading.type: reading for reading in readings}
    found: list[Flow] = []
    for link in links:
        reading = by_type.get(link.type)
        if reading is not None and _holds(link, as_of, min_confidence, since):
            found += _read(link, reading, crypto)
    return tuple(found)


def _holds(link: Link, as_of: date | None, min_confidence: float, since: date | None) -> bool:
    if not link.status.joins_network or link.source == link.target or _restates(link):
        return False
    state = State.UNKNOWN if as_of is None else link.interval.state_on(as_of)
    if state is State.NOT_YET or (state is State.ENDED and not _is_recent(link, since)):
        return False
    known = [confidence for _, confidence in _support(link) if confidence is not None]
    return min_confidence <= 0 or (bool(known) and max(known) >= min_confidence)


def _restates(link: Link) -> bool:
    """Whether a link only says who carried a shipment: its goods are those of the shipment's own link, `supplied`."""
    return link.type == "transports" and all(item.pattern == SHIPMENT for item in link.evidence)


def _is_recent(link: Link, since: date | None) -> bool:
    """Whether a dealing had not ended before a day; without a day, none counts."""
    if since is None or link.type not in DEALINGS:
        return False
    return link.interval.state_on(since) is not State.ENDED


def _read(link: Link, reading: FlowReading, crypto: frozenset[str]) -> Iterator[Flow]:
    currency = (link.currency or "").strip().upper() or None
    source, target = (link.source, link.target) if reading.forward else (link.target, link.source)
    for commodity in reading.carries:
        name = "crypto" if commodity == "money" and not reading.relay and currency in crypto else commodity
        value = None if reading.relay else _value(link)
        count = link.dealings.count if link.dealings is not None and not reading.relay else 1
        yield Flow(link.id, source, target, name, value, currency, reading.relay, _support(link), count)


def _value(link: Link) -> Decimal | None:
    """Give a stated amount; one that is no positive number is not known."""
    try:
        value = Decimal(link.amount) if link.amount else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and value > 0 else None


def _support(link: Link) -> tuple[tuple[str, float | None], ...]:
    """Give each origin group with the best confidence in it: copies of one report are one source."""
    found = []
    for name, group in origin_groups(link.evidence).items():
        known = [item.known_confidence for item in group if item.known_confidence is not None]
        found.append((name, max(known) if known else None))
    return tuple(found)
