"""A run over many documents: one line each, and a run that was cut off ends with the same bytes."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yalu.documents import Reading
from yalu.model import OutputError
from yalu.report import reading_json
from yalu.workspace import write_readings

Encoded = Callable[[Reading], dict[str, Any]]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Parsek LLC sold {number} pumps to Volga Holding JSC.")
    (folder / "2.bin").write_bytes(b"a\x00b")
    return folder


def stopping_after(count: int) -> Encoded:
    """Encode as many documents, then stop as a user would."""
    left = count

    def encode(reading: Reading) -> dict[str, Any]:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return reading_json(reading)

    return encode


def test_each_file_has_its_line_and_quotes_stand_in_the_written_texts(case: Path, tmp_path: Path) -> None:
    summary = write_readings([case], tmp_path / "out", reading_json)
    lines = [json.loads(line) for line in (tmp_path / "out" / "readings.jsonl").read_text().splitlines()]
    assert (summary.documents, summary.unread, len(lines)) == (5, 1, 6)
    for line in lines:
        if "error" not in line:
            text = (tmp_path / "out" / "texts" / f"{line['documents'][0]['id']}.txt").read_text()
            (evidence,) = line["links"][0]["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert [line["file"] for line in lines if "error" in line] == ["case/2.bin"]


@pytest.mark.parametrize("count", range(6))
def test_a_run_that_was_cut_off_goes_on_to_the_same_bytes(count: int, case: Path, tmp_path: Path) -> None:
    whole = write_readings([case], tmp_path / "whole", reading_json)
    out = tmp_path / "out"
    if count < 5:
        with pytest.raises(KeyboardInterrupt):
            write_readings([case], out, stopping_after(count))
        assert not (out / "readings.jsonl").exists()
    assert write_readings([case], out, reading_json, resume=True) == whole
    assert (out / "readings.jsonl").read_bytes() == (tmp_path / "whole" / "readings.jsonl").read_bytes()
    assert not (out / "readings.jsonl.part").exists()


def killing_after(count: int) -> Encoded:
    """Encode as many documents, then kill this process as an operator or a lack of memory would."""
    left = count

    def encode(reading: Reading) -> dict[str, Any]:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return reading_json(reading)

    return encode


def test_a_run_that_is_killed_again_and_again_loses_and_doubles_nothing(case: Path, tmp_path: Path) -> None:
    whole, out = write_readings([case], tmp_path / "whole", reading_json), tmp_path / "out"
    for resume in (False, True, True):
        child = os.fork()
        if not child:
            write_readings([case], out, killing_after(1 if resume else 2), resume=resume)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        assert not (out / "readings.jsonl").exists()
    assert write_readings([case], out, reading_json, resume=True) == whole
    assert (out / "readings.jsonl").read_bytes() == (tmp_path / "whole" / "readings.jsonl").read_bytes()
    texts = {path.name: path.read_bytes() for path in (out / "texts").iterdir()}
    assert texts == {path.name: path.read_bytes() for path in (tmp_path / "whole" / "texts").iterdir()}


def test_a_run_does_not_go_on_over_other_documents(case: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_readings([case], tmp_path / "out", stopping_after(3))
    (case / "1.txt").write_text("Another text about Parsek LLC.")
    with pytest.raises(OutputError, match="differ"):
        write_readings([case], tmp_path / "out", reading_json, resume=True)


def test_a_copy_has_its_origin_also_in_a_run_that_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    story = " ".join(f"The inspector found pump {n} in hall {n * 7} of the yard." for n in range(30))
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{story} Parsek LLC sold pumps to Volga Holding JSC. {name}")
    with pytest.raises(KeyboardInterrupt):
        write_readings([folder], tmp_path / "out", stopping_after(1))
    write_readings([folder], tmp_path / "out", reading_json, resume=True)
    lines = [json.loads(line) for line in (tmp_path / "out" / "readings.jsonl").read_text().splitlines()]
    assert len({line["links"][0]["evidence"][0]["origin"] for line in lines}) == 1
