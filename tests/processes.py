"""Work in a process of its own, which a test may kill."""

import os
from collections.abc import Callable


def in_child(work: Callable[[], object]) -> int:
    """Start a process of its own that does some work; it ends with 0 if that is done."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def status_of(child: int) -> int:
    """Wait for a process that `in_child` started, and give how it ended, as `os.waitpid` does."""
    return os.waitpid(child, 0)[1]
