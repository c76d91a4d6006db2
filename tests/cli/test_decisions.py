"""`yalu screen` and `yalu decisions`: what was decided is marked, and left out only on request, with a count."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError
from yalu.workspace.earlier_answers import read_answers

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LIST = ["--list", str(EXAMPLES / "public-parties.ftm.json")]
NAME, CHOE = "example-public-parties", "ofac-43598"
TABLE = str(EXAMPLES / "customers.csv")
IDS = ["--map", "id=customer_no"]


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YALU_WORKSPACE", str(tmp_path / "workspace"))
    for name in ("YALU_DATABASE", "YALU_FOUR_EYES", "YALU_OPERATOR"):
        monkeypatch.delenv(name, raising=False)


def run(*words: str) -> Any:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def rows(*words: str) -> dict[str, dict[str, Any]]:
    lines = run("screen", TABLE, *LIST, *words).stdout.splitlines()
    return {row["query"]: row for row in map(json.loads, lines)}


def decide(party: str = "1002", state: str = "false_positive") -> None:
    about = ["--party", party, "--entity", CHOE, "--dataset", NAME]
    run("decisions", "decide", state, *about, *LIST, "--reason", "another birth date", "--person", "Anna")


def test_a_table_is_marked_by_the_ids_of_its_parties() -> None:
    plain, marked = rows(), rows(*IDS)
    assert plain == marked
    decide()
    (hit,) = (hit for hit in rows(*IDS)["Choi Cheol-min"]["hits"] if hit["id"] == CHOE)
    assert hit["decision"]["state"] == "false_positive"
    assert rows() == plain
    left = rows(*IDS, "--leave-out-false-positives")["Choi Cheol-min"]
    assert left["left_out"] == 1
    assert CHOE not in {hit["id"] for hit in left["hits"]}


def test_a_file_is_marked_and_can_still_serve_as_the_answers_of_a_run(tmp_path: Path) -> None:
    plain, marked, left = (tmp_path / f"{name}.jsonl" for name in ("plain", "marked", "left"))
    run("screen", TABLE, *LIST, "--out", str(plain))
    decide()
    told = run("screen", TABLE, *LIST, *IDS, "--out", str(marked))
    assert "1 hits have an alert" in told.stderr
    assert b'"decision"' in marked.read_bytes()
    assert list(read_answers(marked)) == list(read_answers(plain))
    told = run("screen", TABLE, *LIST, *IDS, "--leave-out-false-positives", "--out", str(left))
    assert "1 of them" in told.stderr
    with pytest.raises(YaluError, match="left out"):
        list(read_answers(left))


def test_one_name_is_marked_by_the_id_that_is_given() -> None:
    decide("c-1")
    for party, states in (("c-1", ["false_positive"]), ("c-2", [])):
        told = json.loads(run("screen", "Choe Chol Min", *LIST, "--party", party, "--json").stdout)
        assert [hit["decision"]["state"] for hit in told["hits"] if "decision" in hit] == states


def test_alerts_are_opened_on_request_and_listed() -> None:
    rows(*IDS)
    assert json.loads(run("decisions", "list", "--json").stdout)["total"] == 0
    found = rows(*IDS, "--alerts")
    hits = sum(len(row["hits"]) for row in found.values())
    told = json.loads(run("decisions", "list", "--state", "open", "--limit", "1", "--json").stdout)
    assert (told["total"], len(told["alerts"])) == (hits, 1)
    shown = run("decisions", "show", told["alerts"][0]["id"]).stdout
    assert "opened open, by yalu: a hit" in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["screen", TABLE, *LIST, "--alerts"], "--map id=COLUMN"),
        (["screen", "Choe Chol Min", *LIST, "--leave-out-false-positives"], "--party ID"),
        (["screen", TABLE, *LIST, *IDS, "--out", "x.parquet"], "JSON lines"),
        (["screen", TABLE, *LIST, *IDS, "--alerts", "--as-of", "2024-01-01"], "--as-of"),
        (["screen", TABLE, *LIST, "--party", "x"], "a table has columns for it"),
        (["decisions", "show", "nothing"], "no alert"),
        (["decisions", "list", "--state", "guilty"], "no state"),
        (["decisions", "list", "--tenant", "../x"], "no name of a tenant"),
        (["decisions", "decide", "open", "--reason", "x", "--person", "A"], "name the alert"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(words: list[str], message: str) -> None:
    result = CliRunner().invoke(app, words)
    assert isinstance(result.exception, YaluError), result.output
    assert message in str(result.exception)
