"""Pulling a list: what a server may do wrong never gets into the workspace."""

import gzip
import hashlib
import threading
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.list_server import Answer, ListServer, send
from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.lists.catalog import ListSource, catalog
from yalu.workspace import Pulled, PullSettings, Workspace, pull_list


@pytest.fixture
def people(tmp_path: Path) -> bytes:
    return write_people(tmp_path / "people.json", range(50)).read_bytes()


def pull(workspace: Workspace, source: ListSource, **more: object) -> Pulled:
    waits: list[float] = []
    settings = PullSettings(insecure=True, sleep=waits.append, tries=3, backoff=1.0, seconds=2.0)
    return pull_list(workspace, source, now=NOW, settings=replace(settings, **more))  # type: ignore[arg-type]


def test_a_list_is_pulled_and_then_only_asked_for_if_it_changed(
    workspace: Workspace, server: ListServer, people: bytes
) -> None:
    modified = "Tue, 28 May 2024 12:00:00 GMT"
    server.answers["/list.json"] = [send(people, ETag='"one"', Last_Modified=modified), send(b"", 304)]
    first = pull(workspace, server.source())
    assert first.error is None
    assert first.added is not None
    assert first.added.issue.source == server.source().url
    assert len(workspace.open(LIST).parties) == 50
    second = pull(workspace, server.source())
    assert second.unchanged == first.added.issue
    assert server.asked[1][1]["If-None-Match"] == '"one"'
    assert server.asked[1][1]["If-Modified-Since"] == modified
    assert len(workspace.log(LIST)) == 1


def test_a_server_in_trouble_is_asked_again(workspace: Workspace, server: ListServer, people: bytes) -> None:
    server.answers["/list.json"] = [send(b"", 500), send(b"", 503), send(people)]
    waits: list[float] = []
    assert pull(workspace, server.source(), sleep=waits.append).error is None
    assert waits == [1.0, 2.0]


def cut(body: bytes) -> Answer:
    return send(body[: len(body) // 2], Content_Length=str(len(body)))


def slow(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "10")
    request.end_headers()
    request.wfile.flush()
    threading.Event().wait(0.6)


@pytest.mark.parametrize(
    ("answer", "reason", "times"),
    [
        (send(b"", 500), "answers 500", 3),
        (send(b"", 404), "answers 404", 1),
        (send(b"<html><body>We are down</body></html>"), "web page", 1),
        (send(b""), "empty", 1),
        (send(b"x" * 100, Content_Length="999999999"), "more than the", 1),
        (slow, "ReadTimeout", 3),
    ],
)
def test_what_a_server_does_wrong_is_told_and_changes_nothing(
    workspace: Workspace, server: ListServer, answer: Answer, reason: str, times: int
) -> None:
    server.answers["/list.json"] = [answer]
    result = pull(workspace, server.source(), max_bytes=1_000_000, seconds=0.2)
    assert result.error is not None
    assert reason in result.error
    assert len(server.asked) == times
    assert workspace.lists() == ()
    assert not [item for item in (workspace.folder / "staging").iterdir() if item.is_dir()]


def test_a_body_that_is_cut_off_is_fetched_again_and_never_kept(
    workspace: Workspace, server: ListServer, people: bytes
) -> None:
    server.answers["/list.json"] = [cut(people), send(people)]
    assert pull(workspace, server.source()).error is None
    server.answers["/list.json"] = [cut(people + b"\n")]
    assert "closed" in (pull(workspace, server.source()).error or "")
    assert len(workspace.log(LIST)) == 1


def test_a_body_without_a_length_is_bounded_too(workspace: Workspace, server: ListServer) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(1000):
            try:
                request.wfile.write(b"x" * 10_000)
            except OSError:
                return

    server.answers["/list.json"] = [endless]
    assert "more than the 100,000 bytes" in (pull(workspace, server.source(), max_bytes=100_000).error or "")


def test_a_body_that_unpacks_without_end_is_bounded(workspace: Workspace, server: ListServer) -> None:
    packed = gzip.compress(b"x" * 5_000_000)
    server.answers["/list.json"] = [send(packed, Content_Encoding="gzip")]
    assert "more than the 100,000 bytes" in (pull(workspace, server.source(), max_bytes=100_000).error or "")


def test_the_published_checksum_must_fit(workspace: Workspace, server: ListServer, people: bytes) -> None:
    server.answers["/list.json"] = [send(people)]
    server.answers["/sum"] = [send(b"0" * 64 + b"  list.json\n")]
    source = server.source(checksum=server.address + "/sum")
    assert "checksum" in (pull(workspace, source).error or "")
    assert workspace.lists() == ()
    server.answers["/sum"] = [send(hashlib.sha256(people).hexdigest().upper().encode() + b"  list.json\n")]
    assert pull(workspace, source).error is None


def test_only_https_is_asked_and_redirects_are_bounded(workspace: Workspace, server: ListServer, people: bytes) -> None:
    server.answers["/list.json"] = [send(people)]
    server.answers["/moved"] = [send(b"", 302, Location="/list.json")]
    server.answers["/round"] = [send(b"", 302, Location="/round")]
    server.answers["/file"] = [send(b"", 302, Location="file:///etc/passwd")]
    assert "only https" in (pull(workspace, server.source(), insecure=False).error or "")
    assert server.asked == []
    assert "redirects" in (pull(workspace, server.source("/round")).error or "")
    assert pull(workspace, server.source("/file")).error is not None
    assert pull(workspace, server.source("/moved")).error is None


def test_the_day_of_a_list_without_one_is_the_servers(workspace: Workspace, server: ListServer) -> None:
    wallets = b"12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h\n"
    server.answers["/list.txt"] = [send(wallets, Last_Modified="Tue, 28 May 2024 12:00:00 GMT")]
    result = pull(workspace, server.source("/list.txt", name="wallets", file="list.txt"))
    assert result.added is not None
    assert result.added.issue.issued == "2024-05-28"


def test_a_new_issue_that_shrank_is_refused_and_the_old_one_stays(
    workspace: Workspace, server: ListServer, people: bytes, tmp_path: Path
) -> None:
    small = write_people(tmp_path / "small.json", range(30), "2024-05-29").read_bytes()
    server.answers["/list.json"] = [send(people), send(small)]
    pull(workspace, server.source())
    assert "40% fewer" in (pull(workspace, server.source()).error or "")
    assert len(workspace.open(LIST).parties) == 50
    forced = pull_list(
        workspace, server.source(), now=NOW + timedelta(1), force=True, settings=PullSettings(insecure=True)
    )
    assert forced.error is None
    assert workspace.current(LIST).parties == 30


def test_the_catalog_names_every_list_once_and_by_https() -> None:
    names = [source.name for source in catalog()]
    assert len(set(names)) == len(names)
    assert all(source.url.startswith("https://") and source.source.startswith("https://") for source in catalog())
    assert {"ofac-sdn", "un-sc", "eu-fsf", "gb-fcdo", "ch-seco", "ca-sema", "au-dfat"} <= set(names)
