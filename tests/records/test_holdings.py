"""Holdings from tables and registers: exact shares, evidence with its place, and no row lost without a word."""

import bz2
import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from yalu.model import Interest, Link, Share, TableError
from yalu.records import delimited
from yalu.records.holdings import Holdings, HoldingsFormat, holdings_format, read_holdings
from yalu.records.holdings.gathering import name_id


def table(folder: Path, text: str, name: str = "holdings.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def shares(found: Holdings) -> list[tuple[str, str, str]]:
    names = {entity["id"]: entity["properties"]["name"][0] for entity in found.parties}
    return [(names[link.source], str(link.share), names[link.target]) for link in found.links]


def test_a_plain_table_gives_links_with_shares_and_their_rows(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Owner,Company,Share %,Since,Until,owner_type\n"
        "Ada Invented,Foo Ltd,50.00,2019-05,,Person\n"
        "Bar AG,Foo Ltd,25-50,,2022-12-31,Company\n"
        "Bar AG,Foo Ltd,,,,Company\n",
    )
    assert holdings_format(path) is HoldingsFormat.PLAIN
    found = read_holdings(path)
    assert shares(found) == [
        ("Ada Invented", "50.00 %", "Foo Ltd"),
        ("Bar AG", "25 to 50 %", "Foo Ltd"),
        ("Bar AG", "share not stated", "Foo Ltd"),
    ]
    first = found.links[0]
    assert (first.interval.start, found.links[1].interval.end) == ("2019-05", "2022-12-31")
    assert first.evidence[0].document == "holdings.csv"
    assert first.evidence[0].quote.startswith("line 2: Ada Invented | Foo Ltd | 50.00")
    assert {entity["schema"] for entity in found.parties} == {"Person", "Company", "LegalEntity"}


def test_bounds_in_columns_of_their_own(tmp_path: Path) -> None:
    text = "holder;asset;share_min;share_max;of\nA;F;25;50;votes\nB;F;>50;;\nC;F;;10;capital\n"
    found = read_holdings(table(tmp_path, text))
    assert [link.share for link in found.links] == [
        Share(Decimal(25), Decimal(50), of=Interest.VOTES),
        Share(Decimal(50), None, above=True),
        Share(None, Decimal(10)),
    ]


def test_bad_rows_are_told_with_their_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    text = (
        "owner,asset,share,start,end,owner_type\n"
        "A,F,50,,,\n"
        ",F,50,,,\n"
        "B,F,50,soon,,\n"
        "C,F,50,2020,2019,\n"
        "D,F,150,,,\n"
        "E,F\n"
        "G,F,10,,,spirit\n"
        "H,F,10,,,\n"
    )
    found = read_holdings(table(tmp_path, text))
    assert [name for name, _, _ in shares(found)] == ["A", "D", "H"]
    assert (found.left_out, found.unread_shares) == (5, 1)
    assert [(problem.where, problem.reason.split(";")[0]) for problem in found.problems] == [
        ("line 3", "it has no owner"),
        ("line 4", "'soon' is no date"),
        ("line 5", "it ends (2019) before it starts (2020)"),
        ("line 6", "'150' is no share between 0 and 100 percent"),
        ("line 7", "it has 2 cells where the head has 6"),
        ("line 8", "owner_type 'spirit' is no kind of party"),
    ]
    assert "5 rows left out, 1 share not understood" in found.notes[0]
    assert found.links[1].share == Share()


def test_ids_make_parties_one_and_names_do_where_there_are_none(tmp_path: Path) -> None:
    text = "owner,owner_id,asset,share\nKim,ofac-1,Foo  LTD,10\nKim Jr,ofac-1,foo ltd,20\n"
    found = read_holdings(table(tmp_path, text))
    assert {(link.source, link.target) for link in found.links} == {("ofac-1", name_id("Foo Ltd"))}
    assert found.parties[1]["properties"]["name"] == ["Kim", "Kim Jr"]


def test_treasury_shares_are_held_by_the_company_itself(tmp_path: Path) -> None:
    (link,) = read_holdings(table(tmp_path, "owner,asset,share\nTreasury shares,Foo,10\n")).links
    assert link.source == link.target


def test_a_second_reading_gives_the_same_links(tmp_path: Path) -> None:
    path = table(tmp_path, "owner,asset,share\nA,F,50\nA,F,50\n")
    copy = table(tmp_path, path.read_text(), "copy.csv")
    assert [link.id for link in read_holdings(path).links] == [link.id for link in read_holdings(copy).links]
    assert len({link.id for link in read_holdings(path).links}) == 2
    packed = tmp_path / "packed"
    packed.write_bytes(bz2.compress(path.read_bytes()))
    assert shares(read_holdings(packed)) == shares(read_holdings(path))


def test_a_table_of_links_of_any_type_is_no_table_of_holdings(tmp_path: Path) -> None:
    assert holdings_format(table(tmp_path, "owner,asset,share,type\nA,F,50,owns\n")) is None


@pytest.mark.parametrize("text", ["owner,asset,share\n", "owner,asset,share\n,,\n", "a,b\n1,2\n"])
def test_a_file_without_holdings_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(TableError):
        read_holdings(table(tmp_path, text))


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "A", "B", "C\nD", 'E"']),
        st.sampled_from(["", "F", "G"]),
        st.sampled_from(["", "50", "25-50", "x"]),
        st.sampled_from(["", "2020", "never"]),
    ),
    min_size=1,
    max_size=20,
)


