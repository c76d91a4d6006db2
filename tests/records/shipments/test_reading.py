"""Rows of shipments: several make one, nothing is lost, and what is not clear is said."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.model import TableError
from yalu.records.named import RefusedRecord
from yalu.records.shipments import Shipment, is_shipment_file, read_shipments

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "shipments.csv"


def test_rows_of_one_bill_of_lading_are_one_shipment() -> None:
    found = list(read_shipments(EXAMPLE))
    shipments = {item.id: item for item in found if isinstance(item, Shipment)}
    assert [item.number for item in found] == [1, 2, 3, 4, 5, 6]
    both = shipments["BL-4"]
    assert both.lines == (5, 6)
    assert [(one.code, one.quantity, one.weight) for one in both.items] == [
        ("8482.10", Decimal(1000), Decimal(106)),
        ("8481.80", Decimal(20), Decimal(44)),
    ]
    assert sum(one.value.value for one in both.items if one.value) == Decimal("24000.50")
    assert (both.date, both.origin, both.destination) == ("2024-02-11", "de", "cn")
    assert {party.role: party.name for party in both.parties} == {
        "shipper": "Reedmace Parts",
        "consignee": "Dandong Fern Freight Forwarding",
        "notify_party": "Harbor Lantern Trading Co",
    }
    assert both.vessel is not None
    assert both.vessel.name == "Grey Heron 7"


def test_an_unclear_value_is_left_out_and_said_and_an_empty_row_is_refused() -> None:
    *_, unclear, empty = read_shipments(EXAMPLE)
    assert isinstance(unclear, Shipment)
    assert unclear.notes == ("line 7: value '1,234' is no clear number; it is left out",)
    assert isinstance(empty, RefusedRecord)
    assert (empty.line, empty.reason) == (8, "it names no party, no goods and no ship")


def test_a_workbook_reads_like_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    path = tmp_path / "shipments.xlsx"
    book.save(path)
    assert is_shipment_file(path)
    for one, other in zip(read_shipments(EXAMPLE), read_shipments(path), strict=True):
        if isinstance(one, Shipment):
            assert isinstance(other, Shipment)
            assert (one.items, one.id, one.date, one.origin) == (other.items, other.id, other.date, other.origin)


def test_a_damaged_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(TableError, match="damaged or of another kind"):
        list(read_shipments(path))


def test_a_mapping_file_says_which_column_is_what(tmp_path: Path) -> None:
    path = tmp_path / "zoll.csv"
    path.write_text("Versender;Empfaenger;Ware;Nach\nReedmace;Moran Hill;ball bearings;Nordkorea\n", encoding="utf-8")
    assert not is_shipment_file(path)
    (tmp_path / "zoll.mapping.yaml").write_text(
        "columns:\n  Versender: shipper\n  Empfaenger: consignee\n  Ware: goods\n  Nach: destination\n",
        encoding="utf-8",
    )
    assert is_shipment_file(path)
    (shipment,) = read_shipments(path)
    assert isinstance(shipment, Shipment)
    assert (shipment.destination, shipment.items[0].text) == ("kp", "ball bearings")


ROW = st.tuples(st.sampled_from(["", "B1", "B2"]), st.sampled_from(["", "Reedmace", "Willow"]), st.integers(0, 10**6))


@given(rows=st.lists(ROW, max_size=30), broken=st.sets(st.integers(0, 29), max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_is_lost_whatever_is_broken(tmp_path: Path, rows: list[tuple[str, str, int]], broken: set[int]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["shipment_id", "shipper", "goods", "value", "currency"])
    for number, (name, shipper, value) in enumerate(rows):
        writer.writerow([name, shipper, "", value, "EUR", *(["too many"] if number in broken else [])])
    path = tmp_path / "rows.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    found = list(read_shipments(path))
    lines = [line for item in found for line in (item.lines if isinstance(item, Shipment) else (item.line,))]
    assert lines == list(range(2, len(rows) + 2))
    kept = [value for number, (_, shipper, value) in enumerate(rows) if number not in broken and shipper]
    named = {item.line for item in found if isinstance(item, RefusedRecord)}
    whole = sum(one.value.value for item in found if isinstance(item, Shipment) for one in item.items if one.value)
    assert whole >= sum(kept)
    assert {number + 2 for number in broken if number < len(rows)} <= named
