"""Workbooks of several sheets (Japan's Ministry of Finance) and OpenDocument (the UK Sanctions List), made by hand."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import assert_valid, damaged, read_or_refuse, refusal, values
from tests.lists.test_uk_tables import fcdo
from yalu.lists import ListFormat, read_list, recognise
from yalu.model import Interval

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PEOPLE = [
    ["資産凍結等の措置の対象となる者", "", ""],
    ["告示日付", "告示番号", "日本語表記", "英語表記", "別名", "生年月日", "国籍", "住所", "肩書"],
    ["45069", "100", "チェ・チョルミン", "CHOE Chol Min", "최철민; Choi", "1978年4月3日", "北朝鮮", "Beijing", "代表"],
    ["令和5年6月16日", "100", "チェ・ウンジョン", "CHOE Un Jong", "", "1978/1979", "", "", ""],
]
FIRMS = [
    ["告示日付", "日本語表記", "英語表記", "所在地"],
    ["2023-06-16", "例商社", "Example Trading Co., Ltd.", "1 Road, Dalian, China"],
]


def sheet_xml(rows: list[list[str]]) -> str:
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for place, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def mof(path: Path, people: list[list[str]] = PEOPLE, firms: list[list[str]] = FIRMS) -> Path:
    sheets = '<sheet name="北朝鮮（個人）" r:id="rId1"/><sheet name="団体" r:id="rId2"/>'
    relations = "".join(
        f'<Relationship Id="rId{number}" Target="worksheets/sheet{3 - number}.xml"/>' for number in (1, 2)
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{OFFICE_RELATIONS}"><sheets>{sheets}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
        archive.writestr("xl/worksheets/sheet2.xml", sheet_xml(people))
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml(firms))
    return path


def test_japans_list_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    path = mof(tmp_path / "list.xlsx")
    assert recognise(path) is ListFormat.JAPAN_MOF
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.date, len(snapshot.parties)) == ("jp-mof", "2023-06-16", 3)
    first, second, firm = snapshot.parties
    assert [item["schema"] for item in (first, second, firm)] == ["Person", "Person", "LegalEntity"]
    found = values(snapshot, first["id"])
    assert found["name"] == ["チェ・チョルミン", "CHOE Chol Min"]
    assert found["alias"] == ["최철민", "Choi"]
    assert found["birthDate"] == ["1978-04-03"]
    assert found["address"] == ["Beijing"]
    assert found["nationality"] == ["kp"]
    assert found["notes"] == ["告示番号: 100", "肩書: 代表"]
    assert values(snapshot, firm["id"])["address"] == ["1 Road, Dalian, China"]
    assert [item.interval for item in snapshot.designations] == [
        Interval("2023-05-23"),
        Interval("2023-06-16"),
        Interval("2023-06-16"),
    ]
    assert snapshot.designations[0].programs == ("北朝鮮（個人）",)


def test_a_row_without_a_name_is_refused_and_can_be_forced(tmp_path: Path) -> None:
    path = mof(tmp_path / "list.xlsx", [*PEOPLE, ["2023-06-16", "100", "", "", "nobody"]])
    assert "北朝鮮（個人）, row 5" in refusal(path)
    forced = read_list(path, force=True)
    assert len(forced.parties) == 3
    assert "the row has no name" in forced.passed_over[0]


def test_a_sheet_that_the_workbook_does_not_name_is_refused(tmp_path: Path) -> None:
    path = mof(tmp_path / "list.xlsx")
    # The directory at the end of the archive is damaged, so that the part which names the sheets is not found.
    path.write_bytes(path.read_bytes().replace(b"_rels/", b"_rals/"))
    assert "it does not name its sheet xl/worksheets/sheet2.xml" in refusal(path)


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(path: Path, rows: list[list[str]], more: str = "") -> Path:
    """Write rows as LibreOffice does: empty cells and rows to the edge of the sheet are repeated."""
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}{EDGE}</table:table-row>" for row in rows)
    rest = f'<table:table-row table:number-rows-repeated="1048000">{EDGE}</table:table-row>'
    other = f"<table:table><table:table-row>{cell('other sheet')}</table:table-row></table:table>"
    body = f"<table:table>{lines}{more}{rest}</table:table>{other}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODF}><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


EDGE = '<table:table-cell table:number-columns-repeated="16000"/>'


def cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    spaced = escape(text).replace("  ", " <text:s/>")
    note = "<office:annotation><text:p>a comment</text:p></office:annotation>"
    return f'<table:table-cell office:value-type="string">{note}<text:p>{spaced}</text:p></table:table-cell>'


def uk_rows(folder: Path) -> list[list[str]]:
    import csv

    with fcdo(folder).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_uk_list_as_ods_says_what_the_csv_says(tmp_path: Path) -> None:
    table = read_list(fcdo(tmp_path))
    path = ods(tmp_path / "UK_Sanctions_List.ods", uk_rows(tmp_path))
    assert recognise(path) is ListFormat.UK_TABLE
    found = read_list(path)
    assert_valid(found)
    assert (found.name, found.date) == (table.name, table.date)
    assert found.entities == table.entities
    assert found.designations == table.designations


def test_a_date_is_taken_by_its_value(tmp_path: Path) -> None:
    rows = uk_rows(tmp_path)
    place = rows[1].index("Date Designated")
    shown = rows[2][place]
    day, month, year = shown.split("/")
    path = ods(tmp_path / "list.ods", rows)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    value = f'office:value-type="date" office:date-value="{year}-{month}-{day}T00:00:00"'
    dated = f"<table:table-cell {value}><text:p>x</text:p></table:table-cell>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content.replace(cell(shown), dated))
    assert read_list(path).designations == read_list(fcdo(tmp_path)).designations


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (f'<table:table-row table:number-rows-repeated="100000">{cell("x")}</table:table-row>', "larger than any list"),
        (
            cell("x")
            .replace(" ", ' table:number-columns-repeated="9999" ', 1)
            .join(("<table:table-row>", "</table:table-row>")),
            "larger than any list",
        ),
        ('<table:table-row table:number-rows-repeated="x"/>', "damaged"),
    ],
)
def test_hostile_documents_are_refused(tmp_path: Path, more: str, reason: str) -> None:
    assert reason in refusal(ods(tmp_path / "list.ods", uk_rows(tmp_path), more))


def test_another_open_document_is_refused(tmp_path: Path) -> None:
    assert "no list of a known format" in refusal(ods(tmp_path / "list.ods", [["a", "b"], ["c", "d"]]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    for path in (mof(tmp_path / "list.xlsx"), ods(tmp_path / "list.ods", uk_rows(tmp_path))):
        path.write_bytes(data.draw(damaged(path.read_bytes())))
        read_or_refuse(path)
