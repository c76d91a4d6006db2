"""What stands between commas, and who is reported to say it: minimal sentences, each with its nearest neighbour."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yalu.documents import Reading, read, read_document

ReadText = Callable[..., Reading]
Told = set[tuple[str, str, str, str, str | None]]


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    def reading_of(text: str, published: str | None = None) -> Reading:
        path = tmp_path / "example.txt"
        path.write_text(text, encoding="utf-8")
        return read([replace(read_document(path), published=published)])

    return reading_of


def told(reading: Reading, kind: str) -> Told:
    names = {party.id: party.name for party in reading.parties}
    return {
        (names[link.source], names[link.target], link.status.value, link.type, link.evidence[0].asserted_by)
        for link in reading.links
        if link.type == kind
    }


def sale(source: str, target: str, status: str, by: str | None = None) -> Told:
    return {(source, target, status, "supplied", by)}


SOLD = "Lena Ltd. sold pumps to Volga Holding JSC"


@pytest.mark.parametrize(
    "text",
    [
        f"Anna Kern, director of Parsek LLC, said that {SOLD}.",
        f"Anna Kern, director of Parsek LLC, said {SOLD}.",
        f"Anna Kern, a lawyer for Parsek LLC, told the court that {SOLD}.",
        f"{SOLD}, Anna Kern, director of Parsek LLC, said.",
        f"{SOLD}, said Anna Kern, director of Parsek LLC.",
        f"According to Anna Kern, director of Parsek LLC, {SOLD}.",
    ],
)
def test_what_somebody_with_a_role_says_is_alleged_by_them(text: str, read_text: ReadText) -> None:
    assert told(read_text(text), "supplied") == sale("Lena Ltd.", "Volga Holding JSC", "alleged", "Anna Kern")


def test_the_role_of_a_speaker_is_the_texts_own_word(read_text: ReadText) -> None:
    found = told(read_text(f"Anna Kern, director of Parsek LLC, said that {SOLD}."), "leads")
    assert found == {("Anna Kern", "Parsek LLC", "asserted", "leads", None)}


def test_a_subject_with_a_role_that_says_nothing_acts_itself(read_text: ReadText) -> None:
    found = told(read_text("Parsek LLC, a trader in Minsk, sold pumps to Volga Holding JSC."), "supplied")
    assert found == sale("Parsek LLC", "Volga Holding JSC", "asserted")


def test_names_behind_a_speaker_are_not_the_speaker(read_text: ReadText) -> None:
    reading = read_text("According to the Treasury, Ivan Petrov and his wife, Olga Petrova, own Parsek LLC.")
    assert {item[0] for item in told(reading, "owns")} == {"Ivan Petrov", "Olga Petrova"}
    assert {link.evidence[0].asserted_by for link in reading.links} == {"Treasury"}


def test_a_speaker_does_not_do_what_he_tells_of_others(read_text: ReadText) -> None:
    text = "According to the Treasury, Ivan Petrov, Boris Orlov and Parsek LLC sold pumps to Volga Holding JSC."
    found = told(read_text(text), "supplied")
    assert {item[0] for item in found} == {"Ivan Petrov", "Boris Orlov", "Parsek LLC"}
    assert {item[2:] for item in found} == {("alleged", "supplied", "Treasury")}


def test_a_list_of_subjects_without_a_speaker_stays_whole(read_text: ReadText) -> None:
    found = told(read_text("Ivan Petrov, Boris Orlov and Parsek LLC sold pumps to Volga Holding JSC."), "supplied")
    assert {item[0] for item in found} == {"Ivan Petrov", "Boris Orlov", "Parsek LLC"}
    assert {item[2] for item in found} == {"asserted"}


@pytest.mark.parametrize(
    "aside",
    [
        "in June 2022",
        "on March 3, 2022",
        "for example",
        "in turn",
        "despite the embargo",
        "despite a ban by Lena Ltd.",
        "owned by Lena Ltd.",
    ],
)
def test_an_aside_between_commas_does_not_part_subject_and_verb(aside: str, read_text: ReadText) -> None:
    found = told(read_text(f"Parsek LLC, {aside}, sold pumps to Volga Holding JSC."), "supplied")
    assert found == sale("Parsek LLC", "Volga Holding JSC", "asserted")


@pytest.mark.parametrize(
    "aside",
    [
        "according to Lena Ltd.",
        "prosecutors said",
        "in what prosecutors call a scheme",
        "said Lena Ltd.",
        "if Lena Ltd. is right",
    ],
)
def test_an_aside_that_weakens_the_sentence_is_no_empty_one(aside: str, read_text: ReadText) -> None:
    found = told(read_text(f"Parsek LLC, {aside}, sold pumps to Volga Holding JSC."), "supplied")
    assert "asserted" not in {item[2] for item in found}
    assert {item[:2] for item in found} <= {("Parsek LLC", "Volga Holding JSC")}


def test_who_accuses_does_not_do_it(read_text: ReadText) -> None:
    found = told(read_text("Parsek LLC was accused by the Treasury of selling pumps to Lena Ltd. in May."), "supplied")
    assert {item[:3] for item in found} == {("Parsek LLC", "Lena Ltd.", "alleged")}


def test_the_date_of_an_aside_is_not_that_of_the_sentence(read_text: ReadText) -> None:
    reading = read_text("Parsek LLC, designated by Japan in 2019, sold pumps to Volga Holding JSC.")
    dates = {link.type: link.interval.start for link in reading.links}
    assert dates == {"sanctioned_by": "2019", "supplied": None}


@pytest.mark.parametrize(
    ("day", "date"), [("next Thursday", None), ("last Thursday", "2023-06-15"), ("on Thursday", "2023-06-15")]
)
def test_a_coming_weekday_is_not_counted_back(day: str, date: str | None, read_text: ReadText) -> None:
    reading = read_text(f"Parsek LLC sold pumps to Volga Holding JSC {day}.", "2023-06-21")
    assert reading.links[0].interval.start == date


# --- names -----------------------------------------------------------------------------------------------------------


def kinds(reading: Reading) -> dict[str, str]:
    return {party.name: party.schema for party in reading.parties if not party.unnamed}


@pytest.mark.parametrize("prefix", ["M/V", "M/T", "MV"])
def test_a_ships_prefix_marks_a_vessel(prefix: str, read_text: ReadText) -> None:
    assert kinds(read_text(f"The {prefix} Grey Heron carried coal for Parsek LLC."))["Grey Heron"] == "Vessel"


def test_a_name_without_a_ships_prefix_is_no_vessel(read_text: ReadText) -> None:
    assert "Vessel" not in kinds(read_text("The Grey Heron Company carried coal for Parsek LLC.")).values()


def test_a_title_with_a_family_name_is_a_person(read_text: ReadText) -> None:
    assert kinds(read_text("Mr. Orlov owns Parsek LLC."))["Orlov"] == "Person"


def test_mr_with_the_name_of_somebody_known_is_that_person(read_text: ReadText) -> None:
    reading = read_text("Boris Orlov is a trader. Mr. Orlov owns Parsek LLC.")
    assert kinds(reading) == {"Boris Orlov": "Person", "Parsek LLC": "Company"}


@pytest.mark.parametrize("name", ["Ministry of Trade and Industry", "Ministry of Defense and Armed Forces Logistics"])
def test_a_ministry_of_two_matters_is_one(name: str, read_text: ReadText) -> None:
    assert kinds(read_text(f"The {name} sanctioned Parsek LLC.")) == {name: "PublicBody", "Parsek LLC": "Company"}


def test_a_ministry_and_a_company_are_two(read_text: ReadText) -> None:
    assert "Ministry of Finance" in kinds(read_text("The Ministry of Finance and Parsek LLC met Boris Orlov."))


def owners(reading: Reading) -> set[tuple[str, ...]]:
    parties = {party.id: party for party in reading.parties}
    found = [parties[link.source] for link in reading.links if link.type == "owns"]
    return {tuple(parties[member].name for member in party.members) for party in found}


def test_the_two_men_are_the_two_that_were_named(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov, 45, and Boris Orlov, 50, were arrested. The two men own Parsek LLC.")
    assert owners(reading) == {("Ivan Petrov", "Boris Orlov")}


@pytest.mark.parametrize(
    "before", ["Ivan Petrov, Boris Orlov and Igor Sobolev were arrested.", "Ivan Petrov was arrested."]
)
def test_the_two_men_are_nobody_where_it_is_not_plain_who(before: str, read_text: ReadText) -> None:
    assert owners(read_text(f"{before} The two men own Parsek LLC.")) == set()


def test_who_charges_somebody_with_a_sale_does_not_sell(read_text: ReadText) -> None:
    reading = read_text("Ivan Petrov was charged by the Justice Department with selling pumps to Lena Ltd. in May.")
    assert {item[:3] for item in told(reading, "supplied")} == {("Ivan Petrov", "Lena Ltd.", "alleged")}
    assert {item[:3] for item in told(reading, "charged_by")} == {("Ivan Petrov", "Justice Department", "asserted")}
