"""Every row of a table comes out in its place, or with the reason why it cannot be used."""

import bz2
import codecs
import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from yalu.model import TableError
from yalu.records import open_table, opening


def written(folder: Path, content: bytes | str, name: str = "parties.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(path: Path, size: int = 1000, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for chunk in open_table(path, **options).chunks(size):
        found += chunk.batch.to_pylist()
    return found


def names(path: Path) -> list[str | None]:
    return [row.get("name") for row in rows(path)]


def errors(path: Path) -> list[str | None]:
    return [row["error"] for row in rows(path)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised(tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path, f"name{delimiter}dob\nAnna Beispiel{delimiter}1970\n")
    assert rows(path)[0] | {"name": "Anna Beispiel", "birthDate": "1970"} == rows(path)[0]


@pytest.mark.parametrize(
    "content",
    [
        "name,dob\r\n최철민,1978\r\n".encode(),
        codecs.BOM_UTF8 + "name,dob\n최철민,1978".encode(),
        "name,dob\n최철민,1978\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "name,dob\n최철민,1978\n".encode("utf-16-be"),
        gzip.compress("name,dob\n최철민,1978\n".encode(), mtime=0),
        bz2.compress("name,dob\n최철민,1978\n".encode()),
        '{"name": "최철민", "dob": 1978}\n'.encode(),
        codecs.BOM_UTF8 + '\n{"name": "최철민", "dob": "1978"}'.encode(),
        gzip.compress(
            '{"id": "x", "schema": "Person", "properties": {"name": ["최철민"], "birthDate": ["1978"]}}'.encode()
        ),
    ],
)
def test_encodings_packings_and_formats_are_told_from_the_content(tmp_path: Path, content: bytes) -> None:
    (row,) = rows(written(tmp_path, content))
    assert (row["row"], row["error"], row["name"], row["birthDate"]) == (1, None, "최철민", "1978")


def test_other_encodings_are_told_line_by_line(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\nAnna\nJos\xe9\nPetra\n")
    assert errors(path) == [None, "line 3: it is not UTF-8 (byte 0xE9); save the table as UTF-8", None]


def test_utf_16_that_is_cut_off_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "name\nAnna\nPetra".encode("utf-16") + b"\x41")
    assert errors(path)[0] is None
    assert "it is not UTF-16" in str(errors(path)[1])


def test_a_broken_row_keeps_its_place_and_the_next_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, 'name,dob\nAnna,1970\n"Petra,1971\n"Emil",1972\nOtto,1973,x\nIda\n\nEva,1974\n')
    assert names(path) == ["Anna", None, "Emil", None, None, "Eva"]
    told = errors(path)
    assert str(told[1]).startswith("line 3: the row cannot be read")
    assert told[3] == "line 5: it has 3 cells where the head has 2"
    assert told[4] == "line 6: it has 1 cell where the head has 2"
    assert [row["row"] for row in rows(path)] == [1, 2, 3, 4, 5, 6]


def test_a_quote_that_is_never_closed_loses_one_row_only(tmp_path: Path) -> None:
    content = 'name,dob\n"Anna,1970\n' + "".join(f"Name {number},1970\n" for number in range(50_000))
    found = names(written(tmp_path, content))
    assert len(found) == 50_001
    assert found[0] is None
    assert found[1:] == [f"Name {number}" for number in range(50_000)]


def test_a_row_with_nothing_to_ask_by_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "name,passport,dob\nAnna,,\n,A1234567,\n,,1970\n")
    assert errors(path) == [None, None, "line 4: it holds no name and no identifier"]


def test_several_values_stand_in_one_cell_but_never_several_names(tmp_path: Path) -> None:
    path = written(tmp_path, "name|alias|passport|nationality\nAnna; Petra|A.B.; C.D.|A1234567;B7654321|kp; China\n")
    (row,) = rows(path)
    assert row["name"] == "Anna; Petra"
    assert row["alias"] == ["A.B.", "C.D."]
    assert row["passportNumber"] == ["A1234567", "B7654321"]
    assert row["nationality"] == ["kp", "cn"]


def test_values_not_understood_are_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "name,dob,country\nAnna,soon,Ruritania;KP\n")
    (chunk,) = open_table(path).chunks()
    assert chunk.notes == ("line 2: birthDate 'soon'", "line 2: country 'Ruritania'")
    assert chunk.batch.column("country").to_pylist() == ["kp"]
    assert chunk.batch.column("birthDate").to_pylist() == [None]


def test_the_kind_of_party_is_the_rows_then_the_users(tmp_path: Path) -> None:
    path = written(tmp_path, "name,type,imo\nA,individual,\nB,,IMO9018232\nC,,\nD,quux,\n")
    assert [row["schema"] for row in rows(path)] == ["Person", None, None, None]
    assert [row["schema"] for row in rows(path, schema="company")][:3] == ["Person", "Company", "Company"]
    assert errors(path)[3] == "line 5: 'quux' is no kind of party, such as Person, Company or Vessel"


