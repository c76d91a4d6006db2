"""`yalu lists pull` into a workspace that is a database, from a server of the tests."""

import json
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from tests.list_server import Answer, ListServer, send
from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.cli import lists as commands
from yalu.cli.app import app
from yalu.lists import read_list
from yalu.workspace import PullSettings, Workspace, pull_list
from yalu.workspace.database import Database

MODIFIED = "Tue, 28 May 2024 12:00:00 GMT"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_people(tmp_path / "list.json", range(50))


@pytest.fixture(autouse=True)
def _served(server: ListServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalog has two lists, both of them on the server of the tests."""
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    other = server.source("/broken.json", name="xx-broken")
    monkeypatch.setattr(commands, "known_sources", lambda: (other, server.source()))
    monkeypatch.setattr(
        commands, "PullSettings", partial(PullSettings, insecure=True, tries=2, backoff=0.0, seconds=2.0)
    )


def pull(address: str, code: int) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, ["lists", "pull", "--json", "--workspace", address], catch_exceptions=False)
    assert result.exit_code == code, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def kept(address: str) -> Sequence[int]:
    """Count what the database holds: lines of logs, files, pieces of content."""
    with Database(address) as database, database.reading() as connection:
        tables = ("list_line", "snapshot_file", "content")
        return [connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables]  # noqa: S608


def test_one_list_that_fails_does_not_stop_the_other(address: str, server: ListServer, people: Path) -> None:
    server.answers = {"/broken.json": [send(b"", 503)], "/list.json": [send(people.read_bytes())]}
    broken, whole = pull(address, code=1)
    assert "answers 503 (asked 2 times)" in broken["error"]
    assert (whole["new"], whole["error"], whole["issue"]["parties"]) == (True, None, 50)
    assert Workspace(address).lists() == (LIST,)
    assert Workspace(address).open(LIST) == read_list(people)


def test_a_list_that_did_not_change_is_not_sent_again(address: str, server: ListServer, people: Path) -> None:
    server.answers["/broken.json"] = [send(b"", 404)]
    server.answers["/list.json"] = [send(people.read_bytes(), ETag='"one"', Last_Modified=MODIFIED), send(b"", 304)]
    pull(address, code=1)
    before = kept(address)
    _, again = pull(address, code=1)
    assert (again["new"], again["error"]) == (False, None)
    asked = [headers for path, headers in server.asked if path == "/list.json"]
    assert "If-None-Match" not in asked[0]
    assert (asked[1]["If-None-Match"], asked[1]["If-Modified-Since"]) == ('"one"', MODIFIED)
    assert kept(address) == before


def broken_answers(people: Path) -> dict[str, Answer]:
    whole = people.read_bytes()
    return {
        "cut off": send(whole[: len(whole) // 2], Content_Length=str(len(whole))),
        "a web page": send(b"<html><body>We are down</body></html>"),
        "an empty file": send(b""),
        "half of the parties": send(b"".join(whole.splitlines(keepends=True)[:25])),
    }


def test_a_list_is_taken_in_whole_or_not_at_all(address: str, server: ListServer, people: Path, tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    later = write_people(tmp_path / "later" / "list.json", range(51), "2024-05-29")
    settings = PullSettings(insecure=True, tries=1, seconds=2.0)
    server.answers["/list.json"] = [send(people.read_bytes())]
    assert pull_list(Workspace(address), server.source(), now=NOW, settings=settings).error is None
    before = kept(address)
    for what, answer in broken_answers(people).items():
        server.answers["/list.json"] = [answer]
        assert pull_list(Workspace(address), server.source(), now=NOW, settings=settings).error is not None, what
        assert kept(address) == before, what
    assert Workspace(address).open(LIST) == read_list(people)
    server.answers["/list.json"] = [send(later.read_bytes())]
    assert pull_list(Workspace(address), server.source(), now=NOW + timedelta(days=1), settings=settings).error is None
    assert Workspace(address).open(LIST) == read_list(later)
