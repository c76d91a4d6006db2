"""`yalu load`, and the questions that use what it keeps."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from yalu.cli.app import app

RIVER = Path(__file__).resolve().parents[2] / "examples" / "river-network"
LIST = str(RIVER / "list.ftm.json")


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    return str(tmp_path / "workspace")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_files_are_taken_in_listed_and_taken_out(workspace: str, tmp_path: Path) -> None:
    other = tmp_path / "notes.csv"
    other.write_text("day,words\n2024-01-01,rain\n")
    done = run("load", str(RIVER / "payments.csv"), str(other), str(RIVER / "shipments.csv"), "--workspace", workspace)
    assert done.exit_code == 2
    assert "40 rows of payments, taken in" in done.stdout
    assert "30 rows of shipments, taken in" in done.stdout
    assert "notes.csv: it holds no records that are known" in done.stderr
    again = run("load", str(RIVER / "payments.csv"), "--workspace", workspace, "--json")
    assert (again.exit_code, json.loads(again.stdout)["new"]) == (0, False)
    shown = run("load", "--show", "--json", "--workspace", workspace)
    assert [json.loads(line)["kind"] for line in shown.stdout.splitlines()] == ["payments", "shipments"]
    assert run("load", "--remove", "payments.csv", "--workspace", workspace).exit_code == 0
    assert "payments" not in run("load", "--show", "--workspace", workspace).stdout


def test_a_database_keeps_records_and_answers_with_them(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    files = (str(RIVER / "payments.csv"), str(RIVER / "shareholders.csv"))
    assert "40 rows of payments, taken in" in run("load", *files, "--workspace", address).stdout
    assert "nothing changed" in run("load", *files, "--workspace", address).stdout
    asked = ["gaps", "--list", LIST, "--workspace", address, "--as-of", "2024-06-10", "--json"]
    # Another machine of the team.
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "elsewhere"))
    assert "Tern Rock" in run(*asked).stdout
    removed = run("load", "--remove", "payments.csv", "--workspace", address)
    assert "taken out of" in removed.stderr
    assert "@" not in removed.stderr.partition("taken out of")[2]
    shown = run("load", "--show", "--json", "--workspace", address)
    assert [json.loads(line)["name"] for line in shown.stdout.splitlines()] == ["shareholders.csv"]


def test_questions_on_the_network_use_what_is_kept_unless_told_otherwise(workspace: str) -> None:
    run("load", str(RIVER / "payments.csv"), str(RIVER / "shareholders.csv"), "--workspace", workspace)
    asked = ["gaps", "--list", LIST, "--workspace", workspace, "--as-of", "2024-06-10", "--no-cache", "--json"]
    found = json.loads(run(*asked).stdout)
    assert any("2 files of records that the workspace keeps" in note for note in found["notes"])
    paths = [[party["name"] if isinstance(party, dict) else party for party in gap["path"]] for gap in found["gaps"]]
    assert any("Tern Rock" in str(path) or "Tern Rock" in str(found) for path in paths)
    assert json.loads(run(*asked, "--no-records").stdout)["gaps"] == []
    only = json.loads(run(*asked, "--links", "shareholders.csv").stdout)
    assert only["gaps"] == []


def test_a_cut_over_records_needs_to_look_back(workspace: str) -> None:
    run("load", str(RIVER / "payments.csv"), "--workspace", workspace)
    asked = ["cut", "--protect-from", "river-3", "--list", LIST, "--workspace", workspace, "--as-of", "2024-06-10"]
    asked += ["--budget", "1", "--no-cache", "--json", "--listed-still-pass"]
    refused = run(*asked)
    assert "--since" in str(refused.exception)
    found = json.loads(run(*asked, "--since", "2023-01-01").stdout)
    assert found["cuts"][0]["before"] == 1


def test_nothing_to_do_is_refused(workspace: str) -> None:
    assert "name files of records" in str(run("load", "--workspace", workspace).exception)
