"""Receipts: what was screened, against which lists, on which day, and what the answer was; chained, only added to."""

from yalu.model import ReceiptError
from yalu.workspace.receipts.receipt import Draft, Kind, Receipt, Stamp
from yalu.workspace.receipts.store import RECEIPTS_VARIABLE, ReceiptBook
from yalu.workspace.receipts.verify import Fault, Head, ReceiptVerification, verify_chain
from yalu.workspace.receipts.versions import current_versions

__all__ = [
    "RECEIPTS_VARIABLE",
    "Draft",
    "Fault",
    "Head",
    "Kind",
    "Receipt",
    "ReceiptBook",
    "ReceiptError",
    "ReceiptVerification",
    "Stamp",
    "current_versions",
    "verify_chain",
]
