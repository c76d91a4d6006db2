"""How long the network takes: a table of a million links loaded, and a trace of depth 4 in the whole OFAC network.

    python -m benchmarks.network_speed [--links N] [--list FILE]

Prints CPU seconds (the machine may be shared) and peak memory; each part runs in a process of its own.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
LIST = DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-12-19.xml.bz2"
CHOE_CHOL_MIN = "ofac-43598"


def write_links(path: Path, count: int) -> None:
    """Write random links among three parties to ten links, some parties with many; the same in every run."""
    made = random.Random(20241219)  # noqa: S311 - a made-up network, no secret
    parties = max(3, count * 3 // 10)
    with path.open("w", encoding="utf-8") as file:
        file.write("source,type,target,share,from,status\n")
        for _ in range(count):
            source, target = int(made.random() ** 2 * parties), made.randrange(parties)
            kind = made.choice(["owns", "paid", "leads", "supplied"])
            since = made.choice(["", "2019", "2020-05", "2021-03-04"])
            file.write(f"party-{source},{kind},party-{target},{made.randrange(1, 101)},{since},asserted\n")


def load(path: Path) -> None:
    """Load the links, and ask the network some questions."""
    from yalu.workspace import load_network

    began = time.process_time()
    network = load_network([], [path]).network
    say(f"loaded {len(network.links):,} links, {len(network):,} parties", began)
    began = time.process_time()
    found = network.trace("party-5", depth=3)
    say(f"first trace of depth 3: {len(found.parties) + found.left_out:,} parties in reach", began)
    began = time.process_time()
    paths = network.paths("party-5", "party-7", depth=6, count=3)
    say(f"3 best paths of at most 6 steps: {len(paths.paths)} found, proven: {paths.proven}", began)


def trace(path: Path) -> None:
    """Trace with depth 4 in the whole network of a list: around Choe Chol Min, and around whoever has most links."""
    from yalu.workspace import load_list, load_network

    began = time.process_time()
    snapshot = load_list(path)
    say(f"{snapshot.name} {snapshot.date} read (from the cache after the first time)", began)
    began = time.process_time()
    network = load_network([snapshot]).network
    say(f"network of {len(network):,} parties and {len(network.links):,} links", began)
    ends = [end for link in network.links for end in (link.source, link.target)]
    largest = max(sorted(set(ends)), key=ends.count) if len(ends) < 50_000 else CHOE_CHOL_MIN
    for party in (CHOE_CHOL_MIN, largest):
        if party in network:
            began = time.process_time()
            found = network.trace(party, depth=4, limit=len(network))
            say(
                f"depth 4 around {network.name(party)}: {len(found.parties):,} parties, {len(found.ties):,} ties", began
            )


def say(words: str, began: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.process_time() - began:8.3f} s CPU   peak {peak:6.0f} MiB   {words}", flush=True)


def main() -> None:
    """Run both parts."""
    options = argparse.ArgumentParser()
    options.add_argument("--links", type=int, default=1_000_000)
    options.add_argument("--list", type=Path, default=LIST)
    options.add_argument("--part", nargs=2, metavar=("PART", "FILE"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.part:
        {"load": load, "trace": trace}[given.part[0]](Path(given.part[1]))
        return
    command = [sys.executable, "-m", "benchmarks.network_speed", "--part"]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "links.csv"
        write_links(table, given.links)
        subprocess.run([*command, "load", str(table)], check=True)
    if given.list.exists():
        subprocess.run([*command, "trace", str(given.list)], check=True)
    else:
        print(f"benchmarks.network_speed: {given.list} is not here; name a list with --list")


if __name__ == "__main__":
    main()
