"""Tables of transfers between wallets (CSV or workbook), with heads that are known or a mapping."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from yalu.model.wallet_address import AddressError, WalletAddress, read_address
from yalu.records.amounts import read_amount
from yalu.records.heads import Heads, recognises
from yalu.records.named import FieldKind, Money, RefusedRecord
from yalu.records.record_rows import RecordRow, RecordRowError, read_rows, said_of
from yalu.records.sheets import open_rows
from yalu.records.transfers.transfer import Transfer
from yalu.records.values import read_date

TRANSFER_HEADS: Heads = {
    "from": ("from address", "sender", "sender address", "source address", "source wallet", "from wallet", "input"),
    "to": (
        "to address", "receiver", "receiver address", "recipient", "recipient address", "destination address",
        "destination wallet", "target address", "to wallet", "output",
    ),
    "asset": ("token", "coin", "symbol", "token symbol", "ticker", "asset symbol", "crypto currency", "crypto asset"),
    "amount": ("value", "quantity", "token value", "amount crypto", "amount of asset"),
    "time": (
        "timestamp", "date", "date time", "datetime utc", "block time", "unix timestamp", "time utc", "block timestamp",
    ),
    "hash": ("transaction hash", "tx hash", "txid", "tx id", "transaction id", "transaction", "tx"),
    "index": ("log index", "output index", "vout", "position"),
}  # fmt: skip
"""The fields of a row of transfers, with heads that mean them."""

TRANSFER_NEEDS = (("from",), ("to",), ("asset",), ("amount",))
"""By these a table is known for one of transfers: one column of each group."""

_ASSET = re.compile(r"[A-Za-z0-9$][A-Za-z0-9$._-]{0,15}")
_EXACT = re.compile(r"\d{1,40}(?:\.\d{1,40})?")
_SECONDS = re.compile(r"\d{9,10}")
_MILLISECONDS = re.compile(r"\d{12,13}")
_HASH = re.compile(r"[0-9A-Za-z_:-]{1,128}")
_HEXADECIMAL = re.compile(r"(?:0x)?[0-9a-f]{64}", re.IGNORECASE)
_DAY_SECONDS = 86_400


def is_transfer_file(path: Path, chosen: Mapping[str, str] | None = None) -> bool:
    """Whether a file is a table with the heads of transfers.

    Raises:
        TableError: it cannot be read as a table.
    """
    with open_rows(path) as rows:
        return recognises(rows.columns, TRANSFER_HEADS, TRANSFER_NEEDS, said_of(path, chosen))


def read_transfers(path: Path | str, chosen: Mapping[str, str] | None = None) -> Iterator[Transfer | RefusedRecord]:
    """Give the transfers of a table, one for each row.

    Args:
        path: Delimited text, or a workbook.
        chosen: Field to column, where the heads do not tell; beside a mapping file (see `yalu.records.heads`).

    Raises:
        TableError: it is no table of transfers.
    """
    return read_rows(Path(path), (TRANSFER_HEADS, TRANSFER_NEEDS), chosen, _transfer)


def _transfer(row: RecordRow) -> Transfer:
    values = row.values
    source, target = (_address(name, values[name]) for name in ("from", "to"))
    asset = values["asset"]
    if not _ASSET.fullmatch(asset):
        raise RecordRowError(f"the asset {asset[:40]!r} is no sign such as BTC or USDT")
    amount = Decimal(values["amount"]) if _EXACT.fullmatch(values["amount"]) else read_amount(values["amount"])
    if amount is None:
        raise RecordRowError(f"the amount {values['amount'][:60]!r} is no clear number; write it out as 1234.5678")
    text = values.get("time", "")
    earliest, latest, day = _times(text)
    reference = values.get("hash", "")
    if reference and not _HASH.fullmatch(reference):
        raise RecordRowError(f"the hash {reference[:40]!r} is none")
    ends = tuple(row.field(name, FieldKind.WALLET) for name in ("from", "to"))
    return Transfer(
        file=row.file,
        number=row.number,
        line=row.line,
        source=source,
        target=target,
        amount=Money(amount, asset.upper(), row.field("amount", FieldKind.TEXT)),
        earliest=earliest,
        latest=latest,
        day=day,
        time=text,
        hash=reference.lower() if _HEXADECIMAL.fullmatch(reference) else reference,
        index=values.get("index", ""),
        fields=(ends[0], ends[1]),
    )


def _address(name: str, text: str) -> WalletAddress:
    if not text:
        raise RecordRowError(f"{name!r} is empty")
    try:
        return read_address(text)
    except AddressError as error:
        raise RecordRowError(f"{name}: {error}") from None


def _times(text: str) -> tuple[int | None, int | None, str]:
    """Read a time: seconds or milliseconds since 1970, or ISO 8601; without a zone it is UTC. A day lasts a day."""
    if not text:
        return None, None, ""
    moment: datetime | None = None
    try:
        if _SECONDS.fullmatch(text):
            moment = datetime.fromtimestamp(int(text), UTC)
        elif _MILLISECONDS.fullmatch(text):
            moment = datetime.fromtimestamp(int(text) // 1000, UTC)
        elif len(text) > 10:
            moment = datetime.fromisoformat(text.removesuffix(" UTC").removesuffix(" (UTC)"))
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is not None:
        seconds = int(moment.timestamp())
        return seconds, seconds, moment.date().isoformat()
    day = read_date(text) if len(text) <= 20 else None
    if day is None or len(day) != 10 or ":" in text:
        raise RecordRowError(f"the time {text[:40]!r} is no clear one; write it as 2024-03-05T14:30:00Z")
    start = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    return start, start + _DAY_SECONDS - 1, day
