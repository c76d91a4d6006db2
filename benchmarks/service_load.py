"""How `yalu serve` bears a steady load, over OFAC, the UN and a million more names: times, memory, errors, and batches.

The server runs as processes of its own, with its log off the disk; this process sends requests over loopback from a few
connections that stay open, at a steady rate. A time to answer counts from when its request was due, so that waiting
counts. What the server used is its processor time, so that neither the sender nor other work on the machine counts:
divided by the requests it gives how many one core answers. Memory is the server's own (PSS: shared pages are divided
among the workers), each `--every` seconds; it is flat if the second half of the run needs no more than the first.
Beside it, in the same run: the processor time of nomenklatura's stock scoring, alone, on the candidates that our index
gives for the same queries (with the extra `nomenklatura`); and batches of 10,000 rows by POST /screen.

    python -m benchmarks.service_load [--names 1000000] [--rate 300] [--minutes 10] [--workers 1]
    python -m benchmarks.service_load --names 0 --seconds 20                     # quickly, over OFAC and the UN alone
"""

import argparse
import csv
import http.client
import itertools
import json
import os
import queue
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LISTS = (
    DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-12-19.xml.bz2",
    DATA / "lists" / "un" / "un-2025-04-19.xml",
)
LISTED_SHARE = 10
"""Of a hundred queries, those that name a listed person; the others are customers on no list."""
CONNECTIONS = 8
SCORED = 100
"""Queries that stock scoring is measured on."""
BATCH = 10_000
START = "from yalu.cli import main; main()"


