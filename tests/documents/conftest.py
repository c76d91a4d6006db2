"""Texts to read, and files of packed kinds, made by hand, so that a test says what stands where in them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from yalu.documents import Reading, read, read_document

Placed = tuple[float, float, float, str]
"""Left end, baseline, size of the letters, in points from the page's lower left corner; and the words."""
MakePdf = Callable[[Sequence[Sequence[Placed]]], bytes]
MakeDocx = Callable[..., bytes]
ReadText = Callable[[str], Reading]


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Give a function that reads a text."""

    def reading_of(text: str) -> Reading:
        path = tmp_path / "example.txt"
        path.write_text(text, encoding="utf-8")
        return read([read_document(path)])

    return reading_of


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def make_pdf(pages: Sequence[Sequence[Placed]], tree: bytes | None = None) -> bytes:
    """Give a PDF of 612 by 792 points with one font; `tree` replaces the tree of its pages."""
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for words in pages:
        shown = b""
        for left, base, size, text in words:
            quoted = text.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            shown += b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (size, left, base, quoted)
        content = b"BT\n%sET" % shown
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(bodies)
        )
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = tree or b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += _object(number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(data))
    return data + head + trailer


def paragraph(text: str, style: str = "") -> str:
    """Give one paragraph of a DOCX file."""
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{kind}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def make_docx(body: str, more: Mapping[str, str | bytes] | None = None, head: str = "") -> bytes:
    """Give a DOCX file with a body of XML and other members."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{head}<w:document {space}><w:body>{body}</w:body></w:document>")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture
def pdf() -> MakePdf:
    return make_pdf


@pytest.fixture
def docx() -> MakeDocx:
    return make_docx


@pytest.fixture
def word() -> Callable[..., str]:
    return paragraph
