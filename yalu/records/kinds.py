"""Which records a file or folder holds, told from its content."""

from collections.abc import Mapping
from pathlib import Path

from yalu.model import InputError
from yalu.records.payments import payment_kind
from yalu.records.shipments import is_shipment_file


def record_kind(path: Path, chosen: Mapping[str, str] | None = None) -> str | None:
    """Tell whether a path holds "payments" or "shipments"; `None` for anything else, or what cannot be read.

    A folder is taken for one of payments. Whoever reads the file says why it cannot be read.
    """
    if path.is_dir():
        return "payments"
    try:
        if payment_kind(path, chosen) is not None:
            return "payments"
        return "shipments" if is_shipment_file(path, chosen) else None
    except InputError:
        return None
