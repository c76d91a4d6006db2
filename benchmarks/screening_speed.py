"""How fast names are screened, and in how much memory; other programs in the same run.

    python -m benchmarks.screening_speed [--sizes 100k,1m,5m] [--only speed,peers] [--no-peers] [--latency] [--json]

The real names come from the files beside the project; `benchmarks.name_lists` tells how long lists are made of them.
The questions are names of clean customers, of which in a second run every hundredth is a listed name with a slip.

Seconds are CPU seconds of all threads and children, but where workers are compared: there the clock on the wall counts,
so nothing else should run. Each measurement has a process of its own, in which nothing was asked before but one
question that loads what is loaded once. The time to make up the lists is not counted.
"""

import argparse
import gc
import json
import statistics
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.name_lists import CUSTOMERS, DATA, OFAC, SIZES, NameModel, customers, planted, real_names
from benchmarks.name_quality import Entity, un_persons
from benchmarks.screening import peers
from benchmarks.screening.apart import Figure, Report, apart, cpu, memory, together
from benchmarks.screening.asking import SAVED, Source, ask, run_batch, run_opening, run_single, run_workers
from benchmarks.screening.hostile import LIMIT, hostile_names
from yalu.screening import Screener
from yalu.workspace import load_list

QUESTIONS = {"18k": 20_000, "100k": 20_000, "1m": 5_000, "5m": 1_000}
ROUNDS = 3
WORKER_SECONDS = 4.0


def keep_index(screener: Screener, folder: str, report: Report, each: str) -> Source:
    """Save an index where the engine can, and say how large it is."""
    if not SAVED:
        report.say("this version saves no index: processes share one by forking")
        return screener
    saving: Any = screener
    path, began = Path(folder) / "index", cpu()
    saving.save(path)
    report.add("saving", cpu() - began, "CPU s")
    size = sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file())
    report.add("saved index", size / len(screener), f"bytes per {each}")
    return path


def compare_workers(report: Report, source: Source, names: list[str]) -> None:
    """Hold two threads and two processes against one, in turns."""
    fork, times = not isinstance(source, Path), {"one": [], "two threads": [], "two processes": []}
    for _ in range(ROUNDS):
        for mode, seconds in times.items():
            shares = [names[::2], names[1::2]] if mode == "two processes" else [names]
            threads = 2 if mode == "two threads" else 1
            spans = together(run_workers, [(source, share, threads) for share in shares], fork)
            seconds.append(max(end for _, end in spans) - min(start for start, _ in spans))
    for mode in ("two threads", "two processes"):
        middle = statistics.median(times["one"]) / statistics.median(times[mode])
        best = min(times["one"]) / min(times[mode])
        report.add(f"{mode} against one, median", middle, "times as fast", f"{len(names):,} questions")
        report.add(f"{mode} against one, best", best, "times as fast", f"of {ROUNDS} each")


def timed(entities: Iterator[Entity], spent: list[float]) -> Iterator[Entity]:
    """Give the entities, and note the seconds that it took to make them up."""
    while True:
        began = cpu()
        some = list(islice(entities, 5_000))
        spent.append(cpu() - began)
        if not some:
            return
        yield from some


def build(model: NameModel, size: str, report: Report) -> Screener:
    """Build an index over a list and report its cost."""
    deque(model.names(min(SIZES[size], 300_000)), maxlen=0)  # fills the memory that making up names takes
    gc.collect()
    before, began, making = memory(), cpu(), []
    screener = Screener(timed(model.entities(SIZES[size]), making))
    spent = cpu() - began - sum(making)
    gc.collect()
    report.add("building", spent, "CPU s", f"{1e6 * spent / SIZES[size]:.0f} µs per name")
    report.add("memory after building", (memory() - before) / SIZES[size], "bytes per name")
    return screener


