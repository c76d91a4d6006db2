"""A file that grows while a run goes on, and that a run which was cut off can go on writing.

`FILE.part` holds what is written so far, `FILE.part.json` how much of it is whole and of which run. The state is
written after the bytes are on the disk; what stands behind the offset that it names is cut off when the run goes on.
FILE itself appears at the end, at once.
"""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

import orjson

from yalu.model import OutputError
from yalu.workspace.answer_formats import AnswerFormat

_KIND = "yalu screening run 2"
_EVERY = 1.0
"""Seconds between two states."""


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a run had come: rows that are written, what was counted on the way, and the tree of their answers."""

    rows: int = 0
    counts: Mapping[str, Any] = field(default_factory=dict)
    tree: Mapping[str, Any] = field(default_factory=dict)


class PartFile:
    """The growing file of one run; use it in a `with` block.

    Leaving the block by an exception keeps the state, so that the run can be resumed; `finish` puts the file in place.
    """

    def __init__(self, target: Path, form: AnswerFormat, identity: Mapping[str, str], *, resume: bool) -> None:
        """Open the file, anew or where a run of the same identity was cut off.

        Args:
            target: The file that is to be written.
            form: How it is finished.
            identity: What the run depends on, by name: input, lists, settings.
            resume: Whether to go on where a run was cut off.

        Raises:
            OutputError: the place cannot be written, or the run that was cut off is another one.
        """
        self._target = target
        self._form = form
        self._identity = dict(identity)
        self._part = target.with_name(f"{target.name}.part")
        self._state = target.with_name(f"{target.name}.part.json")
        found = self._read_state() if resume else None
        self.start = Progressed(found["rows"], found["counts"], found["tree"]) if found else Progressed()
        self._now = self.start
        self._saved = monotonic()
        try:
            self._file = self._part.open("r+b" if found else "wb")
            self._file.seek(found["offset"] if found else 0)
            self._file.truncate()
            self._offset = self._file.tell()
            if not found:
                self._offset += self._file.write(form.head)
                self._save()
        except OSError as error:
            raise self._unwritable(error) from None

    def __enter__(self) -> "PartFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, _: TracebackType | None) -> None:
        if not self._file.closed:
            if kind is not None:
                with contextlib.suppress(OSError, ValueError):
                    self._save()
            self._file.close()

    def append(self, data: bytes, now: Progressed) -> None:
        """Write the answers to some rows, after which the run has come as far as `now`.

        Raises:
            OutputError: the disk is full, or the place cannot be written any more.
        """
        try:
            # Counted only when written: half a batch behind the offset is cut off when the run goes on.
            self._offset += self._file.write(data)
            self._now = now
            if monotonic() - self._saved > _EVERY:
                self._save()
        except OSError as error:
            raise self._unwritable(error) from None

    def finish(self) -> None:
        """Put the whole file in place and take the state away.

        Raises:
            OutputError: the place cannot be written.
        """
        try:
            self._save()
            self._file.close()
            self._form.finish(self._part, self._target)
            self._state.unlink()
        except OSError as error:
            raise self._unwritable(error) from None

    def _save(self) -> None:
        """Put the bytes on the disk, then the state, so that the state never names bytes that are not there."""
        self._file.flush()
        os.fsync(self._file.fileno())
        state = {
            "kind": _KIND,
            "identity": self._identity,
            "offset": self._offset,
            "rows": self._now.rows,
            "counts": self._now.counts,
            "tree": self._now.tree,
        }
        fresh = self._state.with_name(f"{self._state.name}.new")
        with fresh.open("wb") as file:
            file.write(orjson.dumps(state))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._state)
        self._saved = monotonic()

    def _read_state(self) -> dict[str, Any] | None:
        """Read the state of the run to be resumed; `None` if none was cut off."""
        if not self._part.exists() or not self._state.exists():
            return None
        try:
            state: dict[str, Any] = orjson.loads(self._state.read_bytes())
            known, offset, size = state["identity"], int(state["offset"]), self._part.stat().st_size
            if state["kind"] != _KIND or int(state["rows"]) < 0:
                raise ValueError("of another kind")
            if not isinstance(state["counts"], dict) or not isinstance(state["tree"], dict):
                raise ValueError("of another kind")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{self._state}: the state of the run cannot be read ({error}); start anew without --resume"
            ) from None
        changed = [name for name, value in self._identity.items() if known.get(name) != value]
        if changed:
            raise OutputError(
                f"{self._state}: the run that was cut off differs in its {', '.join(changed)}; give the same, or start "
                "anew without --resume"
            )
        if size < offset:
            raise OutputError(f"{self._part}: it is shorter than its state says; start anew without --resume")
        return state

    def _unwritable(self, error: OSError) -> OutputError:
        return OutputError(f"{self._target}: it cannot be written: {error.strerror or error}")
