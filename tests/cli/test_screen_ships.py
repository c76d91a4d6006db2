"""`yalu screen` on rows about ships, and their links in `yalu trace`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yalu.cli.app import app

LISTED, OTHER = "9074729", "8905490"
SHIP = {
    "id": "v1",
    "schema": "Vessel",
    "datasets": ["l"],
    "properties": {"name": ["Invented Heron"], "imoNumber": [f"IMO{LISTED}"], "flag": ["kp"], "topics": ["sanction"]},
}


@pytest.fixture
def listed(tmp_path: Path) -> str:
    path = tmp_path / "list.ftm.json"
    path.write_text(json.dumps(SHIP) + "\n")
    return str(path)


def test_a_listed_hull_is_found_under_another_name_and_a_name_alone_is_said(listed: str, tmp_path: Path) -> None:
    calls = tmp_path / "calls.csv"
    calls.write_text(
        "imo,vessel,port,port country,arrival\n"
        f"{LISTED},Fair Wind,Ulsan,KR,2018-01-05\n"
        ",Invented Heron,Ulsan,KR,2018-01-05\n"
        f"{OTHER},Invented Heron,Nampo,KP,2018-01-05\n"
    )
    done = CliRunner().invoke(app, ["screen", str(calls), "--list", listed, "--no-cache"])
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert {reason["criterion"] for reason in first["reasons"]} == {"identifier"}
    assert second["decision"] in ("block", "review")
    assert any("by its name only" in note for note in second["notes"])
    # Another number makes the same name another ship; the port is what is left to look at.
    assert {reason["criterion"] for reason in third["reasons"]} == {"territory"}
    assert (third["kind"], third["ships"][0]["imo"], third["country"]) == ("port call", OTHER, "kp")


def test_ships_that_met_are_tied_in_a_trace(listed: str, tmp_path: Path) -> None:
    meetings = tmp_path / "meetings.csv"
    meetings.write_text(f"imo 1,vessel 1,imo 2,vessel 2,start\n{LISTED},Fair Wind,{OTHER},Tern,2018-02-01\n")
    asked = ["trace", "Tern", "--links", str(meetings), "--list", listed, "--no-cache", "--json"]
    found = json.loads(CliRunner().invoke(app, asked).stdout)
    (tie,) = found["ties"]
    assert tie["type"] == "met"
    assert "v1" in (tie["source"], tie["target"])
