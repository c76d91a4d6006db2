"""A workspace keeps every issue as it was published, knows which held on a day, and loses none."""

import gzip
import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from tests.workspace.snapshots.samples import LIST, NOW, write_people
from yalu.lists import read_list
from yalu.model import ListError, WorkspaceError
from yalu.workspace import Published, Workspace, reading_file
from yalu.workspace.snapshots import IssuedFrom, workspace as workspace_module


def add(workspace: Workspace, file: Path, **more: object) -> str:
    return workspace.add(file, now=NOW, **more).issue.id  # type: ignore[arg-type]


def test_what_is_taken_in_can_be_opened_and_is_what_the_reader_reads(workspace: Workspace, tmp_path: Path) -> None:
    file = write_people(tmp_path / "people.json", range(5))
    identity = add(workspace, file)
    assert identity == hashlib.sha256(file.read_bytes()).hexdigest()
    assert workspace.open(identity) == read_list(file)
    file.unlink()
    assert len(workspace.open(LIST).parties) == 5


def test_a_new_workspace_holds_nothing_and_writes_nothing(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "none")
    assert workspace.lists() == ()
    assert not workspace.folder.exists()
    with pytest.raises(WorkspaceError, match="no list 'ofac-sdn'"):
        workspace.current("ofac-sdn")


def test_the_issue_of_a_day_is_the_latest_published_by_then(workspace: Workspace, tmp_path: Path) -> None:
    days = {}
    # Taken in out of order: the day of publication counts, not the order of taking in.
    for count, day in ((6, "2024-03-01"), (5, "2024-01-01"), (7, "2024-05-28")):
        days[day] = add(workspace, write_people(tmp_path / f"{count}.json", range(count), day))
    assert workspace.as_of(LIST, date(2024, 1, 1)).id == days["2024-01-01"]
    assert workspace.as_of(LIST, date(2024, 2, 29)).id == days["2024-01-01"]
    assert workspace.as_of(LIST, date(2024, 3, 1)).id == days["2024-03-01"]
    assert workspace.as_of(LIST, date(2030, 1, 1)).id == days["2024-05-28"] == workspace.current(LIST).id
    with pytest.raises(WorkspaceError, match="the earliest is of 2024-01-01"):
        workspace.as_of(LIST, date(2023, 12, 31))


def test_two_issues_of_one_day_are_told_apart(workspace: Workspace, tmp_path: Path) -> None:
    first = add(workspace, write_people(tmp_path / "a.json", range(5)))
    second = add(workspace, write_people(tmp_path / "b.json", range(6)))
    assert first != second
    assert [issue.id for issue in workspace.issues(LIST)] == [first, second]
    assert workspace.as_of(LIST, date(2024, 5, 28)).id == second
    assert workspace.find(f"{LIST}@{first[:8]}").id == first
    assert len(workspace.open(first).parties) == 5


def test_the_same_issue_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    file = write_people(tmp_path / "a.json", range(5))
    add(workspace, file)
    before = {path: path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()}
    again = workspace.add(file, now=NOW + timedelta(days=1))
    assert not again.new
    assert before == {path: path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "published", "issued", "said_by"),
    [
        ("2024-05-28.txt", Published(day=date(2024, 5, 1)), "2024-05-01", IssuedFrom.GIVEN),
        ("sanctioned_addresses_2024-02-03_XBT.txt", Published(), "2024-02-03", IssuedFrom.FILE_NAME),
        ("sanctioned_addresses_20240203_XBT.txt", Published(), "2024-02-03", IssuedFrom.FILE_NAME),
        ("sanctioned_20249999_XBT.txt", Published(server_day=date(2024, 1, 2)), "2024-01-02", IssuedFrom.SERVER),
        ("sanctioned_addresses_XBT.txt", Published(), "2024-06-01", IssuedFrom.TAKEN_IN),
    ],
)
def test_the_day_of_publication_comes_from_the_surest_source(
    workspace: Workspace, tmp_path: Path, name: str, published: Published, issued: str, said_by: IssuedFrom
) -> None:
    (tmp_path / name).write_text("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h\n")
    issue = workspace.add(tmp_path / name, now=NOW, published=published).issue
    assert (issue.issued, issue.issued_from) == (issued, said_by)
    assert workspace.open(issue).date == issued


