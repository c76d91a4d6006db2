"""Arrow in, Arrow out: one row for each row, with no other knowledge than the batch."""

from typing import Any

import pyarrow as pa

from yalu.screening import OUTPUT_SCHEMA, Screener
from yalu.screening.batches import hit_row

LISTED: tuple[dict[str, Any], ...] = (
    {"id": "x-1", "schema": "Person", "properties": {"name": ["Choe Chol Min"], "nationality": ["kp"]}},
    {"id": "x-2", "schema": "Vessel", "properties": {"name": ["HAOFAN 5"], "imoNumber": ["IMO9018232"]}},
)
SCREENER = Screener(LISTED, "demo")


def screen(*rows: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    (batch,) = SCREENER.screen_batches([pa.RecordBatch.from_pylist(list(rows))], **options)
    assert batch.schema.equals(OUTPUT_SCHEMA)
    assert batch.num_rows == len(rows)
    return list(batch.to_pylist())


def test_columns_may_hold_texts_or_lists_of_texts() -> None:
    (one,) = screen({"name": "Choi Cheol-min", "schema": "Person", "nationality": "kp"})
    (several,) = screen({"name": ["Nobody", "Choi Cheol-min"], "schema": "Person", "nationality": ["kp", "cn"]})
    assert one["hits"][0]["score"] == several["hits"][0]["score"]
    assert (one["query"], several["query"]) == ("Choi Cheol-min", "Nobody")


def test_the_hits_are_those_of_screen() -> None:
    query = {"schema": "Person", "properties": {"name": ["Choi Cheol-min"], "nationality": ["cn"]}}
    (row,) = screen({"name": "Choi Cheol-min", "schema": "Person", "nationality": "cn"}, threshold=0.3)
    assert row["hits"] == [hit_row(hit) for hit in SCREENER.screen(query, 0.3)]
    assert row["hits"]


def test_rows_count_on_over_batches_where_they_have_no_number() -> None:
    batches = [pa.RecordBatch.from_pylist([{"name": "A B"}, {"name": "C D"}]) for _ in range(2)]
    rows = [row for batch in SCREENER.screen_batches(batches) for row in batch.column("row").to_pylist()]
    assert rows == [1, 2, 3, 4]


def test_an_error_is_handed_on_and_its_row_not_asked() -> None:
    row, other = screen({"name": "Choi Cheol-min", "error": "line 7: torn", "row": 40}, {"name": "A", "row": 41})
    assert (row["row"], row["error"], row["hits"]) == (40, "line 7: torn", [])
    assert (other["row"], other["error"], other["hits"]) == (41, None, [])


def test_a_row_with_nothing_to_compare_is_an_error() -> None:
    rows = screen({"name": "...", "imoNumber": None}, {"name": None, "imoNumber": "9018232"})
    assert rows[0]["error"] == "row 1: it holds no name with a letter or digit, and no valid identifier"
    assert (rows[1]["error"], rows[1]["query"], rows[1]["hits"][0]["id"]) == (None, "9018232", "x-2")


def test_names_may_come_in_parts() -> None:
    (row,) = screen({"firstName": "Cheol-min", "lastName": "Choi", "schema": "Person"})
    assert (row["query"], row["hits"][0]["id"]) == ("Cheol-min Choi", "x-1")


def test_a_row_that_states_no_kind_is_a_person_or_organisation_unless_it_holds_an_asset() -> None:
    (plain,) = screen({"name": "Haofan 5"})
    (ship,) = screen({"name": "Haofan 5", "flag": "kp"})
    (stated,) = screen({"name": "Haofan 5", "flag": "kp", "schema": "Person"})
    assert [bool(row["hits"]) for row in (plain, ship, stated)] == [False, True, False]


def test_an_empty_batch_gives_an_empty_batch() -> None:
    empty = pa.RecordBatch.from_arrays([pa.array([], pa.string())], ["name"])
    assert [batch.num_rows for batch in SCREENER.screen_batches([empty])] == [0]
