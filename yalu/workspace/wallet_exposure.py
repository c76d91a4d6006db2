"""Exposure of wallets to listed ones: from files of transfers and lists to an answer for each wallet."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yalu.lists import ListSnapshot
from yalu.model import TableError, YaluError
from yalu.model.wallet_address import AddressError, AddressForm, read_address
from yalu.network.exposure import Move, TransferNetwork, WalletExposure
from yalu.records import RECORD_KINDS, open_rows
from yalu.records.named import RefusedRecord
from yalu.records.transfers import Transfer, once_each
from yalu.records.values import plain
from yalu.workspace.record_files import RecordFile, read_file

TRANSFERS = "transfers"
MOST_WALLETS = 10_000
"""Wallets that are asked about in one file."""
_ADDRESS_HEADS = frozenset({"wallet", "address", "walletaddress", "publickey", "cryptowallet", "cryptoaddress"})
_PROPERTIES = ("publicKey", "cryptoAddress")


@dataclass(frozen=True, slots=True)
class ListedWallet:
    """A wallet that a list names: its id and list, and the id and name of its holder, empty where not stated."""

    id: str
    dataset: str
    holder: str
    holder_name: str


@dataclass(frozen=True, slots=True)
class ExposureAnswer:
    """What was asked and found.

    `wallets` are in the order in which they were asked. `listed` has each listed wallet that an answer names.
    `transfers` is how many count, `repeated` how many stand in several files and count once, `left_out` says of each
    row that was not read where it stands and why.
    """

    wallets: tuple[WalletExposure, ...]
    listed: Mapping[str, ListedWallet]
    hops: int
    hub: int
    transfers: int
    repeated: int
    left_out: tuple[str, ...]


def listed_wallets(lists: Iterable[ListSnapshot]) -> dict[str, ListedWallet]:
    """Give the wallets of lists by the writing in which addresses are compared; of two lists, the first names one."""
    found: dict[str, ListedWallet] = {}
    for snapshot in lists:
        names = {party["id"]: _name(party) for party in snapshot.parties}
        for party in snapshot.parties:
            properties = party["properties"]
            for address in (value for key in _PROPERTIES for value in properties.get(key, ())):
                is_wallet = party["schema"] == "CryptoWallet"
                holder = next(iter(properties.get("holder", ())), "") if is_wallet else party["id"]
                found.setdefault(
                    _compared(address), ListedWallet(party["id"], snapshot.name, holder, names.get(holder, ""))
                )
    return found


def wallet_holders(lists: Iterable[ListSnapshot]) -> dict[str, str]:
    """Give, for the address of each listed wallet whose holder a list names, the words for it."""
    return {
        address: f"the wallet of {one.holder_name} ({one.holder})"
        for address, one in listed_wallets(lists).items()
        if one.holder_name
    }


def wallet_exposure(
    wallets: Sequence[str],
    files: Sequence[Path | str | RecordFile],
    lists: Sequence[ListSnapshot],
    *,
    hops: int = 3,
    hub: int = 200,
    progress: Callable[[str], None] | None = None,
) -> ExposureAnswer:
    """Tell how wallets are tied to listed ones by transfers: see `yalu.network.exposure`.

    Args:
        wallets: Addresses.
        files: Tables of transfers (see `yalu.read_transfers`), or those that a workspace keeps.
        lists: The lists, read.
        hops: The most transfers of a way.
        hub: The most others around a wallet through which ways lead.
        progress: Called with a few words before each step.

    Raises:
        InputError: a file cannot be read, or holds no transfer.
        AddressError: what is asked about is no address.
    """
    say = progress or (lambda _words: None)
    asked = list(dict.fromkeys(read_address(wallet).value for wallet in wallets))
    listed = listed_wallets(lists)
    named = [file if isinstance(file, RecordFile) else RecordFile(Path(file), TRANSFERS, str(file)) for file in files]
    reading = _Reading(tuple(dict.fromkeys(named)), say)
    network = TransferNetwork(reading.moves(), listed)
    if not reading.counted:
        raise YaluError(f"no transfer could be read{f'; the first: {reading.left_out[0]}' if reading.left_out else ''}")
    say("looking for ways")
    found = tuple(network.exposure(wallet, hops=hops, hub=hub) for wallet in asked)
    met = {item.wallet for item in found} | {
        wallet
        for item in found
        for asset in item.assets
        for one in asset.listed
        for wallet in (one.listed, *one.way.wallets)
    }
    told = {wallet: listed[wallet] for wallet in sorted(met & listed.keys())}
    return ExposureAnswer(found, told, hops, hub, reading.counted, reading.repeated, tuple(reading.left_out))


class _Reading:
    """Transfers of files as moves, and what was read on the way."""

    def __init__(self, files: Sequence[RecordFile], say: Callable[[str], None]) -> None:
        self._files, self._say = files, say
        self.counted = 0
        self.repeated = 0
        self.left_out: list[str] = []

    def moves(self) -> Iterator[Move]:
        for item, first in once_each(self._items()):
            if isinstance(item, RefusedRecord):
                self.left_out.append(f"{item.where}: {item.reason}")
            elif first:
                self.counted += 1
                yield move_of(item)
            else:
                self.repeated += 1

    def _items(self) -> Iterator[Transfer | RefusedRecord]:
        for file in self._files:
            yield from read_file(
                RECORD_KINDS[TRANSFERS], file, (Counter(), Counter()), lambda words, _: self._say(words)
            )


def move_of(item: Transfer) -> Move:
    """Give a transfer as a move between wallets, with its place as evidence."""
    place = f"{Path(item.file).name} (line {item.line}){f', {item.hash}' if item.hash else ''}"
    return Move(
        item.source.value, item.target.value, item.asset, item.amount.value, item.earliest, item.latest, item.day, place
    )


def read_wallets(asked: str) -> list[str]:
    """Give the addresses that are meant: one, or those of a file, one a line or in a column of wallets.

    Raises:
        TableError: a line of the file holds no address, or it has no column of them.
        AddressError: what is given is neither a file nor an address.
    """
    path = Path(asked)
    if not path.is_file():
        return [read_address(asked).value]
    with open_rows(path) as rows:
        heads = [place for place, head in enumerate(rows.columns) if plain(head) in _ADDRESS_HEADS]
        bare = len(rows.columns) == 1 and not heads
        if not heads and not bare:
            raise TableError(path, "there is no column of wallets", remedy="name it wallet, or give one address a line")
        lines = [(1, rows.columns)] if bare else []
        found: dict[str, None] = {}
        for line, cells in [*lines, *((line, cells) for line, cells, _ in rows)]:
            text = cells[heads[0] if heads else 0].strip() if cells else ""
            try:
                found[read_address(text).value] = None
            except AddressError as error:
                raise TableError(path, str(error), where=f"line {line}", remedy="mend the line") from None
            if len(found) > MOST_WALLETS:
                raise TableError(path, f"it has more than {MOST_WALLETS:,} wallets", remedy="split it")
    return list(found)


def _name(party: Mapping[str, Sequence[str] | object]) -> str:
    properties = party["properties"]
    return next(iter(properties.get("name", ())), "") if isinstance(properties, dict) else ""


def _compared(address: str) -> str:
    try:
        found = read_address(address)
    except AddressError:
        return address
    return address if found.form is AddressForm.OTHER else found.value
