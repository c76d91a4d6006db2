"""`yalu lists` as a user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workspace.snapshots.samples import LIST, write_people

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "lists" / "fixtures"


def yalu(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    places = {"YALU_CACHE": str(folder / "cache"), "YALU_WORKSPACE": str(folder / "workspace")}
    environment = {**os.environ, "COLUMNS": "120", **places}
    command = [sys.executable, "-c", "from yalu.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)  # noqa: S603


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two issues of one list, and one of another."""
    folder = tmp_path_factory.mktemp("lists")
    first = write_people(folder / "first.json", range(20), "2024-05-01")
    second = write_people(folder / "second.json", range(1, 22), "2024-05-02", alias=["Somebody Else"])
    run = yalu(folder, "lists", "add", first, second, FIXTURES / "un-sample.xml", "absent.xml", "--json")
    assert run.returncode == 1, run.stderr
    answers = json.loads(run.stdout)
    assert [answer.get("current") for answer in answers] == [True, True, True, None]
    assert "there is no such file" in answers[3]["error"]
    assert "there is no such file" in run.stderr
    return folder


def test_the_lists_are_shown_with_the_issue_of_a_day(folder: Path) -> None:
    shown = yalu(folder, "lists", "show")
    assert LIST in shown.stdout
    assert "un-sc" in shown.stdout
    on_day = json.loads(yalu(folder, "lists", "show", LIST, "--as-of", "2024-05-01", "--json").stdout)
    assert (on_day["issued"], on_day["parties"], on_day["on"]["issue_is_later"]) == ("2024-05-01", 20, False)
    early = yalu(folder, "lists", "show", LIST, "--as-of", "2023-01-01")
    assert "no issue from 2023-01-01 or before" in early.stdout


def test_a_difference_is_told_in_words_and_in_json(folder: Path) -> None:
    words = yalu(folder, "lists", "diff", f"{LIST}@2024-05-01", LIST)
    assert "parties: 2 added, 1 removed, 1 changed" in words.stdout
    assert "+ p-20 Person Person Number20" in words.stdout
    assert "~ p-1 Person Number1: alias +'Somebody Else'" in words.stdout
    found = json.loads(yalu(folder, "lists", "diff", folder / "first.json", folder / "second.json", "--json").stdout)
    assert [item["id"] for item in found["removed"]] == ["p-0"]
    assert found["changed"][0]["properties"] == {"alias": {"removed": [], "added": ["Somebody Else"]}}


def test_the_log_and_the_catalog_are_shown(folder: Path) -> None:
    log = json.loads(yalu(folder, "lists", "log", LIST, "--json").stdout)
    assert [issue["issued"] for issue in log] == ["2024-05-01", "2024-05-02"]
    sources = json.loads(yalu(folder, "lists", "catalog", "--json").stdout)
    assert "ofac-sdn" in {source["name"] for source in sources}


def test_screening_asks_the_workspace(folder: Path) -> None:
    now = yalu(folder, "screen", "Somebody Else", "--list", LIST, "--json", "--threshold", "0.9")
    assert [hit["id"] for hit in json.loads(now.stdout)["hits"]] == ["p-1"]
    before = yalu(folder, "screen", "Person Number0", "--as-of", "2024-05-01", "--json", "--threshold", "0.99")
    assert [hit["id"] for hit in json.loads(before.stdout)["hits"]] == ["p-0"]
    unknown = yalu(folder, "screen", "Somebody Else", "--list", "nobody")
    assert unknown.returncode == 2
    assert f"has un-sc, {LIST}" in unknown.stderr


def test_what_is_refused_is_one_line_and_exit_code_2(folder: Path) -> None:
    small = write_people(folder / "small.json", range(5), "2024-05-03")
    refused = yalu(folder, "lists", "add", small)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "76% fewer" in refused.stderr
    for wrong in (
        ["show", "nobody"],
        ["diff", LIST, "nobody"],
        ["log", "nobody"],
        ["pull", "nobody"],
        ["pull", "jp-mof"],
    ):
        run = yalu(folder, "lists", *wrong)
        assert (run.returncode, len(run.stderr.splitlines())) == (2, 1), run.stderr
        assert run.stderr.startswith("yalu: ")


@pytest.mark.real
def test_the_broken_list_is_refused_and_recovered(folder: Path) -> None:
    broken = ROOT.parent / "shared" / "data" / "lists" / "un" / "un-2025-08-16-malformed.xml"
    if not broken.exists():
        pytest.skip("the real list is missing")
    refused = yalu(folder, "lists", "add", broken)
    assert refused.returncode == 2
    assert "line 53, byte 2110" in refused.stderr
    taken = yalu(folder, "lists", "add", broken, "--recover")
    assert taken.returncode == 0, taken.stderr
    assert "line 53, byte 2110: 0x19 taken for ’ (U+2019)" in taken.stderr
