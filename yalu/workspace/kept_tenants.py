"""Which tenants there are of whom something may be kept."""

from contextlib import closing
from pathlib import Path

from yalu.workspace.database import Place, is_address
from yalu.workspace.history import HEADS
from yalu.workspace.keys import KeyStore, database_url
from yalu.workspace.receipts.store import OWN_CHAIN
from yalu.workspace.tenants import DEFAULT_TENANT, open_receipts, receipts_place
from yalu.workspace.watch import open_watch


def kept_tenants(workspace: Place | None = None) -> list[str]:
    """Give the tenants of keys, of alerts and changes, and of receipts, sorted. Looking makes no database.

    Raises:
        DatabaseError: a database cannot be read.
    """
    found = {DEFAULT_TENANT}
    with closing(KeyStore(database_url(workspace))) as keys:
        found |= {key.tenant for key in keys.list()}
    with open_watch(workspace) as watch:
        if watch.database.exists():
            with watch.database.reading() as connection:
                found |= set(HEADS.names(connection))
    place, _ = receipts_place(workspace)
    if is_address(place):
        with open_receipts(workspace) as book:
            found |= set(book.chains()) - {OWN_CHAIN}
    else:
        found |= {folder.name for folder in (Path(place) / "tenants").glob("*") if folder.is_dir()}
    return sorted(found)
