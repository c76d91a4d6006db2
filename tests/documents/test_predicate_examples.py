"""Each predicate of the tree reader against its own examples: what must come out, and what must give nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from yalu.documents import Reading, language_model, read, read_document
from yalu.documents.inflection import forms_of
from yalu.documents.patterns import PatternIndex
from yalu.documents.predicates import Predicate, predicates

ALL = predicates().all()
FIRES = [(predicate, example.text, example.ends) for predicate in ALL for example in predicate.fires]
SILENT = [(predicate, text) for predicate in ALL for text in predicate.silent]

needs_model = pytest.mark.skipif(language_model() is None, reason="the extra nlp is not installed")


def reading_of(folder: Path, text: str, predicate: Predicate, monkeypatch: pytest.MonkeyPatch) -> Reading:
    table = predicates()
    alone = replace(
        table,
        verbs={word: (predicate,) for word, row in table.verbs.items() if predicate in row},
        nouns={word: (predicate,) for word, row in table.nouns.items() if predicate in row},
        deeds={word: (predicate,) for word, row in table.deeds.items() if predicate in row},
    )
    monkeypatch.setattr("yalu.documents.tree_links.predicates", lambda: alone)
    monkeypatch.setattr("yalu.documents.links.pattern_index", lambda: PatternIndex(()))
    path = folder / "example.txt"
    path.write_text(text, encoding="utf-8")
    return read([read_document(path)], model=language_model())


def links_of(reading: Reading, predicate: Predicate) -> set[tuple[str, str]]:
    names = {party.id: party.names for party in reading.parties}
    return {
        (_plain(source), _plain(target))
        for link in reading.links
        if any(item.pattern == predicate.id for item in link.evidence)
        for source in names[link.source]
        for target in names[link.target]
    }


@needs_model
@pytest.mark.parametrize(("predicate", "text", "ends"), FIRES, ids=[f"{p.id}-{n}" for n, (p, _, _) in enumerate(FIRES)])
def test_a_predicate_fires_on_its_examples(
    predicate: Predicate, text: str, ends: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = links_of(reading_of(tmp_path, text, predicate, monkeypatch), predicate)
    wanted = (_plain(ends[0]), _plain(ends[1]))
    assert wanted in found or wanted[::-1] in found


@needs_model
@pytest.mark.parametrize(("predicate", "text"), SILENT, ids=[f"{p.id}-{n}" for n, (p, _) in enumerate(SILENT)])
def test_a_predicate_is_silent_where_it_must_be(
    predicate: Predicate, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not links_of(reading_of(tmp_path, text, predicate, monkeypatch), predicate)


def test_every_predicate_has_both_kinds_of_examples() -> None:
    assert [predicate.id for predicate in ALL if not predicate.fires] == []


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("sell", {"sell", "sells", "selling", "sold"}),
        ("ship", {"ship", "ships", "shipping", "shipped"}),
        ("re-export", {"re-export", "re-exports", "re-exporting", "re-exported"}),
        ("supply", {"supply", "supplies", "supplying", "supplied"}),
        ("finance", {"finance", "finances", "financing", "financed"}),
    ],
)
def test_a_verb_is_known_in_all_its_forms(verb: str, forms: set[str]) -> None:
    assert set(forms_of(verb)) == forms


def _plain(name: str) -> str:
    return name.rstrip(".").casefold()
