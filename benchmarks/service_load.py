"""How `yalu serve` bears a steady load, over OFAC, the UN and a million more names: times, memory, errors, and batches.

The server runs as processes of its own, with its log off the disk; this process sends requests over loopback from a few
connections that stay open, at a steady rate. A time to answer counts from when its request was due, so that waiting
counts. What the server used is its processor time, so that neither the sender nor other work on the machine counts:
divided by the requests it gives how many one core answers. Memory is the server's own (PSS: shared pages are divided
among the workers), each `--every` seconds; it is flat if the second half of the run needs no more than the first.

Whether a run can be judged is printed with it: how long the server's threads waited for a core, what else ran on the
machine, and how late the sender was. A wait for a core is the machine's, not the server's.

Beside it, in the same run: the processor time of each request of the same kind, one after another and without sockets,
which holds under any load; that of nomenklatura's stock scoring, alone, on the candidates that our index gives for the
same queries (with the extra `nomenklatura`); and batches of 10,000 rows by POST /screen.

    python -m benchmarks.service_load [--names 1000000] [--rate 300] [--minutes 10] [--workers 1] [--folder FOLDER]
    python -m benchmarks.service_load --names 0 --seconds 20                     # quickly, over OFAC and the UN alone

With `--folder`, the names and their index stay there and are used again; making them takes minutes.
"""

import argparse
import asyncio
import csv
import http.client
import itertools
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.service_client import SteadyLoad
from benchmarks.service_process import Used, memory_mib

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LISTS = (
    DATA / "lists" / "ofac-advanced" / "sdn_advanced-2024-12-19.xml.bz2",
    DATA / "lists" / "un" / "un-2025-04-19.xml",
)
MATCH = "/match/default"
LISTED_SHARE = 0.1
"""The share of queries that name a listed person, at no regular places; the others are customers on no list."""
SCORED = 100
"""Queries that stock scoring is measured on."""
ALONE = 3_000
"""Requests that are measured one by one."""
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
    chance = random.Random(1)  # noqa: S311
    while True:
        yield {"schema": "Person", "properties": next(listed if chance.random() < LISTED_SHARE else clean)}


