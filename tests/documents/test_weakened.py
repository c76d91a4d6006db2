"""Sentences that take back what their words say: none of these may come out as a fact."""

from pathlib import Path

import pytest

from yalu.documents import read, read_document

NO_FACTS = [
    "Ivan Petrov is not the director of Parsek LLC.",
    "Ivan Petrov was never the director of Parsek LLC.",
    "Ivan Petrov is not an employee of Parsek LLC.",
    "Ivan Petrov was not the owner of Parsek LLC.",
    "Parsek LLC sold no pumps to Volga Holding JSC.",
    "It is false that Ivan Petrov owns Parsek LLC.",
    "The report that Ivan Petrov owns Parsek LLC was wrong.",
    "The claim that Parsek LLC sold pumps to Volga Holding JSC is false.",
    "Nobody at Parsek LLC sold pumps to Volga Holding JSC.",
    "Parsek LLC was cleared of selling pumps to Volga Holding JSC.",
    "Parsek LLC hardly sold pumps to Volga Holding JSC.",
    "Did Parsek LLC sell pumps to Volga Holding JSC?",
    "Had Parsek LLC sold pumps to Volga Holding JSC, the European Union would act.",
]
REPORTED = [
    "Parsek LLC sold pumps to Volga Holding JSC, said Jane Miller.",
    "Ivan Petrov owns Parsek LLC, prosecutors said on Monday.",
]


def statuses(folder: Path, text: str) -> set[str]:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return {link.status.value for link in read([read_document(path)]).links}


@pytest.mark.parametrize("text", NO_FACTS)
def test_what_is_taken_back_is_no_fact(text: str, tmp_path: Path) -> None:
    assert not statuses(tmp_path, text) & {"asserted", "alleged"}


@pytest.mark.parametrize("text", REPORTED)
def test_what_somebody_says_is_alleged(text: str, tmp_path: Path) -> None:
    assert statuses(tmp_path, text) == {"alleged"}


def test_what_a_party_says_of_itself_is_a_denial(tmp_path: Path) -> None:
    assert statuses(tmp_path, "Parsek LLC said that it never sold pumps to Volga Holding JSC.") == {"denied"}


def test_no_sentence_of_a_plain_text_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    first = "The Treasury sanctioned Ivan Petrov.\n\nNothing else was known about it at the time.\n"
    path.write_text(first, encoding="utf-8")
    assert "Ivan Petrov" in {party.name for party in read([read_document(path)]).parties}
    sentences = [
        "Ivan Petrov owns Parsek LLC.",
        "Boris Orlov owns Volga Holding JSC.",
        "Parsek LLC paid Volga Holding JSC.",
    ]
    path.write_text("\n\n".join([*sentences, "Ivan Petrov met Boris Orlov."]) + "\n", encoding="utf-8")
    assert all(sentence in read_document(path).text for sentence in sentences)
