"""OFAC's tables: four files, one list."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.lists.tables import (
    assert_valid,
    damaged,
    entity,
    read_or_refuse,
    refusal,
    values,
)
from yalu.lists import ListFormat, ListSnapshot, read_list, recognise
from yalu.model import Interval

N = "-0- "
NULLS = f"{N},{N},{N},{N},{N},{N},{N}"
LONG = "a.k.a. 'SHORT'; Organization Established Date 2018; " + "Website http://example.org/" + "x" * 900 + "; "
CUT = (LONG + "Digital Currency Address - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT")[:1000]

FILES: dict[str, str] = {
    "sdn.csv": f"""\
1,"RI, Chol",individual,"NPWMD] [DPRK2","Director",{N},{N},{N},{N},{N},{N},"DOB 03 Apr 1978; alt. DOB circa 1979; \
nationality Korea, North; Gender Male; Passport 123456789 (Korea, North) issued 01 Jan 2010 expires 19 Oct 2023; \
a.k.a. ''IZZ'; Secondary sanctions risk: North Korea Sanctions Regulations, section 510.201; Linked To: RIVER CO LTD."
2,"RIVER CO LTD",{N},"NPWMD",{NULLS},"Tax ID No. 100036386 (Serbia); Linked To: NOBODY KNOWN; \
Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; Identification Number IMO 5342883."
3,"LADY RIVER",vessel,"CUBA",{N},"CL2192","Tug","2,595","212","Cuba","River Owners",\
"Vessel Registration Identification IMO 7406784; MMSI 273375360."
4,"P4-RIV",aircraft,"SDGT",{NULLS},"Aircraft Model A319; Aircraft Manufacture Date 1992."
5,"CODE HOUSE",{N},"CYBER2",{NULLS},"{CUT}"
\x1a""",
    "alt.csv": f"""\
1,11,"aka","LEE, Chul",{N}
2,12,"fka","BROOK CO LTD",{N}
2,13,"nka","STREAM CO LTD","renamed"
\x1a""",
    "add.csv": f"""\
1,21,{N},"Pyongyang","Korea, North",{N}
2,22,"1 Long Road","Belgrade, 11000","Serbia",{N}
2,23,{N},{N},"Cuba",{N}
3,24,{N},{N},{N},{N}
4,25,{N},{N},"Nowhereland",{N}
5,26,{N},{N},{N},{N}
\x1a""",
    "sdn_comments.csv": """\
