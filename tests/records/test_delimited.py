"""Rows of delimited text: many lines at once give the same rows, lines and faults as one line after the other."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.records import delimited
from yalu.records.delimited import DelimitedRows
from yalu.records.opening import open_file

TEXT = st.lists(
    st.sampled_from(
        ["a", "b,c", '"', '"x,y"', '"two\nlines"', ",", "\n", "\r\n", "\r", "é", "\x0b", "\u2028", "a,b\n", '"']
    ),
    max_size=40,
).map("".join)


def rows(path: Path) -> list[tuple[int, list[str] | None, str]]:
    with open_file(path) as opened:
        return list(DelimitedRows(path, opened))


@pytest.mark.parametrize("size", [1, 7, 64])
@given(body=TEXT, broken=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_blocks_of_any_size_give_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, body: str, broken: bool
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"one,two\n" + body.encode() + (b"x,\xff\n" if broken else b""))
    monkeypatch.setattr(delimited._Lines, "block", lambda _self: [])
    one_by_one = rows(path)
    monkeypatch.undo()
    monkeypatch.setattr(delimited, "BLOCK", size)
    assert rows(path) == one_by_one
