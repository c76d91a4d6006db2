"""What can be read of a file that would be refused, and that nothing of what is wrong with it is kept quiet."""

from pathlib import Path

import pytest

from tests.lists.test_uk_tables import fcdo
from yalu.lists import read_list
from yalu.model import ListError

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.xml")), ids=lambda path: path.stem)
def test_a_good_file_is_read_the_same(fixture: Path) -> None:
    assert read_list(fixture, force=True) == read_list(fixture)


@pytest.mark.parametrize("name", ["un", "canada", "eu", "uk", "ofac-classic"])
def test_a_file_cut_off_gives_the_parties_before_the_cut(tmp_path: Path, name: str) -> None:
    whole = (FIXTURES / f"{name}-sample.xml").read_bytes()
    parties = len(read_list(FIXTURES / f"{name}-sample.xml").parties)
    kept = set()
    for share in range(30, 100, 5):
        cut = tmp_path / f"{share}.xml"
        cut.write_bytes(whole[: len(whole) * share // 100])
        with pytest.raises(ListError):
            read_list(cut)
        try:
            forced = read_list(cut, force=True)
        except ListError:
            continue
        assert forced.passed_over
        assert "cut off" in forced.passed_over[0]
        kept.add(len(forced.parties))
    assert kept
    assert max(kept) <= parties


def test_a_new_element_is_told_of(tmp_path: Path) -> None:
    text = (FIXTURES / "un-sample.xml").read_text(encoding="utf-8")
    newer = tmp_path / "newer.xml"
    newer.write_text(text.replace("<DATAID>", "<NEW_THING>secret</NEW_THING><DATAID>", 1), encoding="utf-8")
    with pytest.raises(ListError, match="NEW_THING"):
        read_list(newer)
    forced = read_list(newer, force=True)
    assert forced.entities == read_list(FIXTURES / "un-sample.xml").entities
    assert len(forced.passed_over) == 1
    assert "<NEW_THING> is not known ('secret')" in forced.passed_over[0]
    assert "line" in forced.passed_over[0]


def test_a_new_and_a_missing_column_are_told_of(tmp_path: Path) -> None:
    path = fcdo(tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("Website", "Web page")
    path.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(ListError, match="Website"):
        read_list(path)
    forced = read_list(path, force=True)
    assert len(forced.parties) == len(read_list(fcdo(tmp_path / "..")).parties)
    assert [reason.partition(": ")[2] for reason in forced.passed_over] == [
        "the column 'Website' is missing",
        "the column 'Web page' is new",
    ]


def test_a_table_cut_off_gives_the_rows_before_the_cut(tmp_path: Path) -> None:
    path = fcdo(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    forced = read_list(path, force=True)
    assert "columns, not" in forced.passed_over[0]


def test_an_empty_list_is_taken_but_an_empty_file_is_none(tmp_path: Path) -> None:
    empty = tmp_path / "un.xml"
    empty.write_text('<CONSOLIDATED_LIST dateGenerated="2024-05-28"><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>')
    with pytest.raises(ListError, match="never means that everyone was delisted"):
        read_list(empty)
    assert read_list(empty, force=True).parties == ()
    empty.write_bytes(b"")
    with pytest.raises(ListError, match="empty"):
        read_list(empty, force=True)


def test_a_long_address_is_kept_as_a_note(tmp_path: Path) -> None:
    text = (FIXTURES / "advanced-sample.xml").read_text(encoding="utf-8")
    start = text.index("<Value>", text.index("LocationPartValue")) + len("<Value>")
    end = text.index("</Value>", start)
    long = "Building " + "very " * 80 + "far away"
    path = tmp_path / "long.xml"
    path.write_text(text[:start] + long + text[end:], encoding="utf-8")
    snapshot = read_list(path)
    holders = [item for item in snapshot.entities if any(long in note for note in item["properties"].get("notes", ()))]
    assert {item["schema"] for item in holders} > {"Address"}
