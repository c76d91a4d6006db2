"""What does a rescreening save against a full run with the new list?

    python -m benchmarks.rescreening [--rows N]

CPU time from the moment that the lists are read: a full run builds its index and screens every row; a rescreening
compares the two issues, holds every row against what differs, and takes the other answers from the earlier run. Each in
a process of its own, so that none finds words remembered. The lists are the real issues of 2024-12-04 and 2024-12-19,
the table the real one of 50,000 customers, both beside the project. The two files must be equal, byte for byte.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.name_lists import CUSTOMERS, DATA
from yalu.workspace import load_list, load_screener, rescreen_file, screen_file

ISSUES = [DATA / "lists" / "ofac-advanced" / f"sdn_advanced-2024-12-{day}.xml.bz2" for day in ("04", "19")]


def earlier(folder: Path) -> float:
    """Do the earlier run."""
    old = load_list(ISSUES[0])
    began = time.process_time()
    screen_file(folder / "customers.csv", load_screener([old], cache=False), folder / "earlier.jsonl")
    return time.process_time() - began


def full(folder: Path) -> float:
    """Do a full run with the new list."""
    new = load_list(ISSUES[1])
    began = time.process_time()
    screen_file(folder / "customers.csv", load_screener([new], cache=False), folder / "full.jsonl")
    return time.process_time() - began


def rescreening(folder: Path) -> float:
    """Do it by a rescreening."""
    old, new = (load_list(path) for path in ISSUES)
    began = time.process_time()
    summary = rescreen_file(
        folder / "customers.csv", [old], [new], folder / "again.jsonl", previous=folder / "earlier.jsonl"
    )
    spent = time.process_time() - began
    print(
        f"{summary.rows:,} rows; listed: {summary.added} new, {summary.removed} gone, {summary.changed} changed; "
        f"{summary.rows_changed} rows changed, {summary.rows_asked_anew} asked anew",
        flush=True,
    )
    return spent


def changes(folder: Path) -> float:
    """Only find the rows that change."""
    old, new = (load_list(path) for path in ISSUES)
    began = time.process_time()
    rescreen_file(folder / "customers.csv", [old], [new])
    return time.process_time() - began


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=50_000)
    rows = arguments.parse_args().rows
    if not (CUSTOMERS.exists() and all(path.exists() for path in ISSUES)):
        print("the lists or the table are not here")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with CUSTOMERS.open(encoding="utf-8") as file:
            (folder / "customers.csv").write_text("".join(islice(file, rows + 1)), encoding="utf-8")
        tasks: tuple[Callable[[Path], float], ...] = (earlier, full, rescreening, changes)
        spent = {}
        for task in tasks:
            with get_context("spawn").Pool(1) as pool:
                spent[task.__name__] = pool.apply(task, (folder,))
        equal = (folder / "full.jsonl").read_bytes() == (folder / "again.jsonl").read_bytes()
    print(f"the files are {'equal' if equal else 'NOT EQUAL'}")
    for name, seconds in spent.items():
        print(f"{name:<12} {seconds:7.2f} CPU s   {spent['full'] / seconds:.2f} times as fast as a full run")


if __name__ == "__main__":
    main()
