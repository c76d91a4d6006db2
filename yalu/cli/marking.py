"""Marking hits with what was decided about them, as `yalu screen` does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typer

from yalu.lists import ListSnapshot
from yalu.model import YaluError
from yalu.workspace.database import Place
from yalu.workspace.decisions import Marking, entities_of_lists, open_decisions
from yalu.workspace.table_marking import check_marked_output


@dataclass(frozen=True, slots=True)
class MarkWish:
    """Whether hits are marked, alerts opened, and remembered false positives left out."""

    workspace: Place | None
    marked: bool
    alerts: bool
    leave_out: bool

    def check(self, needed: str, out: Path | None) -> None:
        """Check that the parties have ids, where something is asked that needs them, and that marks have a place.

        Raises:
            YaluError: they have not; `needed` is the option that says them.
        """
        for option, wanted in (("--alerts", self.alerts), ("--leave-out-false-positives", self.leave_out)):
            if wanted and not self.marked:
                raise YaluError(f"{option} goes with {needed}: decisions are remembered by your own ids of parties")
        if self.marked and out is not None:
            check_marked_output(out)

    @contextmanager
    def marking(self, snapshots: Sequence[ListSnapshot]) -> Iterator[Marking]:
        """Open the decisions of the workspace.

        Raises:
            WorkspaceError: they cannot be used.
        """
        with open_decisions(self.workspace) as book:
            now = partial(datetime.now, UTC) if self.alerts else None
            yield Marking(book, entities_of_lists(snapshots), self.leave_out, now)


def say_decisions(decided: int, left_out: int) -> None:
    """Say on stderr how many hits have an alert, and how many were left out."""
    if decided:
        words = f"; {left_out:,} of them, false positives that are remembered, left out" if left_out else ""
        typer.echo(f"{decided:,} hits have an alert{words} (`yalu decisions list`)", err=True)
