"""The service as it really runs: two processes, one index in memory, and an end that drops nobody."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="reads /proc")
START = "from yalu.cli import main; main()"


def ask(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, {"content-type": "application/json"})
    response = connection.getresponse()
    return response.status, response.read()


def is_ready(port: int) -> bool:
    with contextlib.suppress(OSError):
        return ask(port, "GET", "/readyz")[0] == 200
    return False


@pytest.fixture
def running(sources: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    places = {"YALU_WORKSPACE": str(tmp_path / "workspace")}
    command = [sys.executable, "-c", START, "serve", "--port", str(port), "--workers", "2", "--data"]
    command += [str(sources / "served"), "--manifest", str(sources / "manifest.yml")]
    log = (tmp_path / "log").open("wb")
    server = subprocess.Popen(command, env={**os.environ, **places}, stdout=log, stderr=log)  # noqa: S603 - our own
    try:
        while not is_ready(port):
            assert server.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
        yield server, port
    finally:
        if server.poll() is None:
            server.kill()
        server.wait()
        log.close()


def workers_of(pid: int) -> list[int]:
    children = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return [child for child in children if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]


def indexes_of(pid: int) -> set[tuple[str, str]]:
    """Give what index files a process maps: the number of the file and its name."""
    lines = [line.split() for line in Path(f"/proc/{pid}/maps").read_text().splitlines() if line.endswith(".index")]
    return {(line[4], line[5]) for line in lines}


def test_workers_share_one_index_add_up_their_counters_and_end_when_all_is_answered(
    running: tuple[subprocess.Popen[bytes], int], tmp_path: Path
) -> None:
    server, port = running
    query = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": "Vadim Testov"}}}}).encode()
    for _ in range(30):
        assert ask(port, "POST", "/match/default", query)[0] == 200
    deadline = time.monotonic() + 60
    while {len(indexes_of(pid)) for pid in workers_of(server.pid)} != {1} and time.monotonic() < deadline:
        time.sleep(0.2)
    workers = workers_of(server.pid)
    assert len(workers) == 2
    assert len({index for pid in workers for index in indexes_of(pid)}) == 1
    metrics = ask(port, "GET", "/metrics")[1].decode()
    assert "yalu_queries_total 30.0" in metrics

    rows = b"".join(b'{"name": "Person Number %d"}\n' % number for number in range(6_000))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", "/screen", rows, {"content-type": "application/x-ndjson"})
    response = connection.getresponse()
    body = response.read(100)
    server.send_signal(signal.SIGTERM)
    body += response.read()
    assert (response.status, body.count(b"\n")) == (200, 6_000)
    assert server.wait(60) in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["event"] == "request"]
    assert {"time", "level", "event", "pid", "method", "route", "status", "ms", "trace"} <= set(requests[0])
    assert "Testov" not in (tmp_path / "log").read_text()
