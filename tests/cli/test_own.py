"""`yalu own` as a user meets it: the example, what it prints, what it writes, what it refuses."""

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from yalu.cli import main

ROOT = Path(__file__).resolve().parents[2]
HOLDINGS = ROOT / "examples" / "holdings.csv"
LIST = ROOT / "examples" / "public-parties.ftm.json"
GIVEN = ("--links", HOLDINGS, "--list", LIST, "--as-of", "2024-08-01")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def yalu(*arguments: str | Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process: starting another one takes longer than the answer."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(ROOT)
        patch.setenv("COLUMNS", "120")
        patch.setenv("YALU_CACHE", str(cache))
        patch.setattr(sys, "argv", ["yalu", *map(str, arguments)])
        try:
            main()
        except SystemExit as end:
            code = end.code
    return subprocess.CompletedProcess(list(map(str, arguments)), int(str(code or 0)), out.getvalue(), err.getvalue())


def yalu_apart(*arguments: str | Path, cache: Path, seed: str) -> bytes:
    """Run the command line in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "YALU_CACHE": str(cache)}
    command = [sys.executable, "-c", "from yalu.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=True).stdout  # noqa: S603


def asked(*arguments: str | Path, cache: Path) -> dict[str, Any]:
    run = yalu("own", *arguments, "--json", cache=cache)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_the_example_has_every_state(cache: Path) -> None:
    found = asked("--all", *GIVEN, "--no-match", cache=cache)
    assert [(item["name"], item["state"], item["tier"]) for item in found["results"]] == [
        ("Invented River Trading Ltd", "blocked", 1),
        ("Invented Mining JSC", "blocked", 1),
        ("Invented Bearings GmbH", "blocked", 2),
        ("Invented Cafe Ltd", "possibly blocked", 1),
        ("Invented Shipping Pte Ltd", "possibly blocked", 3),
    ]
    assert found["regimes"][0]["id"] == "ofac"
    assert not found["regimes"][0]["checked"]
    assert any("line 17: 'one half' is no share" in note for note in found["notes"])
    others = asked("Invented Hotel Ltd", "Invented Logistics Ltd", *GIVEN, "--no-match", cache=cache)
    assert [item["state"] for item in others["results"]] == ["not blocked", "unknown"]


def test_the_tree_of_a_party_adds_up_and_shows_its_rows(cache: Path) -> None:
    run = yalu("own", "invented bearings gmbh", *GIVEN, "--no-match", cache=cache)
    assert run.returncode == 0, run.stderr
    text = " ".join(run.stdout.split())
    assert "By the figures in the sources, its blocked owners hold 50.00 %" in text
    assert "31 CFR 510.411" in text
    assert "├── 50.00 % Invented River Trading Ltd blocked" in text
    assert "30 % Choe Chol Min (ofac-43598) listed" in text
    assert "line 5: Invented River Trading Ltd | Company | Invented Bearings GmbH" in text
    assert "not legal advice" in text
    assert "\x1b" not in run.stdout


def test_an_earlier_day_knows_fewer_listed_owners(cache: Path) -> None:
    before = asked("Invented River Trading Ltd", *GIVEN[:-1], "2024-07-23", "--no-match", cache=cache)
    assert before["results"][0]["state"] == "not blocked"
    assert before["results"][0]["held"]["words"] == "30 %"
    assert any("issued on 2024-07-24, after 2024-07-23" in note for note in before["notes"])


def test_regimes_differ_on_exactly_half(cache: Path) -> None:
    found = asked(
        "Invented Mining JSC", *GIVEN, "--regime", "eu", "--regime", "uk", "--any-authority", "--no-match", cache=cache
    )
    assert [(item["regime"], item["state"]) for item in found["results"]] == [("eu", "blocked"), ("uk", "not blocked")]


def test_all_rows_go_to_a_file(cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "blocked.csv"
    run = yalu("own", "--all", *GIVEN, "--no-match", "--out", out, cache=cache)
    assert run.returncode == 0, run.stderr
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [row["state"] for row in rows] == ["blocked"] * 3 + ["possibly blocked"] * 2
    assert rows[2]["held_at_least"] == "50.00"
    assert [path.name for path in tmp_path.iterdir()] == ["blocked.csv"]


def test_the_same_question_has_the_same_answer_byte_for_byte(cache: Path) -> None:
    runs = [yalu_apart("own", "--all", *GIVEN, "--no-match", "--json", cache=cache, seed=seed) for seed in "12"]
    assert runs[0] == runs[1] != b""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--all", "--links", HOLDINGS), "give a list with --list"),
        (("--all", "X", *GIVEN), "give either a party"),
        (GIVEN, "give either a party"),
        (("Invented Cafe Ltd", *GIVEN, "--out", "x.csv"), "--out goes with --all"),
        (("--all", *GIVEN, "--regime", "mars"), "there is no regime 'mars'"),
        (("--all", *GIVEN[:-1], "1999-01-01", "--regime", "uk"), "its first one begins 2020-12-31"),
        (("--all", "--links", "missing.csv", "--list", LIST), "there is no such file"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    arguments: tuple[str | Path, ...], words: str, cache: Path
) -> None:
    run = yalu("own", *arguments, cache=cache)
    assert run.returncode == 2
    assert words in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert not run.stdout