@given(ROWS)
def test_every_row_is_a_holding_or_is_counted(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple]) -> None:
    path = tmp_path_factory.mktemp("rows") / "holdings.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("owner", "asset", "share", "start"), *rows])
    usable = [row for row in rows if row[0] and row[1] and row[3] != "never"]
    if not usable:
        with pytest.raises(TableError):
            read_holdings(path)
        return
    found = read_holdings(path)
    assert len(found.links) == len(usable)
    assert found.left_out == len(rows) - len(usable)
    assert found.unread_shares == sum(row[2] == "x" for row in usable)


def names(found: Holdings, parties: set[str]) -> dict[str, set[str]]:
    return {entity["id"]: set(entity["properties"]["name"]) for entity in found.parties if entity["id"] in parties}


@pytest.mark.parametrize("head", ["owner,asset,share", "owner,asset,share,start", "owner,asset,share,source,joint,of"])
def test_many_rows_at_once_give_the_holdings_of_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    cells = [
        st.sampled_from(["", "A", "a", " B ", "treasury", '"C, D"', "0" * 1025]),
        st.sampled_from(["F", "f", "A", "treasury", ""]),
        st.sampled_from(["50", "25-50", "", "x"]),
        st.sampled_from(["", "2020", "never"]),
        st.sampled_from(["", "pact"]),
        st.sampled_from(["", "votes", "air"]),
    ][: head.count(",") + 1]
    path = tmp_path / "holdings.csv"

    def read() -> Holdings | str:
        try:
            return read_holdings(path)
        except TableError as error:
            return str(error)

    @given(st.lists(st.tuples(*cells).map(",".join), max_size=12))
    @settings(max_examples=60)
    def equal(rows: list[str]) -> None:
        path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
        at_once = read()
        with monkeypatch.context() as patched:
            patched.setattr(delimited._Lines, "block", lambda _self: [])
            by_row = read()
        if isinstance(at_once, str) or isinstance(by_row, str):
            assert at_once == by_row
            return
        assert list(at_once.links) == list(by_row.links)
        assert (at_once.problems, at_once.left_out, at_once.unread_shares) == (
            by_row.problems,
            by_row.left_out,
            by_row.unread_shares,
        )
        named = {end for link in by_row.links for end in (link.source, link.target)}
        assert names(at_once, named) == names(by_row, named)

    equal()


