"""What is too much is bounded, and told; what an archive calls its files moves nothing anywhere."""

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from yalu.documents import read, read_document
from yalu.documents.opening import MAX_BYTES
from yalu.model import DocumentError
from yalu.report import reading_json, reading_page
from yalu.workspace import write_readings

SALE = "Parsek LLC sold pumps to Volga Holding JSC."


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_fifty_megabytes_of_text_are_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"It was so in the north. " * (50 * 2**20 // 24))
    assert path.stat().st_size > MAX_BYTES
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert "\n" not in str(caught.value)
    assert "a.txt" in str(caught.value)


def test_a_long_text_is_read_to_the_bound_and_the_notes_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yalu.documents.reading.LONGEST_READ", 200)
    path = tmp_path / "a.txt"
    path.write_text(f"{SALE} It was so. {'It was cold in the north. ' * 20} Lena Ltd. sold pumps to Orlov Bank.")
    reading = read([read_document(path)])
    assert {party.name for party in reading.parties} == {"Parsek LLC", "Volga Holding JSC"}
    assert any("only the first" in note and "a.txt" in note for note in reading.notes)


def test_names_that_lead_out_of_a_folder_write_nothing_there(tmp_path: Path) -> None:
    inner = packed({"../../../evil.txt": SALE.encode(), "/tmp/evil.txt": SALE.encode()})  # noqa: S108 - a hostile name
    case = tmp_path / "in" / "case.zip"
    case.parent.mkdir()
    case.write_bytes(packed({"../../in.zip": inner, "..\\..\\evil.txt": SALE.encode(), "broken.pdf": b"%PDF-1.4 no"}))
    out = tmp_path / "out"
    summary = write_readings([case], out, reading_json, page=reading_page)
    assert (summary.documents, summary.unread) == (2, 2)
    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    (name,) = {Path(item).stem for item in written if item.startswith("out/texts/")}
    assert written == {"in/case.zip", "out/readings.jsonl", f"out/texts/{name}.txt", f"out/pages/{name}.html"}
    lines = [json.loads(line) for line in (out / "readings.jsonl").read_text().splitlines()]
    assert [line.get("file") for line in lines if "error" in line] == [
        "case.zip/..\\..\\evil.txt",  # taken for a hidden file
        "case.zip/broken.pdf",
    ]


def test_a_page_holds_nothing_that_a_document_wrote_as_markup(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"<script>alert(1)</script> Parsek LLC, <img src=x onerror=alert(2)>, sold \u202e pumps to Lena Ltd. {SALE} "
        'Name: Ivan "onmouseover=alert(3) Petrov; DOB: 3 May 1970; Passport: 836110034.'
    )
    page = reading_page(read([read_document(path)]))
    assert page is not None
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "\u202e" not in page
    assert '"onmouseover' not in page
    assert "&lt;script&gt;alert(1)" in page


def test_each_link_of_a_page_leads_to_its_sentence_and_back(tmp_path: Path) -> None:
    from lxml import html

    path = tmp_path / "a.txt"
    path.write_text(f"{SALE} Boris Orlov owns Parsek LLC. Parsek LLC denied having sold pumps to Lena Ltd.")
    page = html.fromstring(reading_page(read([read_document(path)])) or "")
    checks = page.xpath('//li[@class="check"]')
    assert len(checks) == 3
    for check in checks:
        (there,) = page.xpath("//*[@id=$id]", id=check.xpath("./a")[0].get("href")[1:])
        assert there.get("href") == f"#{check.get('id')}"
        assert f"q-{check.get('data-link')}" in there.getnext().get("class").split()
    assert [item.text for item in page.xpath('//li[@class="check"]//span[contains(@class, "badge")]')] == [
        "stated", "stated", "denied",
    ]  # fmt: skip


def test_a_text_that_is_too_long_for_a_page_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["yalu.report.reading_page"], "MOST_TEXT", 10)
    path = tmp_path / "a.txt"
    path.write_text(SALE)
    assert reading_page(read([read_document(path)])) is None


def test_only_the_first_documents_get_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yalu.workspace.reading_run.MOST_PAGES", 2)
    folder = tmp_path / "case"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"{SALE} {number}")
    write_readings([folder], tmp_path / "out", reading_json, page=reading_page)
    assert len(list((tmp_path / "out" / "pages").iterdir())) == 2
