"""A process that is killed at any moment leaves the old state or the new one, and never blocks the next."""

import os
import random
import signal
import sys
import time
from functools import partial
from pathlib import Path

from tests.processes import in_child, status_of
from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.lists import read_list
from yalu.workspace import Workspace


def leftovers(workspace: Workspace) -> list[Path]:
    return [item for item in (workspace.folder / "staging").iterdir() if item.is_dir()]


def test_sigkill_at_random_moments_leaves_the_old_or_the_new_state(workspace: Workspace, tmp_path: Path) -> None:
    old = workspace.add(write_people(tmp_path / "old.json", range(300), "2024-05-01"), now=NOW).issue
    start = time.monotonic()
    assert status_of(in_child(lambda: workspace.add(write_people(tmp_path / "x.json", range(299)), now=NOW))) == 0
    span = time.monotonic() - start
    moments = random.Random(20240528)  # noqa: S311 - it chooses moments
    for count in range(301, 317):
        new = write_people(tmp_path / f"{count}.json", range(count), f"2024-06-{count - 300:02}")
        before = workspace.current(LIST)
        child = in_child(partial(workspace.add, new, now=NOW))
        time.sleep(moments.uniform(0, span))
        os.kill(child, signal.SIGKILL)
        status_of(child)
        after = workspace.current(LIST)
        assert after.parties in (before.parties, count)
        assert len(workspace.open(after).parties) == after.parties
        assert workspace.open(old).date == "2024-05-01"
        workspace.add(new, now=NOW)
        assert workspace.open(LIST) == read_list(new)
        assert not leftovers(workspace)


def test_a_kill_at_every_step_of_writing_leaves_the_old_or_the_new_state(workspace: Workspace, tmp_path: Path) -> None:
    """Kill the process at the n-th call that changes the disk, for every n until it lives."""
    workspace.add(write_people(tmp_path / "old.json", range(20), "2024-05-01"), now=NOW)
    new = write_people(tmp_path / "new.json", range(21), "2024-05-02")

    def add_and_die(step: int) -> None:
        _die_at(step)
        Workspace(workspace.folder).add(new, now=NOW)

    steps = 0
    while os.WIFSIGNALED(status_of(in_child(partial(add_and_die, steps)))):
        current = workspace.current(LIST)
        assert current.parties in (20, 21)
        assert len(workspace.open(current).parties) == current.parties
        steps += 1
    assert steps > 10
    assert workspace.current(LIST).parties == 21
    assert workspace.open(LIST) == read_list(new)
    assert workspace.add(new, now=NOW).new is False


def _die_at(step: int) -> None:
    """Let this process kill itself at its n-th call that touches the disk."""
    left = step
    watched = {"os.mkdir", "os.rename", "os.remove", "os.rmdir"}

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if writes or event in watched:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(count)


def test_writers_at_once_all_get_their_issue_in(workspace: Workspace, tmp_path: Path) -> None:
    files = [write_people(tmp_path / f"{n}.json", range(40, 41 + n), f"2024-05-{n:02}") for n in range(30, 18, -1)]

    def add_all(some: list[Path]) -> None:
        for file in some:
            workspace.add(file, now=NOW, force=True)

    children = [in_child(partial(add_all, files[n::3])) for n in range(3)]
    assert [status_of(child) for child in children] == [0, 0, 0]
    assert sorted(issue.parties for issue in workspace.log(LIST)) == [n + 1 for n in range(19, 31)]
    assert not leftovers(workspace)