def measure_size(ready: Callable[[], Any], size: str, parts: list[str], quiet: bool) -> list[Figure]:
    """Measure one list: building, speed, workers, single questions."""
    ready()
    report, model = Report(size, quiet), NameModel(real_names())
    slips = planted(model, QUESTIONS[size] // 100)
    clean = customers(QUESTIONS[size])
    mixed = [slips[i // 100][0] if i % 100 == 99 else name for i, name in enumerate(clean)]
    with tempfile.TemporaryDirectory() as folder:
        source, fork = keep_index(build(model, size, report), folder, report, "name"), not SAVED
        pace = 0.0
        for label, names in (("clean", clean), ("1% listed", mixed)) if "speed" in parts else ():
            spent, held, found = apart(run_batch, source, names, fork=fork)
            pace = len(found) / spent
            report.add(f"{label}, cold", pace, "names per CPU s", f"{len(found):,} questions")
            report.add(f"{label}, with hits", 1000 * sum(map(bool, found)) / len(found), "per 1,000")
        if "speed" in parts:
            report.add("memory of the process that asks", held / 2**20, "MiB")
            right = [name in hits for hits, (_, name) in zip(found[99::100], slips, strict=False)]
            report.add("listed names with a slip found", sum(right) / max(1, len(right)), "share", f"of {len(right)}")
        if "workers" in parts:
            if not pace:
                spent, _, found = apart(run_batch, source, clean, fork=fork)
                pace = len(found) / spent
            compare_workers(report, source, customers(max(100, int(pace * WORKER_SECONDS))))
        if "latency" in parts:
            single = sorted(apart(run_single, source, clean[:2_000], fork=fork))
            for label, value in (("p50", single[len(single) // 2]), ("p99", single[-len(single) // 100])):
                report.add(f"one question, {label}", value, "CPU ms")
            report.add("one question, slowest", single[-1], "CPU ms")
        if "hostile" in parts and size == "100k":
            ask_hostile(report, model, source)
    return report.figures


def ask_hostile(report: Report, model: NameModel, source: Source) -> None:
    """Ask what could be slow."""
    counts = Counter(word for name in model.names(50_000) for word in name.split())
    questions = hostile_names([word for word, _ in counts.most_common(500)])
    times = apart(run_single, source, list(questions.values()), fork=not SAVED)
    report.say(f"{len(times)} of {len(questions)} hostile questions asked")
    for label, spent in zip(questions, times, strict=False):
        report.add(label, spent, "CPU ms", "" if spent < LIMIT else f"TOO SLOW: more than {LIMIT:.0f}")


def measure_lists(ready: Callable[[], Any], quiet: bool) -> list[Figure]:
    """Measure the index over the real lists: building and opening it."""
    ready()
    report, parties = Report("OFAC+UN", quiet), [*load_list(OFAC).parties, *un_persons()]
    ask(Screener(parties[:100]), ["Kim Jong Un"])
    began = cpu()
    screener = Screener(parties)
    report.add("building", cpu() - began, "CPU s", f"{len(parties):,} parties")
    with tempfile.TemporaryDirectory() as folder:
        source = keep_index(screener, folder, report, "party")
        if isinstance(source, Path):
            opening, first = zip(*(apart(run_opening, source) for _ in range(5)), strict=True)
            report.add("opening, median of 5", statistics.median(opening), "CPU ms")
            report.add("first question after it, median of 5", statistics.median(first), "CPU ms")
    return report.figures


def measure_peers(ready: Callable[[], Any], quiet: bool) -> list[Figure]:
    """Measure other programs on the list of 100 thousand, and Yalu before and after them."""
    ready()
    report, model = Report("peers", quiet), NameModel(real_names())
    listed, slips, clean = list(model.names(SIZES["100k"])), planted(model, 300), customers(QUESTIONS["100k"])
    asked, screener = [slip for slip, _ in slips], Screener(model.entities(SIZES["100k"]))
    with tempfile.TemporaryDirectory() as folder:
        fork, source = not SAVED, keep_index(screener, folder, Report("", True), "name")
        spent, _, found = apart(run_batch, source, clean, fork=fork)
        _, _, hits = apart(run_batch, source, asked, fork=fork)
        own = len(found) / spent
        report.add("yalu", own, "names per CPU s", f"{len(found):,} questions")
        report_found(report, hits, slips, list(map(len, found)))
        for label in peers.PEERS:
            built, spent, counts, answers = apart(peers.run_peer, label, listed, clean, asked)
            pace = len(counts) / spent
            report.add(label, pace, "names per CPU s", f"{len(counts):,} questions, ready in {built:.1f} CPU s")
            report.add("   yalu's pace to this one's", own / pace, "times")
            report_found(report, [[listed[place] for place in some] for some in answers], slips, counts)
        spent, _, found = apart(run_batch, source, clean, fork=fork)
        report.add("yalu again", len(found) / spent, "names per CPU s", f"{len(found):,} questions")
    report.say(peers.NOTE)
    return report.figures


def report_found(report: Report, found: list[list[str]], slips: list[tuple[str, str]], clean: list[int]) -> None:
    """Report how many listed names were found, and for how many clean customers anything was."""
    right = sum(name in some for some, (_, name) in zip(found, slips, strict=False)) / len(found)
    report.add("   listed names with a slip found", right, "share", f"of {len(found)}")
    report.add("   clean customers with hits", 1000 * sum(map(bool, clean)) / len(clean), "per 1,000")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100k,1m", help=f"lists to make, of {', '.join(SIZES)}")
    parser.add_argument(
        "--only", default="speed,workers,hostile,lists,peers", help="parts to run; hostile needs the size 100k"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave out other programs")
    parser.add_argument("--latency", action="store_true", help="time 2,000 single questions too")
    parser.add_argument("--json", action="store_true", help="print figures as JSON at the end, and nothing else")
    arguments = parser.parse_args()
    if not (OFAC.exists() and CUSTOMERS.exists()):
        sys.exit(f"needs the real lists and customers in {DATA}")
    parts = [*arguments.only.split(","), *(["latency"] if arguments.latency else [])]
    figures: list[Figure] = []
    if {"speed", "workers", "hostile", "latency"} & set(parts):
        for size in arguments.sizes.split(","):
            figures += apart(measure_size, size, parts, arguments.json)
    if "lists" in parts:
        figures += apart(measure_lists, arguments.json)
    if "peers" in parts and not arguments.no_peers:
        if absent := peers.missing():
            print(f"peers are left out, not installed: {', '.join(absent)}; `make peers`", file=sys.stderr)
        else:
            figures += apart(measure_peers, arguments.json)
    if arguments.json:
        print(json.dumps([figure._asdict() for figure in figures], indent=1))


if __name__ == "__main__":
    main()
