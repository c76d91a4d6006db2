"""Each pattern against its own examples: what must fire, and what must not."""

from pathlib import Path

import pytest

from yalu.documents import Reading, read, read_document
from yalu.documents.patterns import Pattern, PatternIndex, patterns

FIRES = [(pattern, text, ends) for pattern in patterns() for text, ends in pattern.fires if ends]
SILENT = [(pattern, text) for pattern in patterns() for text in pattern.silent]


def reading_of(folder: Path, text: str) -> Reading:
    path = folder / "example.txt"
    path.write_text(text, encoding="utf-8")
    return read([read_document(path)])


def links_of(reading: Reading, pattern: Pattern) -> set[tuple[str, str]]:
    names = {party.id: party.names for party in reading.parties}
    return {
        (source, target)
        for link in reading.links
        if link.type == pattern.type and any(item.pattern == pattern.id for item in link.evidence)
        for source in names[link.source]
        for target in names[link.target]
    }


@pytest.mark.parametrize(("pattern", "text", "ends"), FIRES, ids=[f"{p.id}-{n}" for n, (p, _, _) in enumerate(FIRES)])
def test_a_pattern_fires_on_its_examples(
    pattern: Pattern, text: str, ends: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tuple(other for other in patterns() if other.id == pattern.id or other.type != pattern.type)
    kept = tuple(
        other for other in patterns() if other.type in ("sanctioned_by", "charged_by") and other.id.endswith("-active")
    )
    monkeypatch.setattr(
        "yalu.documents.links.pattern_index",
        lambda: PatternIndex((*alone, *(kept if "agentless" in pattern.id else ()))),
    )
    found = {(_plain(a), _plain(b)) for a, b in links_of(reading_of(tmp_path, text), pattern)}
    wanted = (_plain(ends[0]), _plain(ends[1]))
    assert wanted in found or wanted[::-1] in found


@pytest.mark.parametrize(("pattern", "text"), SILENT, ids=[f"{p.id}-{n}" for n, (p, _) in enumerate(SILENT)])
def test_a_pattern_is_silent_where_it_must_be(
    pattern: Pattern, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yalu.documents.links.pattern_index", lambda: PatternIndex((pattern,)))
    assert not links_of(reading_of(tmp_path, text), pattern)


def _plain(name: str) -> str:
    return name.rstrip(".").casefold()
