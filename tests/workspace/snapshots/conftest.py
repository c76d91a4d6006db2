"""A workspace of its own for each test."""

from pathlib import Path

import pytest

from yalu.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    return Workspace(tmp_path / "workspace")
