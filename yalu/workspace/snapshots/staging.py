"""Room for what is being written: folders that nobody else uses, and that the next one clears away after a kill."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from yalu.model import WorkspaceError
from yalu.workspace.snapshots.durable import locked


@contextmanager
def staged_in(staging: Path) -> Iterator[Path]:
    """Give a new folder to write in, below `staging`. It is cleared away at the end if it was not put in place.

    Raises:
        OSError: the place cannot be written.
    """
    with ExitStack() as stack:
        folder = _claim(staging, stack)
        try:
            (folder / "snapshot").mkdir()
            yield folder / "snapshot"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def staged_in_cache(cache: Path) -> Iterator[Path]:
    """Give a new folder to write in below a cache of this machine. It is cleared away at the end.

    Raises:
        WorkspaceError: the cache cannot be written.
    """
    try:
        with staged_in(cache / "staging") as folder:
            yield folder
    except OSError as error:
        raise WorkspaceError(f"{cache}: it cannot be written: {error.strerror or error}") from None


def _claim(staging: Path, stack: ExitStack) -> Path:
    """Make a folder that is locked while `stack` is open, and clear away those that nobody holds any more."""
    staging.mkdir(parents=True, exist_ok=True)
    with locked(staging / ".lock"):
        for left in [item for item in staging.iterdir() if item.is_dir()]:
            # Whoever held it may just be clearing it away.
            with suppress(FileNotFoundError), locked(left / "lock", wait=False) as orphaned:
                if orphaned:
                    shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(dir=staging))
        stack.enter_context(locked(folder / "lock"))
        return folder
