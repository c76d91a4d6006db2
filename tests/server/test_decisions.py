"""Decisions, receipts and tenants over HTTP: what one tenant keeps, no other sees."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.server import ServerSettings, create_app
from yalu.workspace import Published, Workspace
from yalu.workspace.datasets import ServedSources
from yalu.workspace.keys import KeyStore, Scope, database_url

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LIST, CHOE = "example-public-parties", "ofac-43598"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PARTIES = '{"id": "c-1", "name": "Choe Chol Min", "schema": "Person"}\n{"id": "c-2", "name": "Jane Roe"}\n'
Keys = dict[str, dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    published = Published(name=LIST, day=NOW.date())
    Workspace(folder).add(EXAMPLES / "public-parties.ftm.json", now=NOW, published=published)
    monkeypatch.setenv("YALU_WORKSPACE", str(folder))
    for name in ("YALU_RECEIPTS", "YALU_DATABASE", "YALU_FOUR_EYES"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(scope="module")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture
def free(folder: Path, indexes: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ServerSettings(ServedSources(workspace=folder, folder=indexes), watch=False))) as found:
        yield found


@pytest.fixture
def keyed(folder: Path, indexes: Path) -> Iterator[TestClient]:
    settings = ServerSettings(ServedSources(workspace=folder, folder=indexes), keyed=True, watch=False)
    with TestClient(create_app(settings)) as found:
        yield found


@pytest.fixture
def keys(folder: Path) -> Keys:
    store, every = KeyStore(database_url(folder)), list(Scope)
    made = {
        name: store.create(name, scopes, now=NOW, tenant=tenant)[1]
        for name, scopes, tenant in (
            ("Anna", every, "one"),
            ("Bert", every, "one"),
            ("Carl", every, "two"),
            ("asks", [Scope.SCREEN], "one"),
        )
    }
    return {name: {"authorization": f"ApiKey {text}"} for name, text in made.items()}


def screen(client: TestClient, headers: dict[str, str] | None = None, **params: Any) -> list[dict[str, Any]]:
    response = client.post("/screen", content=PARTIES, params={"party_id": "id", **params}, headers=headers)
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def decide(client: TestClient, headers: dict[str, str] | None = None, status: int = 200, **body: Any) -> Any:
    given = {"party": "c-1", "dataset": LIST, "entity": CHOE, "state": "false_positive", "reason": "another one"}
    response = client.post("/decisions", json={**given, **body}, headers=headers)
    assert response.status_code == status, response.text
    return response.json()


def of_choe(answers: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((hit for hit in answers[0]["hits"] if hit["id"] == CHOE), None)


def test_a_decision_marks_the_hit_and_can_leave_it_out_with_the_count(free: TestClient) -> None:
    assert "decision" not in (of_choe(screen(free)) or {})
    alert = decide(free, person="Anna")
    assert (alert["state"], alert["person"], alert["caption"]) == ("false_positive", "Anna", "Choe Chol Min")
    hit = of_choe(screen(free))
    assert hit is not None
    assert hit["decision"] | {"time": ""} == {
        "alert": alert["id"],
        "state": "false_positive",
        "person": "Anna",
        "reason": "another one",
        "time": "",
    }
    told = screen(free, leave_out_false_positives=True)
    assert of_choe(told) is None
    assert [row["left_out"] for row in told if "row" in row] == [1, 0]
    shown = free.get(f"/alerts/{alert['id']}").json()
    assert [event["action"] for event in shown["history"]] == ["opened", "decided"]


def test_screening_opens_alerts_on_request(free: TestClient) -> None:
    screen(free)
    assert free.get("/alerts").json() == {"alerts": [], "total": 0}
    assert of_choe(screen(free, alerts=True))["decision"]["state"] == "open"  # type: ignore[index]
    screen(free, alerts=True)
    found = free.get("/alerts", params={"state": "open", "party": "c-1"}).json()
    assert CHOE in {alert["entity"] for alert in found["alerts"]}
    assert found["total"] == len(screen(free)[0]["hits"])
    decide(free, alert=found["alerts"][0]["id"], party=None, dataset=None, entity=None, person="A", state="escalated")


def test_two_people_must_decide_where_that_is_configured(
    folder: Path, indexes: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YALU_FOUR_EYES", "false_positive")
    settings = ServerSettings(ServedSources(workspace=folder, folder=indexes), keyed=True, watch=False)
    with TestClient(create_app(settings)) as client:
        assert decide(client, keys["Anna"])["proposal"]["person"] == "Anna"
        assert "somebody else" in decide(client, keys["Anna"], 400)["detail"]
        assert "key says who" in decide(client, keys["Anna"], 400, person="Bert")["detail"]
        assert decide(client, keys["Bert"])["state"] == "false_positive"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"person": "A", "entity": "nobody"}, 400),
        ({"person": "A", "dataset": "../x"}, 400),
        ({"person": "A", "reason": " "}, 400),
        ({"person": "A", "state": "guilty"}, 422),
        ({"person": "A", "alert": "nothing"}, 400),
        ({"person": "A", "party": None}, 400),
        ({"person": "A\nB"}, 400),
    ],
)
def test_what_is_no_decision_is_refused(free: TestClient, body: dict[str, Any], status: int) -> None:
    decide(free, status=status, **body)
    assert free.get("/alerts").json()["total"] == 0
    assert free.get("/alerts/nothing").status_code == 404


def test_a_batch_has_a_receipt_that_can_be_replayed_and_proved(free: TestClient, tmp_path: Path) -> None:
    decide(free, person="Anna")
    *answers, last = screen(free)
    assert [row["row"] for row in answers] == [1, 2]
    number = str(last["receipt"]["number"])
    shown = free.post("/receipts/show", json={"receipt": number}).json()
    assert (shown["header"]["rows"], shown["hash"]) == (2, last["receipt"]["hash"])
    (tmp_path / "parties.jsonl").write_text(PARTIES)
    (tmp_path / "answers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*answers, last]))
    replayed = CliRunner().invoke(app, ["replay", number, "--parties", str(tmp_path / "parties.jsonl"), "--json"])
    assert json.loads(replayed.stdout)["same"], (replayed.output, replayed.exception)
    proof = CliRunner().invoke(
        app, ["receipts", "prove", number, "--row", "1", "--answers", str(tmp_path / "answers.jsonl")]
    )
    assert proof.exit_code == 0, proof.exception
    assert "Choe Chol Min" in json.loads(proof.stdout)["answer"]


def test_the_command_line_sees_what_was_decided_over_http(free: TestClient) -> None:
    alert = decide(free, person="Anna")
    run = CliRunner()
    listed = json.loads(run.invoke(app, ["decisions", "list", "--json"]).stdout)
    assert listed == free.get("/alerts").json()
    shown = json.loads(run.invoke(app, ["decisions", "show", alert["id"], "--json"]).stdout)
    assert shown == free.get(f"/alerts/{alert['id']}").json()
    words = ["decisions", "decide", "open", "--alert", alert["id"], "--reason", "wrong", "--person", "Bert", "--json"]
    assert json.loads(run.invoke(app, words).stdout)["state"] == "open"
    assert free.get("/alerts").json()["alerts"][0]["person"] == "Bert"
    assert run.invoke(app, ["decisions", "export"]).stdout == free.get("/decisions/export").text
    assert run.invoke(app, ["decisions", "export", "--csv"]).stdout == (
        free.get("/decisions/export", params={"format": "csv"}).text
    )
    assert run.invoke(app, ["decisions", "verify"]).exit_code == 0


def test_an_export_is_for_an_examiner(free: TestClient) -> None:
    decide(free, person="Anna")
    rows = list(csv.DictReader(io.StringIO(free.get("/decisions/export", params={"format": "csv"}).text)))
    assert [(row["person"], row["state"], row["reason"]) for row in rows] == [
        ("Anna", "open", "decided"),
        ("Anna", "false_positive", "another one"),
    ]
    assert free.post("/decisions/verify").json() == {"whole": True, "faults": []}


def test_decisions_of_one_tenant_are_nothing_to_another(keyed: TestClient, keys: Keys) -> None:
    alert = decide(keyed, keys["Anna"])
    assert of_choe(screen(keyed, keys["Bert"], leave_out_false_positives=True)) is None
    theirs = keys["Carl"]
    hit = of_choe(screen(keyed, theirs, leave_out_false_positives=True))
    assert hit is not None
    assert "decision" not in hit
    assert keyed.get("/alerts", headers=theirs).json()["total"] == 0
    assert keyed.get(f"/alerts/{alert['id']}", headers=theirs).status_code == 404
    decide(keyed, theirs, 400, alert=alert["id"])
    told = [json.loads(line) for line in keyed.get("/decisions/export", headers=theirs).text.splitlines()]
    assert [(line["action"], line["reason"]) for line in told] == [("changed", "Carl, for screen, decide, administer")]
    assert keyed.get(f"/alerts/{alert['id']}", headers=keys["Bert"]).json()["state"] == "false_positive"
    screen(keyed, theirs, alerts=True)
    assert keyed.get("/alerts", headers=keys["Anna"]).json()["total"] == 1


def test_receipts_of_one_tenant_are_nothing_to_another(keyed: TestClient, keys: Keys) -> None:
    mine = screen(keyed, keys["Anna"])[-1]["receipt"]
    asked = {"name": "Choe Chol Min", "as_of": "2026-01-01"}
    certified = keyed.post("/certificate", json=asked, headers=keys["Bert"]).json()["receipt"]
    assert (mine["number"], certified["number"]) == (1, 2)
    theirs = keys["Carl"]
    for receipt in (mine, certified):
        assert keyed.post("/receipts/show", json={"receipt": receipt["hash"]}, headers=theirs).status_code == 400
    assert keyed.post("/receipts/show", json={}, headers=theirs).json() == {"receipts": [], "of": 0}
    assert keyed.post("/receipts/verify", json={}, headers=theirs).json()["receipts"] == 0
    assert screen(keyed, theirs)[-1]["receipt"]["number"] == 1
    shown = keyed.post("/receipts/show", json={"receipt": 1}, headers=keys["Anna"]).json()
    assert shown["payload"]["operator"] == "Anna"


def test_who_may_only_screen_sees_no_decisions_and_no_receipts(keyed: TestClient, keys: Keys) -> None:
    asks = keys["asks"]
    assert screen(keyed, asks)[0]["hits"]
    assert keyed.post("/screen", content=PARTIES, params={"alerts": True}, headers=asks).status_code == 403
    for method, path in (
        ("GET", "/alerts"),
        ("GET", "/alerts/x"),
        ("POST", "/decisions"),
        ("GET", "/decisions/export"),
        ("POST", "/decisions/verify"),
        ("POST", "/receipts/show"),
        ("POST", "/receipts/verify"),
    ):
        assert keyed.request(method, path, json={}, headers=asks).status_code == 403, path
