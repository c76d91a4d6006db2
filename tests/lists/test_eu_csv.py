"""The European Union's list as a table, in a sample of our own."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import assert_valid, damaged, read_or_refuse, refusal, values
from yalu.lists import ListFormat, read_list, recognise
from yalu.lists.eu_csv import COLUMNS, REQUIRED
from yalu.model import Interval

HEADER = [*REQUIRED, *COLUMNS, "Entity_Remark", "NameAlias_NameLanguage", "Citizenship_LogicalId"]
PERSON = {
    "fileGenerationDate": "28/05/2024",
    "Entity_LogicalId": "13",
    "Entity_SubjectType": "P",
    "Entity_Regulation_Programme": "PRK",
    "Entity_Regulation_EntryIntoForceDate": "2017-03-02",
    "Entity_Remark": "A remark",
}
ROWS = [
    PERSON | {"NameAlias_WholeName": "Ann Example", "NameAlias_LastName": "Example", "NameAlias_Gender": "F"},
    PERSON | {"NameAlias_WholeName": "최안", "NameAlias_NameLanguage": "KO"},
    PERSON | {"Address_Street": "1 Road", "Address_City": "Nampo", "Address_CountryDescription": "NORTH KOREA"},
    PERSON | {"BirthDate_BirthDate": "1970-03-01", "BirthDate_Year": "1970", "BirthDate_Circa": "false"},
    PERSON | {"BirthDate_BirthDate": "1971-01-01", "BirthDate_Year": "1971", "BirthDate_Circa": "true"},
    PERSON | {"Identification_Number": "PS-654321", "Identification_TypeCode": "passport"},
    PERSON | {"Citizenship_CountryDescription": "NORTH KOREA", "Citizenship_LogicalId": "77"},
    {
        "fileGenerationDate": "28/05/2024",
        "Entity_LogicalId": "14",
        "Entity_SubjectType": "E",
        "Entity_Regulation_Programme": "PRK",
        "Entity_DesignationDate": "2018-01-22",
        "NameAlias_WholeName": "River Co Ltd",
        "Identification_Number": "42",
        "Identification_TypeCode": "regnumber",
    },
]


def table(folder: Path, header: list[str] = HEADER) -> Path:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, header, restval="", delimiter=";", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(ROWS)
    path = folder / "eu.csv"
    path.write_text(buffer.getvalue(), "utf-8-sig")
    return path


def test_rows_of_one_entity_are_one_party(tmp_path: Path) -> None:
    path = table(tmp_path)
    assert recognise(path) is ListFormat.EU_CSV
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.date) == ("eu-fsf", "2024-05-28")
    assert (snapshot.counts["rows"], snapshot.counts["parties"]) == (8, 2)
    person = values(snapshot, "eu-fsf-13")
    assert (person["name"], person["alias"], person["gender"]) == (["Ann Example"], ["최안"], ["female"])
    assert (person["birthDate"], person["passportNumber"]) == (["1970-03-01", "1971"], ["PS-654321"])
    assert (person["citizenship"], person["country"]) == (["kp"], ["kp"])
    assert "BirthDate_BirthDate: circa 1971-01-01" in person["notes"]
    assert [item.interval for item in snapshot.designations] == [Interval("2017-03-02"), Interval("2018-01-22")]
    assert values(snapshot, "eu-fsf-14")["registrationNumber"] == ["42"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("NameAlias_WholeName", "NameAlias_Whole", "the column 'NameAlias_WholeName' is missing"),
        ("Entity_Remark", "More", "the column 'More' is new"),
        ("Entity_Remark", "BirthDate_City", "the column 'BirthDate_City' is there twice"),
        (";E;", ";X;", "Entity_SubjectType 'X' is unknown"),
        ("River Co Ltd", "", "eu-fsf-14 has no name"),
    ],
)
def test_another_table_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = table(tmp_path)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert reason in refusal(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    path = table(tmp_path)
    path.write_bytes(data.draw(damaged(path.read_bytes())))
    read_or_refuse(path)
