"""Which column holds what: by its head in any spelling, or as the user says."""

from pathlib import Path

import pytest

from yalu.model import TableError
from yalu.records import open_table
from yalu.records.columns import SCHEMA, SPELLINGS
from yalu.screening.batches import PROPERTIES


def table(folder: Path, head: str, row: str = "") -> Path:
    path = folder / "parties.csv"
    path.write_text(f"{head}\n{row}\n" if row else f"{head}\n", encoding="utf-8")
    return path


def test_every_property_that_screening_uses_has_a_column_and_no_other() -> None:
    assert set(SPELLINGS) == {SCHEMA, *PROPERTIES}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Full Name", "name"),
        ("FULL_NAME", "name"),
        ("customer-name", "name"),
        ("Date of Birth", "birthDate"),
        ("DOB", "birthDate"),
        ("birth_date", "birthDate"),
        ("birthDate", "birthDate"),
        ("Sex", "gender"),
        ("Surname", "lastName"),
        ("Passport No.", "passportNumber"),
        ("LEI", "leiCode"),
        ("BIC", "swiftBic"),
        ("imo", "imoNumber"),
        ("wallet", "publicKey"),
        ("Type", "schema"),
    ],
)
def test_heads_are_known_in_their_usual_spellings(tmp_path: Path, head: str, name: str) -> None:
    assert open_table(table(tmp_path, f"name,{head},note")).columns[head] == name


def test_what_is_not_used_is_named(tmp_path: Path) -> None:
    assert open_table(table(tmp_path, "name,note,colour")).unused == ("note", "colour")


def test_a_mapping_says_more_than_a_head(tmp_path: Path) -> None:
    path = table(tmp_path, "Kunde,name,type", "Anna Beispiel,shop 7,premium")
    found = open_table(path, {"name": "Kunde", "schema": ""})
    assert found.columns == {"Kunde": "name"}
    (chunk,) = found.chunks()
    assert chunk.batch.column("name").to_pylist() == ["Anna Beispiel"]
    assert chunk.batch.column("schema").to_pylist() == [None]


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"no column 'Kunde' for name; the columns are customer, note"):
        open_table(table(tmp_path, "customer,note"), {"name": "Kunde"})


def test_an_unknown_property_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"'brithDate' is no property that screening uses; did you mean birthDate\?"):
        open_table(table(tmp_path, "name,born"), {"brithDate": "born"})


def test_a_table_without_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        TableError, match=r"no column of names or identifiers .* --map name=COLUMN; the columns are a, b"
    ):
        open_table(table(tmp_path, "a,b"))


def test_identifiers_alone_are_enough(tmp_path: Path) -> None:
    assert open_table(table(tmp_path, "imo,flag")).columns == {"imo": "imoNumber", "flag": "flag"}


def test_two_columns_that_state_the_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="'schema' and 'type'"):
        open_table(table(tmp_path, "name,schema,type"))


def test_two_columns_of_names_are_both_used(tmp_path: Path) -> None:
    (chunk,) = open_table(table(tmp_path, "name,company name", "Anna Beispiel,Beispiel GmbH")).chunks()
    assert chunk.batch.column("name").to_pylist() == [["Anna Beispiel", "Beispiel GmbH"]]


def test_an_unknown_kind_of_party_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="'Persn' is no kind of party"):
        open_table(table(tmp_path, "name"), schema="Persn")
