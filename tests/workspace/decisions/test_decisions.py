"""Decisions: a false positive hides nobody else, holds as long as the entity is the same, and comes back by itself."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from yalu.lists import ListSnapshot
from yalu.model import Designation, Interval
from yalu.workspace.datasets import load_served
from yalu.workspace.decisions import (
    AlertState,
    DecisionBook,
    DecisionError,
    EntityFacts,
    FindEntity,
    Finding,
    KnownEntity,
    Marking,
    Person,
    entities_of_lists,
    entities_served,
    export_csv,
    export_json,
    read_four_eyes,
)

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ANNA, BERT = Person("Anna"), Person("Bert")
FACTS = EntityFacts(("vadim testov",), ("birthDate 1952",), (), ("country ru",), ("a | b",))
KNOWN = KnownEntity("Q1", frozenset(), "Vadim Testov", FACTS)
HIT = Finding("c-1", "demo", "Q1")


def finder(*entities: KnownEntity) -> FindEntity:
    by_id = {entity.id: entity for entity in entities}
    return lambda dataset, identity: by_id.get(identity) if dataset == "demo" else None


@pytest.fixture
def book(tmp_path: Path) -> Iterator[DecisionBook]:
    with DecisionBook(f"sqlite:///{tmp_path / 'd.sqlite'}") as found:
        yield found


def decide(
    book: DecisionBook,
    state: str,
    person: Person = ANNA,
    known: KnownEntity = KNOWN,
    hit: Finding = HIT,
) -> Any:
    return book.decide(hit, AlertState(state), person, "seen the passport", finder(known), NOON)


def answer(*ids: str) -> dict[str, Any]:
    return {"row": 1, "query": "x", "hits": [{"id": identity, "dataset": "demo", "score": 1.0} for identity in ids]}


def marked(book: DecisionBook, *entities: KnownEntity, party: str = "c-1", leave_out: bool = True) -> dict[str, Any]:
    (told,) = Marking(book, finder(*entities), leave_out).mark([answer(*(item.id for item in entities))], [party])
    return told


def test_a_false_positive_is_remembered_for_the_party_and_the_entity_alone(book: DecisionBook) -> None:
    decide(book, "false_positive")
    other = replace(KNOWN, id="Q2")
    told = marked(book, KNOWN, other)
    assert (told["left_out"], [hit["id"] for hit in told["hits"]]) == (1, ["Q2"])
    assert "decision" not in told["hits"][0]
    assert marked(book, KNOWN, party="c-2")["left_out"] == 0
    shown = marked(book, KNOWN, leave_out=False)
    assert "left_out" not in shown
    assert shown["hits"][0]["decision"]["state"] == "false_positive"
    assert shown["hits"][0]["decision"]["person"] == "Anna"


def test_the_same_id_on_another_list_is_another_entity(book: DecisionBook) -> None:
    decide(book, "false_positive")
    hit = {"id": "Q1", "dataset": "other", "score": 1.0}
    (told,) = Marking(book, lambda _dataset, _id: KNOWN, True).mark([{"row": 1, "hits": [hit]}], ["c-1"])
    assert told["hits"] == [hit]


@pytest.mark.parametrize("kind", ["names", "dates", "identifiers", "countries", "designations"])
def test_it_comes_back_when_what_matters_changes(book: DecisionBook, kind: str) -> None:
    decide(book, "false_positive")
    changed = replace(KNOWN, facts=replace(FACTS, **{kind: ("something else",)}))
    told = marked(book, changed)
    assert told["left_out"] == 0
    mark = told["hits"][0]["decision"]
    assert (mark["state"], mark["was"], mark["changed"]) == ("open", "false_positive", [kind])
    assert marked(book, KNOWN)["left_out"] == 1
    (again,) = book.open_alerts([HIT], finder(changed), NOON)
    assert (again.state, again.reason) == (AlertState.OPEN, f"the entity changed: {kind}")
    assert marked(book, KNOWN)["left_out"] == 0


def test_another_caption_changes_nothing(book: DecisionBook) -> None:
    decide(book, "false_positive")
    assert marked(book, replace(KNOWN, caption="Testov, V."))["left_out"] == 1
    assert book.open_alerts([HIT], finder(replace(KNOWN, caption="Testov, V.")), NOON) == ()


def test_it_survives_a_merge_into_another_id_but_not_one_that_adds_facts(book: DecisionBook) -> None:
    decide(book, "false_positive")
    merged = KnownEntity("NK-1", frozenset({"Q1", "Q2"}), "Vadim Testov", FACTS)
    assert marked(book, merged)["left_out"] == 1
    richer = replace(merged, facts=replace(FACTS, names=("vadim testov", "yelena primer")))
    assert marked(book, richer)["hits"][0]["decision"]["changed"] == ["names"]


def test_a_merge_does_not_hide_an_alert_of_the_other_entity(book: DecisionBook) -> None:
    decide(book, "false_positive")
    other = replace(KNOWN, id="Q2")
    decide(book, "true_match", known=other, hit=replace(HIT, entity="Q2"))
    merged = KnownEntity("NK-1", frozenset({"Q1", "Q2"}), "Vadim Testov", FACTS)
    told = marked(book, merged)
    assert told["left_out"] == 0
    assert told["hits"][0]["decision"]["state"] == "true_match"


@settings(max_examples=40, deadline=None)
@given(
    decided=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("pqr"), st.sampled_from(list(AlertState)))),
    changed=st.sets(st.sampled_from("pqr")),
)
def test_only_false_positives_of_that_party_on_unchanged_entities_are_left_out(
    decided: list[tuple[str, str, AlertState]], changed: set[str]
) -> None:
    entities = {name: replace(KNOWN, id=name, facts=replace(FACTS, names=(name,))) for name in "pqr"}
    now = {
        name: replace(item, facts=replace(item.facts, dates=())) if name in changed else item
        for name, item in entities.items()
    }
    with tempfile.TemporaryDirectory() as folder, DecisionBook(f"sqlite:///{folder}/d.sqlite") as book:
        last: dict[tuple[str, str], AlertState] = {}
        for party, name, state in decided:
            find = finder(*entities.values())
            book.decide(Finding(party, "demo", name), state, ANNA, "why", find, NOON)
            last[party, name] = state
        for party in "ab":
            told = marked(book, *now.values(), party=party)
            hidden = {n for n in "pqr" if last.get((party, n)) is AlertState.FALSE_POSITIVE and n not in changed}
            assert {hit["id"] for hit in told["hits"]} == set("pqr") - hidden
            assert told["left_out"] == len(hidden)


def test_an_alert_opens_once_and_has_its_life_in_its_history(book: DecisionBook) -> None:
    (opened,) = book.open_alerts([HIT, HIT], finder(KNOWN), NOON)
    assert book.open_alerts([HIT], finder(KNOWN), NOON) == ()
    for state in ("in_review", "escalated", "true_match", "open", "false_positive"):
        assert decide(book, state).state == state
    events = book.history(opened.id)
    assert [event.state.value for event in events] == [
        "open",
        "in_review",
        "escalated",
        "true_match",
        "open",
        "false_positive",
    ]
    assert {event.person for event in events} == {"yalu", "Anna"}
    (found,), total = book.alerts(AlertState.FALSE_POSITIVE)
    assert (found.id, total) == (opened.id, 1)
    assert book.alerts(AlertState.OPEN) == ((), 0)


def test_where_two_must_decide_one_does_not_suffice(tmp_path: Path) -> None:
    with DecisionBook(f"sqlite:///{tmp_path / 'd.sqlite'}", four_eyes=read_four_eyes("false_positive")) as book:
        first = decide(book, "false_positive")
        assert (first.state, first.proposal.person) == (AlertState.OPEN, ANNA)
        assert marked(book, KNOWN)["left_out"] == 0
        for same in (ANNA, Person(" anna "), Person("ANNA", "k1")):
            with pytest.raises(DecisionError, match="somebody else"):
                decide(book, "false_positive", same)
        assert decide(book, "false_positive", BERT).state is AlertState.FALSE_POSITIVE
        assert marked(book, KNOWN)["left_out"] == 1
        assert decide(book, "in_review").state is AlertState.IN_REVIEW


def test_two_names_with_one_key_are_not_two_people(tmp_path: Path) -> None:
    with DecisionBook(f"sqlite:///{tmp_path / 'd.sqlite'}", four_eyes=read_four_eyes("true_match")) as book:
        decide(book, "true_match", Person("Anna", "key"))
        with pytest.raises(DecisionError):
            decide(book, "true_match", Person("Bert", "key"))
        assert decide(book, "true_match", Person("Bert", "another")).state is AlertState.TRUE_MATCH


def test_a_proposal_does_not_renew_a_false_positive(tmp_path: Path) -> None:
    with DecisionBook(f"sqlite:///{tmp_path / 'd.sqlite'}", four_eyes=read_four_eyes("false_positive")) as book:
        decide(book, "false_positive")
        decide(book, "false_positive", BERT)
        changed = replace(KNOWN, facts=replace(FACTS, names=("another",)))
        decide(book, "false_positive", known=changed)
        assert marked(book, changed)["left_out"] == 0


@pytest.mark.parametrize(
    ("finding", "reason"),
    [(HIT, " "), (HIT, "x" * 2_001), (replace(HIT, party=" "), "why"), (replace(HIT, entity="nobody"), "why")],
)
def test_what_is_no_decision_is_refused_and_leaves_nothing(book: DecisionBook, finding: Finding, reason: str) -> None:
    with pytest.raises(DecisionError):
        book.decide(finding, AlertState.TRUE_MATCH, ANNA, reason, finder(KNOWN), NOON)
    assert list(book.events()) == []


def test_tenants_see_nothing_of_each_other(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'd.sqlite'}"
    with DecisionBook(url, "one") as one, DecisionBook(url, "two") as two:
        alert = decide(one, "false_positive")
        assert marked(two, KNOWN)["left_out"] == 0
        assert two.alerts() == ((), 0)
        assert list(two.events()) == []
        with pytest.raises(DecisionError, match="no alert"):
            two.get(alert.id)
        assert decide(two, "open").id != alert.id
        assert (one.verify(), two.verify()) == ([], [])


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE alert_event SET content = CAST(replace(content, 'Anna', 'Bert') AS BLOB) WHERE number = 2",
            "event 2 was changed",
        ),
        ("DELETE FROM alert_event WHERE number = 2", "before event 3"),
        ("DELETE FROM alert_event WHERE number = 3", "the last event should be number 3"),
    ],
)
def test_what_was_done_to_the_history_is_found(book: DecisionBook, tmp_path: Path, statement: str, words: str) -> None:
    for state in ("in_review", "true_match"):
        decide(book, state)
    assert book.verify() == []
    with closing(sqlite3.connect(tmp_path / "d.sqlite")) as connection:
        with pytest.raises(sqlite3.DatabaseError, match="only added"):
            connection.execute(statement)
        for what in ("update", "delete"):
            connection.execute(f"DROP TRIGGER alert_event_no_{what}")
        connection.execute(statement)
        connection.commit()
    assert any(words in fault for fault in book.verify())


def test_an_export_has_every_event_and_no_formula(book: DecisionBook) -> None:
    book.decide(HIT, AlertState.TRUE_MATCH, ANNA, '=HYPERLINK("x")', finder(KNOWN), NOON + timedelta(days=1))
    lines = [json.loads(line) for line in export_json(book.events())]
    assert [line["action"] for line in lines] == ["opened", "decided"]
    assert lines[1]["previous"] == lines[0]["hash"]
    told = "".join(export_csv(book.events()))
    assert told.count("\n") == 3
    assert "'=HYPERLINK" in told


def test_a_list_and_the_service_know_the_same_facts(tmp_path: Path) -> None:
    entity = {
        "id": "Q1",
        "schema": "Person",
        "properties": {
            "name": ["Vadim  TESTOV", "Вадим Тестов"],
            "birthDate": ["1952-10-07"],
            "nationality": ["ru"],
            "passportNumber": ["A1234567"],
            "notes": ["something"],
        },
    }
    listed = Designation("Q1", "Authority of Tests", ("B", "A"), Interval("2022-03-01", None), "demo-list")
    snapshot = ListSnapshot("demo-list", "Demo", "Authority", "2026-01-01", "0" * 64, "x", (entity,), (listed,), ())
    of_list = entities_of_lists([snapshot])("demo-list", "Q1")
    of_service = entities_served(load_served([snapshot], folder=tmp_path))("demo-list", "Q1")
    assert of_list is not None
    assert of_service is not None
    assert of_list.facts == of_service.facts
    assert of_list.facts.names == ("vadim testov", "вадим тестов")
    assert of_list.facts.designations == ("Authority of Tests | A, B |  | 2022-03-01 | ",)
    assert entities_of_lists([snapshot])("demo-list", "Q2") is None
