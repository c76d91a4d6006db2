"""`yalu receipts`, `replay`, `certificate` and `rescreen` as a user meets them, one after the other."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from click.testing import Result
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "examples" / "public-parties.ftm.json"
CUSTOMERS = ROOT / "examples" / "customers.csv"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("YALU_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.delenv("YALU_RECEIPTS", raising=False)
    yalu("lists", "add", LIST, "--issued", "2023-06-16")
    return tmp_path / "workspace"


def yalu(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_a_screening_of_a_kept_list_has_a_receipt_that_can_be_replayed(workspace: Path, tmp_path: Path) -> None:
    assert "Receipt 1: " in yalu("screen", "Choi Cheol-min", "--operator", "me").stderr
    out = tmp_path / "hits.jsonl"
    totals = json.loads(yalu("screen", CUSTOMERS, "--out", out, "--json").stdout)
    assert totals["receipt"]["number"] == 2
    shown = json.loads(yalu("receipts", "show", "2", "--json").stdout)
    assert (shown["hash"], shown["header"]["rows"]) == (totals["receipt"]["hash"], 10)
    for number in ("1", "2"):
        assert "the same answer" in yalu("replay", number).stdout
    proof = tmp_path / "proof.json"
    proof.write_text(yalu("receipts", "prove", "2", "--row", "3").stdout)
    assert "Proved: row 3, Hartwell & Osei Bakery Ltd., was answered with no hit" in yalu(
        "receipts", "check", proof
    ).stdout.replace("\n", " ")
    export = tmp_path / "export.jsonl"
    yalu("receipts", "export", "--out", export)
    assert "2 receipts: the chain is whole." in yalu("receipts", "verify", "--file", export).stdout
    assert yalu("receipts", "export", "--csv").stdout.splitlines()[0].startswith("number,time,kind")
    assert yalu("receipts", "show").stdout.count("20") >= 2
    noted = totals["receipt"]["hash"]
    yalu("receipts", "erase", "1", "--reason", "asked for")
    assert json.loads(yalu("receipts", "verify", "--anchor", noted, "--json").stdout)["erased"] == 1
    with closing(sqlite3.connect(workspace / "receipts.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER receipts_no_delete")
        connection.execute("DELETE FROM receipts WHERE number = 2")
    found = yalu("receipts", "verify", code=1).stdout
    assert "the chain is NOT as it was written." in " ".join(found.split())
    assert "receipt 2 is missing" in found


@pytest.mark.usefixtures("workspace")
def test_a_list_that_is_not_kept_gives_a_receipt_on_request_only(tmp_path: Path) -> None:
    other = tmp_path / "other.ftm.json"
    other.write_bytes(LIST.read_bytes() + b"\n")
    assert "Receipt" not in yalu("screen", "Choi Cheol-min", "--list", other).stderr
    assert "Receipt 1" in yalu("screen", "Choi Cheol-min", "--list", other, "--receipt").stderr
    assert "Receipt" not in yalu("screen", "Choi Cheol-min", "--no-receipt").stderr
    with pytest.raises(YaluError, match="give its file with --list"):
        yalu("replay", "1")
    assert "the same answer" in yalu("replay", "1", "--list", other).stdout


@pytest.mark.usefixtures("workspace")
def test_a_certificate_is_written_as_a_page_and_as_json(tmp_path: Path) -> None:
    page = tmp_path / "choi.html"
    told = yalu("certificate", "Choi Cheol-min", "--as-of", "2023-06-19", "--out", page, "--json")
    certificate = json.loads(told.stdout)
    assert [hit["id"] for hit in certificate["hits"]] == ["ofac-43598"]
    assert certificate["receipt"]["hash"] in page.read_text(encoding="utf-8")
    assert "the same answer" in yalu("replay", "1").stdout
    with pytest.raises(YaluError, match=r"written as \.html or \.json"):
        yalu("certificate", "Choi Cheol-min", "--as-of", "2023-06-19", "--out", tmp_path / "choi.pdf")


@pytest.mark.usefixtures("workspace")
def test_an_update_is_rescreened_from_the_receipt_of_the_last_run(tmp_path: Path) -> None:
    with pytest.raises(YaluError, match="no receipt tells of an earlier run"):
        yalu("rescreen", CUSTOMERS)
    out, again, full = (tmp_path / f"{name}.jsonl" for name in ("hits", "again", "full"))
    yalu("screen", CUSTOMERS, "--out", out, "--threshold", "0.8")
    entities = [orjson.loads(line) for line in LIST.read_bytes().splitlines()]
    gone = next(entity["id"] for entity in entities if entity["id"] == "ofac-43598")
    update = tmp_path / LIST.name
    update.write_bytes(b"\n".join(orjson.dumps(item) for item in entities if item["id"] != gone))
    yalu("lists", "add", update, "--issued", "2023-06-20", "--force")
    told = yalu("rescreen", CUSTOMERS, "--out", again)
    (change,) = [json.loads(line) for line in told.stdout.splitlines()]
    assert (change["query"], [hit["id"] for hit in change["gone"]]) == ("Choi Cheol-min", ["ofac-43598"])
    assert "Receipt 1 of " in told.stderr
    assert "asked anew" not in told.stderr
    yalu("screen", CUSTOMERS, "--out", full, "--threshold", "0.8", "--no-receipt")
    assert again.read_bytes() == full.read_bytes()
    assert "the same answer" in yalu("replay", "2").stdout
    anew = json.loads(yalu("rescreen", CUSTOMERS, "--out", again, "--threshold", "0.9", "--json").stdout)
    assert anew["rows_asked_anew"] == 9
