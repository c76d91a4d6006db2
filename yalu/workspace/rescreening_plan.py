"""What a rescreening goes on from: the last run over the table, as its receipt tells of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yalu.lists import ListSnapshot
from yalu.model import ReceiptError
from yalu.workspace.receipts.drafts import hash_file, list_facts
from yalu.workspace.receipts.receipt import Kind, Receipt
from yalu.workspace.receipts.store import ReceiptBook
from yalu.workspace.receipts.versions import current_versions
from yalu.workspace.replay import settings_of
from yalu.workspace.screening_run import ScreeningSettings


@dataclass(frozen=True)
class RescreeningPlan:
    """What a rescreening starts from.

    Attributes:
        before: The lists of the earlier run.
        settings: Its settings.
        previous: Its answers, if they can be used; else every row is asked anew.
        words: What the user should know of how this was chosen, one sentence each.
    """

    before: tuple[ListSnapshot, ...]
    settings: ScreeningSettings
    previous: Path | None
    words: tuple[str, ...]


def last_run(book: ReceiptBook, parties: Path, previous: Path | None = None) -> Receipt | None:
    """Find the newest receipt of a run over a table as it is now; with `previous`, of the run that wrote that file.

    Raises:
        ReceiptError: a file or the receipts cannot be read.
    """
    table = hash_file(parties)
    output = None if previous is None else hash_file(previous)
    for receipt in book.receipts(Kind.TABLE, newest_first=True):
        if receipt.payload is None or receipt.payload["input"]["sha256"] != table:
            continue
        written = receipt.payload["output"] or {}
        if output is None or written.get("sha256") == output:
            return receipt
    return None


def plan_rescreening(
    parties: Path,
    run: Receipt | None,
    find_list: Callable[[Mapping[str, Any]], ListSnapshot],
    *,
    before: Sequence[ListSnapshot] = (),
    settings: ScreeningSettings | None = None,
    previous: Path | None = None,
) -> RescreeningPlan:
    """Decide what to start from: what the user names, else what the receipt of the last run says.

    Args:
        parties: The table.
        run: The receipt of the last run over it, if there is one.
        find_list: Finds a list that a receipt names.
        before: The earlier lists, if the user names them.
        settings: The settings, if the user gives any.
        previous: The earlier answers, if the user names them.

    Raises:
        ReceiptError: there is no receipt, and the user names no earlier lists.
        YaluError: a list cannot be found or read.
    """
    if run is None:
        if not before:
            raise ReceiptError(
                f"{parties}: no receipt tells of an earlier run over this very table; name the earlier lists with "
                "--from, and its answers with --previous"
            )
        unsure = "No receipt vouches for the earlier answers: that they are of these lists, settings and this version."
        return RescreeningPlan(tuple(before), settings or ScreeningSettings(), previous, (unsure,) if previous else ())
    lists = tuple(before) or tuple(find_list(item) for item in run.header["lists"])
    chosen = settings or settings_of(run)
    words = [f"Receipt {run.number} of {run.header['time']} tells of the last run over this table."]
    file, reason = _usable(run, lists, chosen, previous)
    if reason:
        words.append(f"Every row is asked anew: {reason}.")
    return RescreeningPlan(lists, chosen, file, tuple(words))


def _usable(
    run: Receipt, lists: Sequence[ListSnapshot], settings: ScreeningSettings, previous: Path | None
) -> tuple[Path | None, str]:
    """Give the file of the earlier answers, or the reason why they cannot be used."""
    then = settings_of(run)
    same = ("threshold", "limit", "schema", "columns")
    if run.header["versions"]["answers"] != current_versions()["answers"]:
        return None, "the earlier answers were made by another version of the scoring"
    if any(getattr(then, name) != getattr(settings, name) for name in same):
        return None, "the earlier run had other settings"
    if list_facts(lists) != run.header["lists"]:
        return None, "the earlier run asked other lists than those named"
    if previous is not None:
        return previous, ""
    output = run.content()["output"]
    if output is None:
        return None, "the earlier run wrote its answers to no file"
    path = Path(output["file"])
    if not path.is_file():
        return None, f"the file of the earlier answers, {path}, is not there"
    if hash_file(path) != output["sha256"]:
        return None, f"{path} is not what the earlier run wrote"
    return path, ""
