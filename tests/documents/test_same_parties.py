"""Parties of several documents: one, apart, or maybe the same; and what the documents state differently."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from yalu.documents import Reading, read, read_document
from yalu.documents.same_parties import same_parties
from yalu.model import Evidence, Link, Party, Status

PADDING = "It was cold in the north of the country, and nobody was to be seen in the streets for a week."


def reading(folder: Path, *texts: str, alike: bool = True) -> Reading:
    documents = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.txt"
        path.write_text(f"{text} {PADDING} {number}")
        documents.append(read_document(path))
    return read(documents, alike=spelled_alike if alike else None)


def spelled_alike(parties: Sequence[tuple[str, tuple[str, ...]]], least: float) -> Iterator[tuple[int, int, float]]:
    """Take names for alike whose consonants are the same."""
    keys = [{"".join(c for c in name.lower() if c in "bcdfghjklmnpqrstvwxz") for name in names} for _, names in parties]
    for one, mine in enumerate(keys):
        for other in range(one + 1, len(keys)):
            if mine & keys[other] and least <= 0.97:
                yield one, other, 0.97


def named(found: Reading, name: str) -> list[Party]:
    return [party for party in found.parties if name in party.names]


def test_one_full_name_is_one_party(tmp_path: Path) -> None:
    found = reading(tmp_path, "Ivan Petrov works for Parsek LLC.", "Ivan Petrov owns Lena Ltd.")
    assert len(named(found, "Ivan Petrov")) == 1
    assert found.resemblances == ()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("(born 3 May 1970)", "(born 9 July 1981)", "day of birth differs: 1970-05-03 and 1981-07-09"),
        ("(born 1970)", "(born 9 July 1981)", "day of birth differs: 1970 and 1981-07-09"),
    ],
)
def test_what_one_person_cannot_have_keeps_one_name_apart(one: str, other: str, reason: str, tmp_path: Path) -> None:
    found = reading(
        tmp_path, f"Ivan Petrov {one} left the town.", f"Ivan Petrov owns Lena Ltd. Ivan Petrov {other} stayed."
    )
    first, second = named(found, "Ivan Petrov")
    (maybe,) = found.resemblances
    assert {maybe.one, maybe.other} == {first.id, second.id}
    assert (maybe.score, maybe.speaks_for, maybe.speaks_against) == (1.0, ("the same name",), (reason,))
    assert not any(
        first.id in (link.source, link.target) and second.id in (link.source, link.target) for link in found.links
    )
    owners = {link.source for link in found.links if link.type == "owns"}
    assert owners == {second.id}


def test_a_year_of_birth_and_a_day_in_it_are_no_difference(tmp_path: Path) -> None:
    found = reading(
        tmp_path, "Ivan Petrov (born 1970) works for Parsek LLC.", "Ivan Petrov (born 3 May 1970) owns Lena Ltd."
    )
    assert len(named(found, "Ivan Petrov")) == 1
    assert found.contradictions == ()


def test_ships_of_one_name_with_two_numbers_are_two(tmp_path: Path) -> None:
    texts = (f"The tanker Ocean Star (IMO {number}) left for Nampo." for number in ("8905490", "9074729"))
    found = reading(tmp_path, *texts)
    assert len(named(found, "Ocean Star")) == 2
    assert "IMO number differs" in found.resemblances[0].speaks_against[0]


def test_a_number_in_common_makes_one_party_of_two_spellings(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        "Choe Chol-min (passport 836110034) works for Parsek LLC.",
        "Choi Cheol-min (passport 836110034) owns Lena Ltd.",
    )
    (party,) = named(found, "Choe Chol-min")
    assert "Choi Cheol-min" in party.names
    assert found.resemblances == ()


def test_a_tie_to_the_same_third_party_makes_one_of_two_spellings(tmp_path: Path) -> None:
    found = reading(tmp_path, "Choe Chol-min works for Parsek LLC.", "Choi Cheol-min works for Parsek LLC.")
    assert named(found, "Choe Chol-min") == named(found, "Choi Cheol-min")


def test_two_spellings_with_nothing_else_in_common_may_be_the_same(tmp_path: Path) -> None:
    found = reading(tmp_path, "Choe Chol-min works for Parsek LLC.", "Choi Cheol-min owns Lena Ltd.")
    assert named(found, "Choe Chol-min") != named(found, "Choi Cheol-min")
    (maybe,) = found.resemblances
    assert maybe.score == 0.97
    assert maybe.speaks_against == ("the names are spelled differently",)


def test_two_parties_of_one_document_never_become_one(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        "Choe Chol-min works for Parsek LLC. Choe Chul-man works for Parsek LLC.",
        "Choi Cheol-min works for Parsek LLC.",
    )
    first, second = named(found, "Choe Chol-min"), named(found, "Choe Chul-man")
    assert first
    assert second
    assert first != second


def test_the_same_documents_in_one_order_give_the_same_ids(tmp_path: Path) -> None:
    texts = ("Ivan Petrov (born 1970) works for Parsek LLC.", "Ivan Petrov (born 1981) owns Lena Ltd.")
    assert reading(tmp_path, *texts).parties == reading(tmp_path, *texts).parties


# --- contradictions --------------------------------------------------------------------------------------------------


def stated(found: Reading) -> dict[str, list[str]]:
    return {item.about: [side.value for side in item.sides] for item in found.contradictions}


OF_PETROV = "Name: Ivan Petrov; Passport: 836110034; "


@pytest.mark.parametrize(
    ("form", "one", "other", "about", "values"),
    [
        ("Parsek LLC {} pumps to Lena Ltd.", "sold", "has never sold", "status", ["asserted", "negated"]),
        ("Parsek LLC {} pumps to Lena Ltd.", "sold", "denied having sold", "status", ["asserted", "denied"]),
        ("The Treasury sanctioned Parsek LLC on {}.", "2023-06-15", "2023-06-16", "date", ["2023-06-15", "2023-06-16"]),
        ("Ivan Petrov owns {} percent of Lena Ltd.", "51", "30", "share", ["51", "30"]),
        ("Ivan Petrov is the {} of Lena Ltd.", "accountant", "engineer", "role", ["accountant", "engineer"]),
        (OF_PETROV + "DOB: {}.", "3 May 1970", "9 July 1981", "birthDate", ["1970-05-03", "1981-07-09"]),
        (OF_PETROV + "Nationality: {}.", "Russia", "Cyprus", "nationality", ["ru", "cy"]),
    ],
)  # fmt: skip
def test_what_two_documents_state_differently_stands_side_by_side(
    form: str, one: str, other: str, about: str, values: list[str], tmp_path: Path
) -> None:
    found = reading(tmp_path, form.format(one), form.format(other))
    assert stated(found)[about] == values
    (item,) = [item for item in found.contradictions if item.about == about]
    raw = {document.id: document.raw for document in found.documents}
    for side in item.sides:
        assert side.evidence
        assert all(raw[place.document][place.start : place.end] == place.quote for place in side.evidence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Treasury sanctioned Parsek LLC in June 2023.", "The Treasury sanctioned Parsek LLC on 16 June 2023."),
        ("Ivan Petrov is the director of Lena Ltd.", "Ivan Petrov is the general director of Lena Ltd."),
        ("Parsek LLC sold pumps to Lena Ltd.", "Parsek LLC has never sold pumps to Volga Holding JSC."),
        ("Parsek LLC sold pumps to Lena Ltd.", "Officials urged Parsek LLC to sell pumps to Lena Ltd."),
    ],
)
def test_what_can_both_be_so_is_no_contradiction(one: str, other: str, tmp_path: Path) -> None:
    assert reading(tmp_path, one, other).contradictions == ()


# --- of made parties -------------------------------------------------------------------------------------------------

DAYS = st.sampled_from(["", "1970", "1970-05", "1970-05-03", "1981-07-09"])
NAMES = st.sampled_from(["Ivan Petrov", "Iwan Petrow", "Petrov", "Oleg Sidorov"])
MADE = st.lists(st.lists(st.tuples(NAMES, DAYS), max_size=3, unique_by=lambda item: item[0]), max_size=4)


@given(MADE)
def test_a_document_keeps_its_parties_apart_and_every_id_is_of_one_group(made: list[list[tuple[str, str]]]) -> None:
    documents = [
        (
            f"doc-{number}",
            [
                Party(f"id {name}", "Person", (name,), properties=(("birthDate", (day,)),) if day else ())
                for name, day in some
            ],
            [
                Link("", "employed_by", f"id {name}", "firm", Status.ASSERTED, (Evidence(f"doc-{number}", "q"),))
                for name, _ in some
            ],
        )
        for number, some in enumerate(made)
    ]
    found = same_parties(documents, spelled_alike)
    days: dict[str, set[str]] = {}
    for (_, parties, _), ids in zip(documents, found.ids, strict=True):
        new = [ids.get(party.id, party.id) for party in parties]
        assert len(set(new)) == len(new)
        for key, party in zip(new, parties, strict=True):
            days.setdefault(key, set()).update(value for _, values in party.properties for value in values)
    for known in days.values():
        assert not {"1970-05-03", "1981-07-09"} <= known
    for item in found.resemblances:
        assert item.one != item.other
        assert item.speaks_for
        assert item.speaks_against
