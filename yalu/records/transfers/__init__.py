"""Transfers between wallets, as rows of a table: from, to, asset, amount, time, hash.

`read_transfers(path)` gives one `Transfer` for each row, and a `RefusedRecord` with line and reason in the place of
each row that could not be read: an address whose checksum does not hold is one that nobody has.
"""

from yalu.records.transfers.links import once_each, transfer_links
from yalu.records.transfers.reading import TRANSFER_HEADS, is_transfer_file, read_transfers
from yalu.records.transfers.transfer import Transfer

__all__ = [
    "TRANSFER_HEADS",
    "Transfer",
    "is_transfer_file",
    "once_each",
    "read_transfers",
    "transfer_links",
]
