"""Shipments: rows of customs or bill-of-lading tables, several of which may be one shipment.

`read_shipments(path)` gives one `Shipment` for each run of rows with one number, and a `RefusedRecord` with line and
reason in the place of each row that could not be read.
"""

from yalu.records.shipments.links import shipment_links
from yalu.records.shipments.reading import SHIPMENT_HEADS, is_shipment_file, read_shipments
from yalu.records.shipments.shipment import Shipment, ShipmentItem, ShipmentParty

__all__ = [
    "SHIPMENT_HEADS",
    "Shipment",
    "ShipmentItem",
    "ShipmentParty",
    "is_shipment_file",
    "read_shipments",
    "shipment_links",
]
