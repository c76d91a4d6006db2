"""A run writes one record for each row, goes on where it was cut off, and is the same for any number of processes."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from yalu.model import OutputError, YaluError
from yalu.records import open_table
from yalu.screening import OUTPUT_SCHEMA, Hit, Screener
from yalu.workspace import ScreeningRun, ScreeningSettings, ScreeningSummary, screen_file
from yalu.workspace.answer_formats import answer_rows

LISTED: tuple[dict[str, Any], ...] = (
    {
        "id": "x-1",
        "schema": "Person",
        "properties": {"name": ["Choe Chol Min"], "birthDate": ["1978-04-03"], "passportNumber": ["108410050"]},
    },
    {"id": "x-2", "schema": "Vessel", "properties": {"name": ["HAOFAN 5"], "imoNumber": ["IMO9018232"]}},
    {"id": "x-3", "schema": "Organization", "properties": {"name": ["Second Academy of Natural Sciences"]}},
)
SETTINGS = ScreeningSettings(chunk=4)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(LISTED, "demo")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "parties.csv"
    lines = ["name,type,dob,passport,imo"]
    for number in range(1, 22):
        name = {3: "Choi Cheol-min", 8: "", 13: "最,quoted", 14: "---", 17: "=2+3"}.get(
            number, f"Nobody Number{number}"
        )
        passport = {5: "108410050", 8: ""}.get(number, "")
        imo = "9018232" if number == 11 else ""
        lines.append(f"{name},,,{passport},{imo}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


class KilledError(Exception):
    pass


def kill_after(share_of_rows: int) -> Any:
    def progress(_: float, rows: int) -> None:
        if rows >= share_of_rows:
            raise KilledError

    return progress


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_row_has_one_record_in_its_order(screener: Screener, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    summary = screen_file(table, screener, out, SETTINGS)
    answers = read(out)
    assert [answer["row"] for answer in answers] == list(range(1, 22))
    assert {answer["row"]: answer["hits"][0]["id"] for answer in answers if answer["hits"]} == {
        3: "x-1",
        5: "x-1",
        11: "x-2",
    }
    assert {answer["row"]: answer["error"] for answer in answers if "error" in answer} == {
        8: "line 9: it holds no name and no identifier",
        13: "line 14: it has 6 cells where the head has 5",
        14: "row 14: it holds no name with a letter or digit, and no valid identifier",
    }
    assert answers[2]["query"] == "Choi Cheol-min"
    assert set(answers[2]["hits"][0]) == {"id", "caption", "schema", "score", "name", "dataset", "explanation"}
    assert set(answers[2]["hits"][0]["explanation"][0]) == {"query", "listed", "kind", "share"}
    counted = (summary.rows, summary.rows_with_hits, summary.hits, summary.errors)
    assert counted == (21, 3, 3, 3)
    assert len(summary.first_errors) == 3
    assert [path.name for path in tmp_path.iterdir() if path != table] == ["hits.jsonl"]


def test_the_answers_are_those_of_the_screener(screener: Screener, table: Path, tmp_path: Path) -> None:
    screen_file(table, screener, tmp_path / "hits.jsonl", ScreeningSettings(threshold=0.5))
    (hit,) = screener.screen({"schema": "LegalEntity", "properties": {"name": ["Choi Cheol-min"]}}, 0.5)
    (written,) = read(tmp_path / "hits.jsonl")[2]["hits"]
    assert {**written, "query": hit.query} == json.loads(orjson.dumps(hit))


def test_csv_and_parquet_hold_the_same_answers(screener: Screener, table: Path, tmp_path: Path) -> None:
    for suffix in ("jsonl", "csv", "parquet"):
        screen_file(table, screener, tmp_path / f"hits.{suffix}", SETTINGS)
    answers = read(tmp_path / "hits.jsonl")
    parquet = pq.read_table(tmp_path / "hits.parquet")
    assert parquet.schema.equals(OUTPUT_SCHEMA)
    assert [answer for batch in parquet.to_batches() for answer in answer_rows(batch)] == answers
    with (tmp_path / "hits.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [json.loads(line["hits"]) for line in lines] == [answer["hits"] for answer in answers]
    assert [line["error"] for line in lines] == [answer.get("error", "") for answer in answers]
    assert (lines[2]["hit_count"], lines[2]["best_score"]) == ("1", str(answers[2]["hits"][0]["score"]))
    assert (lines[0]["hit_count"], lines[0]["best_score"]) == ("0", "")
    assert (answers[16]["query"], lines[16]["query"]) == ("=2+3", "'=2+3")


def test_parquet_out_can_be_screened_in(screener: Screener, tmp_path: Path) -> None:
    path = tmp_path / "parties.parquet"
    pq.write_table(pa.table({"name": ["Choi Cheol-min", "Nobody"], "schema": ["Person", "Person"]}), path)
    screen_file(path, screener, tmp_path / "hits.parquet")
    rows = pq.read_table(tmp_path / "hits.parquet").to_pylist()
    assert [len(row["hits"]) for row in rows] == [1, 0]


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_two_processes_give_the_bytes_of_one(screener: Screener, table: Path, tmp_path: Path, suffix: str) -> None:
    one, two = tmp_path / f"one.{suffix}", tmp_path / f"two.{suffix}"
    first = screen_file(table, screener, one, ScreeningSettings(chunk=2, audit=5))
    second = screen_file(table, screener, two, ScreeningSettings(chunk=2, audit=5, workers=2))
    assert one.read_bytes() == two.read_bytes()
    assert first == second


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("behind", [b"", b'{"row": 13, "que', b"\x00" * 1000])
def test_a_run_that_was_cut_off_goes_on(
    screener: Screener, table: Path, tmp_path: Path, suffix: str, behind: bytes
) -> None:
    whole, out = tmp_path / f"whole.{suffix}", tmp_path / f"hits.{suffix}"
    settings = ScreeningSettings(chunk=4, audit=9)
    expected = screen_file(table, screener, whole, settings)
    with pytest.raises(KilledError):
        screen_file(table, screener, out, settings, progress=kill_after(12))
    assert not out.exists()
    part = out.with_name(f"{out.name}.part")
    part.write_bytes(part.read_bytes() + behind)
    seen: list[int] = []
    summary = screen_file(table, screener, out, settings, resume=True, progress=lambda _, rows: seen.append(rows))
    assert seen[0] > 8
    assert out.read_bytes() == whole.read_bytes()
    assert summary == expected
    assert not part.exists()
    assert not list(tmp_path.glob("*.json"))


def test_a_run_killed_again_and_again_loses_nothing(screener: Screener, table: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "hits.jsonl"
    settings = ScreeningSettings(chunk=2)
    screen_file(table, screener, whole, settings)
    for rows in range(2, 22, 2):
        with pytest.raises(KilledError):
            screen_file(table, screener, out, settings, resume=True, progress=kill_after(rows))
    screen_file(table, screener, out, settings, resume=True)
    assert out.read_bytes() == whole.read_bytes()


def test_resuming_another_run_is_refused_and_names_what_changed(
    screener: Screener, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "hits.jsonl"
    with pytest.raises(KilledError):
        screen_file(table, screener, out, SETTINGS, progress=kill_after(12))
    kept = (tmp_path / "hits.jsonl.part").read_bytes()
    with pytest.raises(OutputError, match="differs in its threshold; give the same, or start anew without --resume"):
        screen_file(table, screener, out, ScreeningSettings(threshold=0.8, chunk=4), resume=True)
    with pytest.raises(OutputError, match="differs in its lists"):
        screen_file(table, Screener(LISTED[:1], "demo"), out, SETTINGS, resume=True)
    table.write_text(table.read_text(encoding="utf-8") + "One More,,,,\n", encoding="utf-8")
    with pytest.raises(OutputError, match="differs in its input"):
        screen_file(table, screener, out, SETTINGS, resume=True)
    assert (tmp_path / "hits.jsonl.part").read_bytes() == kept


def test_a_damaged_state_is_refused(screener: Screener, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    with pytest.raises(KilledError):
        screen_file(table, screener, out, SETTINGS, progress=kill_after(12))
    state, part = tmp_path / "hits.jsonl.part.json", tmp_path / "hits.jsonl.part"
    good = state.read_bytes()
    for bad in (b"", b"[]", b'{"kind": 1}', good[:-9], good.replace(b'"counts":{', b'"counts":{"foreign":1,')):
        state.write_bytes(bad)
        with pytest.raises(OutputError, match="start anew without --resume"):
            screen_file(table, screener, out, SETTINGS, resume=True)
    state.write_bytes(good)
    part.write_bytes(part.read_bytes()[:-5])
    with pytest.raises(OutputError, match="shorter than its state says"):
        screen_file(table, screener, out, SETTINGS, resume=True)


def test_the_old_file_stands_until_the_new_one_is_whole(screener: Screener, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    out.write_text("old")
    with pytest.raises(KilledError):
        screen_file(table, screener, out, SETTINGS, progress=kill_after(12))
    assert out.read_text() == "old"
    screen_file(table, screener, out, SETTINGS)
    assert len(read(out)) == 21


def test_a_table_without_rows_gives_a_file_without_answers(screener: Screener, tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text("name\n")
    for suffix in ("jsonl", "csv", "parquet"):
        assert screen_file(tmp_path / "none.csv", screener, tmp_path / f"hits.{suffix}").rows == 0
    assert (tmp_path / "hits.jsonl").read_bytes() == b""
    assert pq.read_table(tmp_path / "hits.parquet").num_rows == 0


def test_places_that_cannot_be_written_are_refused_before_any_work(
    screener: Screener, table: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    for out, reason in (
        (tmp_path / "hits.xlsx", "give it one of these endings"),
        (tmp_path / "absent" / "hits.csv", "there is no folder"),
        (tmp_path / "folder.csv", "this is a folder"),
        (table, "this is the table that is screened"),
    ):
        with pytest.raises(OutputError, match=reason):
            screen_file(table, screener, out)


class Forgetful(Screener):
    """A screener whose search loses the hit on a ship."""

    def screen_many(self, *arguments: Any, **options: Any) -> list[list[Hit]]:
        found = super().screen_many(*arguments, **options)
        return [[hit for hit in hits if hit.id != "x-2"] for hits in found]


def test_the_audit_finds_equal_answers_equal(screener: Screener, table: Path, tmp_path: Path) -> None:
    summary = screen_file(table, screener, tmp_path / "hits.jsonl", ScreeningSettings(audit=7, chunk=4))
    assert (summary.audited, summary.differences) == (7, ())
    assert len(summary.seed) == 16


def test_the_audit_finds_a_lost_hit(table: Path, tmp_path: Path) -> None:
    forgetful = Forgetful(LISTED, "demo")
    summary = screen_file(table, forgetful, tmp_path / "hits.jsonl", ScreeningSettings(audit=1000, chunk=4))
    assert summary.differences == ("row 11 (Nobody Number11): the run has no hits; the full scan has x-2 1.0",)
    assert summary.audited == 19


def test_the_sample_of_an_audit_depends_on_the_table_only(screener: Screener, table: Path) -> None:
    def audited() -> list[int]:
        run = ScreeningRun(open_table(table), screener, ScreeningSettings(audit=5, chunk=4))
        for _ in run.batches():
            pass
        return [run.summary.audited]

    assert audited() == audited() == [5]


def test_a_summary_is_a_json_object() -> None:
    assert json.loads(orjson.dumps(ScreeningSummary(rows=3).totals()))["rows"] == 3


def test_a_worker_that_ends_on_its_own_is_told(
    screener: Screener, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yalu.workspace.screening_pool._start", _exit)
    with pytest.raises(YaluError, match="a worker process ended on its own"):
        screen_file(table, screener, tmp_path / "hits.jsonl", ScreeningSettings(workers=2))


def _exit(*_: object) -> None:
    os._exit(3)
