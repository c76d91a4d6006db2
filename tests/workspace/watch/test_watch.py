"""The watch: who is under watch is screened again when a list changes, and every new hit is an alert once."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from yalu.model import TableError
from yalu.records import open_table
from yalu.screening import Screener
from yalu.workspace import Published, Workspace
from yalu.workspace.decisions import AlertState, Finding, Person
from yalu.workspace.watch import (
    Watch,
    WatchedLists,
    WatchError,
    kept_fields,
    open_watch,
    parties_of_table,
    tenants_that_watch,
    watched_party,
    watched_snapshots,
)
from yalu.workspace.watch.store import TURN

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ANNA, BORIS = "Anna Sample", "Boris Example"


def entity(identity: str, name: str, **properties: Any) -> dict[str, Any]:
    return {"id": identity, "schema": "Person", "properties": {"name": [name], **properties}}


class Lists:
    """A workspace whose one list can be given another issue."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.day = Workspace(folder), 0

    def issue(self, *entities: dict[str, Any]) -> WatchedLists:
        self.day += 1
        file = self.workspace.folder.parent / "list.ftm.json"
        file.write_bytes(b"".join(orjson.dumps(item) + b"\n" for item in entities))
        published = Published(name="list-a", day=date(2026, 1, self.day))
        self.workspace.add(file, now=NOW, published=published, force=True)
        return self.now()

    def now(self) -> WatchedLists:
        return watched_snapshots([self.workspace.open("list-a")], self.workspace)


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lists:
    for name in ("YALU_DATABASE", "YALU_KEEP_FIELDS", "YALU_FOUR_EYES", "YALU_WEBHOOK_ALLOW"):
        monkeypatch.delenv(name, raising=False)
    return Lists(tmp_path / "workspace")


@pytest.fixture
def watch(lists: Lists) -> Iterator[Watch]:
    with open_watch(lists.workspace.folder) as found:
        yield found


def put(watch: Watch, **names: str) -> None:
    watch.parties.put([watched_party(key, "Person", {"name": name}) for key, name in names.items()], "Anna", NOW)


def run(watch: Watch, lists: WatchedLists, **settings: Any) -> Any:
    return watch.run(lists, lambda: NOW, **settings)


def alerts(watch: Watch) -> set[tuple[str, str, str]]:
    return {(alert.party, alert.entity, alert.state.value) for alert in watch.decisions.alerts()[0]}


def test_a_new_party_is_asked_of_all_lists_and_its_hit_is_an_alert_once(watch: Watch, lists: Lists) -> None:
    first = lists.issue(entity("e1", ANNA), entity("e2", BORIS))
    put(watch, a=ANNA, x="Zoltan Nobody")
    summary = run(watch, first)
    assert (summary.parties, summary.asked_anew, summary.asked_changes, len(summary.alerts)) == (2, 2, 0, 1)
    assert alerts(watch) == {("a", "e1", "open")}
    again = run(watch, first)
    assert (again.asked_anew, again.asked_changes, again.alerts) == (0, 0, ())
    put(watch, b=BORIS)
    assert run(watch, first).asked_anew == 1
    assert alerts(watch) == {("a", "e1", "open"), ("b", "e2", "open")}


def test_when_a_list_changes_the_parties_are_asked_of_what_changed_only(watch: Watch, lists: Lists) -> None:
    put(watch, a=ANNA, b=BORIS)
    run(watch, lists.issue(entity("e1", ANNA)))
    changed = run(watch, lists.issue(entity("e1", ANNA), entity("e2", BORIS)))
    assert (changed.asked_anew, changed.asked_changes, changed.lists_changed) == (0, 2, ("list-a",))
    assert alerts(watch) == {("a", "e1", "open"), ("b", "e2", "open")}


def test_without_the_earlier_issue_all_is_asked_anew(watch: Watch, lists: Lists) -> None:
    put(watch, a=ANNA)
    run(watch, lists.issue(entity("e1", BORIS)))
    snapshot = lists.issue(entity("e1", BORIS), entity("e2", ANNA))
    elsewhere = Workspace(lists.workspace.folder.parent / "other")
    found = run(watch, watched_snapshots([lists.workspace.open("list-a")], elsewhere))
    assert (found.asked_anew, found.asked_changes) == (1, 0)
    assert alerts(watch) == {("a", "e2", "open")}
    assert snapshot.versions != {}


