"""What large and hostile inputs cost: documents of names alone, entries of a notice, and a folder of small documents.

    python -m benchmarks.reading_bounds [--names 10000] [--documents 1000]

Each row is a process of its own, and gives its CPU seconds and its largest memory. The language model is left out.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from yalu.documents import read, read_document
from yalu.report import reading_json, reading_page
from yalu.workspace import write_readings

_SYLLABLES = ("ka", "ro", "mi", "ten", "vol", "dar", "shi", "bek", "lun", "ost")
_FAMILIES = [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]


def _people(count: int) -> list[str]:
    return [f"Ivan {_FAMILIES[n % 1000].title()}{_FAMILIES[n // 1000 % 1000]}" for n in range(count)]


def _sentences(count: int, folder: Path) -> str:
    return _read(". ".join(f"{name} works for Parsek LLC" for name in _people(count)) + ".\n", folder)


def _entries(count: int, folder: Path) -> str:
    entry = "Name: {}\nDOB: 3 May 1970\nPassport: {}\nLinked To: Parsek LLC\n\n"
    return _read("".join(entry.format(name, 100_000_000 + n) for n, name in enumerate(_people(count))), folder)


def _read(text: str, folder: Path) -> str:
    path = folder / "a.txt"
    path.write_text(text)
    reading = read([read_document(path)])
    return f"{len(text):,} characters, {len(reading.parties):,} parties, {len(reading.links):,} links"


def _documents(count: int, folder: Path) -> str:
    case = folder / "case"
    case.mkdir()
    for number in range(count):
        (case / f"{number}.txt").write_text(
            f"Parsek LLC sold pumps to Volga Holding JSC, number {number}. Ivan Petrov owns Lena Ltd. It was cold "
            f"in the north of the country on day {number} of the year, and nobody was to be seen in the streets."
        )
    (case / "broken.pdf").write_bytes(b"%PDF-1.4 no")
    summary = write_readings([case], folder / "out", reading_json, page=reading_page)
    return f"{summary.documents:,} documents, {summary.unread} unread, {summary.links:,} links"


TASKS: dict[str, Callable[[int, Path], str]] = {"names": _sentences, "entries": _entries, "documents": _documents}


def main() -> None:
    """Run each task in a process of its own and print its row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=10_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--count", type=int, default=0)
    chosen = parser.parse_args()
    if chosen.task:
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            told = TASKS[chosen.task](chosen.count, Path(folder))
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{chosen.task:10} {told}: {time.process_time() - began:.1f} s of CPU, {used} MiB")
        return
    counts = {"names": chosen.names, "entries": chosen.names, "documents": chosen.documents}
    for task, count in counts.items():
        command = [sys.executable, "-m", "benchmarks.reading_bounds", "--task", task, "--count", str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
