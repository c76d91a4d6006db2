"""How long the main job takes, as a whole process: cold (the list is read) and with the list in the cache.

    python -m benchmarks.investigation [ARTICLE] [LIST]

Prints CPU and wall-clock seconds and peak memory of each run, the children of this process being the commands.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
ARTICLE = DATA / "documents" / "korea-times-2023-06-19.txt"
LIST = DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-05-28.xml.bz2"


def run(article: Path, listing: Path, cache: Path, out: Path) -> tuple[float, float, float]:
    """Run the command once; give CPU seconds, wall-clock seconds and peak MiB."""
    command = [sys.executable, "-c", "from yalu.cli import main; main()", "investigate", str(article)]
    command += ["--list", str(listing), "--as-of", "2023-06-19", "--out", str(out)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, "YALU_CACHE": str(cache)}, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - began, after.ru_maxrss / 1024


def main() -> None:
    """Measure one cold run and three with the cache."""
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    listing = Path(sys.argv[2]) if len(sys.argv) > 2 else LIST
    if not article.exists() or not listing.exists():
        print(f"benchmarks.investigation: {article} or {listing} is not here; name an article and a list")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cold", "cached", "cached", "cached"):
            cpu, wall, peak = run(article, listing, Path(folder) / "cache", Path(folder) / "out")
            print(f"{name:7} CPU {cpu:5.1f} s   wall {wall:5.1f} s   peak {peak:5.0f} MiB (greatest so far)")


if __name__ == "__main__":
    main()
