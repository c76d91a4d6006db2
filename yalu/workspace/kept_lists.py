"""Finding the lists that a receipt names: in the workspace, or among files that the user gives."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from yalu.lists import ListSnapshot
from yalu.model import ReceiptError, WorkspaceError, parse_day
from yalu.workspace.snapshots import Workspace


def list_finder(
    workspace: Workspace, given: Sequence[ListSnapshot] = ()
) -> Callable[[Mapping[str, Any]], ListSnapshot]:
    """Give a function that finds a list by what a receipt says of it.

    Args:
        workspace: Where issues are kept.
        given: Lists that were read from files; they count if their hash is the one that is asked for.
    """

    def find(item: Mapping[str, Any]) -> ListSnapshot:
        known = next((snapshot for snapshot in given if snapshot.sha256 == item["sha256"]), None)
        if known is None:
            known = _kept(workspace, item)
        return known.on(parse_day(item["as_of"])) if item.get("as_of") else known

    return find


def is_kept(workspace: Workspace, snapshot: ListSnapshot) -> bool:
    """Whether the workspace holds this very issue, so that a screening against it can be repeated."""
    try:
        return workspace.find(f"{snapshot.name}@{snapshot.sha256}").id == snapshot.sha256
    except WorkspaceError:
        return False


def _kept(workspace: Workspace, item: Mapping[str, Any]) -> ListSnapshot:
    try:
        issue = workspace.find(f"{item['name']}@{item['sha256']}")
    except WorkspaceError:
        raise ReceiptError(
            f"the list {item['name']} of {item['date'] or 'unknown date'} (SHA-256 {item['sha256'][:16]}…) is not in "
            f"the workspace {workspace.place}; give its file with --list, or take it in with `yalu lists add`"
        ) from None
    return workspace.open(issue)
