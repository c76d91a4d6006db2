"""Measuring in processes of their own, so that no measurement warms up another."""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PATIENCE = 600.0
"""Seconds after which a process gives up waiting for the others."""


class Figure(NamedTuple):
    """One measured value."""

    part: str
    what: str
    value: float
    unit: str


class Report:
    """Figures, printed as they come unless `quiet`."""

    def __init__(self, part: str, quiet: bool) -> None:
        self.part = part
        self.figures: list[Figure] = []
        self._quiet = quiet

    def add(self, what: str, value: float, unit: str, note: str = "") -> None:
        """Note a figure."""
        self.figures.append(Figure(self.part, what, value, unit))
        digits = 0 if value == int(value) or abs(value) >= 1000 else 1 if abs(value) >= 100 else 3
        self.say(f"{what:44}{value:>12,.{digits}f} {unit:24}{note}".rstrip())

    def say(self, text: str) -> None:
        """Print a line."""
        if not self._quiet:
            print(f"{self.part:10}{text}", flush=True)


def cpu() -> float:
    """Give the CPU seconds of this process, all threads, and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def memory() -> int:
    """Give the bytes that this process holds now; where the system does not tell, the most it ever held."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _work(barrier: Any, pipe: Any, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    pipe.send(task(barrier.wait, *arguments))
    pipe.close()


def together(task: Callable[..., Any], shares: list[tuple[Any, ...]], fork: bool = False) -> list[Any]:
    """Run a task once for each share, each in a process of its own.

    Args:
        task: Is called with a function to call when all is prepared, which waits for the others, and a share.
        shares: The further arguments of each.
        fork: Copy this process as it is, instead of starting an empty one.
    """
    context: Any = multiprocessing.get_context("fork" if fork else "spawn")
    barrier = context.Barrier(len(shares), timeout=PATIENCE)
    running = []
    for share in shares:
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(barrier, sender, task, share))
        process.start()
        sender.close()
        running.append((process, receiver))
    try:
        return [receiver.recv() for _, receiver in running]
    except EOFError:
        barrier.abort()
        raise RuntimeError(f"{task.__name__} failed in a process of its own; see above") from None
    finally:
        for process, _ in running:
            process.join()


def apart(task: Callable[..., Any], *arguments: Any, fork: bool = False) -> Any:
    """Run a task in a process of its own and give what it gives."""
    return together(task, [arguments], fork)[0]
