"""A server that is told to erases once a day, for all tenants, what is kept no longer; no other erases anything."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError
from yalu.server import ServerSettings, create_app
from yalu.server.erasing import Erasing
from yalu.workspace.datasets import ServedSources
from yalu.workspace.receipts import Draft, Kind, Stamp
from yalu.workspace.retention import Retention
from yalu.workspace.tenants import open_receipts

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TENANTS = ("default", "bank")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("YALU_DATABASE", "YALU_RECEIPTS", "YALU_KEEP"):
        monkeypatch.delenv(name, raising=False)
    for tenant in TENANTS:
        with open_receipts(tmp_path / "workspace", tenant) as book:
            book.append(Draft(Kind.NAME, {"lists": []}, {"query": "somebody"}), Stamp(LONG_AGO, b"x" * 16, "Anna"))
    return tmp_path / "workspace"


def erased(workspace: Path) -> list[bool]:
    found = []
    for tenant in TENANTS:
        with open_receipts(workspace, tenant) as book:
            found.append(next(iter(book.receipts())).payload is None)
            assert book.verify().faults == ()
    return found


def test_what_is_too_old_is_erased_for_every_tenant_and_a_second_turn_finds_nothing(workspace: Path) -> None:
    erasing = Erasing(workspace, workspace / "served", Retention(receipts=30))
    assert {tenant: told.receipts for tenant, told in erasing.run_all().items()} == {"default": 1, "bank": 1}
    assert erased(workspace) == [True, True]
    assert {told.receipts for told in erasing.run_all().values()} == {0}


@pytest.mark.parametrize("daily", [False, True])
def test_a_server_erases_only_if_it_is_told_to(
    daily: bool, workspace: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YALU_KEEP", "receipts=30")
    monkeypatch.setattr("yalu.server.erasing.FIRST_AFTER", 0.0)
    served = ServedSources(workspace=workspace, manifest=sources / "manifest.yml", folder=tmp_path / "served")
    with TestClient(create_app(ServerSettings(served, watch=False, erase_daily=daily))) as client:
        assert client.get("/readyz").status_code == 200
        thread = client.app.state.erasing  # type: ignore[attr-defined]
        assert (thread is not None) == daily
        for _ in range(200 if daily else 1):
            if all(erased(workspace)):
                break
    assert erased(workspace) == [daily, daily]


def test_erasing_without_saying_what_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("YALU_KEEP", raising=False)
    monkeypatch.setenv("YALU_WORKSPACE", str(tmp_path))
    result = CliRunner().invoke(app, ["serve", "--erase-daily"])
    assert isinstance(result.exception, YaluError)
    assert "YALU_KEEP" in str(result.exception)
