"""Run all benchmarks, one after the other: `python -m benchmarks.run`. Those whose data is not here say so."""

import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Run each benchmark as a process of its own, so that none warms up another."""
    here = Path(__file__).parent
    for path in sorted(here.glob("*.py")):
        if path.stem not in ("__init__", "run"):
            print(f"\n=== {path.stem}", flush=True)
            subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], check=False, cwd=here.parent)


if __name__ == "__main__":
    main()
