"""`investigate` takes what `read_documents` takes, and says what it left out."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from yalu.investigation import investigate
from yalu.lists import read_list
from yalu.model import DocumentError

ROOT = Path(__file__).resolve().parents[1]
SALE = "Parsek LLC sold pumps to Volga Holding JSC."
DAY = date(2023, 6, 19)


def test_an_archive_is_read_and_what_is_broken_in_it_stands_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "case.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", SALE)
        archive.writestr("b.pdf", b"%PDF-1.4 broken")
    found = investigate([path], [read_list(ROOT / "examples" / "public-parties.ftm.json")], DAY)
    assert [document.file for document in found.documents] == ["case.zip/a.txt"]
    assert [link.type for link in found.links if link.evidence[0].quote == SALE] == ["supplied"]
    assert found.notes[0].startswith("case.zip/b.pdf was not read: it cannot be read as PDF")


def test_a_broken_document_that_the_user_named_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(DocumentError, match="cannot be read as PDF"):
        investigate([path], [], DAY)
