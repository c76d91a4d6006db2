"""Asking an index, as tasks for processes of their own; each takes first what to call when all is prepared."""

import gc
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.name_quality import Entity
from benchmarks.screening.apart import cpu, memory
from yalu.screening import Hit, Screener

THRESHOLD, HITS = 0.7, 10
BUDGET = 20.0
"""How many CPU seconds a run may take; then it ends early and says after how many questions."""
BATCHED = hasattr(Screener, "screen_many")
SAVED = hasattr(Screener, "open") and hasattr(Screener, "save")
Source = Screener | Path
"""An index: in memory, which forked processes share, or saved, which each opens anew."""


def question(name: str) -> Entity:
    return {"schema": "Person", "properties": {"name": [name]}}


def open_index(source: Source) -> Screener:
    """Give the index, ready for questions: all that is loaded at the first one is loaded.

    What is there by then stays, so it is taken out of the collector's walks, as the workers of `yalu screen` do.
    """
    screener: Any = Screener
    opened = screener.open(source) if isinstance(source, Path) else source
    opened.warm_up()
    gc.freeze()
    return opened


def ask(screener: Any, names: list[str]) -> list[list[Hit]]:
    """Screen names; in batches where the engine can."""
    queries = [question(name) for name in names]
    if BATCHED:
        return [list(hits) for hits in screener.screen_many(queries, threshold=THRESHOLD, limit=HITS)]
    return [screener.screen(query, THRESHOLD, HITS) for query in queries]


def ask_all(screener: Screener, names: list[str], budget: float = BUDGET) -> tuple[float, list[list[Hit]]]:
    """Screen names for at most so many CPU seconds; give the seconds and what was found for those that were asked."""
    size = 1_000 if BATCHED else 50
    found: list[list[Hit]] = []
    began = cpu()
    for start in range(0, len(names), size):
        found += ask(screener, names[start : start + size])
        if cpu() - began > budget:
            break
    return cpu() - began, found


def run_batch(ready: Callable[[], Any], source: Source, names: list[str]) -> tuple[float, int, list[list[str]]]:
    """Give the CPU seconds, the bytes that the process holds at the end, and the names that were found for each."""
    screener = open_index(source)
    ready()
    spent, found = ask_all(screener, names)
    return spent, memory(), [[hit.name for hit in hits] for hits in found]


def run_single(ready: Callable[[], Any], source: Source, names: list[str]) -> list[float]:
    """Give the CPU milliseconds of each question by itself, for as many as the budget allows."""
    screener = open_index(source)
    ready()
    spent = []
    for name in names:
        began = time.process_time()
        screener.screen(question(name), THRESHOLD, HITS)
        spent.append((time.process_time() - began) * 1000)
        if sum(spent) > BUDGET * 1000:
            break
    return spent


def run_workers(ready: Callable[[], Any], source: Source, names: list[str], threads: int) -> tuple[float, float]:
    """Give when the work began and ended."""
    screener = open_index(source)
    with ThreadPoolExecutor(threads) as pool:
        ready()
        began = time.monotonic()
        list(pool.map(lambda start: ask_all(screener, names[start::threads]), range(threads)))
        return began, time.monotonic()


def run_opening(ready: Callable[[], Any], source: Path) -> tuple[float, float]:
    """Give the CPU milliseconds of opening an index and of the first question."""
    ready()
    screener: Any = Screener
    times = [time.process_time()]
    opened = screener.open(source)
    times.append(time.process_time())
    ask(opened, ["Kim Jong Un"])
    times.append(time.process_time())
    return 1000 * (times[1] - times[0]), 1000 * (times[2] - times[1])
