"""How many /match requests one core of `yalu serve` answers, and how long they take, over OFAC and the UN.

The server runs as a process of its own, with its log off the disk; this process sends requests over loopback from a few
connections that stay open. Requests per core are counted by the processor time that the server used, so that neither
the sender nor other work on the machine counts. The times to answer are those of a steady rate, from when a request was
due, so that waiting counts. Beside it: the processor time of nomenklatura's stock scoring, alone, on the candidates
that our index gives for the same queries.

    python -m benchmarks.service_load [--requests 3000] [--rate 100]
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
import threading
import time
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LISTS = (
    DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-12-19.xml.bz2",
    DATA / "lists" / "un" / "un-2025-04-19.xml",
)
LISTED_SHARE = 10
"""Of a hundred queries, those that name a listed person; the others are customers on no list."""
CONNECTIONS = 4
SCORED = 150
"""Queries that stock scoring is measured on."""
START = "from yalu.cli import main; main()"


def parties(name: str) -> list[dict[str, list[str]]]:
    """Give the parties of a table as properties."""
    with (DATA / "names" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = (("name", "full_name"), ("birthDate", "date_of_birth"), ("country", "nationality"))
    return [{prop: [row[head]] for prop, head in heads if row[head]} for row in rows]


def queries(count: int) -> list[dict[str, object]]:
    """Give customers with some listed persons among them, the same in every run."""
    clean, listed = itertools.cycle(parties("customers-us-50k.csv")), itertools.cycle(parties("un-persons.csv"))
    chosen = (next(listed if n % 100 < LISTED_SHARE else clean) for n in range(count))
    return [{"schema": "Person", "properties": properties} for properties in chosen]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(port: int) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers."""
    lists = [part for path in LISTS for part in ("--list", str(path))]
    command = [sys.executable, "-c", START, "serve", "--port", str(port), *lists]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        if server.poll() is not None:
            sys.exit("the server did not start")
        try:
            if call(http.client.HTTPConnection("127.0.0.1", port), "GET", "/readyz", b"")[0] == 200:
                return server
        except OSError:
            time.sleep(0.5)
    sys.exit("the server did not answer within five minutes")


def call(connection: http.client.HTTPConnection, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    connection.request(method, path, body, {"content-type": "application/json"})
    response = connection.getresponse()
    return response.status, response.read()


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    line = next(x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def send(port: int, bodies: list[bytes], rate: float, path: str) -> tuple[list[float], int]:
    """Send requests, at a steady rate if it is above 0; give the seconds that each took, and the failures."""
    waiting: queue.Queue[tuple[float, bytes] | None] = queue.Queue()
    took: list[float] = []
    failed: list[int] = []

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while (item := waiting.get()) is not None:
            due, body = item
            begun = due or time.perf_counter()
            status, _ = call(connection, "POST", path, body)
            took.append(time.perf_counter() - begun)
            if status != 200:
                failed.append(status)

    workers = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for worker in workers:
        worker.start()
    begin = time.perf_counter()
    for number, body in enumerate(bodies):
        due = begin + number / rate if rate else 0.0
        if due:
            time.sleep(max(0.0, due - time.perf_counter()))
        waiting.put((due, body))
    for _ in workers:
        waiting.put(None)
    for worker in workers:
        worker.join()
    return took, len(failed)


def report(words: str, took: list[float], failed: int, cpu: float) -> None:
    cuts = statistics.quantiles(took, n=100)
    print(
        f"{words}: {len(took):,} requests, {failed} failed; {len(took) / cpu:.0f} requests per processor second; "
        f"p50 {1000 * cuts[49]:.1f} ms, p99 {1000 * cuts[98]:.1f} ms"
    )


def stock_scoring(asked: list[dict[str, object]]) -> None:
    """Measure nomenklatura's scoring alone, on the candidates of our index."""
    try:
        from nomenklatura.matching import get_algorithm
    except ImportError:
        print("nomenklatura is not installed: stock scoring is not measured")
        return
    from yalu.workspace.datasets import ServedSources, clean_example
    from yalu.workspace.datasets.algorithms import content_id
    from yalu.workspace.datasets.matching import RETRIEVAL

    served = ServedSources(tuple(map(str, LISTS))).load()
    pairs = []
    for query in asked:
        entity = clean_example("Person", query["properties"])[0]  # type: ignore[arg-type]
        entity.id = content_id(entity)
        hits = served.screener.screen({"schema": "Person", "properties": entity.properties}, RETRIEVAL)
        pairs += [(entity, served.stores[hit.dataset].get_many([hit.id])[hit.id].proxy()) for hit in hits]
    for name in ("logic-v1", "logic-v2"):
        algorithm = get_algorithm(name)
        assert algorithm is not None
        config = algorithm.default_config()
        for query, candidate in pairs[:5]:
            algorithm.compare(query, candidate, config)
        begun = time.process_time()
        for query, candidate in pairs:
            algorithm.compare(query, candidate, config)
        spent = time.process_time() - begun
        print(
            f"stock {name}: {len(pairs):,} comparisons for {len(asked)} queries, {1000 * spent / len(pairs):.2f} ms "
            f"each, {len(asked) / spent:.0f} queries per processor second, without search and HTTP"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=3_000)
    parser.add_argument("--rate", type=float, default=100.0)
    given = parser.parse_args()
    if not all(path.exists() for path in LISTS):
        print("the lists are not here: nothing measured")
        return
    asked = queries(given.requests)
    bodies = [json.dumps({"queries": {"q": query}}).encode() for query in asked]
    port = free_port()
    server = start(port)
    try:
        send(port, bodies[:300], 0, "/match/default")
        before = resident_mib(server.pid)
        for words, rate, path in (
            ("as fast as it goes", 0.0, "/match/default"),
            (f"{given.rate:g} a second", given.rate, "/match/default"),
        ):
            used = cpu_seconds(server.pid)
            took, failed = send(port, bodies, rate, path)
            report(words, took, failed, cpu_seconds(server.pid) - used)
        print(f"memory: {before:.0f} MiB before, {resident_mib(server.pid):.0f} MiB after")
    finally:
        server.terminate()
        server.wait()
    stock_scoring(asked[:SCORED])


if __name__ == "__main__":
    main()
