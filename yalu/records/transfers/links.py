"""Transfers as links: which wallet paid which, folded by asset."""

from collections.abc import Iterable, Iterator

from yalu.model.wallet_address import WalletAddress
from yalu.records.flows import FlowBuilder, Place, RecordLinks
from yalu.records.named import Field, FieldKind, Named, RefusedRecord
from yalu.records.transfers.transfer import Transfer

WALLET = "CryptoWallet"


def transfer_links(transfers: Iterable[Transfer | RefusedRecord]) -> RecordLinks:
    """Fold transfers to links: `paid`, from wallet to wallet, one link for each asset with its exact sum.

    Each transfer is in exactly one flow, or in `left_out`. One that stands in several files under the same hash is one
    (see `once_each`). The order of the transfers changes nothing.
    """
    builder = FlowBuilder()
    for item, first in once_each(transfers):
        if isinstance(item, RefusedRecord):
            builder.left_out.append(f"{item.where}: {item.reason}")
            continue
        source, target = (
            builder.party(Named("wallet", (_as_field(end),)), WALLET) or "" for end in (item.source, item.target)
        )
        told = ("paid", (source, target), f"transferred {item.asset}", _place(item))
        if first:
            builder.flow(*told, (item.amount,))
        else:
            builder.evidence(*told)
    return builder.build()


def once_each(
    transfers: Iterable[Transfer | RefusedRecord],
) -> Iterator[tuple[Transfer | RefusedRecord, bool]]:
    """Tell of each transfer whether it counts: exports of two wallets both hold what one sent the other.

    Transfers are the same where hash, index, ends, asset, amount and time are. Those of one file all count: one
    transaction can hold two equal transfers. So each counts as often as in the file that has it most often, whatever
    the order of the files. Those without a hash are never taken for the same.
    """
    most: dict[tuple[object, ...], int] = {}
    counts: dict[tuple[str, tuple[object, ...]], int] = {}
    for item in transfers:
        if isinstance(item, RefusedRecord) or not item.hash:
            yield item, True
            continue
        key = (
            item.hash, item.index, item.source.value, item.target.value, item.asset, item.amount.value,
            item.earliest, item.latest,
        )  # fmt: skip
        here = counts[item.file, key] = counts.get((item.file, key), 0) + 1
        counted = here > most.get(key, 0)
        if counted:
            most[key] = here
        yield item, counted


def _as_field(address: WalletAddress) -> Field:
    return Field(FieldKind.WALLET, "", address.value)


def _place(item: Transfer) -> Place:
    told = f"line {item.line}, {item.fields[0].value} to {item.fields[1].value}"
    amount = f"{item.amount.field.value} {item.asset}"
    quote = ", ".join(filter(None, (told, amount, item.time, item.hash)))
    return Place(item.file, item.line, quote, item.day, "transfer")
