"""Erasing beside the requests, once a day, what is older than `YALU_KEEP` allows: for servers that are told to."""

import logging
import threading
from contextlib import ExitStack, suppress
from pathlib import Path

from yalu.model import YaluError
from yalu.workspace.database import Place
from yalu.workspace.decisions import Person
from yalu.workspace.kept_tenants import kept_tenants
from yalu.workspace.retention import Erased, Keeper, Retention
from yalu.workspace.snapshots.durable import locked

log = logging.getLogger("yalu.server")
FIRST_AFTER = 60.0
"""Seconds from the start to the first turn: a server that is started and stopped again erases nothing."""
EVERY = 86_400.0
LOCK = "erasing.lock"


class Erasing:
    """Erases for all tenants, on a thread. Workers of one machine take turns; who comes second finds nothing left."""

    def __init__(self, workspace: Place | None, folder: Path, rules: Retention) -> None:
        """`folder` is where the workers' lock stands."""
        self._workspace, self._folder, self._rules = workspace, folder, rules
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="erasing")
        self._thread.start()

    def stop(self) -> None:
        """End, when the tenant whose turn it is is done."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        pause = FIRST_AFTER
        while not self._stop.wait(pause):
            pause = EVERY
            try:
                self.run_all()
            except Exception as error:
                reason = str(error) if isinstance(error, YaluError) else type(error).__name__
                log.error("erasing failed and is tried again tomorrow", extra={"told": {"reason": reason}})

    def run_all(self) -> dict[str, Erased]:
        """Erase now, and say what of whom.

        Raises:
            YaluError: a database cannot be used. What was erased before that is recorded.
        """
        found: dict[str, Erased] = {}
        with ExitStack() as held:
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(locked(self._folder / LOCK))
            for tenant in kept_tenants(self._workspace):
                if self._stop.is_set():
                    break
                found[tenant] = Keeper(Person("retention"), self._workspace, tenant).run(self._rules)
                log.info("erased", extra={"told": {"tenant": tenant, **found[tenant].to_json()}})
        return found