def bodies(count: int) -> list[bytes]:
    """Give so many requests."""
    return [json.dumps({"queries": {"q": query}}).encode() for query in itertools.islice(queries(), count)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def sources(folder: Path, names: int) -> list[str]:
    """Write so many invented persons as a dataset, if they are not there; give the options that serve all."""
    options = ["--data", str(folder / "served")]
    if not names:
        return options
    from benchmarks.name_lists import NameModel, real_names

    place = folder / f"more-{names}"
    if not (place / "manifest.yml").exists():
        place.mkdir(parents=True, exist_ok=True)
        with (place / "more.json").open("w", encoding="utf-8") as file:
            for entity in NameModel(real_names()).entities(names):
                file.write(json.dumps(entity) + "\n")
        (place / "manifest.yml").write_text("datasets: [{name: more, title: More names, path: more.json}]\n")
    return [*options, "--manifest", str(place / "manifest.yml")]


def start(port: int, options: list[str]) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers."""
    lists = [part for path in LISTS for part in ("--list", str(path))]
    command = [sys.executable, "-c", START, "serve", "--port", str(port), *lists, *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(3_600):
        if server.poll() is not None:
            sys.exit("the server did not start")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.5)
    sys.exit("the server did not answer within half an hour")


def steady(port: int, pid: int, rate: float, seconds: float, every: float) -> None:
    """Keep up a rate, and tell what it took."""
    asked, memory, done = bodies(int(seconds * rate)), [memory_mib(pid)], threading.Event()

    def watch() -> None:
        while not done.wait(every):
            memory.append(memory_mib(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    load, before, begun, own = SteadyLoad(port, MATCH, rate), Used.now(pid), time.perf_counter(), time.process_time()
    load.run(asked)
    used, wall, own = Used.now(pid) - before, time.perf_counter() - begun, time.process_time() - own
    done.set()
    watcher.join()
    count, others = len(load.took), max(0.0, used.machine - used.server - own)
    print(
        f"/match at {rate:g} a second for {wall:.0f} s: {count:,} requests, {sum(load.failed.values())} errors "
        f"{dict(load.failed) or ''}; {count / used.server:.0f} requests per processor second\n"
        f"  from when due to the answer: {times(load.took)}\n"
        f"  the server was busy {used.server / wall:.0%} of one core, and its threads waited for a core "
        f"{used.waited / wall:.1%} of the time; other work took {others / wall:.2f} of {os.cpu_count()} cores, load "
        f"average {os.getloadavg()[0]:.2f}; the sender took {own / wall:.0%} of one and was late by {times(load.late)}"
    )
    half = len(memory) // 2 or 1
    print(
        f"memory: {memory[0]:,.0f} MiB at first, at most {max(memory[:half]):,.0f} in the first half and "
        f"{max(memory[half:] or memory):,.0f} in the second, {memory[-1]:,.0f} at the end"
    )


def times(seconds: Sequence[float]) -> str:
    """Tell the middle and the end of some times."""
    cuts, places = statistics.quantiles(seconds, n=1000), (("p50", 499), ("p90", 899), ("p99", 989), ("p99.9", 998))
    told = [f"{name} {1000 * cuts[place]:.2f}" for name, place in places]
    return f"{', '.join(told)}, worst {1000 * max(seconds):.1f} ms"


def batches(port: int, pid: int, rounds: int) -> None:
    """Send batches, and tell how many names a second they took."""
    rows = list(itertools.islice(queries(), BATCH))
    told = [{"schema": "Person", **{key: values[0] for key, values in row["properties"].items()}} for row in rows]
    body = b"".join(json.dumps(row).encode() + b"\n" for row in told)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    before, begun, hits = Used.now(pid), time.perf_counter(), 0
    for _ in range(rounds):
        connection.request("POST", "/screen", body, {"content-type": "application/x-ndjson"})
        response = connection.getresponse()
        answers = [json.loads(line) for line in response.read().splitlines()]
        assert response.status == 200
        assert not [answer for answer in answers if "error" in answer]
        hits = sum(bool(answer.get("hits")) for answer in answers)
    used, wall, count = Used.now(pid) - before, time.perf_counter() - begun, rounds * BATCH
    print(
        f"/screen: {rounds} batches of {BATCH:,} rows, {hits:,} with hits: {count / used.server:,.0f} names per "
        f"processor second, {count / wall:,.0f} a second"
    )


def served_sources(options: list[str]) -> Any:
    """Give what the server serves, for this process."""
    from yalu.workspace.datasets import ServedSources

    places = {key: Path(value) for key, value in zip(options[::2], options[1::2], strict=True)}
    return ServedSources(tuple(map(str, LISTS)), manifest=places.get("--manifest"), folder=places["--data"])


def alone(options: list[str]) -> None:
    """Tell the processor time of requests in this process, one after another, new ones and then the same again."""
    from yalu.server import ServerSettings, create_app

    app = create_app(ServerSettings(served_sources(options), watch=False))
    asked = bodies(ALONE + 100)

    async def ask(body: bytes) -> float:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"host", b"localhost"), (b"content-length", str(len(body)).encode())]
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "root_path": "",
            "path": MATCH,
        }
        begun = time.process_time()
        await app({**scope, "raw_path": MATCH.encode(), "query_string": b"", "headers": headers}, receive, send)
        assert sent[0]["status"] == 200
        return time.process_time() - begun

    async def run() -> None:
        for body in asked[ALONE:]:
            await ask(body)
        for words in ("new names", "the same again"):
            took = [await ask(body) for body in asked[:ALONE]]
            print(
                f"processor time of a request without sockets, {words}: {times(took)}; mean "
                f"{1000 * statistics.fmean(took):.2f} ms"
            )

    asyncio.run(run())


def stock_scoring(options: list[str]) -> None:
    """Measure nomenklatura's scoring alone, on the candidates of our index."""
    try:
        from nomenklatura.matching import get_algorithm
    except ImportError:
        print("nomenklatura is not installed: stock scoring is not measured")
        return
    from yalu.workspace.datasets import clean_example
    from yalu.workspace.datasets.algorithms import content_id
    from yalu.workspace.datasets.matching import RETRIEVAL

    served = served_sources(options).load()
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
    parser.add_argument("--folder", type=Path, default=None, help="where names and index stay, to be used again")
    parser.add_argument("--no-scoring", action="store_true", help="leave stock scoring out")
    given = parser.parse_args()
    if not all(path.exists() for path in LISTS):
        print("the lists are not here: nothing measured")
        return
    with tempfile.TemporaryDirectory(prefix="yalu-load-") as name:
        os.environ.setdefault("YALU_WORKSPACE", str(Path(name) / "workspace"))
        options = sources(given.folder or Path(name), given.names)
        port, begun = free_port(), time.perf_counter()
        server = start(port, [*options, "--workers", str(given.workers)])
        try:
            print(f"{given.names:,} names beside OFAC and the UN, {given.workers} workers; ready after ", end="")
            print(f"{time.perf_counter() - begun:.0f} s", flush=True)
            SteadyLoad(port, MATCH, given.rate / 3).run(bodies(int(5 * given.rate / 3)))
            seconds = given.seconds or 60 * given.minutes
            steady(port, server.pid, given.rate, seconds, min(given.every, seconds / 4))
            if given.batches:
                batches(port, server.pid, given.batches)
        finally:
            server.terminate()
            server.wait()
        alone(options)
        if not given.no_scoring:
            stock_scoring(options)


if __name__ == "__main__":
    main()
