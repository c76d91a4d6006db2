"""Tenants: who shares a service without seeing what the others do.

Lists and datasets are shared; decisions and receipts are not. An API key belongs to one tenant. The
command line, and a service without keys, are the tenant "default".
"""

import os
import re
from pathlib import Path

from yalu.model import YaluError
from yalu.workspace.database import Place, is_address
from yalu.workspace.receipts.store import OWN_CHAIN, RECEIPTS_VARIABLE, ReceiptBook
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


def tenant_folder(folder: Path, tenant: str = DEFAULT_TENANT) -> Path:
    """Give where a tenant's own files stand in a folder: those of the default tenant are not apart.

    Raises:
        TenantError: it is no name of a tenant.
    """
    return folder if check_tenant(tenant) == DEFAULT_TENANT else folder / "tenants" / tenant


def receipts_place(workspace: Place | None = None, tenant: str = DEFAULT_TENANT) -> tuple[Place, str]:
    """Give where a tenant's receipts stand, and the name of his chain there: each tenant has a chain of his own.

    They stand where `YALU_RECEIPTS` says, else in the workspace. In a folder those of the default tenant are a file,
    and those of the others files in `tenants/NAME`; in a database all stand together. Where the variable holds an
    address with `{tenant}` in it, that stands for the tenant's name, and each has a database.

    Raises:
        TenantError: it is no name of a tenant.
    """
    check_tenant(tenant)
    place = os.environ.get(RECEIPTS_VARIABLE) or workspace_place(workspace)
    if is_address(place):
        own = PLACEHOLDER in str(place)
        return str(place).replace(PLACEHOLDER, tenant), OWN_CHAIN if own else tenant
    return tenant_folder(Path(place), tenant), OWN_CHAIN


def open_receipts(workspace: Place | None = None, tenant: str = DEFAULT_TENANT) -> ReceiptBook:
    """Open the receipts of a tenant.

    Raises:
        DatabaseError: they cannot be used.
        TenantError: as by `receipts_place`.
    """
    return ReceiptBook(*receipts_place(workspace, tenant))
