"""Ships: told by their number first, by name only where one hull alone is known under it, and that is said."""

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from yalu.records import RefusedRecord, record_kind
from yalu.records.flows import Flow, RecordLinks
from yalu.records.named import Field, FieldKind
from yalu.records.ships import (
    HISTORIES,
    MEETINGS,
    PORT_CALLS,
    Meeting,
    PortCall,
    Ship,
    read_histories,
    read_meetings,
    read_port_calls,
    ship_links,
)

# Numbers whose check digit agrees; which ships have them does not matter here.
ONE, OTHER = "9074729", "8905490"
CALLS = "imo,vessel,flag,port,port country,arrival,departure"
MEET = "imo 1,vessel 1,imo 2,vessel 2,start,end,latitude,longitude"
HISTORY = "imo,name,flag,from,to"


def table(folder: Path, head: str, *rows: str, name: str = "ships.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def party(found: RecordLinks, identity: str) -> dict:
    return next(item for item in found.parties if item["id"] == identity)


@pytest.mark.parametrize(("head", "kind"), [(CALLS, PORT_CALLS), (MEET, MEETINGS), (HISTORY, HISTORIES)])
def test_the_kind_is_told_from_the_heads(head: str, kind: str, tmp_path: Path) -> None:
    assert record_kind(table(tmp_path, head, "," * head.count(","))) == kind


def test_a_call_and_a_meeting_become_links_with_the_row_as_evidence(tmp_path: Path) -> None:
    calls = table(tmp_path, CALLS, f"IMO {ONE},Heron Star,Togo,Nampo,North Korea,2018-01-05,2018-01-07", name="c.csv")
    met = table(tmp_path, MEET, f"{OTHER},Tern,{ONE},Heron Star,2018-02-01,2018-02-02,30.5,125.2", name="m.csv")
    found = ship_links([*read_port_calls(calls), *read_meetings(met)])
    by_type = {flow.link.type: flow for flow in found.flows}
    assert set(by_type) == {"called_at", "met"}
    call = by_type["called_at"].link
    ship, port = party(found, call.source), party(found, call.target)
    assert (ship["schema"], ship["properties"]) == (
        "Vessel",
        {"flag": ["tg"], "imoNumber": [ONE], "name": ["Heron Star"]},
    )
    assert (port["schema"], port["caption"], port["properties"]["country"]) == ("Address", "Nampo", ["kp"])
    assert call.evidence[0].quote == f"line 2, Heron Star (IMO {ONE}) at Nampo (KP), 2018-01-05 to 2018-01-07"
    assert "30.5, 125.2" in by_type["met"].link.evidence[0].quote
    assert {by_type["met"].link.source, by_type["met"].link.target} >= {call.source}


def test_a_wrong_check_digit_leaves_the_name_and_says_so(tmp_path: Path) -> None:
    rows = list(
        read_port_calls(
            table(tmp_path, CALLS, f"{ONE[:-1]}0,Heron,,Ulsan,KR,2018-01-05,", f"{ONE[:-1]}0,,,Ulsan,KR,2018-01-05,")
        )
    )
    assert isinstance(rows[0], PortCall)
    assert (rows[0].ship.imo, rows[0].ship.name) == ("", "Heron")
    assert "check digit" in rows[0].ship.note
    assert isinstance(rows[1], RefusedRecord)
    assert "check digit" in ship_links(rows).flows[0].link.evidence[0].quote


def test_a_ship_without_number_is_the_one_hull_of_that_name_and_it_is_said(tmp_path: Path) -> None:
    rows = [
        *read_port_calls(table(tmp_path, CALLS, f"{ONE},Heron,,Ulsan,KR,2018-01-05,", ",HERON,,Dalian,CN,2018-02-05,"))
    ]
    found = ship_links(rows)
    assert len({flow.link.source for flow in found.flows}) == 1
    assert sorted("name only" in (flow.link.role or "") for flow in found.flows) == [False, True]
    several = ship_links([*rows, *read_port_calls(table(tmp_path, CALLS, f"{OTHER},Heron,,Jinhae,KR,2018-01-05,"))])
    assert len({flow.link.source for flow in several.flows}) == 3
    quotes = [flow.link.evidence[0].quote for flow in several.flows]
    assert any(f"several ships: IMO {OTHER}, {ONE}" in quote for quote in quotes)


def test_histories_give_names_and_flags_and_tell_who_had_a_name_when(tmp_path: Path) -> None:
    history = table(
        tmp_path, HISTORY, f"{ONE},Heron,Togo,2015-01-01,2017-12-31", f"{ONE},Tern,Sierra Leone,2018-01-01,",
        name="h.csv",
    )  # fmt: skip
    calls = table(
        tmp_path,
        CALLS,
        ",Heron,,Ulsan,KR,2016-05-05,",
        ",Heron,,Nampo,KP,2018-05-05,",
        f"{ONE},Wren,,Ulsan,KR,2018-06-05,",
    )
    found = ship_links([*read_port_calls(calls), *read_histories(history)])
    (hull,) = (item for item in found.parties if item["properties"].get("imoNumber"))
    assert hull["properties"] == {
        "flag": ["sl"],
        "imoNumber": [ONE],
        "name": ["Tern"],
        "pastFlags": ["tg"],
        "previousName": ["Heron"],
    }
    days = {flow.first: flow for flow in found.flows}
    assert days["2016-05-05"].link.source == hull["id"]
    assert days["2018-05-05"].link.source != hull["id"]
    assert "goes as 'Wren' here, and as Tern by its history" in days["2018-06-05"].link.evidence[0].quote


@pytest.mark.parametrize(
    ("head", "row", "reason"),
    [
        (CALLS, f"{ONE},Heron,,,KR,2018-01-05,", "no port"),
        (CALLS, f"{ONE},Heron,,Ulsan,Atlantis,2018-01-05,", "no country"),
        (CALLS, f"{ONE},Heron,,Ulsan,KR,05/06/2018,", "no clear day"),
        (CALLS, f"{ONE},Heron,,Ulsan,KR,2018-01-05,2018-01-04", "before the arrival"),
        (MEET, f"{ONE},Heron,{ONE},Tern,2018-01-05,,,", "the same"),
        (HISTORY, ",Heron,Togo,2018-01-05,", "no IMO number"),
    ],
)
def test_bad_rows_are_told_with_their_line(head: str, row: str, reason: str, tmp_path: Path) -> None:
    read = {CALLS: read_port_calls, MEET: read_meetings, HISTORY: read_histories}[head]
    (found,) = read(table(tmp_path, head, row))
    assert isinstance(found, RefusedRecord)
    assert found.line == 2
    assert reason in found.reason


def ship(imo: str, name: str) -> Ship:
    fields = [Field(FieldKind.IMO, "imo", imo)] if imo else []
    return Ship("vessel", (*fields, *([Field(FieldKind.NAME, "vessel", name)] if name else [])), imo)


SHIPS = st.sampled_from(
    [ship(ONE, "Heron"), ship(OTHER, "Tern"), ship("", "Heron"), ship("", "Wren"), ship(OTHER, "Wren")]
)
DAYS = st.sampled_from(["", "2018-01-05", "2017-03-01"])
CALLED = st.builds(
    lambda one, day, line: PortCall("c.csv", line, line, one, Field(FieldKind.ADDRESS, "port", "Ulsan"), None, day, ""),
    SHIPS, DAYS, st.integers(1, 99),
)  # fmt: skip
MET = st.builds(
    lambda one, two, day, line: Meeting("m.csv", line, line, (one, two), day, "", None),
    SHIPS,
    SHIPS,
    DAYS,
    st.integers(1, 99),
)


@given(rows=st.lists(CALLED | MET, max_size=12), order=st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_no_row_is_lost_and_the_order_changes_nothing(rows: list, order: object) -> None:
    found = ship_links(rows)
    shuffled = list(rows)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ship_links(shuffled) == found
    flows: tuple[Flow, ...] = found.flows
    assert sum(flow.count for flow in flows) == len(rows)
