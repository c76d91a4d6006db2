"""The cache gives back what was read, and is never trusted further than that."""

import zlib
from pathlib import Path

import pytest

from yalu.lists import ListSnapshot, read_list
from yalu.model import ListError
from yalu.workspace import cache_folder, list_cache, load_list

SAMPLE = Path(__file__).resolve().parents[1] / "lists" / "fixtures" / "advanced-sample.xml"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "lists"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note every real reading."""
    done: list[Path] = []

    def noted(path: Path, **_: object) -> ListSnapshot:
        done.append(path)
        return read_list(path)

    monkeypatch.setattr(list_cache, "read_list", noted)
    return done


def test_the_second_load_is_equal_and_reads_nothing(cache: Path, reads: list[Path]) -> None:
    first, second = load_list(SAMPLE), load_list(SAMPLE)
    assert first == second == read_list(SAMPLE)
    assert len(reads) == 1
    assert [item.suffix for item in cache.iterdir()] == [".z"]


def test_the_content_counts_not_the_name(tmp_path: Path, reads: list[Path]) -> None:
    copy = tmp_path / "copy.xml"
    copy.write_bytes(SAMPLE.read_bytes())
    assert load_list(SAMPLE).file == "advanced-sample.xml"
    assert load_list(copy).file == "copy.xml"
    copy.write_bytes(SAMPLE.read_bytes() + b"\n")
    load_list(copy)
    assert len(reads) == 2


def test_without_cache_nothing_is_written(cache: Path) -> None:
    load_list(SAMPLE, cache=False)
    assert not cache.exists()


def test_another_reader_version_reads_anew(reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    load_list(SAMPLE)
    monkeypatch.setattr(list_cache, "reader_version", lambda: "another")
    load_list(SAMPLE)
    assert len(reads) == 2


@pytest.mark.parametrize("damage", [b"", b"foreign", zlib.compress(b'{"kind": 1}\nx'), zlib.compress(b"[]\n[]")])
def test_a_foreign_cache_file_is_read_anew_and_replaced(cache: Path, reads: list[Path], damage: bytes) -> None:
    whole = load_list(SAMPLE)
    (file,) = cache.iterdir()
    good = file.read_bytes()
    file.write_bytes(damage)
    assert load_list(SAMPLE) == whole
    assert len(reads) == 2
    assert file.read_bytes() == good


def test_a_cache_file_cut_off_or_flipped_anywhere_is_read_anew(cache: Path) -> None:
    whole = load_list(SAMPLE)
    (file,) = cache.iterdir()
    good = file.read_bytes()
    for place in range(0, len(good), 97):
        for bad in (good[:place], good[:place] + bytes([good[place] ^ 0x5A]) + good[place + 1 :]):
            file.write_bytes(bad)
            assert load_list(SAMPLE) == whole


def test_a_folder_that_cannot_be_written_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "file"))
    assert load_list(SAMPLE).counts["parties"] == 4


def test_a_bad_file_is_refused_as_by_the_reader(tmp_path: Path, cache: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(ListError):
            load_list(path)
    (tmp_path / "bad.xml").write_bytes(b"<Sanctions>")
    with pytest.raises(ListError):
        load_list(tmp_path / "bad.xml")
    assert not cache.exists() or not list(cache.iterdir())


def test_the_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() == tmp_path / "cache" / "lists"
    monkeypatch.delenv("YALU_CACHE")
    assert cache_folder().parts[-2:] == ("yalu", "lists")


def test_progress_ends_with_all_bytes_done() -> None:
    load_list(SAMPLE)
    seen: list[tuple[int, int | None]] = []
    load_list(SAMPLE, progress=lambda done, total: seen.append((done, total)))
    size = SAMPLE.stat().st_size
    assert seen == [(size, size)]
