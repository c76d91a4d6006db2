"""A workspace in a database keeps the same promises as one in a folder, on SQLite and on PostgreSQL."""

import os
import random
import signal
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.processes import in_child, status_of
from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.lists import read_list
from yalu.model import ListError, WorkspaceError
from yalu.workspace import Published, Workspace, cache_folder, reading_file, verify_workspace
from yalu.workspace.database import Database
from yalu.workspace.screener_cache import load_screener


@pytest.fixture
def workspace(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    return Workspace(address)


@pytest.fixture
def other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Go to another machine: one with an empty cache."""
    return lambda: monkeypatch.setenv("YALU_CACHE", str(tmp_path / "other"))


def change(address: str, table: str, statement: str) -> None:
    """Change a table past its guards, as the database's owner can."""
    with Database(address) as database, database.writing() as connection:
        on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
        for what in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER {table}_no_{what}{on}"))
        connection.execute(text(statement))


def test_a_new_workspace_holds_nothing(workspace: Workspace, address: str) -> None:
    assert workspace.lists() == ()
    assert workspace.without_log() == ()
    with pytest.raises(WorkspaceError, match="no list 'ofac-sdn'"):
        workspace.current("ofac-sdn")
    with pytest.raises(WorkspaceError, match="has no folder"):
        _ = workspace.folder
    if address.startswith("sqlite"):
        assert not Path(address.removeprefix("sqlite:///")).exists()


def test_what_one_machine_takes_in_another_opens(
    workspace: Workspace, address: str, tmp_path: Path, other_machine: Callable[[], None]
) -> None:
    file = write_people(tmp_path / "people.json", range(5))
    issue = workspace.add(file, now=NOW).issue
    other_machine()
    assert Workspace(address).open(LIST) == read_list(file)
    assert Workspace(address).open(f"{LIST}@{issue.short}") == read_list(file)
    assert Workspace(address).read_again(issue).sha256 == issue.id


def test_the_log_has_every_issue_and_days_are_told_apart(workspace: Workspace, tmp_path: Path) -> None:
    days = {}
    for count, day in ((6, "2024-03-01"), (5, "2024-01-01"), (7, "2024-05-28")):
        days[day] = workspace.add(write_people(tmp_path / f"{count}.json", range(count), day), now=NOW).issue.id
    later = workspace.add(write_people(tmp_path / "8.json", range(8), "2024-05-28"), now=NOW).issue.id
    assert [issue.parties for issue in workspace.log(LIST)] == [6, 5, 7, 8]
    assert workspace.as_of(LIST, date(2024, 2, 29)).id == days["2024-01-01"]
    assert workspace.as_of(LIST, date(2024, 5, 28)).id == later == workspace.current(LIST).id
    assert workspace.find(f"{LIST}@{days['2024-05-28'][:8]}").parties == 7
    again = workspace.add(tmp_path / "8.json", now=NOW)
    assert (again.new, again.current) == (False, True)
    workspace.add(tmp_path / "8.json", now=NOW, published=Published(day=date(2024, 2, 1)))
    assert workspace.as_of(LIST, date(2024, 2, 29)).id == later


def test_what_is_refused_leaves_nothing(workspace: Workspace, address: str, tmp_path: Path) -> None:
    workspace.add(write_people(tmp_path / "a.json", range(100), "2024-05-01"), now=NOW)
    small = write_people(tmp_path / "b.json", range(80), "2024-05-02")
    with pytest.raises(ListError, match="20% fewer"):
        workspace.add(small, now=NOW)
    assert len(workspace.log(LIST)) == 1
    with Database(address) as database, database.reading() as connection:
        assert connection.execute(text("SELECT count(DISTINCT snapshot) FROM snapshot_file")).scalar_one() == 1
    assert workspace.add(small, now=NOW, force=True).issue.forced


def test_all_is_verified(workspace: Workspace, tmp_path: Path) -> None:
    workspace.add(write_people(tmp_path / "a.json", range(3)), now=NOW)
    found = verify_workspace(workspace, screener_of=lambda snapshot: load_screener([snapshot]))
    assert (found.lists, found.issues, found.files, found.names, found.problems) == (1, 1, 1, 3, ())


@pytest.mark.parametrize("path", ["original/people.json.gz", "snapshot.json", "readings/%"])
def test_what_was_changed_in_the_database_shows(
    workspace: Workspace, address: str, tmp_path: Path, path: str, other_machine: Callable[[], None]
) -> None:
    file = write_people(tmp_path / "people.json", range(5))
    issue = workspace.add(file, now=NOW).issue
    which = f"(SELECT sha256 FROM snapshot_file WHERE path LIKE '{path}')"  # noqa: S608
    change(address, "content", f"DELETE FROM content WHERE sha256 = {which}")  # noqa: S608
    assert any("is not what was kept" in problem for problem in workspace.damages(issue))
    other_machine()
    if path.startswith("readings"):
        assert Workspace(address).open(LIST) == read_list(file), "it is read again from the original"
    else:
        with pytest.raises(WorkspaceError, match="is not what was kept"):
            Workspace(address).open(LIST)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM list_line WHERE number = 1",
        "DELETE FROM list_line WHERE number = 2",
        "DELETE FROM list_line WHERE number = 3",
        "UPDATE list_line SET content = (SELECT content FROM list_line WHERE number = 3) WHERE number = 2",
    ],
)
def test_a_log_that_was_changed_is_refused(workspace: Workspace, address: str, tmp_path: Path, statement: str) -> None:
    for count in (5, 6, 7):
        workspace.add(write_people(tmp_path / f"{count}.json", range(count), f"2024-05-0{count}"), now=NOW)
    change(address, "list_line", statement)
    with pytest.raises(WorkspaceError, match="restore the workspace from a backup"):
        workspace.log(LIST)


