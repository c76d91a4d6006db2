"""Screening of records: payments and shipments against the lists, and against tables of rules.

Ties readers (`records/`), the screener and the tables of goods together. Every record has one answer, with the field,
the hit and the criterion of each reason.
"""

from yalu.workspace.record_screening.any_kind import RecordQuestion, screen_records
from yalu.workspace.record_screening.fields import RecordSettings
from yalu.workspace.record_screening.payments import PaymentAnswer, screen_payments
from yalu.workspace.record_screening.reasons import CRITERIA, Decision, Reason
from yalu.workspace.record_screening.shipments import ShipmentAnswer, screen_shipments
from yalu.workspace.record_screening.ships import ShipAnswer, screen_ships
from yalu.workspace.record_screening.transfers import TransferAnswer, screen_transfers

__all__ = [
    "CRITERIA",
    "Decision",
    "PaymentAnswer",
    "Reason",
    "RecordQuestion",
    "RecordSettings",
    "ShipAnswer",
    "ShipmentAnswer",
    "TransferAnswer",
    "screen_payments",
    "screen_records",
    "screen_shipments",
    "screen_ships",
    "screen_transfers",
]
