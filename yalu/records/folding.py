"""Folding files of records to links, all files of a kind together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yalu.records.flows import RecordLinks
from yalu.records.payments import payment_links, read_payments
from yalu.records.shipments import read_shipments, shipment_links
from yalu.records.ships import (
    HISTORIES,
    MEETINGS,
    PORT_CALLS,
    read_histories,
    read_meetings,
    read_port_calls,
    ship_links,
)
from yalu.records.transfers import read_transfers, transfer_links


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of records: how a file of it is read, and how what was read becomes links.

    Files of all kinds with the same function for links are folded together.
    """

    name: str
    read: Callable[[Path], Iterator[Any]]
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


def fold_records(
    files: Mapping[str, Iterable[Path]], progress: Callable[[str, Path], None] | None = None
) -> Iterator[tuple[str, RecordLinks]]:
    """Fold files of records to links, with the kinds that were folded together.

    A file that is named twice counts once; their order changes nothing.

    Args:
        files: Kind of records to its files.
        progress: Called with the kind and the file before each file is read.

    Raises:
        InputError: a file cannot be read.
    """
    families: dict[Callable[[Iterable[Any]], RecordLinks], list[tuple[RecordKind, Path]]] = {}
    for name, kind in RECORD_KINDS.items():
        for path in sorted(set(files.get(name, ()))):
            families.setdefault(kind.links, []).append((kind, path))
    for links, group in families.items():
        names = ", ".join(dict.fromkeys(kind.name for kind, _ in group))
        yield names, links(item for kind, path in group for item in _read(kind, path, progress))


def _read(kind: RecordKind, path: Path, progress: Callable[[str, Path], None] | None) -> Iterator[Any]:
    if progress is not None:
        progress(kind.name, path)
    yield from kind.read(path)
