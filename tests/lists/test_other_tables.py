"""Japan's end user list, wallet files, OpenSanctions' simple table, and a table of one's own."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import assert_valid, damaged, read_or_refuse, real, refusal, values
from yalu.lists import ListFormat, read_list, recognise
from yalu.model import Interval
from yalu.workspace import load_list

METI: list[dict[str, Any]] = [
    {
        "addresses": ["North Korea"],
        "aliases": ["Airkoryo", "KAL（高麗）"],
        "country": "jp",
        "date_added": None,
        "entity_name": "Air Koryo (AK) (高麗航空)",
        "entity_type": "organization",
        "id": "jp-eul-1",
        "last_verified": "2026-07-20",
        "list_id": "jp-end-user-list",
        "reason": "核 N",
        "source_list_name": "外国ユーザーリスト (Foreign End-User List)",
        "source_url": "https://www.meti.go.jp/press/2025/09/20250929006/20250929006.html",
    },
]
MISPLACED = METI[0] | {"id": "jp-eul-2", "entity_name": "", "addresses": ["People's Republic of China River Co. Ltd"]}

SIMPLE = """\
id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,\
first_seen,last_seen,last_change
Q1,Person,Ann Example,Anne Example;A. Example,1978-04;1979,kp;xx-nowhere,"1 Road, Pyongyang",123;456,"Listed, 2020",\
+12025550123,ann@example.org,US-X,Some List,2020-01-01T00:00:00,2024-05-28T06:00:00,2024-05-01T00:00:00
Q2,Company,Example Co,,,,,77,,,,,Some List;Other List,2020-01-01,2024-05-20,2024-05-01
"""

OWN = "no;full_name;other;born;reason;since\n1;Ann Example;Anne|Annie;1978-04;Rivers;2020-05-06\n2;Bob;;someday;;\n"
MAPPING = """\
name: ours
schema: Person
id: "no"
delimiter: ";"
date: 2024-05-28
columns:
  full_name: name
  other: {property: alias, split: "|"}
  born: birthDate
