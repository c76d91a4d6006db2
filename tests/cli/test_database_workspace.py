"""The commands with a workspace in a database, as a team meets them: one after the other, on both databases."""

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from starlette.testclient import TestClient
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError
from yalu.server.app import create_app
from yalu.server.settings import ServerSettings
from yalu.workspace.datasets import ServedSources

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "examples" / "public-parties.ftm.json"
CUSTOMERS = ROOT / "examples" / "customers.csv"
NAME = "example-public-parties"


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    for name in ("YALU_WORKSPACE", "YALU_RECEIPTS", "YALU_DATABASE", "YALU_FOUR_EYES", "YALU_OPERATOR"):
        monkeypatch.delenv(name, raising=False)


def yalu(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_every_command_works_with_a_database(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = ("--workspace", address)
    other = tmp_path / "later.ftm.json"
    lines = LIST.read_text(encoding="utf-8").splitlines(keepends=True)
    other.write_text("".join(lines[:-1]), encoding="utf-8")
    yalu("lists", "add", LIST, "--issued", "2023-06-16", *place)
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "another machine"))
    assert "Receipt 1: " in yalu("screen", "Choi Cheol-min", *place).stderr
    out = tmp_path / "hits.jsonl"
    about = ("--map", "id=customer_no", "--alerts")
    totals = json.loads(yalu("screen", CUSTOMERS, *about, "--out", out, "--json", *place).stdout)
    assert totals["receipt"]["number"] == 2
    assert "2 receipts: the chain is whole." in yalu("receipts", "verify", *place).stdout
    assert "the same answer" in yalu("replay", "2", *place).stdout
    page = tmp_path / "page.html"
    yalu("certificate", "Choe Chol Min", "--as-of", "2023-06-20", "--out", page, *place)
    assert "Choe Chol Min" in page.read_text(encoding="utf-8")
    yalu("lists", "add", other, "--name", NAME, "--issued", "2023-07-01", *place)
    assert "2023-07-01" in yalu("lists", "show", *place).stdout
    assert len(json.loads(yalu("lists", "log", NAME, "--json", *place).stdout)) == 2
    found = json.loads(yalu("lists", "diff", f"{NAME}@2023-06-16", NAME, "--json", *place).stdout)
    assert found["before"]["sha256"] != found["after"]["sha256"]
    assert json.loads(yalu("lists", "verify", "--json", *place).stdout)["problems"] == []
    assert "Receipt 4 " not in yalu("rescreen", CUSTOMERS, *place).stderr
    alerts = json.loads(yalu("decisions", "list", "--json", *place).stdout)
    assert alerts
    assert yalu("decisions", "verify", *place).exit_code == 0
    yalu("keys", "create", "bank", *place)
    assert "bank" in yalu("keys", "list", *place).stdout
    assert not list(tmp_path.rglob("yalu.sqlite")) or address.startswith("sqlite")


def test_the_service_keeps_receipts_of_tenants_apart_in_one_database(address: str, tmp_path: Path) -> None:
    place = ("--workspace", address)
    yalu("lists", "add", LIST, "--issued", "2023-06-16", *place)
    made = {
        tenant: re.search(r"yalu_\S+", yalu("keys", "create", tenant, *scopes, "--tenant", tenant, *place).output)
        for tenant in ("bank", "paper")
        for scopes in [("--scope", "screen", "--scope", "decide")]
    }
    keys = {tenant: {"authorization": f"ApiKey {found[0]}"} for tenant, found in made.items() if found}
    settings = ServerSettings(ServedSources(workspace=address, folder=tmp_path / "served"), keyed=True, watch=False)
    with TestClient(create_app(settings)) as client:
        for tenant, times in (("bank", 2), ("paper", 1)):
            for _ in range(times):
                row = json.dumps({"name": "Choe Chol Min"})
                assert client.post("/screen", content=row, headers=keys[tenant]).status_code == 200
        counts = {
            tenant: client.post("/receipts/verify", json={}, headers=headers).json() for tenant, headers in keys.items()
        }
    assert {tenant: (found["receipts"], found["faults"]) for tenant, found in counts.items()} == {
        "bank": (2, []),
        "paper": (1, []),
    }


def test_a_password_is_in_no_message_and_no_receipt(tmp_path: Path) -> None:
    place = "postgresql://anna:s3cr3t@127.0.0.1:1/yalu?password=s3cr3t"
    for command in (
        ["lists", "show"],
        ["screen", "Kim"],
        ["receipts", "verify"],
        ["decisions", "list"],
        ["keys", "list"],
    ):
        with pytest.raises(YaluError, match="cannot be used") as refused:
            yalu(*command, "--workspace", place)
        assert "s3cr3t" not in str(refused.value)
        assert "\n" not in str(refused.value)
    settings = ServerSettings(ServedSources(workspace=place))
    assert "s3cr3t" not in repr(settings)
    database = f"sqlite:///{tmp_path / 'yalu.sqlite'}"
    yalu("lists", "add", LIST, "--issued", "2023-06-16", "--workspace", database)
    yalu("screen", "Choi Cheol-min", "--workspace", database)
    assert str(tmp_path) not in yalu("receipts", "export", "--workspace", database).stdout