def test_json_lines_that_are_no_records_are_told(tmp_path: Path) -> None:
    lines = [
        '{"name": "Anna"}',
        "[1]",
        '{"name": ',
        '{"name": "\\ud800"}',
        '{"name": {"first": "Anna"}}',
        '{"name": true}',
        '{"name": "An\\u0000na"}',
        '{"name": [["Anna"]]}',
        '{"name": ["Anna", null], "dob": 1965.0, "alias": "A;B"}',
    ]
    found = rows(written(tmp_path, "\n".join(lines)))
    assert [row["error"] is None for row in found] == [True, *[False] * 7, True]
    assert all(str(row["error"]).startswith(f"line {row['row']}: ") for row in found[1:-1])
    assert (found[-1]["name"], found[-1]["birthDate"], found[-1]["alias"]) == ("Anna", "1965", ["A", "B"])


def test_entities_and_flat_objects_may_be_mixed(tmp_path: Path) -> None:
    entity = {"id": "x", "schema": "Vessel", "properties": {"name": ["A;B"], "alias": ["C;D"], "notes": ["x"]}}
    found = rows(written(tmp_path, f'{json.dumps(entity)}\n{{"Full Name": "Anna", "aka": "C;D"}}\n'))
    assert [row["schema"] for row in found] == ["Vessel", None]
    assert [row["name"] for row in found] == ["A;B", "Anna"]
    assert [row["alias"] for row in found] == [["C;D"], ["C", "D"]]


def test_parquet_of_any_sensible_type_is_read(tmp_path: Path) -> None:
    table = pa.table(
        {
            "Full Name": pa.array(["Anna", "Petra", None]).dictionary_encode(),
            "dob": [date(1970, 1, 2), None, None],
            "country": pa.array([["kp", "cn"], [], None]),
            "passport": pa.array([1234567.0, None, None]),
            "blob": [b"1", b"2", b"3"],
        }
    )
    path = tmp_path / "parties.parquet"
    pq.write_table(table, path, row_group_size=2)
    found = rows(path, size=2)
    assert [row["row"] for row in found] == [1, 2, 3]
    assert found[0]["birthDate"] == "1970-01-02"
    assert found[0]["nationality" if "nationality" in found[0] else "country"] == ["kp", "cn"]
    assert found[0]["passportNumber"] == "1234567"
    assert found[2]["error"] == "row 3: it holds no name and no identifier"


def test_parquet_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    raw = pa.array([b"Anna", b"Jos\xe9"])
    column = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    path = tmp_path / "parties.parquet"
    pq.write_table(pa.table({"name": column}), path)
    assert errors(path) == [None, "row 2: its name is not UTF-8"]


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parties.parquet"
    pq.write_table(pa.table({"name": ["Anna"] * 100}), path)
    whole = path.read_bytes()
    for content in (whole[:-20], whole[:30] + bytes(60) + whole[90:], b"PAR1"):
        path.write_bytes(content)
        with pytest.raises(TableError):
            rows(path)


def test_the_pieces_do_not_matter(tmp_path: Path) -> None:
    path = written(tmp_path, "name,alias\n" + "".join(f"Name {n},{'a;b' if n % 7 == 0 else ''}\n" for n in range(50)))
    whole = [{key: value for key, value in row.items() if value} for row in rows(path)]
    small = [{key: value for key, value in row.items() if value} for row in rows(path, size=3)]
    for row in whole:
        row["alias"] = row.get("alias") or None
    assert [row["row"] for row in small] == [row["row"] for row in whole] == list(range(1, 51))
    assert [row["name"] for row in small] == [row["name"] for row in whole]


def test_a_small_file_cannot_unpack_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "RATIO_GRACE", 1 << 20)
    for pack in (gzip.compress, bz2.compress):
        path = written(tmp_path, pack(b"name\n" + b"Anna Beispiel\n" * 2_000_000))
        with pytest.raises(TableError, match="unpacks to more than 250 times its size"):
            rows(path)


def test_a_line_without_end_is_refused_and_a_long_cell_told(tmp_path: Path) -> None:
    long = "x" * (10 << 20)
    path = written(tmp_path, f"name,note\nAnna,{long}\nPetra,short\n{'y' * 2000},\n")
    assert names(path) == [None, "Petra", None]
    assert "longer than 131,072 characters" in str(errors(path)[0])
    assert errors(path)[2] == "line 4: its name is 2,000 characters long; at most 1,024 are compared"
    with pytest.raises(TableError, match=r"line 2\): the line is longer than 16 million characters"):
        rows(written(tmp_path, f"name\n{long}{long}\n"))
    with pytest.raises(TableError, match=r"line 1\): the line is longer than 16 MiB"):
        rows(written(tmp_path, f'{{"name": "{long}{long}"}}\n'))


def test_nul_bytes_are_told(tmp_path: Path) -> None:
    assert "NUL" in str(errors(written(tmp_path, b"name\nAn\0na\n"))[0])
    with pytest.raises(TableError, match="NUL"):
        open_table(written(tmp_path, "name\nAnna\n".encode("utf-16-le")))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b'[{"name": "Anna"}]', "one JSON array"),
        (gzip.compress(b"name\nAnna\n", mtime=0)[:-12], "stop before their end"),
        (b'name,"dob\nAnna,1970\n', "the first line must name the columns"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        rows(written(tmp_path, content))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "folder"), (tmp_path / "absent.csv", "no such file")):
        with pytest.raises(TableError, match=reason):
            open_table(path)
