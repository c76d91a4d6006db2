"""Receipts of what a service screened: written where everything that it serves can be had again."""

import threading

from yalu.lists import ListSnapshot
from yalu.model import WorkspaceError
from yalu.workspace.database import Place
from yalu.workspace.datasets import ServedData
from yalu.workspace.snapshots import Workspace


class ServedLists:
    """The lists behind what is served, read from the workspace when they are needed. Threads may share it."""

    def __init__(self, workspace: Place | None) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._known: tuple[str, tuple[ListSnapshot, ...]] | None = None

    def kept(self, served: ServedData) -> tuple[ListSnapshot, ...]:
        """Give the lists if all that is served is of lists that the workspace keeps; else nothing.

        Then a screening can be repeated, so a receipt of it makes sense, as by `yalu screen`.
        """
        with self._lock:
            if self._known is None or self._known[0] != served.key:
                self._known = served.key, self._read(served)
            return self._known[1]

    def _read(self, served: ServedData) -> tuple[ListSnapshot, ...]:
        kept, found = Workspace(self._workspace), []
        for name in served.stores:
            issue = served.catalog.datasets[name].issue
            if issue is None or issue.name not in kept.lists():
                return ()
            try:
                found.append(kept.open(kept.find(f"{issue.name}@{issue.sha256}")))
            except WorkspaceError:
                return ()
        return tuple(found)
