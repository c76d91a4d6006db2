"""`--recover` on the commands that read lists from files: they go on, and say on stderr what was mended."""

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import ListError

SAMPLE = Path(__file__).resolve().parents[1] / "lists" / "fixtures" / "un-sample.xml"


def yalu(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list in which a letter of a comment is no UTF-8."""
    for name in ("YALU_CACHE", "YALU_WORKSPACE"):
        monkeypatch.setenv(name, str(tmp_path / name))
    for name in ("YALU_RECEIPTS", "YALU_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    content = SAMPLE.read_bytes()
    place = content.index(b"<COMMENTS1>") + len(b"<COMMENTS1>")
    path = tmp_path / "un.xml"
    path.write_bytes(content[:place] + b"\xe9" + content[place:])
    return path


@pytest.mark.parametrize(
    "command",
    [
        ["screen", "Nobody Whosoever"],
        ["gaps"],
        ["trace", "un-1001"],
        ["certificate", "Nobody Whosoever", "--as-of", "2025-06-01"],
    ],
    ids=lambda command: command[0],
)
def test_a_list_with_a_wrong_byte_is_refused_and_read_with_recover(broken: Path, command: list[str]) -> None:
    with pytest.raises(ListError, match="--recover"):
        yalu(*command, "--list", broken)
    said = yalu(*command, "--list", broken, "--recover").stderr
    assert f"{broken}: 1 place was mended" in said
    assert "0xE9" in said or "0xe9" in said
