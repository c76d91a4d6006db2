"""How long does it take to read a list, and how much memory?

    python -m benchmarks.list_reading [FILE]

Each figure comes from a process of its own. "floor" is lxml unpacking and parsing the same file and doing nothing with
it. Without FILE the real list of 2024-05-28 beside the project is taken.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

DEFAULT = (
    Path(__file__).resolve().parents[1].parent
    / "shared"
    / "data"
    / "lists"
    / "ofac-advanced"
    / "sdn_advanced-2024-05-28.xml.bz2"
)
RECORDS = ("DistinctParty", "IDRegDocument", "Location", "ProfileRelationship", "SanctionsEntry")


def floor(path: Path) -> None:
    from yalu.lists.opening import open_list

    with open_list(path) as opened:
        parser = etree.XMLPullParser(events=("end",), tag=["{*}" + name for name in RECORDS])
        while chunk := opened.read(1 << 18):
            parser.feed(chunk)
            for _, element in parser.read_events():
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        parser.close()


def cold(path: Path) -> None:
    from yalu.lists import read_list

    read_list(path)


def load(path: Path) -> None:
    from yalu.workspace import load_list

    load_list(path)


TASKS: dict[str, Callable[[Path], None]] = {"floor": floor, "cold read": cold, "read and store": load, "cached": load}


def measure(task: str, path: Path) -> None:
    import yalu.workspace  # noqa: F401 - imports do not count

    imported = time.process_time()
    TASKS[task](path)
    seconds = time.process_time() - imported
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    print(json.dumps({"seconds": seconds, "import": imported, "peak": peak}))


def main(path: Path) -> None:
    print(f"{path.name}, {path.stat().st_size / 2**20:.1f} MiB")
    print(f"{'':16}{'CPU s':>8}{'import s':>10}{'peak MiB':>10}{'x floor':>9}")
    base = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for task in TASKS:
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.list_reading", str(path), task],
                env=os.environ | {"YALU_CACHE": folder},
                check=True,
                capture_output=True,
                text=True,
            )
            result = json.loads(done.stdout)
            base = base or result["seconds"]
            print(
                f"{task:16}{result['seconds']:8.2f}{result['import']:10.2f}{result['peak']:10.0f}"
                f"{result['seconds'] / base:9.2f}"
            )


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if len(sys.argv) > 2:
        measure(sys.argv[2], given)
    else:
        main(given)
