"""Payments: ISO 20022 and SWIFT messages and tables, each value with its place in the file.

`read_payments(path)` gives one `Payment` for each transaction, message or row, and a `RefusedPayment` with line and
reason in the place of each that could not be read.
"""

from yalu.records.payments.payment import (
    Field,
    FieldKind,
    Money,
    Payment,
    PaymentAgent,
    PaymentParty,
    RefusedPayment,
)
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
    "RefusedPayment",
    "payment_files",
    "payment_kind",
    "read_payments",
]
