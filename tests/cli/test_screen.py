"""`yalu screen` and `yalu compare` as a user meets them."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
CUSTOMERS = ROOT / "examples" / "customers.csv"
LIST = ROOT / "examples" / "public-parties.ftm.json"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def yalu(*arguments: str | Path, cache: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "100", "YALU_CACHE": str(cache)}
    command = [sys.executable, "-c", "from yalu.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)  # noqa: S603


def test_the_example_finds_the_listed_customers_and_nobody_else(cache: Path) -> None:
    run = yalu("screen", CUSTOMERS, "--list", LIST, "--audit", "4", cache=cache)
    assert run.returncode == 0, run.stderr
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["row"] for answer in answers] == list(range(1, 11))
    assert {answer["query"]: answer["hits"][0]["id"] for answer in answers if answer["hits"]} == {
        "Choi Cheol-min": "ofac-43598",
        "崔银贞": "ofac-43616",
        "2nd Academy of Natural Sciences": "ofac-12215",
        "Qianpei Shi": "ofac-49741",
    }
    assert [answer["row"] for answer in answers if "error" in answer] == [9]
    assert "Columns: name from full_name, schema from type" in run.stderr
    assert "10 rows: 4 with hits (4 hits), 1 not screened." in run.stderr
    assert "line 10: it holds no name and no identifier" in run.stderr
    assert "line 11: nationality 'Ruritania'" in run.stderr
    assert "audit: 4 rows, 4 equal (seed " in run.stderr
    assert "\x1b" not in run.stdout + run.stderr


def test_answers_are_written_to_a_file_and_the_totals_to_standard_output(cache: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.parquet"
    run = yalu("screen", CUSTOMERS, "--list", LIST, "--out", out, "--json", "--threshold", "0.9", cache=cache)
    assert run.returncode == 0, run.stderr
    totals = json.loads(run.stdout)
    assert (totals["rows"], totals["rows_with_hits"], totals["errors"], totals["out"]) == (10, 4, 1, str(out))
    assert pq.read_table(out).num_rows == 10


def test_one_name_is_answered_with_its_explanation(cache: Path) -> None:
    run = yalu("screen", "Choi Cheol-min", "--list", LIST, cache=cache)
    assert run.returncode == 0, run.stderr
    assert "Choi Cheol-min: 1 listed party in public-parties.ftm.json" in run.stdout
    assert "Korean syllables" in run.stdout
    assert "a name to look at, not a finding" in run.stdout


def test_one_name_as_json_has_the_keys_of_a_table(cache: Path) -> None:
    asked = ("screen", "Choi Cheol-min", "--list", LIST, "--json", "--schema", "Person")
    plain = json.loads(yalu(*asked, cache=cache).stdout)
    other = json.loads(yalu(*asked, "--birth-date", "1950", "--threshold", "0.3", cache=cache).stdout)
    assert set(plain) == {"row", "query", "hits"}
    assert plain["hits"][0]["score"] > other["hits"][0]["score"]


def test_a_name_that_nobody_has_gives_a_sentence(cache: Path) -> None:
    run = yalu("screen", "Petra Lindqvist", "--list", LIST, cache=cache)
    assert run.returncode == 0
    assert "no listed party reaches the threshold" in run.stdout


REFUSALS = {
    "a table that is not there": ("customers-2024.csv", "there is no such file"),
    "a table without names": ("nameless.csv", "no column of names"),
    "an empty table": ("empty.csv", "the file is empty"),
    "a property that is none": (CUSTOMERS, "--map", "nom=full_name", "'nom' is no property"),
    "a column that is not there": (CUSTOMERS, "--map", "name=Kunde", "there is no column 'Kunde'"),
    "a mapping that is none": (CUSTOMERS, "--map", "name", "write it as PROPERTY=COLUMN"),
    "a kind of party that is none": (CUSTOMERS, "--schema", "Persn", "'Persn' is no kind of party"),
    "an output of another kind": (CUSTOMERS, "--out", "hits.xlsx", "give it one of these endings"),
    "resuming nothing": (CUSTOMERS, "--resume", "--resume needs --out"),
    "a table's option for a name": ("Anna Beispiel", "--out", "hits.csv", "it is taken for a name"),
    "a name's option for a table": (CUSTOMERS, "--country", "kp", "--country is for one name"),
    "a name without letters": ("...", "no name with a letter or digit"),
    "a date that is none": ("Anna Beispiel", "--birth-date", "soon", "'soon' is not understood"),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_cannot_be_done_gives_one_line_and_exit_code_2(what: str, cache: Path, tmp_path: Path) -> None:
    (tmp_path / "nameless.csv").write_text("a,b\n1,2\n")
    (tmp_path / "empty.csv").write_text("")
    asked, *options, reason = REFUSALS[what]
    path = tmp_path / str(asked)
    run = yalu("screen", path if str(asked).endswith(".csv") else asked, "--list", LIST, *options, cache=cache)
    lines = [line for line in run.stderr.splitlines() if not line.startswith("Columns: ")]
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(lines) == 1
    assert lines[0].startswith("yalu: ")
    assert reason in lines[0]


def test_two_names_are_compared(cache: Path) -> None:
    run = yalu("compare", "Choi Cheol-min", "Choe Chol Min", "--schema", "person", cache=cache)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("0.9500  Choi Cheol-min  /  Choe Chol Min")
    answer = json.loads(yalu("compare", "Choi Cheol-min", "Choe Chol Min", "--json", cache=cache).stdout)
    assert set(answer) == {"query", "listed", "schema", "score", "explanation"}
    assert round(sum(share["share"] for share in answer["explanation"]), 4) == answer["score"]


def test_a_table_of_pairs_gets_a_score(cache: Path, tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "scored.csv"
    pairs.write_text("schema,name1,name2,note\nPerson,Anna Beispiel,Anna Beispiel,x\n", encoding="utf-8")
    run = yalu("compare", "--pairs", pairs, "--out", out, cache=cache)
    assert run.returncode == 0, run.stderr
    with out.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["schema", "name1", "name2", "note", "score"],
            ["Person", "Anna Beispiel", "Anna Beispiel", "x", "1.0"],
        ]


@pytest.mark.parametrize(
    "arguments", [("one name",), (), ("a", "b", "--schema", "Persn"), ("a", "b", "--out", "x.csv")]
)
def test_a_comparison_that_cannot_be_done_gives_one_line(arguments: tuple[str, ...], cache: Path) -> None:
    run = yalu("compare", *arguments, cache=cache)
    assert run.returncode == 2
    assert len(run.stderr.strip().splitlines()) == 1


def test_help_shows_an_example(cache: Path) -> None:
    for command, words in (("screen", "--audit 100"), ("compare", "--pairs pairs.csv")):
        assert words in yalu(command, "--help", cache=cache).stdout