def parties(name: str) -> list[dict[str, list[str]]]:
    """Give the parties of a table as properties."""
    with (DATA / "names" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = (("name", "full_name"), ("birthDate", "date_of_birth"), ("country", "nationality"))
    return [{prop: [row[head]] for prop, head in heads if row[head]} for row in rows]


def queries() -> Iterator[dict[str, Any]]:
    """Give customers with some listed persons among them, without end, the same in every run."""
    clean, listed = itertools.cycle(parties("customers-us-50k.csv")), itertools.cycle(parties("un-persons.csv"))
    for number in itertools.count():
        yield {"schema": "Person", "properties": next(listed if number % 100 < LISTED_SHARE else clean)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def manifest(folder: Path, names: int) -> list[str]:
    """Write so many invented persons as a dataset; give the options that serve it."""
    if not names:
        return []
    from benchmarks.name_lists import NameModel, real_names

    with (folder / "more.json").open("w", encoding="utf-8") as file:
        for entity in NameModel(real_names()).entities(names):
            file.write(json.dumps(entity) + "\n")
    (folder / "manifest.yml").write_text("datasets: [{name: more, title: More names, path: more.json}]\n")
    return ["--manifest", str(folder / "manifest.yml")]


def start(port: int, options: list[str]) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers."""
    lists = [part for path in LISTS for part in ("--list", str(path))]
    command = [sys.executable, "-c", START, "serve", "--port", str(port), *lists, *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(3_600):
        if server.poll() is not None:
            sys.exit("the server did not start")
        try:
            if call(http.client.HTTPConnection("127.0.0.1", port), "GET", "/readyz", b"")[0] == 200:
                return server
        except OSError:
            time.sleep(0.5)
    sys.exit("the server did not answer within half an hour")


def call(connection: http.client.HTTPConnection, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    connection.request(method, path, body, {"content-type": "application/json"})
    response = connection.getresponse()
    return response.status, response.read()


def processes(pid: int) -> list[int]:
    """Give a process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(found for child in children for found in processes(int(child)))]


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a server's processes have used."""
    ticks = 0
    for one in processes(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_mib(pid: int) -> float:
    """Give the memory of a server's processes; what they share counts once."""
    lines = (line for one in processes(pid) for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


class Load:
    """Requests at a steady rate, and what became of them."""

    def __init__(self, port: int, rate: float) -> None:
        self.port, self.rate = port, rate
        self.took: list[float] = []
        self.failed: Counter[str] = Counter()
        self._waiting: queue.Queue[tuple[float, bytes] | None] = queue.Queue()

    def run(self, seconds: float) -> None:
        """Send for some time."""
        workers = [threading.Thread(target=self._work) for _ in range(CONNECTIONS)]
        for worker in workers:
            worker.start()
        asked, begin = queries(), time.perf_counter()
        for number in range(int(seconds * self.rate)):
            body = json.dumps({"queries": {"q": next(asked)}}).encode()
            due = begin + number / self.rate
            time.sleep(max(0.0, due - time.perf_counter()))
            self._waiting.put((due, body))
        for _ in workers:
            self._waiting.put(None)
        for worker in workers:
            worker.join()

    def _work(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while (item := self._waiting.get()) is not None:
            due, body = item
            try:
                status, _ = call(connection, "POST", "/match/default", body)
                outcome = str(status)
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                outcome = type(error).__name__
            self.took.append(time.perf_counter() - due)
            if outcome != "200":
                self.failed[outcome] += 1


def steady(port: int, pid: int, rate: float, seconds: float, every: float) -> None:
    """Keep up a rate, and tell what it took."""
    load, memory, done = Load(port, rate), [memory_mib(pid)], threading.Event()

    def watch() -> None:
        while not done.wait(every):
            memory.append(memory_mib(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    used, begun = cpu_seconds(pid), time.perf_counter()
    load.run(seconds)
    used, wall = cpu_seconds(pid) - used, time.perf_counter() - begun
    done.set()
    watcher.join()
    cuts, count = statistics.quantiles(load.took, n=1000), len(load.took)
    print(
        f"/match at {rate:g} a second for {wall:.0f} s: {count:,} requests, {sum(load.failed.values())} errors "
        f"{dict(load.failed) or ''}; {count / used:.0f} requests per processor second; p50 {1000 * cuts[499]:.1f} ms, "
        f"p99 {1000 * cuts[989]:.1f} ms, p99.9 {1000 * cuts[998]:.1f} ms, worst {1000 * max(load.took):.0f} ms"
    )
    half = len(memory) // 2 or 1
    print(
        f"memory: {memory[0]:,.0f} MiB at first, at most {max(memory[:half]):,.0f} in the first half and "
        f"{max(memory[half:] or memory):,.0f} in the second, {memory[-1]:,.0f} at the end"
    )


def batches(port: int, pid: int, rounds: int) -> None:
    """Send batches, and tell how many names a second they took."""
    rows = list(itertools.islice(queries(), BATCH))
    told = [{"schema": "Person", **{key: values[0] for key, values in row["properties"].items()}} for row in rows]
    body = b"".join(json.dumps(row).encode() + b"\n" for row in told)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    used, begun, hits = cpu_seconds(pid), time.perf_counter(), 0
    for _ in range(rounds):
        connection.request("POST", "/screen", body, {"content-type": "application/x-ndjson"})
        response = connection.getresponse()
        answers = [json.loads(line) for line in response.read().splitlines()]
        assert response.status == 200
        assert not [answer for answer in answers if "error" in answer]
        hits = sum(bool(answer.get("hits")) for answer in answers)
    used, wall = cpu_seconds(pid) - used, time.perf_counter() - begun
    count = rounds * BATCH
    print(
        f"/screen: {rounds} batches of {BATCH:,} rows, {hits:,} with hits: {count / used:,.0f} names per processor "
        f"second, {count / wall:,.0f} a second"
    )


def stock_scoring(options: list[str]) -> None:
    """Measure nomenklatura's scoring alone, on the candidates of our index."""
    try:
        from nomenklatura.matching import get_algorithm
    except ImportError:
        print("nomenklatura is not installed: stock scoring is not measured")
        return
    from yalu.workspace.datasets import ServedSources, clean_example
    from yalu.workspace.datasets.algorithms import content_id
    from yalu.workspace.datasets.matching import RETRIEVAL

    served = ServedSources(tuple(map(str, LISTS)), manifest=Path(options[1]) if options else None).load()
    pairs = []
    for query in itertools.islice(queries(), SCORED):
        entity = clean_example("Person", query["properties"])[0]
        entity.id = content_id(entity)
        hits = served.screener.screen({"schema": "Person", "properties": entity.properties}, RETRIEVAL)
        pairs += [(entity, served.stores[hit.dataset].get_many([hit.id])[hit.id].proxy()) for hit in hits[:500]]
    for name in ("logic-v1", "logic-v2"):
        algorithm = get_algorithm(name)
        assert algorithm is not None
        config = algorithm.default_config()
        for one, candidate in pairs[:5]:
            algorithm.compare(one, candidate, config)
        begun = time.process_time()
        for one, candidate in pairs:
            algorithm.compare(one, candidate, config)
        spent = time.process_time() - begun
        print(
            f"stock {name}: {len(pairs):,} comparisons for {SCORED} queries, {1000 * spent / len(pairs):.2f} ms "
            f"each, {SCORED / spent:.0f} queries per processor second, without search and HTTP"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=1_000_000, help="invented persons beside OFAC and the UN")
    parser.add_argument("--rate", type=float, default=300.0, help="requests a second")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=None, help="instead of minutes")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--batches", type=int, default=3)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks at the memory")
    given = parser.parse_args()
    if not all(path.exists() for path in LISTS):
        print("the lists are not here: nothing measured")
        return
    with tempfile.TemporaryDirectory(prefix="yalu-load-") as name:
        os.environ.setdefault("YALU_WORKSPACE", str(Path(name) / "workspace"))
        options = manifest(Path(name), given.names)
        port, begun = free_port(), time.perf_counter()
        server = start(port, [*options, "--workers", str(given.workers)])
        try:
            print(f"{given.names:,} names beside OFAC and the UN, {given.workers} workers; ready after ", end="")
            print(f"{time.perf_counter() - begun:.0f} s")
            Load(port, given.rate / 3).run(5)
            seconds = given.seconds or 60 * given.minutes
            steady(port, server.pid, given.rate, seconds, min(given.every, seconds / 4))
            if given.batches:
                batches(port, server.pid, given.batches)
        finally:
            server.terminate()
            server.wait()
        stock_scoring(options)


if __name__ == "__main__":
    main()
