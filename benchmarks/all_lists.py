"""All lists at hand into a workspace in one command, and the difference of two large issues: CPU time and memory.

    python -m benchmarks.all_lists

Each command runs as a user runs it, as a process of its own, with an empty workspace and an empty cache.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "lists"
UNIT = 1 if sys.platform == "darwin" else 1024


def run(folder: Path, *arguments: str | Path) -> tuple[float, float, int, str]:
    """Run a command; give its CPU seconds, its peak memory in MiB, its exit code and the last line it said."""
    places = {"YALU_CACHE": str(folder / "cache"), "YALU_WORKSPACE": str(folder / "workspace")}
    command = [sys.executable, "-c", "from yalu.cli import main; main()", "lists", *map(str, arguments)]
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | places)
        _, status, used = os.wait4(process.pid, 0)
    said = (folder / "out").read_text(encoding="utf-8").splitlines()
    return (
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * UNIT / 2**20,
        os.waitstatus_to_exitcode(status),
        "\n".join(said),
    )


def main() -> None:
    if not DATA.exists():
        print("the real lists are not here")
        return
    advanced = sorted((DATA / "ofac-advanced").glob("*.bz2"))
    single = [path for path in sorted(DATA.glob("*/*")) if path.parent.name != "ofac-csv-2023-12-28"]
    files = [*single, DATA / "ofac-csv-2023-12-28"]
    print(f"{'':34}{'CPU s':>8}{'peak MiB':>10}{'exit':>6}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks = {
            f"add {len(files)} lists": ("add", "--recover", "--force", *files),
            "diff of two kept issues": ("diff", "ofac-sdn@2024-12-04", "ofac-sdn@2024-12-19"),
            "diff of two files": ("diff", *advanced[-2:]),
        }
        for title, arguments in tasks.items():
            seconds, peak, code, said = run(folder, *arguments)
            print(f"{title:34}{seconds:8.1f}{peak:10.0f}{code:6}")
            for line in said.splitlines():
                if line.startswith(("yalu:", "parties:")):
                    print(f"    {line}")


if __name__ == "__main__":
    main()