def psc(number: str, name: str, natures: list[str], **more: Any) -> str:
    data = {
        "kind": "individual-person-with-significant-control",
        "name": name,
        "natures_of_control": natures,
        "notified_on": "2016-04-06",
        "links": {"self": f"/company/{number}/persons-with-significant-control/individual/{name[:3]}"},
    }
    return json.dumps({"company_number": number, "data": {**data, **more}})


def test_uk_register_bands_powers_and_ends(tmp_path: Path) -> None:
    lines = [
        psc("00000001", "Mr Invented", ["ownership-of-shares-50-to-75-percent", "voting-rights-25-to-50-percent"]),
        psc("00000001", "Ms Made-Up", ["right-to-appoint-and-remove-directors"], ceased_on="2020-01-01"),
        psc(
            "00000001",
            "Trustee",
            ["ownership-of-shares-25-to-50-percent", "ownership-of-shares-75-to-100-percent-as-trust"],
        ),
        psc(
            "00000002",
            "Parent Ltd",
            ["ownership-of-shares-75-to-100-percent"],
            kind="corporate-entity-person-with-significant-control",
            identification={
                "registration_number": "1",
                "place_registered": "Companies House",
                "country_registered": "England",
            },
        ),
        json.dumps(
            {"company_number": "3", "data": {"kind": "persons-with-significant-control-statement", "statement": "none"}}
        ),
        "{broken",
    ]
    path = table(tmp_path, "\n".join(lines), "psc.txt")
    assert holdings_format(path) is HoldingsFormat.UK_PSC
    found = read_holdings(path)
    assert [(str(link.share), link.role) for link in found.links] == [
        ("more than 50, less than 75 %", None),
        ("more than 25, at most 50 % of votes", None),
        ("control, no share", "right to appoint and remove directors"),
        ("75 to 100 %", None),
        ("75 to 100 %", None),
    ]
    assert found.links[2].interval.end == "2020-01-01"
    # The parent is the company of line 1, by its number in the register.
    assert (found.links[4].source, found.links[4].target) == ("gb-coh-00000001", "gb-coh-00000002")
    assert found.left_out == 2
    assert found.links[0].evidence[0].publisher == "Companies House"


def statement(record: str, kind: str, **details: Any) -> dict[str, Any]:
    day = details.pop("day", "2024-01-01")
    status = details.pop("status", "new")
    return {
        "statementId": f"{record}-{day}",
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "statementDate": day,
        "recordDetails": details,
    }


def interest(**more: Any) -> dict[str, Any]:
    return {"type": "shareholding", "directOrIndirect": "direct", **more}


BODS = [
    statement("c1", "entity", name="Foo Ltd", entityType={"type": "registeredEntity"}, jurisdiction={"code": "GB"}),
    statement("c2", "entity", name="Bar Ltd", entityType={"type": "registeredEntity"}),
    statement("p1", "person", personType="knownPerson", names=[{"fullName": "Ada Invented"}]),
    statement("r1", "relationship", subject="c1", interestedParty="p1", interests=[interest(share={"exact": 50})]),
    statement(
        "r2",
        "relationship",
        subject="c1",
        interestedParty={"reason": "unableToObtain"},
        interests=[interest(share={"exclusiveMinimum": 25, "maximum": 50})],
    ),
    statement(
        "r3",
        "relationship",
        subject="c2",
        interestedParty="c1",
        interests=[
            interest(type="votingRights", share={"minimum": 10, "maximum": 20, "exclusiveMaximum": True}),
            interest(type="appointmentOfBoard"),
            interest(directOrIndirect="indirect", share={"exact": 30}),
        ],
    ),
    statement("r4", "relationship", subject="c1", interestedParty="c2", interests=[interest(share={"exact": 0.1})]),
    statement("r5", "relationship", subject="c1", interestedParty="p1", interests=[interest(share={"exact": 5})]),
    statement(
        "r5",
        "relationship",
        subject="c1",
        interestedParty="p1",
        interests=[interest(share={"exact": 5})],
        day="2025-02-02",
        status="closed",
    ),
    statement("r6", "relationship", interestedParty="p1"),
]