def test_a_wrong_day_can_be_set_right(workspace: Workspace, tmp_path: Path) -> None:
    file = write_people(tmp_path / "a.json", range(5))
    identity = add(workspace, file)
    add(workspace, file, published=Published(day=date(2024, 5, 1)))
    assert [issue.issued for issue in workspace.log(LIST)] == ["2024-05-28", "2024-05-01"]
    assert [(issue.id, issue.issued) for issue in workspace.issues(LIST)] == [(identity, "2024-05-01")]


def test_a_much_smaller_issue_is_refused_unless_forced(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, write_people(tmp_path / "a.json", range(100), "2024-05-01"))
    small = write_people(tmp_path / "b.json", range(89), "2024-05-02")
    with pytest.raises(ListError, match="89 parties, 11% fewer than the 100 of the issue of 2024-05-01") as refused:
        add(workspace, small)
    assert "--force" in str(refused.value)
    assert len(workspace.log(LIST)) == 1
    add(workspace, small, force=True)
    assert "11% fewer" in workspace.current(LIST).forced[0]


def test_an_issue_of_nine_tenths_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, write_people(tmp_path / "a.json", range(100), "2024-05-01"))
    add(workspace, write_people(tmp_path / "b.json", range(90), "2024-05-02"))
    assert workspace.current(LIST).parties == 90


def test_over_years_a_list_may_shrink_more(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, write_people(tmp_path / "a.json", range(100), "2020-05-01"))
    add(workspace, write_people(tmp_path / "b.json", range(72), "2024-05-01"))
    with pytest.raises(ListError, match="31% fewer"):
        add(workspace, write_people(tmp_path / "c.json", range(69), "2024-04-30"))


def test_an_older_issue_is_measured_against_those_around_it(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, write_people(tmp_path / "a.json", range(1000), "2024-05-01"))
    with pytest.raises(ListError, match="of the issue of 2024-05-01"):
        add(workspace, write_people(tmp_path / "b.json", range(10), "2024-04-01"))


@pytest.mark.parametrize("reference", ["", "@", "nobody", "nobody@2024-01-01", f"{LIST}@zz", f"{LIST}@00000000", "abc"])
def test_a_reference_that_names_no_issue_is_refused(workspace: Workspace, tmp_path: Path, reference: str) -> None:
    add(workspace, write_people(tmp_path / "a.json", range(5)))
    with pytest.raises(WorkspaceError):
        workspace.find(reference)


