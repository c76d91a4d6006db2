"""Which records a file or folder holds, told from its content."""

from collections.abc import Mapping
from pathlib import Path

from yalu.model import InputError
from yalu.records.payments import payment_kind
from yalu.records.shipments import is_shipment_file
from yalu.records.ships import ship_record_kind
from yalu.records.transfers import is_transfer_file


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
