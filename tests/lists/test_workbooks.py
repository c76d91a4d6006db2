"""Workbooks, made here by hand, and Australia's list, which comes as one."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import assert_valid, damaged, read_or_refuse, refusal, values
from yalu.lists import ListFormat, read_list, recognise
from yalu.lists.tables import spreadsheet
from yalu.model import Interval

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADER = (
    "Reference|Name of Individual or Entity|Type|Name Type|Date of Birth|Place of Birth|Citizenship|Address|"
    "Additional Information|Listing Information|Committees|Control Date"
).split("|")
ROWS = [
    "1|Ann Example|Individual|Primary Name|1/03/1970; 1971|Nampo|North Korea|1 Road|Director|Listed by 2020|DPRK|43957",
    "1a|최안|Individual|Original Script|||||||DPRK|43957",
    "2|River Co Ltd|Entity|Primary Name|||||||DPRK|5/05/2020",
]


def sheet(rows: list[list[str]]) -> tuple[str, str]:
    """Give a sheet and its shared strings; the second column has its text in runs, numbers stand as such."""
    strings: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for place, text in enumerate(row):
            reference = f"{chr(65 + place)}{number}"
            if not text:
                continue
            if text.isdigit() and place:
                cells.append(f'<c r="{reference}"><v>{text}</v></c>')
            elif place == 1:
                cells.append(f'<c r="{reference}" t="inlineStr"><is>{runs(text)}</is></c>')
            else:
                strings.append(text)
                cells.append(f'<c r="{reference}" t="s"><v>{len(strings) - 1}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>", f"<sst {MAIN}>{items}</sst>"


def runs(text: str) -> str:
    return f"<r><t>{escape(text[:2])}</t></r><r><t>{escape(text[2:])}</t></r><rPh><t>aloud</t></rPh>"


def workbook(path: Path, rows: list[str] = ROWS, header: list[str] = HEADER, **parts: str) -> Path:
    page, strings = sheet([header, *(row.split("|") for row in rows)])
    contents = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<workbook {MAIN}/>",
        "xl/worksheets/sheet1.xml": parts.get("page", page),
        "xl/sharedStrings.xml": parts.get("strings", strings),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def test_the_australian_list_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx")
    assert recognise(path) is ListFormat.AUSTRALIA_DFAT
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.counts["rows"], snapshot.counts["parties"]) == ("au-dfat", 3, 2)
    person = values(snapshot, "au-dfat-1")
    assert (person["name"], person["alias"]) == (["Ann Example"], ["최안"])
    assert (person["birthDate"], person["citizenship"]) == (["1970-03-01", "1971"], ["kp"])
    assert snapshot.entities[1]["schema"] == "Company"
    assert [item.interval for item in snapshot.designations] == [Interval("2020-05-06"), Interval("2020-05-05")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Committees", "Committee", "the column 'Committees' is missing"),
        ("Control Date", "Control Date|More", "the column 'More' is new"),
    ],
)
def test_another_header_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    header = "|".join(HEADER).replace(old, new).split("|")
    assert reason in refusal(workbook(tmp_path / "list.xlsx", header=header))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("x|Ann|Individual|Primary Name", "Reference 'x'"),
        ("1|Ann|Wizard|Primary Name", "Type 'Wizard'"),
        ("1|Ann|Individual|Alias", "au-dfat-1 has no primary name"),
        ("1||Individual|Alias", "'Name of Individual or Entity' is empty"),
        ("1|Ann|Individual|Alias|||||||||more", "has 13 columns, not 12"),
    ],
)
def test_rows_that_cannot_be_read_are_refused(tmp_path: Path, row: str, reason: str) -> None:
    assert reason in refusal(workbook(tmp_path / "list.xlsx", [row]))


def test_an_empty_sheet_and_other_workbooks_are_refused(tmp_path: Path) -> None:
    assert "lists nobody" in refusal(workbook(tmp_path / "list.xlsx", []))
    assert "no list of a known format" in refusal(workbook(tmp_path / "list.xlsx", header=["A", "B"]))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"page": "<worksheet>"}, "damaged"),
        ({"page": f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet {MAIN}/>'}, "declares a DTD"),
        ({"page": f'<worksheet {MAIN}><row r="1"><c t="s"><v>99</v></c></row></worksheet>'}, "damaged"),
        ({"page": f'<worksheet {MAIN}><row r="1"><c t="s"><v>-1</v></c></row></worksheet>'}, "is no number"),
        ({"page": f'<worksheet {MAIN}><row r="1"><c r="ZZZ1"><v>1</v></c></row></worksheet>'}, "larger than any list"),
        ({"page": f"<worksheet {MAIN}>" + "<a/>" * 2_000_000 + "</worksheet>"}, "without a row"),
    ],
)
def test_hostile_workbooks_are_refused(tmp_path: Path, parts: dict[str, str], reason: str) -> None:
    assert reason in refusal(workbook(tmp_path / "list.xlsx", **parts))


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "RATIO_GRACE", 1 << 20)
    page = f"<worksheet {MAIN}>{' ' * (8 << 20)}</worksheet>"
    assert "unpacks to more than any list" in refusal(workbook(tmp_path / "list.xlsx", page=page))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    path = workbook(tmp_path / "list.xlsx")
    path.write_bytes(data.draw(damaged(path.read_bytes())))
    read_or_refuse(path)
