"""The JSON form is a promise to other programs: these keys, always, in this order."""

import json

from yalu.investigation import Investigation
from yalu.report import dumps, to_json

KEYS = {
    "": ["as_of", "lists", "documents", "parties", "links", "gaps", "notes", "version", "paths",
         "ownership", "cut", "maybe_same", "contradictions", "records"],
    "lists": ["name", "title", "date", "sha256", "entities", "file"],
    "documents": ["id", "title", "author", "publisher", "published", "updated", "file", "sha256"],
    "parties": [
        "id", "schema", "name", "names", "countries", "unnamed", "members", "properties", "mentions", "listed",
        "same_as", "from_list", "hits",
    ],
    "links": ["id", "type", "source", "target", "role", "status", "goods", "from", "to", "confidence", "evidence",
              "amount", "currency", "share", "dealings"],
    "gaps": ["party", "criterion", "links", "missing", "path", "sources"],
}  # fmt: skip


def test_the_keys_are_these_in_this_order(investigation: Investigation) -> None:
    data = to_json(investigation)
    assert list(data) == KEYS[""]
    for part in ("lists", "documents", "parties", "links", "gaps"):
        assert data[part]
        for item in data[part]:
            assert list(item) == KEYS[part]


def test_the_nested_keys_are_these(investigation: Investigation) -> None:
    data = to_json(investigation)
    choe = data["parties"][0]
    assert list(choe["mentions"][0]) == ["document", "quote", "start", "end"]
    assert list(choe["hits"][0]) == [
        "id", "caption", "score", "schema", "name", "programs", "authority", "listed_from", "listed_to", "state",
        "dataset", "explanation",
    ]  # fmt: skip
    assert list(choe["hits"][0]["explanation"][0]) == ["query", "listed", "kind", "share"]
    assert list(data["links"][0]["evidence"][0]) == [
        "document", "quote", "start", "end", "publisher", "date", "asserted_by", "pattern", "confidence",
            "origin", "reliability", "credibility", "page", "line",
    ]  # fmt: skip


def test_text_and_object_are_the_same(investigation: Investigation) -> None:
    assert json.loads(dumps(investigation)) == to_json(investigation)


def test_quotes_stay_word_for_word(investigation: Investigation) -> None:
    data = json.loads(dumps(investigation))
    for link, given in zip(data["links"], investigation.links, strict=True):
        assert [item["quote"] for item in link["evidence"]] == [item.quote for item in given.evidence]


def test_states_and_statuses_are_plain_words(investigation: Investigation) -> None:
    data = to_json(investigation)
    assert data["links"][3]["status"] == "denied"
    assert data["parties"][-1]["hits"][0]["state"] == "not yet"
    assert data["parties"][-1]["listed"] is False