def test_several_files_of_one_list_are_kept_together(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    table, mapping = tmp_path / "in" / "ours.csv", tmp_path / "in" / "ours.mapping.yaml"
    table.write_text("full_name\nJane Roe\n")
    mapping.write_text("name: ours\nschema: Person\ncolumns: {full_name: name}\ndate: 2024-05-28\n")
    issue = workspace.add(table, now=NOW).issue
    assert [file.name for file in issue.files] == ["ours.csv", "ours.mapping.yaml"]
    for file, path in zip(issue.files, (table, mapping), strict=True):
        kept = workspace.folder / "lists" / "ours" / issue.id / "original" / file.kept
        assert gzip.decompress(kept.read_bytes()) == path.read_bytes()


def test_another_version_of_the_readers_reads_the_original_again(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = add(workspace, write_people(tmp_path / "a.json", range(5)))
    known = workspace.open(identity)
    monkeypatch.setattr(workspace_module, "reader_version", lambda: "another")
    assert workspace.open(identity) == known
    readings = workspace.folder / "lists" / LIST / identity / "readings"
    assert sorted(item.name for item in readings.iterdir()) == sorted(
        [f"{reading_file.reader_version()}.jsonl.z", "another.jsonl.z"]
    )


def test_a_damaged_original_is_refused_not_read(workspace: Workspace, tmp_path: Path) -> None:
    issue = workspace.add(write_people(tmp_path / "a.json", range(5)), now=NOW).issue
    folder = workspace.folder / "lists" / LIST / issue.id
    for reading in (folder / "readings").iterdir():
        reading.unlink()
    kept = folder / "original" / issue.files[0].kept
    kept.write_bytes(gzip.compress(write_people(tmp_path / "b.json", range(4)).read_bytes()))
    with pytest.raises(WorkspaceError, match="hash is another one"):
        workspace.open(issue)
    kept.write_bytes(b"no gzip")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        workspace.open(issue)


def test_a_log_that_was_changed_anywhere_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    for count in (5, 6, 7):
        add(workspace, write_people(tmp_path / f"{count}.json", range(count), f"2024-05-{count:02}"))
    file = workspace.folder / "lists" / LIST / "log.jsonl"
    good = file.read_bytes()
    one, two, three = good.splitlines(keepends=True)
    changed = one.replace(b"2024-05-05", b"2024-05-04")
    for bad in (changed + two + three, two + three, one + three, two + one + three, one + b"x" + two, one + b"{}\n"):
        file.write_bytes(bad)
        with pytest.raises(WorkspaceError, match="line"):
            workspace.log(LIST)
    file.write_bytes(good)
    assert [issue.parties for issue in workspace.log(LIST)] == [5, 6, 7]


def test_a_place_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError, match="no folder"):
        Workspace(tmp_path / "file")
    (tmp_path / "workspace.json").write_bytes(orjson.dumps({"kind": "yalu workspace 9"}))
    with pytest.raises(WorkspaceError, match="another version"):
        Workspace(tmp_path)
    (tmp_path / "workspace.json").write_bytes(b"{")
    with pytest.raises(WorkspaceError, match="cannot be read"):
        Workspace(tmp_path)


@pytest.mark.parametrize("place", ["mysql://host/yalu", "s3://bucket/yalu", Path("https://example.org")])
def test_an_address_of_no_database_is_no_folder(place: Path | str) -> None:
    with pytest.raises(WorkspaceError, match="write postgresql://HOST/NAME or sqlite:///FILE"):
        Workspace(place)


def test_the_place_comes_from_the_environment_or_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YALU_WORKSPACE", str(tmp_path / "here"))
    assert Workspace().folder == tmp_path / "here"
    monkeypatch.delenv("YALU_WORKSPACE")
    assert Workspace().folder.name == "yalu"


@pytest.mark.parametrize("name", ["../../evil", ".hidden", "a/b", "ü", "CON"])
def test_the_name_of_a_list_never_leaves_its_folder(workspace: Workspace, tmp_path: Path, name: str) -> None:
    person = {"id": "p", "schema": "Person", "properties": {"name": ["Jane Roe"]}, "datasets": [name]}
    (tmp_path / "list.json").write_bytes(orjson.dumps(person))
    try:
        issue = workspace.add(tmp_path / "list.json", now=NOW).issue
    except ListError:
        return
    assert workspace.lists() == (issue.list,)
    inside = {path.parent for path in (workspace.folder / "lists").iterdir()}
    assert inside == {workspace.folder / "lists"}
    assert {path.name for path in tmp_path.iterdir()} == {"list.json", "workspace"}


def test_a_file_that_changes_while_it_is_read_is_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_people(tmp_path / "a.json", range(5))

    def read_and_change(path: Path, **_: object) -> object:
        snapshot = read_list(path)
        write_people(file, range(6))
        return replace(snapshot)

    monkeypatch.setattr(workspace_module, "read_list", read_and_change)
    with pytest.raises(ListError, match="changed while it was read"):
        add(workspace, file)
    assert workspace.lists() == ()
    assert not [item for item in (workspace.folder / "staging").iterdir() if item.is_dir()]


def test_a_delta_makes_the_next_issue(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, write_people(tmp_path / "a.json", range(5), "2024-05-01"))
    person = {"id": "p-9", "schema": "Person", "properties": {"name": ["New Person"]}, "datasets": [LIST]}
    delta = tmp_path / "delta.json"
    delta.write_bytes(
        orjson.dumps({"op": "ADD", "entity": {**person, "last_change": "2024-05-02"}})
        + b"\n"
        + orjson.dumps({"op": "DEL", "entity": {"id": "p-0"}})
    )
    workspace.apply(LIST, [delta], now=NOW)
    assert [party["id"] for party in workspace.open(LIST).parties] == ["p-1", "p-2", "p-3", "p-4", "p-9"]
    assert [issue.issued for issue in workspace.log(LIST)] == ["2024-05-01", "2024-05-02"]
