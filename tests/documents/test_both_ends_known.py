"""Links between two named parties that stand in a sentence's less usual places, and what must not make one."""

from pathlib import Path

import pytest

from yalu.documents import language_model, read, read_document

needs_model = pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed")


def links_of(folder: Path, text: str) -> set[tuple[str, str, str]]:
    path = folder / "example.txt"
    path.write_text(text + "\n", encoding="utf-8")
    reading = read([read_document(path)], model=language_model())
    names = {party.id: party.name for party in reading.parties}
    return {(link.type, names[link.source], names[link.target]) for link in reading.links}


@needs_model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Parsek LLC is 51 percent owned by Anna Sokolova, who inherited it, and 49 percent by Volga Holding JSC.",
            ("owns", "Volga Holding JSC", "Parsek LLC"),
        ),
        (
            "Parsek LLC, which is 70 percent controlled by Neva Trade LLC, sold pumps.",
            ("owns", "Neva Trade LLC", "Parsek LLC"),
        ),
        (
            "Money came from Parsek LLC, a trader in which Pavel Orlov and Boris Gromov have equal stakes.",
            ("owns", "Boris Gromov", "Parsek LLC"),
        ),
        (
            "Neva Trade LLC bought parts from Parsek LLC, whose Chinese owner, Wu Tianjie, has declined to comment.",
            ("owns", "Wu Tianjie", "Parsek LLC"),
        ),
        (
            "In his role as deputy chairman of Parsek LLC, Ivan Petrov opened accounts.",
            ("employed_by", "Ivan Petrov", "Parsek LLC"),
        ),
        (
            "Seoul imposed sanctions on two North Koreans, Jong Kyong Chol and Ho Il.",
            ("national_of", "Ho Il", "North Korea"),
        ),
        (
            "Pumps were bought by Parsek LLC, a Singapore company that is in liquidation.",
            ("located_in", "Parsek LLC", "Singapore"),
        ),
        ("Parsek LLC was a California corporation that sold cameras.", ("located_in", "Parsek LLC", "California")),
    ],
)
def test_a_link_is_read_where_both_ends_are_named(tmp_path: Path, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in links_of(tmp_path, text)


@needs_model
@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        (
            "Parsek LLC is 51 percent owned by Anna Sokolova, and 49 percent of the pumps came by Volga Holding JSC.",
            ("owns", "Volga Holding JSC", "Parsek LLC"),
        ),
        (
            "Neva Trade LLC bought parts from Parsek LLC, whose Chinese owner, Wu Tianjie, has declined to comment.",
            ("national_of", "Parsek LLC", "China"),
        ),
        (
            "In his role as deputy chairman of Parsek LLC, Ivan Petrov was sacked by Boris Gromov.",
            ("employed_by", "Boris Gromov", "Parsek LLC"),
        ),
        (
            "Seoul imposed sanctions on two North Koreans, on Jong Kyong Chol and on Ivan Petrov and Anna Sokolova.",
            ("national_of", "Anna Sokolova", "North Korea"),
        ),
        (
            "Pumps were bought by Parsek LLC, a Singapore company that is in liquidation.",
            ("national_of", "Parsek LLC", "Singapore"),
        ),
        ("Its founder, Ivan Petrov, left Parsek LLC.", ("leads", "Ivan Petrov", "Parsek LLC")),
    ],
)
def test_no_link_is_read_of_what_is_said_of_another(tmp_path: Path, text: str, unwanted: tuple[str, str, str]) -> None:
    assert unwanted not in links_of(tmp_path, text)
