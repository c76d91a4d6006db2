"""Payments: ISO 20022 and SWIFT messages and tables, each value with its place in the file.

`read_payments(path)` gives one `Payment` for each transaction, message or row, and a `RefusedRecord` with line and
reason in the place of each that could not be read.
"""

from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.payments.links import payment_links
from yalu.records.payments.payment import Payment, PaymentAgent, PaymentParty
from yalu.records.payments.payment_table import PAYMENT_HEADS
from yalu.records.payments.reading import payment_files, payment_kind, read_payments

__all__ = [
    "PAYMENT_HEADS",
    "Field",
    "FieldKind",
    "Money",
    "Payment",
    "PaymentAgent",
    "PaymentParty",
    "RefusedRecord",
    "payment_files",
    "payment_kind",
    "payment_links",
    "read_payments",
]