def test_a_false_positive_comes_back_when_its_entity_changes_even_where_no_hit_does(watch: Watch, lists: Lists) -> None:
    put(watch, a=ANNA)
    first = lists.issue(entity("e1", ANNA))
    run(watch, first)
    finding = Finding("a", "list-a", "e1")
    watch.decisions.decide(finding, AlertState.FALSE_POSITIVE, Person("Anna"), "another one", first.find, NOW)
    assert run(watch, lists.issue(entity("e1", ANNA), entity("e2", BORIS))).alerts == ()
    assert alerts(watch) == {("a", "e1", "false_positive")}
    # Screening looks at no passport of the entity's that the party does not have; what was decided rests on it.
    back = run(watch, lists.issue(entity("e1", ANNA, passportNumber=["X123"]), entity("e2", BORIS)))
    assert len(back.alerts) == 1
    assert alerts(watch) == {("a", "e1", "open")}


def test_a_changed_party_is_asked_again_and_an_unchanged_one_is_not(watch: Watch, lists: Lists) -> None:
    first = lists.issue(entity("e1", ANNA), entity("e2", BORIS))
    put(watch, a=ANNA)
    run(watch, first)
    put(watch, a=ANNA)
    assert run(watch, first).asked_anew == 0
    put(watch, a=BORIS)
    assert run(watch, first).asked_anew == 1
    assert alerts(watch) == {("a", "e1", "open"), ("a", "e2", "open")}


def test_each_party_has_a_threshold_of_its_own(watch: Watch, lists: Lists) -> None:
    low, high = (watched_party(f"{least}", "Person", {"name": "Ana Sampel"}, threshold=least) for least in (0.3, 1.0))
    watch.parties.put([low, high], "Anna", NOW)
    run(watch, lists.issue(entity("e1", ANNA)))
    assert {party for party, _, _ in alerts(watch)} == {"0.3"}


def test_one_run_at_a_time_and_a_dead_one_is_forgotten(watch: Watch, lists: Lists) -> None:
    put(watch, a=ANNA)
    first = lists.issue(entity("e1", ANNA))
    assert watch.parties.begin("killed", NOW)
    assert run(watch, first).busy
    later = datetime.fromtimestamp(NOW.timestamp() + TURN, UTC)
    assert watch.run(first, lambda: later).alerts


def test_a_clock_that_was_put_back_does_not_stop_the_watch(watch: Watch, lists: Lists) -> None:
    put(watch, a=ANNA)
    assert watch.parties.begin("killed", datetime(2030, 1, 1, tzinfo=UTC))
    assert run(watch, lists.issue(entity("e1", ANNA))).alerts


def test_a_run_that_is_broken_off_is_made_up_for(watch: Watch, lists: Lists) -> None:
    put(watch, a=ANNA)
    first = lists.issue(entity("e1", ANNA))
    assert run(watch, first, stop=lambda: True).alerts == ()
    assert alerts(watch) == set()
    assert len(run(watch, first).alerts) == 1


def test_messages_are_written_with_the_alerts_and_hold_nothing_of_the_party(watch: Watch, lists: Lists) -> None:
    watch.hooks.add("https://hooks.example.com/", NOW)
    put(watch, a=ANNA)
    run(watch, lists.issue(entity("e1", "Anna Samples")))
    (message,), _ = watch.outbox.list("default")
    told = orjson.loads(message.body)
    assert told["type"] == "alert.opened"
    assert told["data"] | {"hash": "", "alert": ""} == {
        "alert": "",
        "party": "a",
        "dataset": "list-a",
        "entity": "e1",
        "caption": "Anna Samples",
        "state": "open",
        "reason": "a hit",
        # Behind the lines of the webhook and of the party.
        "number": 3,
        "time": "2026-01-01T00:00:00Z",
        "hash": "",
    }
    run(watch, lists.now(), anew=True)
    assert watch.outbox.list("default")[1] == 1


