"""Values as tables write them, and what is never guessed."""

import pytest

from yalu.records.values import read_country, read_date, read_gender, read_schema


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1978-04-03", "1978-04-03"),
        ("1978-4-3", "1978-04-03"),
        ("1978/04/03", "1978-04-03"),
        ("1978-04-03T00:00:00", "1978-04-03"),
        ("1978-04-03 00:00:00", "1978-04-03"),
        ("19780403", "1978-04-03"),
        ("03.04.1978", "1978-04-03"),
        ("3 Apr 1978", "1978-04-03"),
        ("April 3, 1978", "1978-04-03"),
        ("Apr 1978", "1978-04"),
        ("1978-04", "1978-04"),
        ("1978", "1978"),
        ("13/04/1978", "1978-04-13"),
        ("04/13/1978", "1978-04-13"),
        ("4/4/1978", "1978-04-04"),
    ],
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert read_date(text) == day


def test_day_and_month_are_not_guessed() -> None:
    assert read_date("03/04/1978") == "1978"


@pytest.mark.parametrize("text", ["", "unknown", "1978-13-01", "31.02.1978", "13/13/1978", "78", "0000", "3 Foo 1978"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_countries_are_read_by_code_and_name() -> None:
    assert {read_country(text) for text in ("KP", "prk", "North Korea", "Nordkorea")} == {"kp"}
    assert read_country("Ruritania") is None


def test_genders_are_read_by_word_and_letter() -> None:
    assert [read_gender(text) for text in ("F", "Female", "M", "male", "?")] == [
        "female",
        "female",
        "male",
        "male",
        None,
    ]


def test_kinds_of_parties_are_read_in_any_case_and_by_common_words() -> None:
    words = ("person", "INDIVIDUAL", "Natural Person", "company", "ship", "Ownership", "nobody")
    assert [read_schema(word) for word in words] == ["Person", "Person", "Person", "Company", "Vessel", None, None]
