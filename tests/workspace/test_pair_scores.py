"""A table of pairs comes back with its scores, and everything else as it was."""

import csv
import io
from pathlib import Path

import pytest

from yalu.model import OutputError, TableError
from yalu.screening import compare_names
from yalu.workspace import compare_file

PAIRS = (
    "case;Schema;name1;name2;note\n"
    'a;Person;Choi Cheol-min;Choe Chol Min;"one; two"\n'
    "b;;Kim Yong Chol;Kim Yong Chun;=1\n"
    "c;company;Unit 7 Ltd;;\n"
)


def written(folder: Path, text: str = PAIRS) -> Path:
    path = folder / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_score_is_added_and_the_rest_kept(tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"
    assert compare_file(written(tmp_path), out, "Person") == 3
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["case", "Schema", "name1", "name2", "note", "score"]
    assert [row["case"] for row in rows] == ["a", "b", "c"]
    assert [row["note"] for row in rows] == ["one; two", "=1", ""]
    assert float(rows[0]["score"]) == compare_names("Choi Cheol-min", "Choe Chol Min", "Person")
    assert float(rows[1]["score"]) == compare_names("Kim Yong Chol", "Kim Yong Chun", "Person")
    assert float(rows[2]["score"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"pairs.csv", "scored.csv"}


def test_it_can_be_written_to_a_stream(tmp_path: Path) -> None:
    stream = io.StringIO()
    assert compare_file(written(tmp_path), stream) == 3
    assert len(stream.getvalue().splitlines()) == 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("schema,name1,name2\nPerson,a,b\nPersn,a,b\n", r"row 2, line 3\): 'Persn' is no schema"),
        ("schema,name1,name2\nPerson,a\n", r"row 1, line 2\): it has 2 cells where the head has 3"),
        ("schema,name1,other\nPerson,a,b\n", "there is no column name2; the columns are schema, name1, other"),
        ("name1,name2,score\na,b,1\n", "it has a column score already"),
    ],
)
def test_a_bad_table_is_refused_and_nothing_written(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(TableError, match=reason):
        compare_file(written(tmp_path, text), tmp_path / "scored.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        compare_file(written(tmp_path), tmp_path / "absent" / "scored.csv")