def test_tenants_watch_apart(watch: Watch, lists: Lists) -> None:
    first = lists.issue(entity("e1", ANNA))
    with open_watch(lists.workspace.folder, "bank") as other:
        put(other, a=ANNA)
        assert tenants_that_watch(watch.database) == ["bank"]
        assert run(watch, first).parties == 0
        run(other, first)
        assert alerts(other) == {("a", "e1", "open")}
        assert alerts(watch) == set()
        for use in (watch.parties.get, lambda identity: watch.parties.remove(identity, NOW)):
            with pytest.raises(WatchError, match="not under watch"):
                use("a")
        other.parties.remove("a", NOW)
        assert other.parties.list() == ([], 0)
        assert alerts(other) == {("a", "e1", "open")}


def test_only_what_screening_looks_at_is_kept_and_of_that_what_the_settings_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = {"name": "Anna Sample", "birthDate": "1961", "email": "a@b.example", "notes": "a good customer"}
    assert set(watched_party("a", "Person", known).properties) == {"name", "birthDate"}
    monkeypatch.setenv("YALU_KEEP_FIELDS", "name")
    assert set(watched_party("a", "Person", known).properties) == {"name"}
    with pytest.raises(WatchError, match="screening looks at no 'email'"):
        kept_fields("name, email")


@pytest.mark.parametrize(
    ("identity", "schema", "properties", "reason"),
    [
        ("", "Person", {"name": "A B"}, "id of your own"),
        ("a\nb", "Person", {"name": "A B"}, "id of your own"),
        ("a", "Banana", {"name": "A B"}, "no kind of party"),
        ("a", "Person", {"nmae": "A B"}, "no property 'nmae'"),
        ("a", "Person", {"name": "A B", "birthDate": "soon"}, "'soon' is no value of birthDate"),
        ("a", "Person", {"notes": "x"}, "nothing is left"),
        ("a", "Person", {}, "nothing is left"),
    ],
)
def test_what_cannot_be_watched_is_refused(identity: str, schema: str, properties: Any, reason: str) -> None:
    with pytest.raises(WatchError, match=reason):
        watched_party(identity, schema, properties)


def test_a_table_is_put_under_watch_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "parties.csv"
    file.write_text("number,name,birth date\n7,Anna Sample,1961\n8,Boris Example,\n")
    found = list(parties_of_table(open_table(file, {"id": "number"})))
    assert [(party.id, dict(party.properties)) for party in found] == [
        ("7", {"birthDate": ("1961",), "name": ("Anna Sample",)}),
        ("8", {"name": ("Boris Example",)}),
    ]
    file.write_text("number,name\n7,Anna Sample\n,Boris Example\n")
    with pytest.raises(TableError, match="no id of your own"):
        list(parties_of_table(open_table(file, {"id": "number"})))


NAMES = st.sampled_from([ANNA, BORIS, "Anna Samples", "Boris Examples", "Carla Invented"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(issues=st.lists(st.dictionaries(st.sampled_from(["e1", "e2", "e3"]), NAMES, min_size=1), min_size=1, max_size=4))
def test_what_is_asked_of_changes_finds_what_asking_all_finds(tmp_path: Path, issues: list[dict[str, str]]) -> None:
    """Over any course of issues there is an alert for every hit that any issue gave, and for no other."""
    parties = {"a": ANNA, "b": BORIS}
    lists = Lists(Path(tempfile.mkdtemp(dir=tmp_path)) / "workspace")
    expected = set()
    with open_watch(lists.workspace.folder) as watch:
        put(watch, **parties)
        for listed in issues:
            entities = [entity(key, name) for key, name in listed.items()]
            run(watch, lists.issue(*entities))
            screener = Screener(entities)
            for party, name in parties.items():
                query = {"schema": "Person", "properties": {"name": [name]}}
                expected |= {(party, hit.id, "open") for hit in screener.screen(query, 0.7)}
            assert alerts(watch) == expected
