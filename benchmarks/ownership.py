"""How long does it take to say who is blocked through ownership, and how much memory?

    python -m benchmarks.ownership [HOLDINGS]
    python -m benchmarks.ownership HOLDINGS whole LIST

Holdings are made with a fixed seed: most owners have one or two, some have thousands; one party in two hundred is
listed; a third of the shares are ranges, a tenth are not known; some go round in circles. "chain" is one chain of so
many firms, the worst case for the number of tiers. "links" is the making of the links, "answer" that of the answer,
"explain" the tree for one blocked party. The last line reads the register from a CSV file with owner, asset and share,
as `yalu own --all --links FILE` does: "links" is then all from the file to the network, the parties included. Each
line comes from a process of its own; seconds are CPU time.

"whole" runs the command itself, from the CSV file to all rows of the answer in another one, with an official list, with
whose names each party of the register is compared, and two parties that are to count as listed.
"""

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yalu.network.ownership import Ownership

DAY = date(2025, 3, 1)
SHAPES = ("register", "chain")
REGIMES = ("ofac", "uk")
TABLE = "table"
WHOLE = "whole"


def register(count: int) -> Iterator[tuple[str, str, str]]:
    """Give owner, asset and share of holdings such as a company register has."""
    draw = random.Random(20250301)  # noqa: S311 - nothing secret
    parties = count * 3 // 4
    for number in range(count):
        owner = int(parties * draw.random() ** 3)
        asset = draw.randrange(parties)
        kind = draw.random()
        low = draw.randrange(1, 9999)
        share = f"{low / 100:.2f}" if kind < 0.57 else "" if kind < 0.67 else draw.choice(("25-50", "50-75", "75-100"))
        yield f"P{owner}", f"P{asset if number % 50 else (owner + 1) % parties}", share


def chain(count: int) -> Iterator[tuple[str, str, str]]:
    """Give one chain in which everybody owns 60 percent of the next."""
    for number in range(count):
        yield f"P{number}", f"P{number + 1}", "60"


def measure(shape: str, regime: str, count: int) -> None:
    """Make the links of a shape, and measure the answer."""
    from yalu.model import Evidence, Link, Status, parse_share
    from yalu.network.ownership import ownership

    rows = {"register": register, "chain": chain}[shape](count)
    start = time.process_time()
    links = [
        Link(
            f"register-{number}",
            "owns",
            owner,
            asset,
            Status.ASSERTED,
            (Evidence("register", f"row {number}", origin="register"),),
            share=parse_share(share),
        )
        for number, (owner, asset, share) in enumerate(rows)
    ]
    made, before = time.process_time(), peak()
    listed = {regime: [f"P{n}" for n in range(0, 1 if shape == "chain" else count, 200)]}
    answer = ownership(links, listed, DAY, regime)
    tell(answer, made - start, time.process_time() - made, before)


def measure_table(regime: str, count: int) -> None:
    """Read the register from a file, and measure all that `yalu own --all` does before it writes."""
    from yalu.cli.network_input import loaded_for_good
    from yalu.records.holdings.gathering import name_id
    from yalu.workspace import load_network

    listed = [name_id(f"P{n}") for n in range(0, count, 200)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "holdings.csv"
        write_register(file, count)
        start = time.process_time()
        with loaded_for_good():
            network = load_network([], [file]).network
        made, before = time.process_time(), peak()
        answer = network.own(DAY, regime, also_blocked=listed)
        tell(answer, made - start, time.process_time() - made, before)


def measure_command(list_file: str, count: int) -> None:
    """Run `yalu own --all` over the register and a list, and measure it from start to end."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "holdings.csv", Path(folder) / "blocked.csv"
        write_register(file, count)
        command = [sys.executable, "-m", "yalu", "own", "--all", "--links", str(file), "--list", list_file]
        command += ["--blocked", "P0", "--blocked", "P200", "--regime", "ofac", "--as-of", DAY.isoformat()]
        wall = time.perf_counter()
        subprocess.run([*command, "--out", str(out)], check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(
            f"{count:,} holdings with {Path(list_file).name}: CPU {used.ru_utime + used.ru_stime:.1f} s, "
            f"wall clock {time.perf_counter() - wall:.1f} s, peak {peak(resource.RUSAGE_CHILDREN):,.0f} MiB"
        )


def write_register(file: Path, count: int) -> None:
    """Write the register as a table of holdings."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(("owner", "asset", "share"))
        writer.writerows(register(count))


def peak(who: int = resource.RUSAGE_SELF) -> float:
    """Give the greatest memory so far in MiB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit / 2**20


def tell(answer: "Ownership", links: float, seconds: float, before: float) -> None:
    """Explain a hundred parties, and print the figures as JSON."""
    start = time.process_time()
    for party in answer.blocked[:100]:
        answer.of(party)
    print(
        json.dumps(
            {
                "links": links,
                "answer": seconds,
                "explain": (time.process_time() - start) / max(1, min(100, len(answer.blocked))),
                "blocked": len(answer.blocked),
                "possibly": len(answer.possibly_blocked),
                "before": before,
                "peak": peak(),
            }
        )
    )


def main(count: int) -> None:
    print(f"{count:,} holdings")
    heads = f"{'':16}{'links s':>9}{'answer s':>10}{'explain ms':>12}{'blocked':>10}{'possibly':>10}"
    print(f"{heads}{'links MiB':>11}{'peak MiB':>10}")
    for shape in (*SHAPES, TABLE):
        for regime in REGIMES if shape != TABLE else REGIMES[:1]:
            command = [sys.executable, "-m", "benchmarks.ownership", str(count), shape, regime]
            result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(
                f"{shape + ' ' + regime:16}{result['links']:9.2f}{result['answer']:10.2f}"
                f"{result['explain'] * 1000:12.2f}"
                f"{result['blocked']:10,}{result['possibly']:10,}{result['before']:11.0f}{result['peak']:10.0f}"
            )


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        if sys.argv[2] == WHOLE:
            measure_command(sys.argv[3], size)
        elif sys.argv[2] == TABLE:
            measure_table(sys.argv[3], size)
        else:
            measure(sys.argv[2], sys.argv[3], size)
    else:
        main(size)
