"""Identifiers: believed where they can be checked, and given to whom they plainly belong."""

from pathlib import Path

import pytest

from yalu.documents import Identifier, read, read_document
from yalu.model.keccak import keccak_256


def found(folder: Path, text: str) -> dict[str, tuple[str, bool | None, str | None]]:
    path = folder / "example.txt"
    path.write_text(text, encoding="utf-8")
    reading = read([read_document(path)])
    names = {party.id: party.name for party in reading.parties}

    def told(item: Identifier) -> tuple[str, bool | None, str | None]:
        assert text[item.start : item.end].replace(" ", "") == item.value
        return item.type, item.valid, names.get(item.party or "")

    return {item.value: told(item) for item in reading.identifiers}


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("The M/V Wise Honest (IMO 8905490) carried coal.", "8905490", ("imoNumber", True, "Wise Honest")),
        (
            "Boris Orlov (DOB 1970; passport 836110034 (Russia)) left.",
            "836110034",
            ("passportNumber", None, "Boris Orlov"),
        ),
        (
            "Parsek LLC, registration number 104-22817, sold pumps.",
            "104-22817",
            ("registrationNumber", None, "Parsek LLC"),
        ),
        ("Parsek LLC (INN 7707083893) sold pumps.", "7707083893", ("innCode", True, "Parsek LLC")),
        ("Parsek LLC (LEI 529900T8BM49AURSDO55) sold pumps.", "529900T8BM49AURSDO55", ("leiCode", True, "Parsek LLC")),
        ("The bank (SWIFT: DEUTDEFF500) refused it.", "DEUTDEFF500", ("swiftBic", True, None)),
        ("The sum went to DE89 3704 0044 0532 0130 00 in May.", "DE89370400440532013000", ("iban", True, None)),
        (
            "It went to 1NEDqZPvTWRaoho48qXuLLsrYomMXPABfD in May.",
            "1NEDqZPvTWRaoho48qXuLLsrYomMXPABfD",
            ("publicKey", True, None),
        ),
        (
            "It went to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed in May.",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            ("publicKey", True, None),
        ),
        (
            "It went to TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t in May.",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            ("publicKey", True, None),
        ),
        ("The M/V Wise Honest (IMO 8905491) carried coal.", "8905491", ("imoNumber", False, None)),
        ("Boris Orlov met Anna Kern. The ship has IMO 8905490.", "8905490", ("imoNumber", True, None)),
    ],
)
def test_an_identifier_is_checked_and_given_to_whom_it_stands_beside(
    text: str, value: str, told: tuple[str, bool | None, str | None], tmp_path: Path
) -> None:
    assert found(tmp_path, text) == {value: told}


@pytest.mark.parametrize(
    "text",
    [
        "The sum went to DE89 3704 0044 0532 0130 01 in May.",
        "It went to 1NEDqZPvTWRaoho48qXuLLsrYomMXPABfE in May.",
        "It went to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD in May.",
        "It went to TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u in May.",
        "Parsek LLC sold 8905490 pumps in 2022.",
        "He showed his passport 12 times.",
    ],
)
def test_numbers_that_are_none_are_left_alone(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == {}


def test_the_hash_is_that_of_the_reference() -> None:
    assert keccak_256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak_256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    assert keccak_256(b"a" * 136) != keccak_256(b"a" * 137)


def test_a_party_keeps_its_identifiers_for_screening(tmp_path: Path) -> None:
    path = tmp_path / "example.txt"
    path.write_text("The M/V Wise Honest (IMO 8905490) carried coal for Parsek LLC.")
    (vessel,) = (party for party in read([read_document(path)]).parties if party.schema == "Vessel")
    assert vessel.to_entity().get("imoNumber") == ["IMO8905490"]


def test_codes_of_goods_are_found_and_added_to_the_goods_they_stand_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Lena Ltd. sold lathes (ECCN 2B001.a) to Orlov Bank. Parsek LLC sold bearings to Volga Holding JSC under HS "
        "code 8482.10. HS 9999 is no heading, and HS 7712 neither."
    )
    found = read([read_document(path)])
    assert [(item.type, item.value, item.valid) for item in found.identifiers] == [
        ("eccn", "2B001.a", None), ("hsCode", "8482.10", True), ("hsCode", "9999", False), ("hsCode", "7712", False),
    ]  # fmt: skip
    goods = {link.goods for link in found.links if link.type == "supplied"}
    assert ("lathes", "ECCN 2B001.a") in goods
    assert ("bearings",) in goods


def test_the_label_of_a_number_is_no_party(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Parsek LLC (registration number 1152536008272; INN 7707083893; OGRN 1027700132195) met Anton Gusev, holder of "
        "Russian passport 75 1234567. SWIFT is a company in Belgium."
    )
    found = read([read_document(path)])
    names = {name for party in found.parties for name in party.names}
    assert not {"INN", "OGRN"} & names
    assert "SWIFT" in names
    held = {party.name: dict(party.properties) for party in found.parties if party.properties}
    assert held["Parsek LLC"]["ogrnCode"] == ("1027700132195",)
    assert held["Anton Gusev"] == {"passportNumber": ("751234567",)}
