"""Damaged, foreign and hostile files: one clear line each, and nothing half-read."""

import bz2
import gzip
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.lists import ListFormat, opening, read_list, recognise
from yalu.model import ListError

SAMPLE = (Path(__file__).parent / "fixtures" / "advanced-sample.xml").read_bytes()

BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE Sanctions [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><Sanctions>&a9;</Sanctions>"
)
EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE Sanctions [<!ENTITY x SYSTEM "file:///etc/passwd">]><Sanctions>&x;</Sanctions>'
)


def refusal(path: Path) -> str:
    with pytest.raises(ListError) as caught:
        read_list(path)
    message = str(caught.value)
    assert "\n" not in message
    assert path.name in message
    assert caught.value.remedy
    return message


def written(folder: Path, data: bytes, name: str = "list.xml") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"  \n ", "nothing but white space"),
        (b"\x00\x01\x02" * 100, "binary data"),
        (b"%PDF-1.7 and so on", "no list of a known format"),
        (b"1,SMITH,individual", "no list of a known format"),
        (b"[{}]", "one JSON array"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "a web page"),
        (b"<html><body><br>503</html>", "a web page"),
        (b"<<<", "no well-formed XML"),
        (b"<CONSOLIDATED_LIST/>", "has no dateGenerated"),
        (b"<sdnList/>", "holds no parties"),
        (b"<rss/>", "starts with <rss>"),
        (b"<!-- " + b"x" * 70_000 + b" --><Sanctions/>", "no XML element starts within"),
        (b"<Sanctions/>", "lists no party"),
        (BILLION_LAUGHS, "declares a DTD"),
        (EXTERNAL, "declares a DTD"),
        (b"<!DOCTYPE Sanctions><Sanctions/>", "declares a DTD"),
        (BILLION_LAUGHS.decode().encode("utf-16"), "declares a DTD"),
        (b"<Sanctions>" + b"<a>" * 100_000, "damaged or cut off"),
        (b"<Sanctions>&undefined;</Sanctions>", "damaged or cut off"),
        (b"<Sanctions><DistinctParty/></Sanctions>", "outside <DistinctParties>"),
        (SAMPLE.replace("김".encode(), b"\xc3\x28"), "damaged or cut off"),
        (SAMPLE + b"<more/>", "damaged or cut off"),
    ],
)
def test_bad_content_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in refusal(written(tmp_path, data))


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "absent.xml")
    (tmp_path / "folder.xml").mkdir()
    assert "a folder" in refusal(tmp_path / "folder.xml")
    assert "cannot be opened" in refusal(tmp_path / f"{'x' * 300}.xml")
    os.mkfifo(tmp_path / "pipe.xml")
    assert "no regular file" in refusal(tmp_path / "pipe.xml")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(SAMPLE.rstrip()) - 1))
def test_a_list_cut_off_anywhere_is_refused(tmp_path: Path, cut: int) -> None:
    refusal(written(tmp_path, SAMPLE[:cut]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_packed_list_cut_off_anywhere_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    packed = data.draw(st.sampled_from([bz2.compress(SAMPLE), gzip.compress(SAMPLE, mtime=0)]))
    refusal(written(tmp_path, packed[: data.draw(st.integers(0, len(packed) - 1))]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(SAMPLE) - 1), byte=st.integers(0, 255))
def test_a_flipped_byte_never_raises_anything_but_a_list_error(tmp_path: Path, place: int, byte: int) -> None:
    path = written(tmp_path, SAMPLE[:place] + bytes([byte]) + SAMPLE[place + 1 :])
    with suppress(ListError):
        assert read_list(path).counts["parties"] > 0


def test_packing_is_told_from_the_bytes_not_the_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sdn.xml", SAMPLE)
    packed = {"plain": SAMPLE, "bz2": bz2.compress(SAMPLE), "gz": gzip.compress(SAMPLE)}
    paths = [written(tmp_path, data, name) for name, data in packed.items()]
    snapshots = [read_list(path) for path in [*paths, tmp_path / "zip"]]
    assert all(snapshot.entities == snapshots[0].entities for snapshot in snapshots)
    assert len({snapshot.sha256 for snapshot in snapshots}) == 4
    assert recognise(tmp_path / "zip") is ListFormat.OFAC_ADVANCED


def test_an_archive_must_hold_exactly_one_list(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.xml", SAMPLE)
        archive.writestr("b.xml", SAMPLE)
    assert "exactly one list, but holds a.xml, b.xml" in refusal(tmp_path / "two.zip")
    written(tmp_path, b"PK\x03\x04 and nothing more", "broken.zip")
    assert "cannot be opened" in refusal(tmp_path / "broken.zip")


@pytest.mark.parametrize("pack", [bz2.compress, gzip.compress])
def test_a_bomb_is_refused_by_its_ratio(
    tmp_path: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "RATIO_GRACE", 1 << 20)
    line = b'{"id": "a", "schema": "Person", "properties": {}}'
    bomb = pack(line + b"\n" * (8 << 20))
    assert "times its size" in refusal(written(tmp_path, bomb))


@pytest.mark.parametrize(
    "junk",
    [b"<Sanctions>" + b"<a/>" * 2_000_000, SAMPLE[: SAMPLE.index(b"<Location ")] + b"<a/>" * 2_000_000],
)
def test_endless_elements_are_refused_before_they_fill_the_memory(tmp_path: Path, junk: bytes) -> None:
    assert "without a record" in refusal(written(tmp_path, junk))


def test_unpacked_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_UNPACKED", 1000)
    assert "unpacks to more than" in refusal(written(tmp_path, SAMPLE))


def test_progress_ends_with_all_bytes_done(tmp_path: Path) -> None:
    path = written(tmp_path, bz2.compress(SAMPLE))
    seen: list[tuple[int, int | None]] = []
    read_list(path, progress=lambda done, total: seen.append((done, total)))
    size = path.stat().st_size
    assert seen[-1] == (size, size)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