5,"R; alt. Digital Currency Address - XBT 1CounterpartyXXXXXXXXXXXXXXXUWLpVr; Target Type Private Company."
9,"rest of somebody who is gone"
\x1a""",
}


def folder(path: Path, files: dict[str, str] = FILES) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / name).write_text(text.replace("\n", "\r\n"), "utf-8")
    return path


@pytest.fixture
def four(tmp_path: Path) -> Path:
    return folder(tmp_path / "four")


@pytest.fixture
def snapshot(four: Path) -> ListSnapshot:
    return read_list(four)


def test_folder_main_file_and_archive_are_one_list(four: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in FILES:
            archive.write(four / name, f"ofac/{name.upper()}")
    lists = [read_list(path) for path in (four, four / "sdn.csv", tmp_path / "all.zip")]
    assert recognise(four / "sdn.csv") is recognise(tmp_path / "all.zip") is ListFormat.OFAC_CSV
    assert lists[0] == lists[1]
    assert lists[2].entities == lists[0].entities
    assert lists[0].counts["aliases"] == 3
    assert_valid(lists[0])


def test_the_hash_follows_every_file(four: Path) -> None:
    before = read_list(four).sha256
    (four / "alt.csv").write_text(FILES["alt.csv"].replace("LEE", "LI"), "utf-8")
    assert read_list(four).sha256 != before


def test_a_main_file_alone_says_so(four: Path) -> None:
    alone = (four / "sdn.csv").rename(four / "sdn-2023-06-08.csv")
    snapshot = read_list(alone)
    assert "without aliases" in snapshot.title
    assert "aliases" not in snapshot.counts
    assert [item["schema"] for item in snapshot.parties][:4] == ["Person", "Company", "Vessel", "Airplane"]


def test_a_person_is_named_in_the_order_of_the_country(snapshot: ListSnapshot) -> None:
    person = values(snapshot, "ofac-1")
    assert (person["name"], person["alias"], person["weakAlias"]) == (["RI Chol"], ["LEE Chul"], ["'IZZ"])
    assert (person["lastName"], person["firstName"]) == (["RI", "LEE"], ["Chol", "Chul"])
    assert person["birthDate"] == ["1978-04-03", "1979"]
    assert "Birthdate: circa 1979" in person["notes"]
    assert (person["nationality"], person["gender"], person["position"]) == (["kp"], ["male"], ["Director"])
    assert person["notes"][-1] == "Numbers of the aliases: 11"


def test_a_passport_has_its_dates(snapshot: ListSnapshot) -> None:
    (passport,) = (item["properties"] for item in snapshot.entities if item["schema"] == "Passport")
    assert (passport["holder"], passport["number"], passport["country"]) == (["ofac-1"], ["123456789"], ["kp"])
    assert (passport["startDate"], passport["endDate"]) == (["2010-01-01"], ["2023-10-19"])


def test_programmes_are_taken_apart_and_no_date_is_made_up(snapshot: ListSnapshot) -> None:
    designation = snapshot.designations[0]
    assert (designation.programs, designation.interval) == (("NPWMD", "DPRK2"), Interval())
    assert (snapshot.name, snapshot.date) == ("ofac-sdn", None)


def test_linked_parties_are_linked_where_the_name_is_certain(snapshot: ListSnapshot) -> None:
    (link,) = snapshot.links
    assert (link.source, link.target, link.type, link.role) == ("ofac-1", "ofac-2", "associate_of", "Linked To")
    assert link.evidence[0].quote == "RI Chol: Linked To: RIVER CO LTD"
    assert snapshot.counts["relations to no certain party"] == 1


def test_addresses_former_names_and_places_without_a_code(snapshot: ListSnapshot) -> None:
    company = values(snapshot, "ofac-2")
    assert company["previousName"] == ["BROOK CO LTD"]
    assert {"Now known as: STREAM CO LTD", "STREAM CO LTD: renamed"} <= set(company["notes"])
    assert (company["address"], company["country"]) == (["1 Long Road, Belgrade, 11000, Serbia"], ["rs", "cu"])
    assert values(snapshot, "ofac-address-21")["city"] == ["Pyongyang"]
    assert "city" not in values(snapshot, "ofac-address-22")
    assert "Address, country: Nowhereland" in values(snapshot, "ofac-4")["notes"]


def test_a_vessel_has_its_columns_and_numbers(snapshot: ListSnapshot) -> None:
    vessel = values(snapshot, "ofac-3")
    expected = {"callSign": "CL2192", "type": "Tug", "tonnage": "2595", "grossRegisteredTonnage": "212", "flag": "cu"}
    assert {name: vessel[name] for name in expected} == {name: [value] for name, value in expected.items()}
    assert (vessel["imoNumber"], vessel["mmsi"]) == (["IMO7406784"], ["273375360"])
    assert "Vessel Owner: River Owners" in vessel["notes"]


def test_cut_remarks_go_on_in_the_comments(snapshot: ListSnapshot) -> None:
    assert len(CUT) == 1000
    house = entity(snapshot, "ofac-5")
    assert house["schema"] == "Company"
    assert house["properties"]["notes"][0].startswith(CUT + "R; alt.")
    assert snapshot.counts["comments without a party"] == 1
    assert snapshot.counts["remarks cut off"] == 0


def test_half_a_number_is_never_read(four: Path) -> None:
    (four / "sdn_comments.csv").write_text("9,gone\n\x1a", "utf-8")
    snapshot = read_list(four)
    wallets = [item["properties"] for item in snapshot.entities if item["schema"] == "CryptoWallet"]
    assert [wallet["holder"] for wallet in wallets] == [["ofac-2"]]
    assert any("cut off after 1,000" in note for note in values(snapshot, "ofac-5")["notes"])
    assert snapshot.counts["remarks cut off"] == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("sdn.csv", "\x1a", "", "(0x1A) is missing; the file is cut off"),
        ("sdn.csv", "\n\x1a", "\n\x1a\nmore", "behind the end mark"),
        ("sdn.csv", "P4-RIV", "P4-\udcff", "byte 7"),
        ("sdn.csv", ",aircraft", ",balloon", "SDN_Type 'balloon' is unknown"),
        ("sdn.csv", "\n4,", "\n3,", "the number 3 stands twice"),
        ("sdn.csv", '"SDGT"', N, "no name or no programme"),
        ("sdn.csv", "\n4,", "\nx,", "ent_num is no number"),
        ("alt.csv", f",{N}", "", "has 4 columns, not 5"),
        ("alt.csv", "1,11", "8,11", "the party 8, which the main file does not hold"),
        ("alt.csv", '"aka"', '"yka"', "is no alias"),
        ("add.csv", '"Belgrade', '"Bel"grade', "damaged or cut off"),
        ("add.csv", "Belgrade", "Bel\0grade", "binary data"),
        ("sdn_comments.csv", "\x1a", "", "is missing"),
    ],
)
def test_damage_is_refused_with_its_place(four: Path, file: str, old: str, new: str, reason: str) -> None:
    text = FILES[file].replace(old, new, 1)
    (four / file).write_bytes(text.encode("utf-8", "surrogateescape"))
    message = refusal(four)
    assert reason in message
    assert file in message
    assert "line " in message


def test_a_missing_companion_is_refused(four: Path) -> None:
    (four / "add.csv").unlink()
    assert "add.csv is missing beside it" in refusal(four)


def test_other_encodings_are_refused(four: Path) -> None:
    (four / "sdn.csv").write_text(FILES["sdn.csv"], "utf-16")
    assert "no well-formed XML" in refusal(four)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_damaged_files_are_refused_or_read(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = folder(tmp_path / "four")
    (path / name).write_bytes(data.draw(damaged(FILES[name].encode())))
    read_or_refuse(path)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    path = folder(tmp_path / "four")
    name = data.draw(st.sampled_from(sorted(FILES)))
    content = FILES[name].encode()
    (path / name).write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    refusal(path)
