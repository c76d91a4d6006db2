"""The United Nations list: the hand-written sample and the real files."""

from collections import Counter
from pathlib import Path

import pytest
from followthemoney import model

from yalu.lists import ListSnapshot, read_list
from yalu.model import Interval, ListError

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def sample() -> ListSnapshot:
    return read_list(FIXTURES / "un-sample.xml")


def by_id(snapshot: ListSnapshot) -> dict[str, dict[str, list[str]]]:
    return {entity["id"]: entity["properties"] for entity in snapshot.entities}


def test_names_go_by_their_quality(sample: ListSnapshot) -> None:
    person, company = by_id(sample)["un-1001"], by_id(sample)["un-1002"]
    assert person["name"] == ["KIM SAMPLE UN"]
    assert person["alias"] == ["김보기", "Kim Bogi", "Gim Bogi"]
    assert person["weakAlias"] == ["The Sample"]
    assert company["previousName"] == ["Old Sample Trading"]
    assert company["alias"] == ["STC"]
    assert [entity["schema"] for entity in sample.parties] == ["Person", "Company"]


def test_birth_dates_are_no_more_exact_than_the_list(sample: ListSnapshot) -> None:
    person = by_id(sample)["un-1001"]
    assert person["birthDate"] == ["1979-12-31", "1964-07-17", "1968", "1971", "1972", "1973", "1975-11"]
    said = {"circa 1968", "between 1971 and 1973 (Approximately)", "30-35 years old"}
    assert {f"Date of birth: {words}" for words in said} <= set(person["notes"])


def test_countries_become_codes_and_what_is_no_country_a_note(sample: ListSnapshot) -> None:
    person = by_id(sample)["un-1001"]
    assert person["nationality"] == ["kp"]
    assert "Nationality: Possibly Ruritanian" in person["notes"]
    assert person["birthCountry"] == ["tn", "kp"]
    assert person["country"] == ["cn", "rw"]


def test_documents_stand_on_their_holder_and_for_themselves(sample: ListSnapshot) -> None:
    entities = by_id(sample)
    assert entities["un-1001"]["passportNumber"] == ["999000999"]
    assert entities["un-1001"]["idNumber"] == ["0075258"]
    passport = entities["un-1001-id-1"]
    assert (passport["country"], passport["startDate"]) == (["de"], ["2000-10-05"])
    assert "Passport: said to be lost" in entities["un-1001"]["notes"]


def test_the_listing_is_a_designation_from_its_day_on(sample: ListSnapshot) -> None:
    first = sample.designations[0]
    assert (first.programs, first.interval, first.dataset) == (("DPRK",), Interval("2015-03-27", None), "un-sc")
    assert by_id(sample)["un-1001"]["modifiedAt"] == ["2020-11-24"]
    assert sample.date == "2025-01-02"


@pytest.mark.real
@pytest.mark.parametrize(("issue", "individuals", "entities"), [("2025-04-19", 684, 193), ("2020-11-30", 713, 305)])
def test_the_real_lists_are_read_whole(lists_folder: Path, issue: str, individuals: int, entities: int) -> None:
    path = lists_folder / "un" / f"un-{issue}.xml"
    snapshot = read_list(path)
    assert (snapshot.counts["individuals"], snapshot.counts["entities"]) == (individuals, entities)
    assert snapshot.date == issue
    assert all(item.interval.start for item in snapshot.designations)
    for entity in snapshot.entities:
        model.get_proxy(entity).schema.validate(entity)


@pytest.mark.real
def test_155_entries_are_of_north_korea(lists_folder: Path) -> None:
    snapshot = read_list(lists_folder / "un" / "un-2025-04-19.xml")
    assert Counter(item.programs for item in snapshot.designations)[("DPRK",)] == 155


@pytest.mark.real
def test_the_list_with_wrong_bytes_is_refused_or_mended(lists_folder: Path) -> None:
    path = lists_folder / "un" / "un-2025-08-16-malformed.xml"
    with pytest.raises(ListError, match=r"\(line 53, byte 2110\).*recover"):
        read_list(path)
    snapshot = read_list(path, recover=True)
    assert (snapshot.counts["individuals"], snapshot.counts["entities"]) == (684, 195)
    assert "line 205, byte 8065: 0xC9 taken for É (U+00C9)" in snapshot.repairs
    names = {name for entity in snapshot.parties for name in entity["properties"]["name"]}
    assert any(name.startswith("JÉRÔME ") for name in names)
    notes = [note for entity in snapshot.parties for note in entity["properties"]["notes"]]
    lost = [note for note in notes if note.startswith("Name in original script, unreadable in the file")]
    assert len(lost) > 370
