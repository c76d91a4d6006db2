"""Files of wallet addresses, one a line, as `sanctioned_addresses_XBT.txt`.

Others draw such files from OFAC's list. A file says neither who holds a wallet nor since when, nor what currency it
is; the currency stands in the file's name, behind the last underscore.
"""

import re
from collections.abc import Sequence

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.delimited import has_width, read_rows
from yalu.lists.tables.gathering import Gathering, digest
from yalu.model import ListError

NAME, TITLE, AUTHORITY = "wallets", "Wallet addresses", "not stated in the file"

_ADDRESS = re.compile(r"(?=\w*\d)[0-9A-Za-z]{25,110}")
_CURRENCY = re.compile(r"_([A-Z0-9]{2,6})\.", re.ASCII)


def is_wallet_row(cells: Sequence[str]) -> bool:
    """Whether cells are one wallet address and nothing else."""
    return len(cells) == 1 and _ADDRESS.fullmatch(cells[0]) is not None


def read_wallets(opened: OpenedList) -> ListSnapshot:
    """Read wallet addresses.

    Raises:
        ListError: a line is no address.
    """
    gathering = Gathering()
    found = _CURRENCY.search(opened.name)
    name = f"{NAME}-{found[1].lower()}" if found else NAME
    for row in read_rows(opened):
        if not has_width(opened, row, 1):
            continue
        address = row.cells[0].strip()
        if not is_wallet_row([address]):
            raise ListError(
                opened.path, f"{address[:40]!r} is no wallet address", where=row.where, remedy="give one on each line"
            )
        wallet = gathering.party(f"wallet-{digest(address)}", "CryptoWallet")
        if not wallet.add("publicKey", address):
            # Some currencies (Monero) have addresses longer than an identifier may be.
            wallet.add("name", address)
        if found:
            wallet.add("currencySymbol", found[1])
        wallet.add("topics", "sanction")
        gathering.designate(wallet, AUTHORITY, name)
        gathering.counts["lines"] += 1
    title = f"{TITLE} {found[1]}" if found else TITLE
    # Files of several currencies may hold the same addresses, so the content alone does not tell them apart.
    return gathering.snapshot(opened, name, title, AUTHORITY, None, beside=(name,))
