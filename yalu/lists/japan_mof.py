"""Japan's list of those whose assets are frozen, by the Ministry of Finance, as a workbook.

Format: https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/list.html. One sheet
for each programme, one row for each party; the header stands in one of the first rows and differs between sheets. The
columns in `COLUMNS` are known; any other becomes a note under its own head, so that nothing is lost.
"""

import re
from collections.abc import Mapping, Sequence

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import NOTE, To, add_cell, to
from yalu.lists.tables.dates import parse_partial
from yalu.lists.tables.delimited import AGAIN, Row
from yalu.lists.tables.gathering import Gathering, add_address, digest
from yalu.lists.tables.spreadsheet import read_sheets, serial_day
from yalu.model import ListError

NAME, TITLE, AUTHORITY = "jp-mof", "Japan Ministry of Finance, subjects of asset freezing", "Ministry of Finance"

NOTICE, JAPANESE, ENGLISH = "告示日付", "日本語表記", "英語表記"
BORN = "生年月日"
_PERSON = (BORN, "旅券番号", "国籍")
"""Columns that only sheets of people have."""

COLUMNS: dict[str, To] = {
    JAPANESE: to("name", split="\n"),
    ENGLISH: to("name", split="\n"),
    "別名": to("alias", split=";"),
    "別称": to("alias", split=";"),
    "別名・別称": to("alias", split=";"),
    "確度の高い別名": to("alias", split=";"),
    "確度の低い別名": to("weakAlias", split=";"),
    "旧称": to("previousName", split=";"),
    "過去の別称": to("previousName", split=";"),
    "称号": to("title"),
    "役職": to("position"),
    BORN: to("birthDate", split=";", dates=True),
    "出生地": to("birthPlace"),
    "国籍": to("nationality", split=";"),
    "旅券番号": to("passportNumber", split=";"),
    "身分証番号": to("idNumber", split=";"),
    "電話番号": to("phone"),
}
ADDRESSES = ("住所", "所在地", "住所・所在地")
_FOLDED = re.compile(r"\s+")
_JAPANESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ERA_DAY = re.compile(r"(令和|平成|昭和)(\d{1,2}|元)[年.](\d{1,2})[月.](\d{1,2})日?")
_ERA_START = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of an era."""


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells are the header of a sheet: the day of the notice and a name."""
    heads = {_head(cell) for cell in cells}
    return NOTICE in heads and not heads.isdisjoint((JAPANESE, ENGLISH))


def read_japan_mof(opened: OpenedList) -> ListSnapshot:
    """Read the list. Its day of issue is that of the last notice.

    A party is a Person where its sheet has birth dates, passports or nationalities, else a LegalEntity: the file does
    not say more.

    Raises:
        ListError: the workbook is damaged, or a row under a header has no name.
    """
    gathering = Gathering()
    days: list[str] = []
    sheet, heads = "", list[str]()
    for name, row in read_sheets(opened):
        if name != sheet:
            sheet, heads = name, []
        if is_header(row.cells):
            heads = [_head(cell) for cell in row.cells]
        elif heads:
            _add_row(gathering, opened, sheet, _Sheet(heads, row), days)
        else:
            gathering.counts["rows above a header"] += 1
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, max(days, default=None))


class _Sheet:
    """A row by the heads of its sheet; cells without a head are kept under the number of their column."""

    def __init__(self, heads: Sequence[str], row: Row) -> None:
        self.where = row.where.replace("line", "row")
        self.is_person = not set(heads).isdisjoint(_PERSON)
        self.cells: dict[str, str] = {}
        for place, cell in enumerate(row.cells):
            head = (heads[place] if place < len(heads) else "") or f"column {place + 1}"
            if cell.strip():
                self.cells[head] = "; ".join(filter(None, [self.cells.get(head, ""), cell.strip()]))


def _add_row(gathering: Gathering, opened: OpenedList, sheet: str, row: _Sheet, days: list[str]) -> None:
    cells = row.cells
    japanese, english = (" ".join(cells.get(name, "").split()) for name in (JAPANESE, ENGLISH))
    if not japanese and not english:
        opened.pass_over(ListError(opened.path, "the row has no name", where=f"{sheet}, {row.where}", remedy=AGAIN))
        return
    identity = f"{NAME}-{digest(sheet, japanese, english)}"
    party = gathering.party(identity, "Person" if row.is_person else "LegalEntity")
    for name, cell in cells.items():
        if name in ADDRESSES:
            add_address(party, [" ".join(cell.split())])
        elif name != NOTICE:
            add_cell(party, name, _dated(cell) if name == BORN else _text(name, cell), COLUMNS.get(name, NOTE))
    party.add("topics", "sanction")
    start = _day(party, cells)
    if start:
        days.append(start)
    gathering.designate(party, AUTHORITY, NAME, (sheet,), start)
    gathering.counts["rows"] += 1


def _text(name: str, cell: str) -> str:
    """Fold white space; several lines of names in one cell are several names."""
    if name in (JAPANESE, ENGLISH):
        return cell
    return " ".join(cell.replace("；", ";").split())


def _day(party: EntityBuilder, cells: Mapping[str, str]) -> str | None:
    text = cells.get(NOTICE, "")
    day = parse_partial(_dated(text)) if text else None
    if text and day is None:
        party.note(f"{NOTICE}: {text}")
    return day


def _dated(text: str) -> str:
    """Write Japanese dates, also by era, and numbers of days as YYYY-MM-DD; leave the rest."""

    def by_era(found: re.Match[str]) -> str:
        year = _ERA_START[found[1]] + (1 if found[2] == "元" else int(found[2]))
        return f"{year}-{int(found[3]):02}-{int(found[4]):02}"

    text = _ERA_DAY.sub(by_era, serial_day(" ".join(text.split())))
    return _JAPANESE_DAY.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", text)


def _head(cell: str) -> str:
    return _FOLDED.sub("", cell)
