"""The US consolidated screening list, as table and JSON, and the denied persons list."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import assert_valid, damaged, read_or_refuse, real, refusal, values
from yalu.lists import ListFormat, ListSnapshot, read_list, recognise
from yalu.lists.us_csl import COLUMNS
from yalu.model import Interval

SDN = "Specially Designated Nationals (SDN) - Treasury Department"
RECORDS: list[dict[str, str]] = [
    {
        "_id": "7",
        "source": SDN,
        "entity_number": "7",
        "type": "Individual",
        "programs": "NPWMD; DPRK2",
        "name": "RI, Chol",
        "title": "Director",
        "addresses": "1 Long Road, Pyongyang, KP; KP",
        "alt_names": "LEE, Chul",
        "citizenships": "KP",
        "dates_of_birth": "1978-04-03; circa 1979",
        "places_of_birth": "Nampo",
        "ids": "Passport, 123456789, KP, 01 Jan 2010; Gender, Male; Issuer Name, A, B",
        "source_list_url": "https://example.org/sdn",
    },
    {
        "_id": "7",
        "source": "Sectoral Sanctions Identifications List (SSI) - Treasury Department",
        "name": "RI, Chol",
        "programs": "X",
    },
    {
        "_id": "ab12",
        "source": "Military End User (MEU) List - Bureau of Industry and Security",
        "name": "River Works",
        "federal_register_notice": "85 FR 83799",
        "start_date": "2020-12-23",
        "end_date": "2030-01-01",
        "license_policy": "Presumption of denial.",
        "addresses": "Springs, 42",
    },
    {"_id": "9", "source": SDN, "type": "Vessel", "name": "LADY", "call_sign": "CL2", "vessel_flag": "Cuba"},
]

DPL_ROWS = [
    (
        "Name Street_Address City State Country Postal_Code Effective_Date Expiration_Date Standard_Order Last_Update "
        "Action FR_Citation"
    ).split(),
    "ANN EXAMPLE|1 ROAD|EL PASO|TX|US|79905|08/24/2022|01/14/2026|Y|2022-08-29||87 F.R. 1".split("|"),
    "ANN EXAMPLE|2 ROAD|||DE||08/24/2022|01/14/2026|Y|3033-09-30|NEW|87 F.R. 2".split("|"),
    "EXAMPLE CO||||QQ||09/10/1981|||2000-03-27||".split("|"),
]
DPL = "".join("\t".join(f'"{cell}"' for cell in row) + "\n" for row in DPL_ROWS)


def csl(path: Path, records: list[dict[str, str]] = RECORDS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(records)
    return path


def as_json(path: Path) -> Path:
    records: list[dict[str, Any]] = [
        {
            "id": "7",
            "source": SDN,
            "entity_number": "7",
            "type": "Individual",
            "programs": ["NPWMD", "DPRK2"],
            "name": "RI, Chol",
            "title": "Director",
            "addresses": [
                {"address": "1 Long Road", "city": "Pyongyang", "state": None, "postal_code": None, "country": "KP"},
                {"country": "KP"},
            ],
            "alt_names": ["LEE, Chul"],
            "citizenships": ["KP"],
            "dates_of_birth": ["1978-04-03", "circa 1979"],
            "places_of_birth": ["Nampo"],
            "ids": [
                {"type": "Passport", "number": "123456789", "country": "KP", "issue_date": "01 Jan 2010"},
                {"type": "Gender", "number": "Male"},
                {"type": "Issuer Name", "number": "A, B"},
            ],
            "source_list_url": "https://example.org/sdn",
        }
    ]
    path.write_text(json.dumps({"results": records}), "utf-8")
    return path


def test_a_party_of_two_lists_has_two_designations(tmp_path: Path) -> None:
    path = csl(tmp_path / "csl.csv")
    assert recognise(path) is ListFormat.US_CSL_CSV
    snapshot = read_list(path)
    assert_valid(snapshot)
    found = [(item.dataset, item.programs) for item in snapshot.designations if item.party == "us-csl-7"]
    assert found == [("us-csl-sdn", ("NPWMD", "DPRK2")), ("us-csl-ssi", ("X",))]
    person = values(snapshot, "us-csl-7")
    assert (person["name"], person["alias"], person["lastName"]) == (["RI Chol"], ["LEE Chul"], ["RI", "LEE"])
    assert (person["birthDate"], person["passportNumber"]) == (["1978-04-03", "1979"], ["123456789"])
    assert {"dates_of_birth: circa 1979", "Issuer Name, A, B"} <= set(person["notes"])
    assert (person["address"], person["country"]) == (["1 Long Road, Pyongyang, KP"], ["kp"])


def test_the_json_says_the_same_as_the_table(tmp_path: Path) -> None:
    path = as_json(tmp_path / "csl.json")
    assert recognise(path) is ListFormat.US_CSL_JSON
    table, document = read_list(csl(tmp_path / "csl.csv", RECORDS[:1])), read_list(path)
    assert document.entities == table.entities
    assert document.designations == table.designations


def test_an_end_user_has_dates_topic_and_notes(tmp_path: Path) -> None:
    snapshot = read_list(csl(tmp_path / "csl.csv"))
    (item,) = (item for item in snapshot.designations if item.party == "us-csl-ab12")
    assert item.authority == "Bureau of Industry and Security"
    assert (item.dataset, item.interval) == ("us-csl-meu", Interval("2020-12-23", "2030-01-01"))
    works = values(snapshot, "us-csl-ab12")
    assert (works["topics"], works["address"]) == (["export.control"], ["Springs, 42"])
    assert "license_policy: Presumption of denial." in works["notes"]
    assert values(snapshot, "us-csl-9")["flag"] == ["cu"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("vessel_owner", "ship_owner", "the column 'vessel_owner' is missing"),
        ("vessel_owner", 'vessel_owner","more', "the column 'more' is new"),
        ("vessel_owner", "remarks", "the column 'vessel_owner' is missing"),
        ("vessel_owner", 'vessel_owner","remarks', "the column 'remarks' is there twice"),
        ('"RI, Chol"', '""', "the column 'name' is empty"),
        ('"RI, Chol",', "", "columns, not 29"),
    ],
)
def test_another_table_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = csl(tmp_path / "csl.csv")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    message = refusal(path)
    assert reason in message
    assert "line " in message


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"title"', '"tittle"', "the field 'tittle' is new"),
        ('"Director"', "7", "the field 'title' holds no text"),
        ('"Director"', '["A", "B"]', "the field 'title' is no text"),
        ('"1 Long Road"', "[{}]", "holds no text"),
        ("]}", "", "damaged or cut off"),
        ('"id": "7", ', "", "the field 'id' is missing"),
    ],
)
def test_another_document_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = as_json(tmp_path / "csl.json")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert reason in refusal(path)


def dpl(folder: Path, text: str = DPL) -> Path:
    path = folder / "dpl.txt"
    path.write_text(text, "utf-8")
    return path


def test_denied_persons_are_joined_by_name_and_dates(tmp_path: Path) -> None:
    snapshot = read_list(dpl(tmp_path))
    assert_valid(snapshot)
    assert recognise(tmp_path / "dpl.txt") is ListFormat.US_BIS_DPL
    assert (snapshot.name, snapshot.date) == ("us-bis-dpl", "2022-08-29")
    person, company = (item["properties"] for item in snapshot.entities)
    assert person["address"] == ["1 ROAD, EL PASO, TX, 79905, US", "2 ROAD, DE"]
    assert {"FR_Citation: 87 F.R. 1", "FR_Citation: 87 F.R. 2"} <= set(person["notes"])
    assert "Address, country: QQ" in company["notes"]
    assert [item.interval for item in snapshot.designations] == [
        Interval("2022-08-24", "2026-01-14"),
        Interval("1981-09-10", None),
    ]


def test_a_denied_persons_list_with_another_header_is_refused(tmp_path: Path) -> None:
    assert "the column 'Action' is missing" in refusal(dpl(tmp_path, DPL.replace('"Action"\t', "", 1)))
    assert "lists nobody" in refusal(dpl(tmp_path, DPL.partition("\n")[0] + "\n"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    made = (csl(tmp_path / "csl.csv"), as_json(tmp_path / "csl.json"), dpl(tmp_path))
    path = data.draw(st.sampled_from(made))
    path.write_bytes(data.draw(damaged(path.read_bytes())))
    read_or_refuse(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real table without its last row, which is cut off."""
    text = real("us-bis/csl.csv").read_text("utf-8")
    path = tmp_path_factory.mktemp("csl") / "csl.csv"
    path.write_text(text[: text.rindex('\n"11476"') + 1], "utf-8")
    return path


@pytest.fixture(scope="module")
def screening_list(whole: Path) -> ListSnapshot:
    return read_list(whole)


@pytest.mark.real
def test_the_real_table_is_cut_off_and_refused() -> None:
    assert "damaged or cut off" in refusal(real("us-bis/csl.csv"))


@pytest.mark.real
def test_the_counts_of_the_real_table(screening_list: ListSnapshot) -> None:
    """4,228 rows are 4,226, a header that stands there twice, and the one that is cut off."""
    assert_valid(screening_list)
    assert (screening_list.counts["rows"], screening_list.counts["us-csl-el"]) == (4_226, 919)
    assert screening_list.counts["us-csl-other"] == 0


@pytest.mark.real
def test_the_counts_of_the_real_denied_persons_list() -> None:
    snapshot = read_list(real("us-bis/dpl.txt"))
    assert_valid(snapshot)
    assert (snapshot.counts["rows"], snapshot.counts["parties"], snapshot.date) == (665, 549, "2023-11-28")
