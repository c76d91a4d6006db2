"""`yalu read` as a user meets it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from yalu.cli import main

SALE = "Parsek LLC sold pumps to Volga Holding JSC."


class Run(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Yalu = Callable[..., Run]


@pytest.fixture
def yalu(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Yalu:
    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["yalu", "read", "--without-model", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Run(int(ended.value.code or 0), *capfd.readouterr())

    return run


def test_json_is_one_object_a_line_for_each_file_also_for_one_that_is_broken(yalu: Yalu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SALE)
    (tmp_path / "b.txt").write_bytes(b"a\x00b")
    run = yalu(tmp_path / "a.txt", tmp_path / "b.txt", "--json")
    assert run.returncode == 0, run.stderr
    first, second = (json.loads(line) for line in run.stdout.splitlines())
    assert list(first) == [
        "documents", "parties", "links", "identifiers", "details", "maybe_same", "contradictions", "notes", "version",
    ]  # fmt: skip
    assert {"id", "schema", "name", "names", "mentions", "properties"} <= set(first["parties"][0])
    (evidence,) = first["links"][0]["evidence"]
    assert (evidence["quote"], evidence["line"], evidence["page"]) == (SALE, 1, None)
    assert second == {"file": "b.txt", "error": "it is binary, not text (byte 1)"}
    assert "Not read: b.txt" in run.stderr


def test_the_summary_names_parties_links_and_quotes_and_obeys_no_markup(yalu: Yalu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{SALE} [red]\x1b[2JBoris Orlov owns Parsek LLC.")
    run = yalu(tmp_path / "a.txt")
    assert run.returncode == 0, run.stderr
    assert "Parsek LLC supplied or supported Volga Holding JSC: stated" in run.stdout
    assert "\x1b" not in run.stdout


def test_what_cannot_be_read_at_all_is_one_line_and_exit_code_2(yalu: Yalu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\x00b")
    for arguments in (
        [tmp_path / "a.txt"],
        [tmp_path / "none.txt"],
        [tmp_path / "a.txt", "--resume"],
        [tmp_path / "empty"],
    ):
        (tmp_path / "empty").mkdir(exist_ok=True)
        run = yalu(*arguments)
        assert run.returncode == 2
        assert run.stderr.startswith("yalu: ")
        assert run.stderr.count("\n") == 1


def test_out_writes_a_folder_and_prints_totals(yalu: Yalu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SALE)
    run = yalu(tmp_path / "a.txt", "--out", tmp_path / "out", "--json")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["documents"] == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"readings.jsonl", "texts", "pages"}
