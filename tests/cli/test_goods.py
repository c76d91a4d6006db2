"""`yalu goods` as a user meets it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError

RUN = CliRunner(env={"COLUMNS": "100"})


def test_a_code_on_a_route_is_shown_with_paragraph_day_and_mark() -> None:
    result = RUN.invoke(app, ["goods", "8482.10", "--to", "KP", "--date", "2018-01-05"])
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "banned to North Korea: Security Council resolution 2397 (2017), paragraph 7 (un-2397-7)" in said
    assert "in force on the day, from 2017-12-22" in said
    assert "UNCHECKED: not compared with its source text" in said
    assert "no leave to trade" in said


def test_before_the_day_the_paragraph_is_shown_as_not_yet_in_force() -> None:
    said = " ".join(RUN.invoke(app, ["goods", "8482.10", "--to", "KP", "--date", "2017-12-21"]).stdout.split())
    assert "(un-2397-7), from 2017-12-22: not yet in force on the day [unchecked]" in said


def test_json_has_the_documented_keys() -> None:
    result = RUN.invoke(app, ["goods", "deep groove ball bearing 6204, P2", "--date", "2024-06-01", "--json"])
    check = json.loads(result.stdout)
    documented = (Path(__file__).resolve().parents[2] / "docs" / "goods.md").read_text(encoding="utf-8")
    keys = {*check, *check["findings"][0], *check["matches"][0], *check["findings"][0]["conditions"][0]}
    assert not {key for key in keys if f"`{key}`" not in documented}
    assert check["matches"][0]["words"] == "deep groove ball bearing"


def test_a_table_gives_one_line_of_json_a_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("description,hs\nanthracite,2701.11\ncoal,\n,77\n")
    result = RUN.invoke(app, ["goods", "--file", str(path), "--from", "KP", "--date", "2024-06-01"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["row"] for row in rows] == [1, 2, 3]
    assert [sorted(row) for row in rows] == [["check", "row"], ["check", "row"], ["error", "row"]]


@pytest.mark.parametrize(
    "arguments", [["77"], [], ["coal", "--from", "Korea"], ["coal", "--date", "soon"], ["coal", "--file", "x.csv"]]
)
def test_what_is_refused_raises_one_clear_error(arguments: list[str]) -> None:
    result = RUN.invoke(app, ["goods", *arguments])
    assert isinstance(result.exception, YaluError)
    assert "\n" not in str(result.exception)
