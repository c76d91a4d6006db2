"""Screening chunks of a table in this process or in several, in the order of the table either way."""

import gc
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from yalu.model import YaluError
from yalu.records import Chunk
from yalu.screening import Screener
from yalu.workspace.screening_audit import Audited, audit_rows

AHEAD = 2
"""Chunks that wait for each process, so that none waits for the reading."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every row. `audited` are the rows to be proved against the full scan."""

    threshold: float
    limit: int | None
    audited: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ScreenedChunk:
    """The answers to a chunk (`yalu.screening.OUTPUT_SCHEMA`), with what its reading told and what its audit found."""

    batch: pa.RecordBatch
    share: float
    notes: tuple[str, ...]
    audited: tuple[Audited, ...]


def screen_chunks(
    chunks: Iterable[Chunk], screener: Screener, question: Question, workers: int = 1
) -> Iterator[ScreenedChunk]:
    """Screen chunks in their order, in `workers` processes.

    Raises:
        YaluError: a process ended on its own.
    """
    # The collector of garbage would walk over the lists again and again, which takes longer than reading the table.
    gc.freeze()
    try:
        if workers > 1:
            yield from _in_processes(chunks, screener, question, workers)
        else:
            for chunk in chunks:
                yield _screen(screener, chunk, question)
    finally:
        gc.unfreeze()


def _screen(screener: Screener, chunk: Chunk, question: Question) -> ScreenedChunk:
    (batch,) = screener.screen_batches([chunk.batch], question.threshold, question.limit)
    audited = audit_rows(screener, chunk.batch, batch, question.audited, question.threshold, question.limit)
    return ScreenedChunk(batch, chunk.share, chunk.notes, audited)


def _in_processes(
    chunks: Iterable[Chunk], screener: Screener, question: Question, workers: int
) -> Iterator[ScreenedChunk]:
    with TemporaryDirectory(prefix="yalu-") as folder:
        # Every process maps the same file into its memory, so that it stands there once.
        saved = Path(folder) / "screener"
        screener.save(saved)
        # New processes rather than forked ones: a fork copies locks that threads of Arrow or numba may hold.
        pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (saved, question))
        try:
            yield from _in_order(pool, chunks, workers * AHEAD)
        except BrokenProcessPool:
            raise YaluError(
                "a worker process ended on its own, perhaps for want of memory; use fewer --workers"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, chunks: Iterable[Chunk], ahead: int) -> Iterator[ScreenedChunk]:
    """Hand chunks out, at most `ahead` of them at a time, and give the answers in the order of the chunks."""
    waiting: deque[Future[ScreenedChunk]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_screen_here, chunk))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_work: tuple[Screener, Question] | None = None


def _start(saved: Path, question: Question) -> None:
    """Open this process's screener. An interrupt goes to the main process, which ends the others."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work = Screener.open(saved), question
    gc.freeze()


def _screen_here(chunk: Chunk) -> ScreenedChunk:
    assert _work is not None  # noqa: S101 - `_start` runs first in every process
    return _screen(_work[0], chunk, _work[1])
