"""DOCX and mail: what is read, what is listed, and what hostile files come to."""

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from yalu.documents import Document, Unread, read, read_document, read_documents
from yalu.model import DocumentError

Make = Callable[..., bytes]
SALE = "Parsek LLC sold pumps to Volga Holding JSC."


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def reason(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    assert "\n" not in str(caught.value)
    return caught.value.reason


# --- DOCX ------------------------------------------------------------------------------------------------------------


def test_paragraphs_tables_and_footnotes_of_a_docx_are_read(
    docx: Make, word: Callable[..., str], tmp_path: Path
) -> None:
    table = f"<w:tbl><w:tr><w:tc>{word('Ivan Petrov')}</w:tc><w:tc>{word('Minsk')}</w:tc></w:tr></w:tbl>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rule, note = (
        f"<w:footnote w:type='separator'>{word('-')}</w:footnote>",
        f"<w:footnote>{word('A note.')}</w:footnote>",
    )
    notes = f"<w:footnotes {space}>{rule}{note}</w:footnotes>"
    data = docx(word("A memo on pumps", "Title") + word(SALE) + table, {"word/footnotes.xml": notes})
    found = read_document(written(tmp_path, "memo.docx", data))
    assert found.title == "A memo on pumps"
    assert found.text.split("\n\n") == ["A memo on pumps", SALE, "Ivan Petrov\tMinsk", "A note."]
    (evidence,) = read([found]).links[0].evidence
    assert found.raw[evidence.start : evidence.end] == SALE == evidence.quote
    assert (evidence.page, evidence.line) == (None, 3)


def test_deleted_words_and_fallback_copies_are_left_out(docx: Make, word: Callable[..., str], tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Parsek LLC </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>sold pumps.</w:t></w:r></w:ins></w:p>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{word('Shown.')}</mc:Choice><mc:Fallback>{word('Shown.')}</mc:Fallback></mc:AlternateContent>"
    )
    assert read_document(written(tmp_path, "a.docx", docx(body))).text == "Parsek LLC sold pumps.\n\nShown."


def test_macros_are_not_run_and_the_notes_say_so(docx: Make, word: Callable[..., str], tmp_path: Path) -> None:
    data = docx(word(SALE), {"word/vbaProject.bin": b"\x00Sub AutoOpen()"})
    assert (
        read([read_document(written(tmp_path, "a.docm", data))]).notes[1]
        == "a.docm: it holds macros, which were not run."
    )


def test_entities_of_a_docx_are_refused(docx: Make, tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", b"the secret")
    head = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = docx("<w:p><w:r><w:t>&leak;&b;</w:t></w:r></w:p>", head=head)
    assert "document type" in reason(written(tmp_path, "a.docx", data))


def test_a_docx_that_is_a_bomb_is_refused(docx: Make, word: Callable[..., str], tmp_path: Path) -> None:
    assert "times its size" in reason(written(tmp_path, "a.docx", docx(word("A" * 50_000_000))))


def test_a_docx_nested_without_end_is_refused(docx: Make, tmp_path: Path) -> None:
    assert "cannot be read" in reason(written(tmp_path, "a.docx", docx("<w:tbl>" * 5000)))


def test_other_office_files_are_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    assert "spreadsheet" in reason(written(tmp_path, "a.xlsx", file.getvalue()))


# --- mail ------------------------------------------------------------------------------------------------------------

HEAD = (
    b'From: "Boris Orlov" <boris@volga.example>\r\nTo: Anna Kern <anna@kern.example>, sales@kern.example\r\n'
    b"Date: Mon, 19 Jun 2023 10:00:00 +0200\r\nSubject: Pumps for the shipyard\r\nMIME-Version: 1.0\r\n"
)


def mixed(*parts: bytes, mark: bytes = b"B") -> bytes:
    body = b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts)
    return HEAD + b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n%s--%s--\r\n' % (mark, body, mark)


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> bytes:
    head = f'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n'.encode()
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(data)


PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\n"


def test_the_head_of_a_mail_is_facts_and_its_names_are_parties(tmp_path: Path) -> None:
    found = read_document(written(tmp_path, "a.eml", mixed(PLAIN + SALE.encode())))
    assert (found.title, found.published) == ("Pumps for the shipyard", "2023-06-19")
    assert ("from", "Boris Orlov <boris@volga.example>") in found.facts
    reading = read([found])
    names = {party.name for party in reading.parties}
    assert {"Boris Orlov", "Anna Kern", "Parsek LLC"} <= names
    for party in reading.parties:
        for mention in party.mentions:
            assert found.raw[mention.start : mention.end] == mention.quote
    assert [link.type for link in reading.links] == ["supplied"]


def test_wrapped_and_quoted_lines_of_a_mail_are_joined(tmp_path: Path) -> None:
    quoted = b"> Parsek LLC, as far as is known in the town and beyond it,\r\n> sold pumps to Volga Holding JSC.\r\n"
    body = quoted + b"\r\nIndeed.\r\n"
    found = read_document(written(tmp_path, "a.eml", mixed(PLAIN + body)))
    assert "beyond it, sold pumps to Volga Holding JSC.\n\nIndeed." in found.text


def test_an_html_part_is_read_where_there_is_no_plain_one(tmp_path: Path) -> None:
    sentence = b"<p>Parsek LLC sold <b>pumps</b> to Volga&nbsp;Holding JSC.</p>"
    page = b"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>" + sentence + b"</body></html>"
    found = read_document(written(tmp_path, "a.eml", mixed(page)))
    (evidence,) = read([found]).links[0].evidence
    assert evidence.quote.replace("\xa0", " ") == SALE
    assert found.raw[evidence.start : evidence.end] == "Parsek LLC sold <b>pumps</b> to Volga&nbsp;Holding JSC."


def test_attachments_are_read_or_listed(tmp_path: Path, docx: Make, word: Callable[..., str]) -> None:
    parts = (PLAIN + b"See below.", attached("memo.docx", docx(word(SALE))), attached("logo.png", b"\x89PNG\r\n"))
    path = written(tmp_path, "a.eml", mixed(*parts))
    items = list(read_documents([path]))
    assert [(type(item), item.file) for item in items] == [
        (Document, "a.eml"),
        (Document, "a.eml/memo.docx"),
        (Unread, "a.eml/logo.png"),
    ]
    assert sum(name == "attachment" for name, _ in read_document(path).facts) == 2


def test_a_mail_in_a_mail_is_read(tmp_path: Path) -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\n" + mixed(PLAIN + SALE.encode(), mark=b"C")
    items = list(read_documents([written(tmp_path, "a.eml", mixed(PLAIN + b"Forwarded: see below.", inner))]))
    texts = [item.text for item in items if isinstance(item, Document)]
    assert len(texts) == 2
    assert SALE in texts[1]


@pytest.mark.parametrize("depth", [100, 3000])
def test_parts_nested_without_end_are_refused_or_read(depth: int, tmp_path: Path) -> None:
    data = HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(depth)
    )
    assert "nested too deeply" in reason(written(tmp_path, "a.eml", data + PLAIN + SALE.encode()))


def test_a_text_that_only_begins_like_a_memo_is_no_mail(tmp_path: Path) -> None:
    text = f"From: the desk\nSubject: pumps\n\n{SALE}"
    found = read_document(written(tmp_path, "memo.txt", text.encode()))
    assert found.raw == text
