"""The watch over HTTP: parties, webhooks, what is on its way; and a list that changes while the service runs."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from tests.workspace.webhooks.test_sending import Receiver
from yalu.cli.app import app as cli
from yalu.server import ServerSettings, create_app, state
from yalu.workspace import Published, Workspace
from yalu.workspace.datasets import ServedSources
from yalu.workspace.keys import KeyStore, Scope, database_url
from yalu.workspace.webhooks import check_signature

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PARTY = {"id": "c-1", "schema": "Person", "properties": {"name": "Anna Sample", "birthDate": 1961}}


def take_in(folder: Path, day: int, *names: str) -> None:
    file = folder.parent / "list.ftm.json"
    lines = [
        {"id": f"e-{name.replace(' ', '-')}", "schema": "Person", "properties": {"name": [name]}} for name in names
    ]
    file.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    Workspace(folder).add(file, now=NOW, published=Published(name="list-a", day=date(2026, 1, day)), force=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    monkeypatch.setenv("YALU_WORKSPACE", str(folder))
    for name in ("YALU_DATABASE", "YALU_RECEIPTS", "YALU_KEEP_FIELDS", "YALU_WEBHOOK_ALLOW"):
        monkeypatch.delenv(name, raising=False)
    take_in(folder, 1, "Boris Example")
    return folder


def serve(folder: Path, **settings: Any) -> TestClient:
    sources = ServedSources(workspace=folder, folder=folder.parent / "served")
    return TestClient(create_app(ServerSettings(sources, **{"watch": False, **settings})))


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with serve(folder) as found:
        yield found


def test_parties_are_put_shown_changed_and_removed(client: TestClient) -> None:
    assert client.post("/watch/parties", json={"parties": [PARTY]}).json() == {"parties": 1}
    shown = client.get("/watch/parties/c-1").json()
    assert shown["properties"] == {"birthDate": ["1961"], "name": ["Anna Sample"]}
    assert client.get("/watch/parties").json() == {"parties": [shown], "total": 1}
    changed = client.put("/watch/parties/c-1", json={"properties": {"name": "Anna B. Sample"}, "threshold": 0.8}).json()
    assert (changed["threshold"], changed["schema"]) == (0.8, "LegalEntity")
    assert client.delete("/watch/parties/c-1").json() == {"status": "ok"}
    for method in ("get", "delete"):
        assert getattr(client, method)("/watch/parties/c-1").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"parties": []}, 422),
        ({"parties": [{"id": "a"}]}, 422),
        ({"parties": [{**PARTY, "threshold": 2}]}, 422),
        ({"parties": [{**PARTY, "extra": 1}]}, 422),
        ({"parties": [{**PARTY, "schema": "Banana"}]}, 400),
        ({"parties": [PARTY, {"id": "b", "properties": {"nmae": "x"}}]}, 400),
        ({"parties": [PARTY, {"id": "b\u0000", "properties": {"name": "x y"}}]}, 400),
    ],
)
def test_of_parties_that_cannot_be_watched_none_is(client: TestClient, body: Any, status: int) -> None:
    assert client.post("/watch/parties", json=body).status_code == status
    assert client.get("/watch/parties").json()["total"] == 0


def test_a_run_says_what_came_of_it(client: TestClient, folder: Path) -> None:
    client.post("/watch/parties", json={"parties": [PARTY]})
    assert client.post("/watch/run").json() | {"lists_changed": []} == {
        "parties": 1,
        "asked_anew": 1,
        "asked_changes": 0,
        "lists_changed": [],
        "alerts": [],
        "busy": False,
    }
    take_in(folder, 2, "Boris Example", "Anna Sample")
    assert client.app.state.serving.update()
    found = client.post("/watch/run").json()
    assert (found["asked_changes"], found["lists_changed"]) == (1, ["list-a"])
    (alert,) = client.get("/alerts").json()["alerts"]
    assert ([alert["id"]], alert["party"], alert["entity"]) == (found["alerts"], "c-1", "e-Anna-Sample")
    assert client.get("/watch").json()["parties"] == 1


def test_a_service_that_nobody_watches_with_makes_no_database(folder: Path) -> None:
    with serve(folder, watch=True) as client:
        time.sleep(0.3)
        assert client.get("/metrics").status_code == 200
    assert not (folder / "yalu.sqlite").exists()


def wait(what: Any, seconds: float = 20) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


def test_a_newer_issue_in_the_workspace_ends_as_a_signed_message_by_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "LOOKS_EVERY", 0.1)
    monkeypatch.setenv("YALU_WEBHOOK_ALLOW", "127.0.0.1")
    receiver = Receiver()
    try:
        with serve(folder, watch=True) as client:
            hook = client.post("/watch/hooks", json={"url": receiver.url}).json()
            client.post("/watch/parties", json={"parties": [PARTY]})
            wait(lambda: client.get("/watch").json()["lists"])
            take_in(folder, 2, "Boris Example", "Anna Sample")
            ((_, headers, body),) = wait(lambda: receiver.got)
            check_signature(headers, body, hook["secret"], int(time.time()))
            assert json.loads(body)["data"]["entity"] == "e-Anna-Sample"
            (delivery,) = wait(lambda: client.get("/watch/deliveries?state=delivered").json()["deliveries"])
            assert (delivery["id"], delivery["status"]) == (headers["webhook-id"], 204)
            metrics = client.get("/metrics").text
            assert 'yalu_webhook_messages{state="delivered"} 1.0' in metrics
    finally:
        receiver.close()


def test_webhooks_go_to_public_addresses_only(client: TestClient) -> None:
    for url in ("http://hooks.example.com/", "https://127.0.0.1/", "https://169.254.169.254/", "file:///etc/passwd"):
        response = client.post("/watch/hooks", json={"url": url})
        assert response.status_code == 400, url
    made = client.post("/watch/hooks", json={"url": "https://hooks.example.com/a"}).json()
    assert "secret" not in client.get("/watch/hooks").json()["hooks"][0]
    assert client.post(f"/watch/hooks/{made['id']}/rotate").json()["secret"] != made["secret"]
    assert client.delete(f"/watch/hooks/{made['id']}").json() == {"status": "ok"}
    for method, path in (("delete", f"hooks/{made['id']}"), ("post", "hooks/x/rotate"), ("post", "deliveries/x/retry")):
        assert getattr(client, method)(f"/watch/{path}").status_code == 404


def test_tenants_and_scopes_keep_the_watch_apart(folder: Path) -> None:
    store = KeyStore(database_url(folder))
    keys = {
        name: {"authorization": f"ApiKey {store.create(name, scopes, now=NOW, tenant=tenant)[1]}"}
        for name, scopes, tenant in (
            ("anna", list(Scope), "one"),
            ("carl", list(Scope), "two"),
            ("asks", [Scope.SCREEN], "one"),
            ("decides", [Scope.DECIDE], "one"),
        )
    }
    with serve(folder, keyed=True) as client:
        client.post("/watch/parties", json={"parties": [PARTY]}, headers=keys["anna"])
        hook = client.post("/watch/hooks", json={"url": "https://a.example/"}, headers=keys["anna"]).json()
        for path in ("", "/parties", "/parties/c-1", "/hooks", "/deliveries"):
            assert client.get(f"/watch{path}", headers=keys["asks"]).status_code == 403
            decides = client.get(f"/watch{path}", headers=keys["decides"]).status_code
            assert decides == (403 if path in ("/hooks", "/deliveries") else 200)
        assert client.get("/watch/parties/c-1", headers=keys["carl"]).status_code == 404
        assert client.delete("/watch/parties/c-1", headers=keys["carl"]).status_code == 404
        assert client.get("/watch/parties", headers=keys["carl"]).json()["total"] == 0
        assert client.get("/watch/hooks", headers=keys["carl"]).json() == {"hooks": []}
        assert client.delete(f"/watch/hooks/{hook['id']}", headers=keys["carl"]).status_code == 404
        assert client.get("/watch/parties/c-1", headers=keys["decides"]).json()["added_by"] == "anna"


def yalu(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("folder")
def test_the_command_line_does_the_same(tmp_path: Path) -> None:
    table = tmp_path / "customers.csv"
    table.write_text("no,name\n7,Anna Sample\n8,Zoltan Nobody\n")
    yalu("watch", "add", str(table), "--map", "id=no")
    yalu("watch", "add", "Boris Example", "--party", "9", "--schema", "Person")
    assert {party["id"] for party in json.loads(yalu("watch", "list", "--json"))["parties"]} == {"7", "8", "9"}
    assert len(json.loads(yalu("watch", "run", "--json"))["alerts"]) == 1
    fresh = tmp_path / "list-a-2026-01-02.ftm.json"
    fresh.write_bytes(
        b'{"id": "e-Boris-Example", "schema": "Person", "properties": {"name": ["Boris Example"]}}\n'
        b'{"id": "e-A", "schema": "Person", "properties": {"name": ["Anna Sample"]}}\n'
    )
    yalu("lists", "add", str(fresh), "--name", "list-a", "--issued", "2026-01-02", "--force")
    found = json.loads(yalu("decisions", "list", "--json"))["alerts"]
    assert {(alert["party"], alert["entity"]) for alert in found} == {("7", "e-A"), ("9", "e-Boris-Example")}
    assert json.loads(yalu("watch", "show", "7", "--json"))["properties"] == {"name": ["Anna Sample"]}
    yalu("watch", "remove", "7", "8")
    assert json.loads(yalu("watch", "status", "--json"))["parties"] == 1
    assert json.loads(yalu("watch", "send", "--json")) == {"delivered": 0, "failed": 0, "dead": 0}
    hook = json.loads(yalu("watch", "hooks", "add", "https://hooks.example.com/", "--json"))
    assert json.loads(yalu("watch", "hooks", "list", "--json"))["hooks"][0]["id"] == hook["id"]
    yalu("watch", "hooks", "remove", hook["id"])
    assert yalu("watch", "deliveries") == ""