def test_a_cache_that_was_changed_is_not_believed(workspace: Workspace, tmp_path: Path) -> None:
    file = write_people(tmp_path / "people.json", range(5))
    workspace.add(file, now=NOW)
    workspace.open(LIST)
    (kept,) = (cache_folder().parent / "snapshots").glob("*/readings/*")
    snapshot = read_list(write_people(tmp_path / "other.json", range(3)))
    reading_file.write_reading(kept, snapshot, reading_file.reader_version())
    assert workspace.open(LIST) == read_list(file)
    (manifest,) = (cache_folder().parent / "snapshots").glob("*/snapshot.json")
    manifest.write_bytes(b"{}")
    with pytest.raises(WorkspaceError, match="take it away, it is fetched anew"):
        workspace.open(LIST)


def test_a_path_that_leads_out_of_the_cache_is_refused(
    workspace: Workspace, address: str, tmp_path: Path, other_machine: Callable[[], None]
) -> None:
    workspace.add(write_people(tmp_path / "people.json", range(5)), now=NOW)
    change(
        address, "snapshot_file", "UPDATE snapshot_file SET path = '../../../../escaped' WHERE path LIKE 'original/%'"
    )
    other_machine()
    with pytest.raises(WorkspaceError, match="no name of a file"):
        Workspace(address).open(LIST)
    assert not list(tmp_path.rglob("escaped"))


def test_sigkill_at_random_moments_leaves_the_old_or_the_new_state(
    workspace: Workspace, address: str, tmp_path: Path
) -> None:
    workspace.add(write_people(tmp_path / "old.json", range(300), "2024-05-01"), now=NOW)

    def add(file: Path) -> None:
        Workspace(address).add(file, now=NOW)

    start = time.monotonic()
    assert status_of(in_child(partial(add, write_people(tmp_path / "x.json", range(299))))) == 0
    span = time.monotonic() - start
    moments = random.Random(20240528)  # noqa: S311 - it chooses moments
    for count in range(301, 309):
        new = write_people(tmp_path / f"{count}.json", range(count), f"2024-06-{count - 300:02}")
        before = workspace.current(LIST)
        child = in_child(partial(add, new))
        time.sleep(moments.uniform(0, span))
        os.kill(child, signal.SIGKILL)
        status_of(child)
        after = workspace.current(LIST)
        assert after.parties in (before.parties, count)
        assert len(workspace.open(after).parties) == after.parties
        assert workspace.damages(after) == []
        workspace.add(new, now=NOW)
        assert workspace.open(LIST) == read_list(new)


def test_writers_at_once_all_get_their_issue_in(workspace: Workspace, address: str, tmp_path: Path) -> None:
    files = [write_people(tmp_path / f"{n}.json", range(40, 41 + n), f"2024-05-{n:02}") for n in range(25, 19, -1)]
    children = [in_child(partial(lambda file: Workspace(address).add(file, now=NOW), file)) for file in files]
    assert [status_of(child) for child in children] == [0] * len(files)
    assert len(workspace.log(LIST)) == len(files)
    assert workspace.current(LIST).issued == "2024-05-25"


def test_readers_go_on_while_a_writer_holds_its_list(workspace: Workspace, address: str, tmp_path: Path) -> None:
    """A transaction that is about to publish does not keep anybody from opening what is current."""
    file = write_people(tmp_path / "a.json", range(5), "2024-05-01")
    workspace.add(file, now=NOW)
    with Workspace(address)._store.writing(LIST) as writer:
        assert len(writer.log()) == 1
        assert workspace.open(LIST) == read_list(file)
