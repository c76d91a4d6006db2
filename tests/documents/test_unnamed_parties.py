"""Unnamed parties: whom a text speaks of by a label, a relative, an employer or a place, and who is none."""

import pytest

from tests.documents.conftest import ReadText
from yalu.documents import Reading


def unnamed(reading: Reading) -> dict[str, str]:
    return {item.name: item.schema for item in reading.parties if item.unnamed}


def named(reading: Reading) -> set[str]:
    return {item.name for item in reading.parties if not item.unnamed}


def links(reading: Reading) -> set[tuple[str, str, str]]:
    names = {item.id: item.name for item in reading.parties}
    return {(link.type, names[link.source], names[link.target]) for link in reading.links}


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("Company-1 sold pumps to Parsek LLC.", "Company-1", "Company"),
        ("Parsek LLC paid Co-Conspirator 2.", "Co-Conspirator 2", "Person"),
        ("Parsek LLC paid Individual-A.", "Individual-A", "Person"),
        ("The oil was moved to Vessel-3.", "Vessel-3", "Vessel"),
        ("Parsek LLC paid through a bank in Singapore.", "a bank in Singapore", "Company"),
        ("Parsek LLC owns two companies in Hong Kong.", "two companies in Hong Kong", "Company"),
        ("An employee of Parsek LLC wrote the invoices.", "An employee of Parsek LLC", "Person"),
    ],
)
def test_a_party_without_a_name_is_a_party_by_what_is_said_of_it(
    read_text: ReadText, text: str, name: str, schema: str
) -> None:
    assert unnamed(read_text(text))[name] == schema


@pytest.mark.parametrize(
    "text",
    [
        "The court dismissed Count 1.",
        "Parsek LLC sold the bank in Singapore pumps.",
        "Ivan Petrov was an employee of Parsek LLC.",
        "Parsek LLC kept a bank.",
        "Ivan Petrov paid with his wife's dowry.",
        "Ivan Petrov met Kim Chol-su and his wife.",
    ],
)
def test_what_is_no_new_party_gives_none(read_text: ReadText, text: str) -> None:
    assert not unnamed(read_text(text))


def test_a_label_and_the_short_form_behind_it_are_one_party(read_text: ReadText) -> None:
    reading = read_text('Co-Conspirator 1 ("CC-1") met Ivan Petrov. CC-1 paid Ivan Petrov. CC-2 did not.')
    (known,) = [item for item in reading.parties if "CC-1" in item.names]
    assert [mention.quote for mention in known.mentions] == ["Co-Conspirator 1", "CC-1", "CC-1"]
    assert "CC-2" in unnamed(reading)


def test_what_a_label_is_said_to_be_is_no_second_party(read_text: ReadText) -> None:
    assert list(unnamed(read_text("Company-3 was a logistics firm in Malaysia. Ivan Petrov ran it."))) == ["Company-3"]


def test_only_a_counted_group_in_a_town_is_located_there(read_text: ReadText) -> None:
    assert ("located_in", "two banks in Singapore", "Singapore") in links(
        read_text("It paid through two banks in Singapore.")
    )
    assert not links(read_text("It paid through a bank in Singapore."))


def test_an_employee_of_a_firm_is_employed_by_it(read_text: ReadText) -> None:
    reading = read_text("An employee of Parsek LLC wrote the invoices.")
    assert ("employed_by", "An employee of Parsek LLC", "Parsek LLC") in links(reading)


def test_a_relative_without_a_name_is_a_relative(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov put the firm in the hands of his brother.")
    assert links(reading) == {("family_of", "Ivan Petrov", "his brother")}


def test_a_relative_becomes_the_one_whom_the_text_names_later(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov left the firm to his wife. His wife, Anna Petrova, sold it.")
    assert links(reading) == {("family_of", "Ivan Petrov", "Anna Petrova")}
    assert not unnamed(reading)


def test_who_is_somebodys_relative_is_that_relative(read_text: ReadText) -> None:
    reading = read_text("Anna Orlova, who is Ivan Petrov's sister, ran the firm.")
    assert links(reading) == {("family_of", "Ivan Petrov", "Anna Orlova")}


def test_a_father_may_be_the_one_whose_daughter_she_is(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov's daughter Anna Petrova ran the firm. Anna Petrova held the shares of her father.")
    assert links(reading) == {("family_of", "Ivan Petrov", "Anna Petrova")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The U.S. Attorney's Office for the Eastern District of New York charged Ivan Petrov.",
         "U.S. Attorney's Office for the Eastern District of New York"),
        ("The Daegu District Prosecutors' Office charged Ivan Petrov.", "Daegu District Prosecutors' Office"),
    ],
)  # fmt: skip
def test_a_prosecutors_office_is_one_body_by_its_whole_name(read_text: ReadText, text: str, name: str) -> None:
    assert name in named(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "Special Agent in Charge Paul Orlov charged Ivan Petrov.",
        "B. Exports\n\nIvan Petrov sold pumps.",
        "Accordingly, Ivan Petrov sold pumps.",
    ],
)
def test_titles_headings_and_adverbs_are_no_bodies(read_text: ReadText, text: str) -> None:
    assert named(read_text(text)) <= {"Ivan Petrov", "Paul Orlov"}
