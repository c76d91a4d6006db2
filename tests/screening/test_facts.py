"""What else is known only lowers a score, and says why."""

import pytest

from yalu.screening.facts import FACTS, compare_countries, compare_dates, compare_genders, compare_imo_numbers
from yalu.screening.identifiers import identifiers_of
from yalu.screening.schemata import compatible


@pytest.mark.parametrize(
    ("asked", "listed", "factor", "agrees"),
    [
        ("1978-04-03", "1978-04-03", 1000, True),
        ("1978", "1978-04-03", 1000, True),
        ("1978-04", "1978-04-03", 1000, True),
        ("1978-04-03", "1978-04-08", 930, False),
        ("1968-04-03", "1978-04-03", 930, False),
        ("1978-03-04", "1978-04-03", 930, False),
        ("1979-11-20", "1978-04-03", 930, False),
        ("1975-11-20", "1978-04-03", 850, False),
        ("1985-11-20", "1978-04-03", 680, False),
        ("1950-11-20", "1978-04-03", 550, False),
        ("unknown", "1978-04-03", 1000, False),
    ],
)
def test_birth_dates(asked: str, listed: str, factor: int, agrees: bool) -> None:
    verdict = compare_dates((asked,), (listed,))
    assert (verdict.factor, verdict.agrees) == (factor, agrees)


def test_of_several_birth_dates_the_best_pair_counts() -> None:
    assert compare_dates(("1978",), ("1950", "1978-04-03")).agrees


def test_countries_and_genders() -> None:
    assert compare_countries(("kp",), ("cn", "kp")).agrees
    assert compare_countries(("us",), ("kp",)).factor == 930
    assert compare_genders(("male",), ("female",)).factor == 800
    assert compare_genders(("other",), ("female",)).factor == 1000


def test_another_imo_number_is_another_ship() -> None:
    assert compare_imo_numbers(("9404558",), ("IMO 9404558",)).factor == 1000
    assert compare_imo_numbers(("9404558",), ("9187629",)).factor == 650
    assert compare_imo_numbers(("1234560",), ("9187629",)).factor == 1000


def test_every_fact_only_lowers() -> None:
    samples = (("1978",), ("male",), ("kp",), ("9404558",), ("",), ("female", "male"))
    for fact in FACTS:
        for left in samples:
            for right in samples:
                assert 0 < fact.compare(left, right).factor <= 1000


def test_identifiers_are_validated_and_normalised() -> None:
    found = identifiers_of(
        {
            "passportNumber": ["108 410-050", "000000", "n/a"],
            "leiCode": ["5493 00IBP32UQZ0KL24", "213800WSGIIZCXF1P572"],
            "imoNumber": ["IMO 9404558", "9404559"],
            "publicKey": ["0xAbCdef0123456789", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"],
            "swiftBic": ["DEUTDEFFXXX"],
        }
    )
    assert set(found) == {
        ("document", "108410050"),
        ("lei", "213800WSGIIZCXF1P572"),
        ("imo", "IMO9404558"),
        ("wallet", "0xabcdef0123456789"),
        ("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
        ("bic", "DEUTDEFF"),
    }


@pytest.mark.parametrize(
    ("left", "right", "may_be_one"),
    [
        ("Person", "Organization", False),
        ("Person", "Company", False),
        ("LegalEntity", "Person", True),
        ("LegalEntity", "Company", True),
        ("PublicBody", "Company", True),
        ("Vessel", "Vessel", True),
        ("Vessel", "Company", False),
        ("Vessel", "Airplane", False),
        ("Thing", "Vessel", True),
    ],
)
def test_which_schemata_can_be_one_entity(left: str, right: str, may_be_one: bool) -> None:
    assert compatible(left, right) is may_be_one
    assert compatible(right, left) is may_be_one
