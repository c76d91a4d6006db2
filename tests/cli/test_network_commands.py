"""`yalu trace` and `yalu gaps`: as a user runs them."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from yalu.cli import main

EXAMPLE = str(Path(__file__).resolve().parents[2] / "examples" / "public-parties.ftm.json")
LIST = ["--list", EXAMPLE, "--no-cache"]


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["yalu", *words])
    code = 0
    try:
        main()
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_trace_prints_the_tree_and_writes_the_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    picture, table = tmp_path / "choe.svg", tmp_path / "choe.graphml"
    code, out, _ = run(
        monkeypatch, capsys, "trace", "Choe Chol Min", *LIST, "--picture", str(picture), "--out", str(table)
    )
    assert code == 0
    assert "Network around Choe Chol Min" in out
    assert "SECOND ACADEMY OF NATURAL SCIENCES" in out
    assert picture.read_text().startswith("<svg")
    assert "graphml" in table.read_text()


def test_json_and_paths(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(monkeypatch, capsys, "trace", "Shi Qianpei", "--to", "12215", *LIST, "--json")
    data: dict[str, Any] = json.loads(out)
    assert code == 0
    assert [party["id"] for party in data["paths"][0]["parties"]] == ["ofac-49741", "ofac-43598", "ofac-12215"]


def test_gaps_before_and_after_the_listing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for day, names in (("2024-07-23", ["Shi Qianpei"]), ("2024-07-25", [])):
        code, out, _ = run(monkeypatch, capsys, "gaps", *LIST, "--as-of", day, "--near", "Choe Chol Min", "--json")
        assert code == 0
        assert [gap["party"]["name"] for gap in json.loads(out)["gaps"]] == names


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["trace", "Zebulon Quist", *LIST], "no party is called"),
        (["trace", "x"], "give a list with --list"),
        (["trace", "43598", *LIST, "--types", "likes"], "no type of link"),
        (["trace", "43598", *LIST, "--out", "x.doc"], "its ending tells no format"),
        (["trace", "43598", *LIST, "--to", "43598"], "are one party"),
        (["trace", "43598", *LIST, "--as-of", "soon"], "is not a date"),
        (["gaps", *LIST, "--authority", "eu"], "no list of 'eu' is here"),
        (["gaps", "--links", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    code, out, err = run(monkeypatch, capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
