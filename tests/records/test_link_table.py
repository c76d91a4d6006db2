"""Tables of links: what a row states comes out as a link with its evidence, or the file is refused in one line."""

from pathlib import Path

import pytest

from yalu.model import Interval, Status, TableError
from yalu.records import LinkTable, read_links


def table(folder: Path, text: str) -> LinkTable:
    path = folder / "links.csv"
    path.write_text(text, encoding="utf-8")
    return read_links(path)


def test_a_row_without_evidence_is_its_own_evidence_with_file_and_row(tmp_path: Path) -> None:
    (link,) = table(tmp_path, "source,type,target\nA,owns,B\n").links
    assert (link.id, link.type, link.source, link.target) == ("links.csv-0000001", "owns", "A", "B")
    assert (link.evidence[0].document, link.evidence[0].quote) == ("links.csv", "row 1: A | owns | B")
    assert (link.status, link.confidence, link.interval) == (Status.ASSERTED, 1.0, Interval())


def test_everything_that_a_row_can_state(tmp_path: Path) -> None:
    head = (
        "id,source,source_name,source_schema,type,target,target_name,target_country,share,from,to,status,role,quote,"
        "document,publisher,date,asserted_by,origin,confidence,reliability,credibility,goods,amount,currency"
    )
    row = (
        "l1,a,Ann,Person,shareholder,b,B Ltd,China,25-50 %,2019,2020-06,alleged,partner,A holds B,filing,Registry,"
        "2021-01-02,the press,wire,0.6,B,2,bearings; steel,1'250.50,usd"
    )
    found = table(tmp_path, f"{head}\n{row}\n")
    (link,) = found.links
    (item,) = link.evidence
    assert (link.type, link.status, link.role, link.interval) == (
        "owns", Status.ALLEGED, "partner", Interval("2019", "2020-06"),
    )  # fmt: skip
    assert (str(link.share), link.goods, link.amount, link.currency) == (
        "25 to 50 %", ("bearings", "steel"), "1250.50", "USD",
    )  # fmt: skip
    assert (item.quote, item.document, item.publisher, item.date) == ("A holds B", "filing", "Registry", "2021-01-02")
    assert (item.asserted_by, item.origin, item.confidence, item.reliability, item.credibility) == (
        "the press", "wire", 0.6, "B", 2,
    )  # fmt: skip
    assert found.parties == (
        {"id": "a", "schema": "Person", "properties": {"name": ["Ann"]}},
        {"id": "b", "schema": "LegalEntity", "properties": {"name": ["B Ltd"], "country": ["cn"]}},
    )


def test_rows_of_one_id_are_evidence_of_one_link(tmp_path: Path) -> None:
    text = "id,source,type,target,origin,confidence\nl,a,owns,b,x,0.6\nl,a,owns,b,x,0.6\nl,a,owns,b,y,0.5\n"
    (link,) = table(tmp_path, text).links
    assert (len(link.evidence), link.confidence) == (3, 0.8)


def test_a_rating_without_a_confidence_gives_one_and_f_is_unknown(tmp_path: Path) -> None:
    rows = table(tmp_path, "source,type,target,reliability,credibility\na,owns,b,B,3\na,owns,c,F,2\n").links
    assert [item.evidence[0].known_confidence for item in rows] == [0.6, None]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,likes,b,,,", r"row 1, line 2.*type 'likes' is not understood.*write one such as"),
        (",owns,b,,,", r"row 1, line 2.*source '' is empty"),
        ("a,owns,b,soon,,", r"from 'soon' is not understood.*YYYY"),
        ("a,owns,b,2021,2019,", r"to '2019' lies before 2021"),
        ("a,owns,b,,,2", r"confidence '2' is not understood.*0 to 1"),
        ("a,owns", r"it has 2 cells where the head has 6"),
    ],
)
def test_a_bad_row_is_refused_with_its_place_value_and_way_out(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        table(tmp_path, f"source,type,target,from,to,confidence\n{row}\n")


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"there is no column type nor target.*the columns are name, owner"):
        table(tmp_path, "name,owner\na,b\n")
    with pytest.raises(TableError, match="holds no link"):
        table(tmp_path, "source,type,target\n")


def test_one_id_for_two_links_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="that of another link"):
        table(tmp_path, "id,source,type,target\nl,a,owns,b\nl,a,owns,c\n")
