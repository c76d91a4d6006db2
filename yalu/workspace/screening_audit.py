"""The audit of a run: random rows, asked again by scoring every listed entity one by one."""

import heapq
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from yalu.records import Chunk
from yalu.screening import Screener
from yalu.screening.batches import asked_name, hit_row, queries_of


@dataclass(frozen=True, slots=True)
class Audited:
    """A row that was proved. `difference` says in words where the two answers differ; empty if they are equal."""

    row: int
    difference: str


def sample_rows(chunks: Iterable[Chunk], count: int, seed: str) -> frozenset[int]:
    """Choose `count` of the rows that can be asked, each as likely as the others, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, nothing secret
    drawn = heapq.nsmallest(count, ((chance.random(), row) for row in _readable(chunks)))
    return frozenset(row for _, row in drawn)


def _readable(chunks: Iterable[Chunk]) -> Iterator[int]:
    for chunk in chunks:
        rows, errors = chunk.batch.column("row").to_pylist(), chunk.batch.column("error").to_pylist()
        yield from (row for row, error in zip(rows, errors, strict=True) if error is None)


def audit_rows(
    screener: Screener,
    asked: pa.RecordBatch,
    answered: pa.RecordBatch,
    sample: frozenset[int],
    threshold: float,
    limit: int | None,
) -> tuple[Audited, ...]:
    """Hold the answers to the rows of `sample` against `Screener.screen_exhaustively`."""
    if not sample:
        return ()
    audited = []
    for place, row in enumerate(asked.column("row").to_pylist()):
        if row in sample:
            (query,) = queries_of(asked.slice(place, 1))
            hits = answered.column("hits")[place].as_py()
            proof = [hit_row(hit) for hit in screener.screen_exhaustively(query, threshold, limit)]
            audited.append(Audited(row, "" if hits == proof else _difference(row, asked_name(query), hits, proof)))
    return tuple(audited)


def _difference(row: int, name: str, hits: list[dict[str, Any]], proof: list[dict[str, Any]]) -> str:
    return f"row {row} ({name}): the run has {_words(hits)}; the full scan has {_words(proof)}"


def _words(hits: list[dict[str, Any]]) -> str:
    return ", ".join(f"{hit['id']} {hit['score']}" for hit in hits) or "no hits"
