"""Writing receipts, as every command does that screens."""

import os
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from yalu.lists import ListSnapshot
from yalu.workspace import AnswerTree, Receipt, ReceiptBook, Stamp, Workspace, is_kept
from yalu.workspace.database import Place
from yalu.workspace.history import HERE, Actor
from yalu.workspace.receipts import Draft
from yalu.workspace.tenants import open_receipts

ReceiptWish = Annotated[
    bool | None,
    typer.Option(
        "--receipt/--no-receipt",
        show_default=False,
        help="Write a receipt, or none. Left out: one is written where all lists are kept in the workspace.",
    ),
]
Operator = Annotated[
    str | None,
    typer.Option("--operator", metavar="NAME", envvar="YALU_OPERATOR", help="Who asks, to stand in the receipt."),
]


def here() -> Actor:
    """Give who changes something on the command line: YALU_OPERATOR, or what is known without it."""
    return Actor(os.environ.get("YALU_OPERATOR") or HERE.name)


def open_book(workspace: Place | None) -> ReceiptBook:
    """Open the receipts: where the environment says, else those of the workspace.

    Raises:
        ReceiptError: they cannot be used.
    """
    return open_receipts(workspace)


def new_stamp(operator: str | None = None) -> Stamp:
    """Give the time of now and a new salt."""
    return Stamp(datetime.now(UTC), secrets.token_bytes(16), operator)


class Receipting:
    """Whether a command writes a receipt, and where."""

    def __init__(self, workspace: Place | None, operator: str | None, wish: bool | None) -> None:
        self._workspace, self._operator, self._wish = workspace, operator, wish

    def wanted(self, snapshots: Sequence[ListSnapshot]) -> bool:
        """Whether there is to be a receipt: as wished, else where the screening could be repeated."""
        if self._wish is not None:
            return self._wish
        kept = Workspace(self._workspace)
        return all(is_kept(kept, snapshot) for snapshot in snapshots)

    def tree(self, snapshots: Sequence[ListSnapshot]) -> AnswerTree | None:
        """Give the tree that a run needs for a receipt, if there is to be one."""
        return AnswerTree(secrets.token_bytes(16)) if self.wanted(snapshots) else None

    def write(self, snapshots: Sequence[ListSnapshot], draft: Callable[[], Draft]) -> Receipt | None:
        """Write a receipt, if there is to be one.

        Raises:
            ReceiptError: it cannot be written.
        """
        if not self.wanted(snapshots):
            return None
        with open_book(self._workspace) as book:
            return book.append(draft(), new_stamp(self._operator))


def say_receipt(receipt: Receipt | None) -> None:
    """Say on stderr which receipt was written."""
    if receipt is not None:
        typer.echo(f"Receipt {receipt.number}: {receipt.hash}", err=True)
