"""The two lists of the United Kingdom, in samples of our own."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import assert_valid, damaged, read_or_refuse, refusal, values
from yalu.lists import ListFormat, read_list, recognise
from yalu.model import Interval

OFSI_HEADER = (
    "Name 6|Name 1|Name 2|Name 3|Name 4|Name 5|Title|Name Non-Latin Script|Non-Latin Script Type|"
    "Non-Latin Script Language|DOB|Town of Birth|Country of Birth|Nationality|Passport Number|Passport Details|"
    "National Identification Number|National Identification Details|Position|Address 1|Address 2|Address 3|Address 4|"
    "Address 5|Address 6|Post/Zip Code|Country|Other Information|Group Type|Alias Type|Alias Quality|Regime|Listed On|"
    "UK Sanctions List Date Designated|Last Updated|Group ID"
).split("|")
OFSI_ROWS = [
    {
        "Name 6": "EXAMPLE",
        "Name 1": "Ann",
        "Name 2": "José",
        "Title": "Dr",
        "DOB": "00/03/1970",
        "Town of Birth": "(1) Nampo (2) Haeju",
        "Country of Birth": "North Korea",
        "Nationality": "(1) North Korea (2) Nowhere",
        "Passport Number": "PS-654321",
        "Passport Details": "Issued by somebody",
        "Position": "Director",
        "Address 1": "1 Road",
        "Address 6": "Pyongyang",
        "Country": "North Korea",
        "Other Information": "(UK Sanctions List Ref):XXX0001",
        "Group Type": "Individual",
        "Alias Type": "Primary name",
        "Regime": "Democratic People's Republic of Korea",
        "Listed On": "06/05/2020",
        "UK Sanctions List Date Designated": "05/05/2020",
        "Last Updated": "31/12/2020",
        "Group ID": "12345",
    },
    {
        "Name 6": "SAMPLE",
        "Group Type": "Individual",
        "Alias Type": "AKA",
        "Alias Quality": "Low quality",
        "Regime": "Democratic People's Republic of Korea",
        "Listed On": "06/05/2020",
        "UK Sanctions List Date Designated": "05/05/2020",
        "Group ID": "12345",
    },
    {
        "Name 6": "RIVER CO LTD",
        "Group Type": "Entity",
        "Alias Type": "Primary name",
        "Regime": "X",
        "Listed On": "soon",
        "Group ID": "7",
    },
]
FCDO_HEADER = [
    *"Last Updated|Unique ID|OFSI Group ID|UN Reference Number|Name 6|Name 1|Name 2|Name 3|Name 4|Name 5".split("|"),
    *"Name type|Alias strength|Title|Name non-latin script|Non-latin script type|Non-latin script language".split("|"),
    *"Regime Name|Designation Type|Designation source|Sanctions Imposed|Other Information".split("|"),
    *"UK Statement of Reasons|Address Line 1|Address Line 2|Address Line 3|Address Line 4|Address Line 5".split("|"),
    *"Address Line 6|Address Postal Code|Address Country|Phone number|Website|Email address".split("|"),
    *"Date Designated|D.O.B|Nationality(/ies)|National Identifier number".split("|"),
    *"National Identifier additional information|Passport number|Passport additional information|Position".split("|"),
    *"Gender|Town of birth|Country of birth|Type of entity|Subsidiaries|Parent company".split("|"),
    *"Business registration number (s)|IMO number|Current owner/operator (s)|Previous owner/operator (s)".split("|"),
    *"Current believed flag of ship|Previous flags|Type of ship|Tonnage of ship|Length of ship".split("|"),
    *"Year Built|Hull identification number (HIN)".split("|"),
]
FCDO_ROWS = [
    {
        "Unique ID": "DPR0001",
        "OFSI Group ID": "13200",
        "Name 6": "LADY RIVER",
        "Name type": "Primary Name",
        "Regime Name": "X",
        "Designation Type": "Ship",
        "UK Statement of Reasons": "Carried sand",
        "Date Designated": "22/01/2018",
        "IMO number": "7406784",
        "Current believed flag of ship": "Panama",
        "Year Built": "1976",
        "Length of ship": "80",
    },
    {"Unique ID": "DPR0001", "Name 6": "BROOK", "Name type": "Primary Name Variation", "Designation Type": "Ship"},
]


def table(path: Path, day: str, header: list[str], rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(f"{day}\r\n{buffer.getvalue()}".encode(encoding))
    return path


def ofsi(folder: Path, encoding: str = "utf-8") -> Path:
    return table(folder / "ConList.csv", "Last Updated,28/05/2024", OFSI_HEADER, OFSI_ROWS, encoding)


def fcdo(folder: Path) -> Path:
    return table(folder / "uk.csv", "Report Date: 28-May-2024", FCDO_HEADER, FCDO_ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_consolidated_list_is_read(tmp_path: Path, encoding: str) -> None:
    path = ofsi(tmp_path, encoding)
    assert recognise(path) is ListFormat.UK_TABLE
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.date, snapshot.counts["rows"]) == ("gb-ofsi", "2024-05-28", 3)
    person = values(snapshot, "gb-ofsi-12345")
    assert (person["name"], person["weakAlias"]) == (["Ann José EXAMPLE"], ["SAMPLE"])
    assert (person["firstName"], person["lastName"]) == (["Ann"], ["EXAMPLE"])
    assert (person["birthDate"], person["birthPlace"]) == (["1970-03"], ["Nampo", "Haeju"])
    assert (person["nationality"], person["address"]) == (["kp"], ["1 Road, Pyongyang, North Korea"])
    assert {"Nationality: Nowhere", "Listed On: 2020-05-06"} <= set(person["notes"])
    assert snapshot.designations[0].interval == Interval("2020-05-05", None)
    assert len(snapshot.designations) == 2
    assert "Listed On: soon" in values(snapshot, "gb-ofsi-7")["notes"]


def test_the_sanctions_list_is_read(tmp_path: Path) -> None:
    snapshot = read_list(fcdo(tmp_path))
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.date) == ("gb-fcdo", "2024-05-28")
    assert len(snapshot.designations) == 1
    ship = values(snapshot, "gb-fcdo-DPR0001")
    assert (ship["name"], ship["alias"], ship["flag"]) == (["LADY RIVER"], ["BROOK"], ["pa"])
    assert (ship["imoNumber"], ship["buildDate"]) == (["IMO7406784"], ["1976"])
    assert {"UK Statement of Reasons: Carried sand", "BROOK: Primary Name Variation"} <= set(ship["notes"])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Post/Zip Code", "Postcode", "the column 'Post/Zip Code' is missing"),
        ("Group ID", "Group ID,More", "the column 'More' is new"),
        ("Individual", "Wizard", "Group Type 'Wizard' is unknown"),
        ("Primary name", "AKA", "gb-ofsi-12345 has no primary name"),
        ("RIVER CO LTD", "", "'Name 6' is empty"),
        (",12345", ",", "'Group ID' is empty"),
    ],
)
def test_another_table_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = ofsi(tmp_path)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert reason in refusal(path)


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    path = ofsi(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    assert "cut off" in refusal(path)
    path.write_text("Last Updated,28/05/2024\n", "utf-8")
    assert "no header" in refusal(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from((ofsi(tmp_path), fcdo(tmp_path))))
    path.write_bytes(data.draw(damaged(path.read_bytes())))
    read_or_refuse(path)
