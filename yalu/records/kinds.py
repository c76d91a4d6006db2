"""The kinds of records that become links, and which of them a file or folder holds, told from its content."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yalu.model import InputError
from yalu.records.flows import RecordLinks
from yalu.records.payments import payment_kind, payment_links, read_payments
from yalu.records.shipments import is_shipment_file, read_shipments, shipment_links
from yalu.records.ships import (
    HISTORIES,
    MEETINGS,
    PORT_CALLS,
    read_histories,
    read_meetings,
    read_port_calls,
    ship_links,
    ship_record_kind,
)
from yalu.records.transfers import is_transfer_file, read_transfers, transfer_links


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of records: how a file of it is read, and how what was read becomes links.

    Files of all kinds with the same function for links are folded together.
    """

    name: str
    read: Callable[..., Iterator[Any]]
    links: Callable[[Iterable[Any]], RecordLinks]


RECORD_KINDS: dict[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind("payments", read_payments, payment_links),
        RecordKind("shipments", read_shipments, shipment_links),
        RecordKind("transfers", read_transfers, transfer_links),
        RecordKind(PORT_CALLS, read_port_calls, ship_links),
        RecordKind(MEETINGS, read_meetings, ship_links),
        RecordKind(HISTORIES, read_histories, ship_links),
    )
}


def record_kind(path: Path, chosen: Mapping[str, str] | None = None) -> str | None:
    """Tell which records a path holds: a key of `RECORD_KINDS`; `None` for anything else, or what cannot be read.

    A folder is taken for one of payments. Whoever reads the file says why it cannot be read.
    """
    if path.is_dir():
        return "payments"
    try:
        payments = payment_kind(path, chosen)
        if payments not in ("iso20022", "fin") and is_transfer_file(path, chosen):
            return "transfers"
        if payments is not None:
            return "payments"
        if is_shipment_file(path, chosen):
            return "shipments"
        return ship_record_kind(path, chosen)
    except InputError:
        return None