@pytest.mark.parametrize("lines", [True, False])
def test_bods_ranges_unknown_owners_circles_and_closed_records(tmp_path: Path, lines: bool) -> None:
    text = "\n".join(map(json.dumps, BODS)) if lines else json.dumps(BODS)
    path = table(tmp_path, text, "bods.json")
    assert holdings_format(path) is HoldingsFormat.BODS
    found = read_holdings(path)
    assert shares(found) == [
        ("Ada Invented", "50 %", "Foo Ltd"),
        ("owner not known (unableToObtain)", "more than 25, at most 50 %", "Foo Ltd"),
        ("Foo Ltd", "at least 10, less than 20 % of votes", "Bar Ltd"),
        ("Foo Ltd", "control, no share", "Bar Ltd"),
        ("Foo Ltd", "at most 30 %", "Bar Ltd"),
        ("Bar Ltd", "0.1 %", "Foo Ltd"),
        ("Ada Invented", "5 %", "Foo Ltd"),
    ]
    assert found.links[6].interval.end == "2025-02-02"
    assert found.left_out == 1
    unit = "line" if lines else "statement"
    assert found.links[0].evidence[0].quote.startswith(f"{unit} 4 interest 1: shareholding")


def test_bods_before_0_4_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = table(tmp_path, json.dumps([{"statementID": "1", "statementType": "entityStatement"}]), "old.json")
    with pytest.raises(TableError, match=r"convert it to 0\.4"):
        read_holdings(path)


def test_a_hostile_bods_array_is_refused(tmp_path: Path) -> None:
    nested = '[{"statementId":"1","recordId":"1","recordType":"entity","x":' + "[" * 100_000
    with pytest.raises(TableError, match="it is no JSON"):
        read_holdings(table(tmp_path, nested, "deep.json"))


GLEIF_HEAD = (
    "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,"
    "Relationship.RelationshipStatus,Relationship.Period.1.startDate,Relationship.Period.1.endDate,"
    "Relationship.Period.1.periodType,Relationship.Quantifiers.1.QuantifierAmount,Relationship.Quantifiers.1.QuantifierUnits"
)


def test_gleif_parents_consolidate_children_and_that_is_no_share(tmp_path: Path) -> None:
    rows = [
        GLEIF_HEAD,
        "CHILD,PARENT,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,2019-01-01T00:00:00Z,,RELATIONSHIP_PERIOD,,",
        "CHILD,TOP,IS_ULTIMATELY_CONSOLIDATED_BY,ACTIVE,,,ACCOUNTING_PERIOD,,",
        "CHILD,OTHER,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,75.5,PERCENTAGE",
        "CHILD,OTHER,IS_DIRECTLY_CONSOLIDATED_BY,INACTIVE,,,,,",
        "CHILD,OTHER,IS_COUSIN_OF,ACTIVE,,,,,",
    ]
    path = table(tmp_path, "\n".join(rows), "rr.csv")
    assert holdings_format(path) is HoldingsFormat.GLEIF
    found = read_holdings(path)
    assert [(link.source, link.target, str(link.share)) for link in found.links] == [
        ("lei-PARENT", "lei-CHILD", "share not stated"),
        ("lei-TOP", "lei-CHILD", "control, no share"),
        ("lei-OTHER", "lei-CHILD", "75.5 %"),
    ]
    assert found.links[0].interval.start == "2019-01-01"
    assert found.left_out == 2


def test_links_of_every_reader_are_holdings_with_evidence(tmp_path: Path) -> None:
    found: list[Link] = []
    found += read_holdings(table(tmp_path, json.dumps(BODS), "b.json")).links
    found += read_holdings(table(tmp_path, psc("1", "X", ["voting-rights-75-to-100-percent"]), "p.json")).links
    assert {link.type for link in found} == {"owns"}
    assert all(item.quote and item.document for link in found for item in link.evidence)