program: reason
start: since
"""

XBT = "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"
XMR = "49HqitRzdnhYjgTEAhgGpCfsjdTeMbUTU6cyR4JV1R7k2Eej9rGT8JpFiYDa4tZM6RZiFrHmMzgSrhHEqpDYKBe5B2ufNsL"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def meti(folder: Path, *records: dict[str, Any]) -> Path:
    return written(folder, "users.json", json.dumps(records or METI, ensure_ascii=False))


def own(folder: Path, text: str = OWN, mapping: str = MAPPING) -> Path:
    written(folder, "ours.mapping.yaml", mapping)
    return written(folder, "ours.csv", text)


def test_an_end_user_has_its_name_in_both_scripts(tmp_path: Path) -> None:
    path = meti(tmp_path)
    assert recognise(path) is ListFormat.JAPAN_METI
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.date) == ("jp-end-user-list", "2025-09-29")
    airline = values(snapshot, "jp-eul-1")
    assert (airline["name"], airline["alias"]) == (["Air Koryo (AK)"], ["高麗航空", "Airkoryo", "KAL", "高麗"])
    assert (airline["country"], airline["notes"]) == (["kp"], ["reason: 核 N"])


def test_a_name_that_stands_behind_the_country_is_put_back(tmp_path: Path) -> None:
    company = values(read_list(meti(tmp_path, *METI, MISPLACED)), "jp-eul-2")
    assert (company["name"], company["country"]) == (["River Co. Ltd"], ["cn"])
    assert "addresses: People's Republic of China River Co. Ltd" in company["notes"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"more": "x"}, "the field 'more' is new"),
        ({"id": ""}, "the column 'id' is empty"),
        ({"aliases": [1]}, "holds no text"),
        ({"list_id": "jp-end-user-list-2"}, "the record is of the list"),
        ({"entity_name": ""}, "'entity_name' is empty"),
    ],
)
def test_another_end_user_list_is_refused(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    message = refusal(meti(tmp_path, METI[0] | change))
    assert reason in message
    assert "record 1" in message


def test_wallets_have_the_currency_of_the_file_name(tmp_path: Path) -> None:
    path = written(tmp_path, "addresses_XMR.txt", f"{XBT}\n\n{XMR}\n{XBT}\n")
    assert recognise(path) is ListFormat.WALLETS
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.counts["lines"], snapshot.counts["parties"]) == ("wallets-xmr", 3, 2)
    assert [item["properties"]["currencySymbol"] for item in snapshot.entities] == [["XMR"], ["XMR"]]
    assert snapshot.entities[0]["properties"]["publicKey"] == [XBT]
    assert snapshot.entities[1]["properties"]["name"] == [XMR]
    assert "currencySymbol" not in read_list(written(tmp_path, "plain.txt", XBT)).entities[0]["properties"]
    assert "'no address' is no wallet" in refusal(written(tmp_path, "bad.txt", f"{XBT}\nno address\n"))


def test_files_with_the_same_addresses_are_not_taken_for_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YALU_CACHE", str(tmp_path / "cache"))
    names = [load_list(written(tmp_path, f"a_{name}.txt", XBT)).name for name in ("ARB", "BSC")]
    assert names == ["wallets-arb", "wallets-bsc"]


def test_the_simple_table_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "targets.csv", SIMPLE)
    assert recognise(path) is ListFormat.OPENSANCTIONS_SIMPLE
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert snapshot.date == "2024-05-28"
    person = values(snapshot, "Q1")
    assert (person["alias"], person["birthDate"]) == (["Anne Example", "A. Example"], ["1978-04", "1979"])
    assert (person["country"], person["idNumber"]) == (["kp"], ["123", "456"])
    assert {"countries: xx-nowhere", "sanctions: Listed, 2020"} <= set(person["notes"])
    assert [(item.party, item.authority, item.programs) for item in snapshot.designations] == [
        ("Q1", "Some List", ("US-X",)),
        ("Q2", "Some List", ()),
        ("Q2", "Other List", ()),
    ]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("birth_date", "born", "the column 'birth_date' is missing"),
        ("last_change\n", "last_change,more\n", "the column 'more' is new"),
        ("Q2,Company", "Q2,Wizard", "'Wizard' is no schema"),
        ("Q2,Company", "Q2,Ownership", "'Ownership' is no schema"),
        ("Q2,", "Q1,", "the id Q1 stands twice"),
        ("Example Co", "", "'name' is empty"),
    ],
)
def test_another_simple_table_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert reason in refusal(written(tmp_path, "targets.csv", SIMPLE.replace(old, new, 1)))


def test_the_simple_table_may_lack_its_youngest_column(tmp_path: Path) -> None:
    older = SIMPLE.replace("program_ids,", "").replace("US-X,", "").replace("77,,,,,", "77,,,,")
    assert values(read_list(written(tmp_path, "targets.csv", older)), "Q2")["idNumber"] == ["77"]


def test_a_table_of_ones_own_is_read_as_its_mapping_says(tmp_path: Path) -> None:
    path = own(tmp_path)
    assert recognise(path) is ListFormat.OWN_CSV
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.name, snapshot.date, snapshot.authority) == ("ours", "2024-05-28", "ours")
    person = values(snapshot, "ours-1")
    assert (person["name"], person["alias"], person["birthDate"]) == (["Ann Example"], ["Anne", "Annie"], ["1978-04"])
    assert values(snapshot, "ours-2")["notes"] == ["born: someday"]
    assert snapshot.designations[0].programs == ("Rivers",)
    assert snapshot.designations[0].interval == Interval("2020-05-06", None)


def test_the_hash_follows_the_mapping(tmp_path: Path) -> None:
    before = read_list(own(tmp_path)).sha256
    assert read_list(own(tmp_path, mapping=MAPPING.replace("Person", "LegalEntity"))).sha256 != before


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("columns:", "colums:", "no columns"),
        ("name: ours", "nam: ours", "'nam' is nothing that a mapping can say"),
        ("name: ours\n", "", "gives the list no name"),
        ("born: birthDate", "born: birthday", "'birthday', for the column 'born', holds no text"),
        ("born: birthDate", "born: parent", "'parent', for the column 'born', holds no text"),
        ("born: birthDate", "born: [birthDate]", "names no property"),
        ("full_name: name", "full_name: alias", "no column is the property 'name'"),
        ("Person", "Wizard", "'Wizard' is no schema"),
        ('";"', '";;"', "not one character"),
        ("name: ours", "name: [", "this is no YAML"),
        ("born: birthDate", "birth: birthDate", "the column 'birth' is missing"),
        ("  born: birthDate\n", "", "the column 'born' is new"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert reason in refusal(own(tmp_path, mapping=MAPPING.replace(old, new, 1)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    paths = (meti(tmp_path, *METI, MISPLACED), written(tmp_path, "targets.csv", SIMPLE), own(tmp_path))
    path = data.draw(st.sampled_from(paths))
    path.write_bytes(data.draw(damaged(path.read_bytes())))
    read_or_refuse(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_mapping_is_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    path = own(tmp_path)
    (tmp_path / "ours.mapping.yaml").write_bytes(data.draw(damaged(MAPPING.encode())))
    read_or_refuse(path)


@pytest.mark.real
def test_the_real_end_user_list_is_read_whole() -> None:
    path = real("japan-meti/end-users-2025-09-29.json")
    snapshot = read_list(path)
    assert_valid(snapshot)
    assert (snapshot.counts["parties"], len(snapshot.designations), snapshot.date) == (835, 835, "2025-09-29")
    korean = [item["properties"] for item in snapshot.entities if "kp" in item["properties"].get("country", ())]
    names = ["".join([*item["name"], *item.get("alias", ())]) for item in korean]
    assert (len(korean), sum(any("぀" <= sign <= "鿿" for sign in name) for name in names)) == (154, 112)


@pytest.mark.real
@pytest.mark.parametrize(("currency", "number"), [("XBT", 435), ("ETH", 152)])
def test_every_line_of_the_real_wallet_files_is_a_wallet(currency: str, number: int) -> None:
    path = real(f"wallets/sanctioned_addresses_{currency}.txt")
    snapshot = read_list(path)
    assert snapshot.counts["parties"] == number
    wallets = [item["properties"] for item in snapshot.entities]
    assert [wallet["publicKey"][0] for wallet in wallets] == path.read_text("ascii").split()
    assert all(wallet["currencySymbol"] == [currency] for wallet in wallets)
