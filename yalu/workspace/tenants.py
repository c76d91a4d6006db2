"""Tenants: who shares a service without seeing what the others do.

Lists and datasets are shared; decisions and receipts are not. An API key belongs to one tenant. The
command line, and a service without keys, are the tenant "default".
"""

import os
import re
from pathlib import Path

from yalu.model import YaluError
from yalu.workspace.receipts.store import RECEIPTS_VARIABLE, ReceiptBook
from yalu.workspace.snapshots import workspace_place

DEFAULT_TENANT = "default"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
PLACEHOLDER = "{tenant}"


class TenantError(YaluError):
    """A tenant that cannot be: its name is none, or what it keeps cannot be kept apart."""


def check_tenant(name: str) -> str:
    """Give the name of a tenant.

    Raises:
        TenantError: it is none.
    """
    if not _NAME.fullmatch(name):
        raise TenantError(f"{name[:60]!r} is no name of a tenant; write up to 40 small letters, digits, - and _")
    return name


def receipts_place(workspace: Path | None = None, tenant: str = DEFAULT_TENANT) -> Path | str:
    """Give where a tenant's receipts stand: each has a chain of its own.

    The default tenant's stand in the workspace, or where `YALU_RECEIPTS` says; those of the others in `tenants/NAME`
    below. Where the variable holds the address of a database, `{tenant}` in it stands for the tenant's name.

    Raises:
        TenantError: the address has no place for the name of another tenant than the default one.
        WorkspaceError: the workspace is no folder.
    """
    check_tenant(tenant)
    given = os.environ.get(RECEIPTS_VARIABLE)
    if given and "://" in given:
        if PLACEHOLDER not in given and tenant != DEFAULT_TENANT:
            raise TenantError(f"{RECEIPTS_VARIABLE} is one database for all; write {PLACEHOLDER} where the name goes")
        return given.replace(PLACEHOLDER, tenant)
    folder = Path(given) if given else workspace_place(workspace)
    return folder if tenant == DEFAULT_TENANT else folder / "tenants" / tenant


def open_receipts(workspace: Path | None = None, tenant: str = DEFAULT_TENANT) -> ReceiptBook:
    """Open the receipts of a tenant.

    Raises:
        ReceiptError: they cannot be used.
        TenantError: as by `receipts_place`.
    """
    return ReceiptBook(receipts_place(workspace, tenant))
