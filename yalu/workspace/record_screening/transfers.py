"""Screening transfers between wallets: both addresses, exactly; one answer for each row, in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from yalu.model.wallet_address import WalletAddress
from yalu.records.named import Field, RefusedRecord
from yalu.records.transfers import Transfer, read_transfers
from yalu.screening import Screener
from yalu.workspace.record_screening.asking import Answers, Asker, Question
from yalu.workspace.record_screening.batches import Way
from yalu.workspace.record_screening.fields import IDENTIFIED, Asked, RecordSettings, reasons_of
from yalu.workspace.record_screening.reasons import Decision, Reason, decide, ordered

TOGETHER = 1_000
"""Transfers whose addresses are asked together."""


@dataclass(frozen=True, slots=True)
class TransferAnswer:
    """The answer for one transfer, `number` from 1 on: a decision with its reasons, or why it was not read.

    `notes` says which address could not be checked. `decision` is `None` where the row could not be read.
    """

    number: int
    transfer: Transfer | RefusedRecord
    decision: Decision | None
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def record(self) -> Transfer | RefusedRecord:
        """What was asked, under the name that all answers about records have for it."""
        return self.transfer


def screen_transfers(
    source: Path | str | Iterable[Transfer | RefusedRecord],
    screener: Screener,
    settings: RecordSettings | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    holders: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[TransferAnswer]:
    """Screen transfers: whether an address is that of a listed wallet. How others tie it to one: `yalu exposure`.

    Args:
        source: A table (see `yalu.records.transfers.read_transfers`), or transfers that were read.
        screener: The listed entities.
        settings: The bars; only the limit of hits counts here.
        columns: Field to column, where the heads do not tell.
        holders: The address of a listed wallet to what its list says of the holder, for the notes of reasons.
        progress: Called with the number of transfers that are done, after each batch.

    Raises:
        TableError: the table cannot be read.
    """
    transfers = iter(read_transfers(source, columns) if isinstance(source, Path | str) else source)
    asker = Asker(screener, (settings or RecordSettings()).limit)
    way = Way(TOGETHER, _questions, partial(_answer, holders=holders or {}))
    yield from way.answers(transfers, asker, progress)


def _questions(item: Transfer | RefusedRecord) -> list[Asked]:
    if isinstance(item, RefusedRecord):
        return []
    ends = zip(("from", "to"), (item.source, item.target), item.fields, strict=True)
    return [_asked(role, address, field) for role, address, field in ends]


def _asked(role: str, address: WalletAddress, field: Field) -> Asked:
    named = tuple((name, (address.value,)) for name in ("publicKey", "cryptoAddress"))
    return Asked(role, field, field.value, Question("Thing", named, IDENTIFIED), lambda _hit: "identifier")


def _answer(
    number: int,
    item: Transfer | RefusedRecord,
    questions: list[Asked],
    answers: Answers,
    holders: Mapping[str, str],
) -> TransferAnswer:
    if isinstance(item, RefusedRecord):
        return TransferAnswer(number, item, None)
    by_role = {"from": item.source.value, "to": item.target.value}
    found = reasons_of(questions, answers)
    reasons = [replace(reason, note=holders.get(by_role[reason.role], "")) for reason in found]
    notes = tuple(
        f"{field.value} has no checksum ({address.form}), so a slip in it would not show"
        for address, field in zip((item.source, item.target), item.fields, strict=True)
        if not address.checked
    )
    return TransferAnswer(number, item, decide(reasons), ordered(reasons), notes)
