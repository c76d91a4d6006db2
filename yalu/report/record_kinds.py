"""How answers about each kind of records are shown."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from rich.console import Console

from yalu.records.ships import SHIP_KINDS
from yalu.report.payment_form import payment_record, print_payments
from yalu.report.ship_form import print_ships, ship_record
from yalu.report.shipment_form import print_shipments, shipment_record
from yalu.report.transfer_form import print_transfers, transfer_record


class RecordForm(NamedTuple):
    """An answer as a JSON object, and answers as a page in the terminal."""

    record: Callable[[Any], dict[str, Any]]
    page: Callable[[Any, Console], None]


RECORD_FORMS: Mapping[str, RecordForm] = {
    "payments": RecordForm(payment_record, print_payments),
    "shipments": RecordForm(shipment_record, print_shipments),
    "transfers": RecordForm(transfer_record, print_transfers),
    **dict.fromkeys(SHIP_KINDS, RecordForm(ship_record, print_ships)),
}
"""By the kind that `yalu.records.record_kind` tells."""
