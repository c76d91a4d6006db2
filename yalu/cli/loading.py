"""Reading lists under a progress bar, as every command does that takes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from yalu.lists import ListSnapshot, Progress as ListProgress
from yalu.screening import Screener
from yalu.screening.index import is_compiled
from yalu.workspace import load_list, load_screener


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show progress on a terminal, on stderr; show nothing when piped."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress


def load_with_progress(path: Path, progress: Progress, *, cache: bool, recover: bool = False) -> ListSnapshot:
    """Load a list and show how far its reading has come."""
    with progress_of(path, progress) as told:
        return load_list(path, cache=cache, recover=recover, progress=told)


@contextmanager
def progress_of(path: Path, progress: Progress) -> Iterator[ListProgress]:
    """Show how far the reading of a list has come, while it is read."""
    task = progress.add_task(f"list {path.name}", total=None)
    try:
        yield lambda done, total: progress.update(task, completed=done, total=total)
    finally:
        progress.remove_task(task)


def take_apart(snapshots: Sequence[ListSnapshot], progress: Progress, *, cache: bool) -> Screener:
    """Give a screener over lists that were read, ready to be asked."""
    task = progress.add_task("taking the names of the lists apart", total=None)
    if not is_compiled():
        progress.update(task, description="compiling the search for this machine (once, most of a minute)")
        Screener.compile()
        progress.update(task, description="taking the names of the lists apart")
    screener = load_screener(snapshots, cache=cache)
    progress.remove_task(task)
    return screener
