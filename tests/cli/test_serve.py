"""`yalu serve` and `yalu keys`: what they refuse, in one line, before anything listens."""

import re
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError

LIST = Path(__file__).resolve().parents[2] / "examples" / "public-parties.ftm.json"
runner = CliRunner()


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YALU_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.delenv("YALU_DATABASE", raising=False)


def refusal(*arguments: str) -> str:
    result = runner.invoke(app, list(arguments))
    assert isinstance(result.exception, YaluError), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104 - must be refused
def test_without_a_key_only_this_machine_is_served(host: str) -> None:
    assert "yalu keys create" in refusal("serve", "--list", str(LIST), "--host", host)


def test_what_cannot_be_served_is_said_at_once(tmp_path: Path) -> None:
    assert "nothing to serve" in refusal("serve")
    assert "names no issue" in refusal("serve", "--list", "unheard-of")
    assert "no such file" in refusal("serve", "--list", "unheard-of.xml")
    assert "cannot be read" in refusal("serve", "--manifest", str(tmp_path / "nowhere.yml"))
    assert "Unknown algorithm" in refusal("serve", "--list", str(LIST), "--algorithm", "magic")


def test_an_address_in_use_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert "cannot be listened on" in refusal("serve", "--list", str(LIST), "--port", str(other.getsockname()[1]))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "indexes cannot be kept" in refusal("serve", "--list", str(LIST), "--data", str(tmp_path / "file" / "x"))


def test_a_key_is_made_shown_once_listed_rotated_and_revoked() -> None:
    made = runner.invoke(app, ["keys", "create", "test bank", "--scope", "screen", "--per-minute", "60"])
    assert made.exit_code == 0
    text = re.search(r"yalu_([0-9a-f]{12})_[\w-]{43}", made.output)
    assert text is not None
    listed = runner.invoke(app, ["keys", "list"]).output
    assert "test bank  screen  60 a minute" in listed
    assert text[0] not in listed
    assert "yalu_" in runner.invoke(app, ["keys", "rotate", text[1]]).output
    assert runner.invoke(app, ["keys", "revoke", text[1]]).exit_code == 0
    assert runner.invoke(app, ["keys", "list", "--json"]).output.count('"revoked":null') == 1
    assert "no key" in refusal("keys", "revoke", text[1])
