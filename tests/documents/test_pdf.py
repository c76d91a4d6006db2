"""PDF: the text in the order of reading, and each quote on its page and line."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from yalu.documents import Document, Unread, read, read_document, read_documents
from yalu.model import DocumentError

MakePdf = Callable[..., bytes]


@pytest.fixture
def document(pdf: MakePdf, tmp_path: Path) -> Callable[..., Document]:
    def of(pages: Sequence[object]) -> Document:
        path = tmp_path / "report.pdf"
        path.write_bytes(pdf(pages))
        return read_document(path)

    return of


def column(left: float, top: float, lines: Sequence[str], size: float = 10) -> list[tuple[float, float, float, str]]:
    return [(left, top - 14 * number, size, line) for number, line in enumerate(lines)]


LEFT = [
    "The Treasury sanctioned Ivan",
    "Petrov for his procure-",
    "ment of pumps. Parsek LLC",
    "sold pumps to Volga Holding",
]
RIGHT = [
    "JSC in 2022. Boris Orlov owns",
    "Volga Holding JSC. He is the",
    "director of it, says a state-",
    "ment of the ministry.",
]


def test_two_columns_are_read_one_after_the_other_and_broken_words_are_joined(
    document: Callable[..., Document],
) -> None:
    found = document([[*column(60, 650, LEFT), *column(320, 650, RIGHT)]])
    assert found.text == (
        "The Treasury sanctioned Ivan Petrov for his procurement of pumps. Parsek LLC sold pumps to Volga Holding JSC "
        "in 2022. Boris Orlov owns Volga Holding JSC. He is the director of it, says a statement of the ministry."
    )


def test_columns_are_told_however_their_lines_are_stored(document: Callable[..., Document]) -> None:
    across = [word for pair in zip(column(60, 650, LEFT), column(320, 650, RIGHT), strict=True) for word in pair]
    assert document([across]).text == document([[*column(60, 650, LEFT), *column(320, 650, RIGHT)]]).text


def test_a_headline_over_two_columns_stands_first(document: Callable[..., Document]) -> None:
    found = document(
        [[*column(60, 650, LEFT), *column(320, 650, RIGHT), (60, 690, 18, "A report on pumps and their ships")]]
    )
    assert found.title == "A report on pumps and their ships"
    assert found.text.startswith("A report on pumps and their ships\n\nThe Treasury sanctioned")


def test_cells_of_a_table_stay_in_their_rows(document: Callable[..., Document]) -> None:
    rows = [("Parsek LLC", "Minsk"), ("Volga Holding JSC", "Kazan"), ("Orlov Bank", "Omsk"), ("Lena Ltd.", "Perm")]
    cells = [(x, 650 - 14 * n, 10, text) for n, row in enumerate(rows) for x, text in zip((60, 400), row, strict=True)]
    lines = document([cells]).raw.splitlines()
    assert lines == ["\t".join(row) for row in rows]


def pages(head: str = "United Nations S/2023/{}", count: int = 3) -> list[list[tuple[float, float, float, str]]]:
    return [
        [
            (60, 760, 9, head.format(number)),
            (60, 400, 10, f"Parsek LLC sold pumps to Volga Holding JSC in 202{number}."),
            (300, 30, 9, f"{number} of {count}"),
        ]
        for number in range(count)
    ]


def test_running_heads_and_page_numbers_go_but_stay_findable(document: Callable[..., Document]) -> None:
    found = document(pages())
    assert "United Nations" not in found.text
    assert " of 3" not in found.text
    assert found.raw.count("United Nations S/2023/") == 3


def test_a_head_on_two_pages_is_text(document: Callable[..., Document]) -> None:
    assert document(pages(count=2)).text.count("United Nations") == 2


def test_footnotes_do_not_cut_the_sentence_that_goes_on_over_the_page(document: Callable[..., Document]) -> None:
    found = document(
        [
            [
                (60, 400, 10, "Parsek LLC sold pumps"),
                (175, 404, 6, "1"),
                (60, 90, 7, "1 Boris Orlov told the panel so."),
            ],
            [(60, 700, 10, "to Volga Holding JSC in 2022.")],
        ]
    )
    assert found.text == "Parsek LLC sold pumps to Volga Holding JSC in 2022.\n\n1 Boris Orlov told the panel so."
    ((start, end),) = [span for span in found.spans if span[0] == 0]
    assert "1 Boris Orlov told" in found.raw[start:end]


def test_a_quote_knows_its_page_and_line_and_is_found_at_its_place(document: Callable[..., Document]) -> None:
    found = document([*pages(count=3), [*column(60, 650, LEFT), *column(320, 650, RIGHT)]])
    reading = read([found])
    places = {(item.page, item.line) for link in reading.links for item in link.evidence if link.type == "supplied"}
    assert places == {(1, 2), (2, 2), (3, 2), (4, 3)}
    for link in reading.links:
        for item in link.evidence:
            assert item.start is not None
            there = found.raw[item.start : item.end]
            assert there.replace("-\n", "").replace("\n", " ") == item.quote


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Choe Chol-", "min owns Parsek LLC.", "Choe Chol-min owns"),
        ("The Beijing-", "based trader Parsek LLC owns a ship.", "Beijing-based trader"),
        ("The compa-", "nies own a ship and more than one pump.", "The companies own"),
        ("It is dual-use. The dual-", "use pumps were sold.", "The dual-use pumps"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_it_belongs_to_the_name(
    first: str, second: str, joined: str, document: Callable[..., Document]
) -> None:
    assert joined in document([column(60, 650, [first, second])]).text


def written(folder: Path, data: bytes) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(data)
    return path


def refused(path: Path, data: bytes) -> DocumentError:
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    return caught.value


def test_a_pdf_without_text_says_that_it_needs_recognition(pdf: MakePdf, tmp_path: Path) -> None:
    error = refused(tmp_path / "scan.pdf", pdf([[]]))
    assert "holds no text" in error.reason
    assert "OCR" in error.remedy


@pytest.mark.parametrize(
    "tree",
    [
        b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R 5 0 R] /Count 2000000000 >>",
        b"<< /Type /Pages /Kids [5 0 R] /Parent 2 0 R /Count -1 >>",
    ],
)
def test_a_tree_of_pages_with_a_loop_ends(tree: bytes, pdf: MakePdf, tmp_path: Path) -> None:
    (item,) = read_documents([written(tmp_path, pdf(pages(count=1), tree))])
    assert isinstance(item, Unread) or len(item.raw) < 10_000


@pytest.mark.parametrize("cut", [9, 60, 300, 700])
def test_a_cut_pdf_is_read_or_refused_in_one_line(cut: int, pdf: MakePdf, tmp_path: Path) -> None:
    (item,) = read_documents([written(tmp_path, pdf(pages())[:cut])])
    assert isinstance(item, Document) or "\n" not in item.reason


def test_a_reader_that_dies_is_said_of_the_file(tmp_path: Path, pdf: MakePdf, monkeypatch: pytest.MonkeyPatch) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text("import os\nos.abort()\n")
    monkeypatch.setattr("yalu.documents.pdf.WORKER", dying)
    error = refused(tmp_path / "report.pdf", pdf(pages()))
    assert "cannot be read as PDF" in error.reason
