"""One tenant never sees another's: on no path, whatever ids it knows."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from yalu.server import ServerSettings, create_app
from yalu.workspace import Published, Workspace
from yalu.workspace.datasets import ServedSources
from yalu.workspace.keys import KeyStore, Scope, database_url

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LIST, CHOE = "example-public-parties", "ofac-43598"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MARK = "secretone"
Keys = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Keys]]:
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.mktemp("tenants")
        folder = base / "workspace"
        patch.setenv("YALU_WORKSPACE", str(folder))
        for name in ("YALU_DATABASE", "YALU_RECEIPTS", "YALU_FOUR_EYES", "YALU_KEEP", "YALU_KEEP_FIELDS"):
            patch.delenv(name, raising=False)
        Workspace(folder).add(
            EXAMPLES / "public-parties.ftm.json", now=NOW, published=Published(name=LIST, day=NOW.date())
        )
        store = KeyStore(database_url(folder))
        keys = {
            tenant: {"authorization": f"ApiKey {store.create(tenant, list(Scope), now=NOW, tenant=tenant)[1]}"}
            for tenant in ("one", "two")
        }
        sources = ServedSources(workspace=folder, folder=base / "served")
        with TestClient(create_app(ServerSettings(sources, keyed=True, watch=False))) as client:
            yield client, keys


@pytest.fixture(scope="module")
def known(served: tuple[TestClient, Keys]) -> dict[str, str]:
    """What tenant one keeps, all marked, and the ids of it."""
    client, keys = served
    hook = client.post("/watch/hooks", json={"url": f"https://{MARK}.example/"}, headers=keys["one"]).json()
    party = {"id": "party-7", "schema": "Person", "properties": {"name": f"Choe Chol Min {MARK}"}}
    client.post("/watch/parties", json={"parties": [party]}, headers=keys["one"])
    rows = json.dumps({"id": "party-7", "name": "Choe Chol Min", "schema": "Person"})
    screened = client.post("/screen?party_id=id&alerts=true", content=rows, headers=keys["one"])
    assert screened.status_code == 200
    alert = client.get("/alerts", headers=keys["one"]).json()["alerts"][0]
    decided = {"alert": alert["id"], "state": "true_match", "reason": f"{MARK} says so"}
    assert client.post("/decisions", json=decided, headers=keys["one"]).status_code == 200
    asked = {"name": f"Choe {MARK}", "list": [LIST], "as_of": "2026-01-01"}
    certificate = client.post("/certificate", json=asked, headers=keys["one"]).json()
    table = f"payer,payee,amount,currency\nA {MARK},B,1.00,EUR\n"
    kept = client.post(f"/load?name={MARK}.csv", content=table, headers=keys["one"]).json()
    message = client.get("/watch/deliveries", headers=keys["one"]).json()["deliveries"][0]
    return {
        "party": "party-7",
        "alert": alert["id"],
        "hook": hook["id"],
        "message": message["id"],
        "receipt": certificate["receipt"]["hash"],
        "records": kept["id"],
    }


def operations(client: TestClient) -> list[tuple[str, str]]:
    paths = client.get("/openapi.json").json()["paths"]
    return sorted((method.upper(), path) for path, methods in paths.items() for method in methods)


def bodies(known: dict[str, str], path: str) -> list[Any]:
    about = {"dataset": LIST, "entity": CHOE, "state": "escalated", "reason": "x"}
    party = {"schema": "Person", "properties": {"name": "Choe Chol Min"}}
    found: dict[str, list[Any]] = {
        "/decisions": [{**about, "party": known["party"]}, {"alert": known["alert"], "state": "open", "reason": "x"}],
        "/receipts/show": [{"receipt": known["receipt"]}, {"last": 50}],
        "/receipts/verify": [{}, {"anchor": known["receipt"]}],
        "/retention/erase": [{"party": known["party"], "reason": "x", "name": f"Choe {MARK}"}],
        "/retention/run": [{}],
        "/watch/parties/{identity}": [party],
        "/screen": ["name\nChoe Chol Min\n"],
        "/load": ["payer,payee,amount,currency\nC,D,1.00,EUR\n"],
        "/screen/records": ["payer,payee,amount,currency\nC,D,1.00,EUR\n"],
        "/replay": [{"receipt": known["receipt"]}],
        "/trace": [{"party": "B"}, {"party": CHOE}],
        "/gaps": [{}],
        "/own": [{"all": True}],
        "/exposure": [{"wallets": ["0x1111111111111111111111111111111111111111"]}],
        "/investigate": [{"documents": [{"name": "a.txt", "content": "A pays B."}], "kept_records": True}],
    }
    return found.get(path, [None])


def asked(client: TestClient, headers: dict[str, str], known: dict[str, str], method: str, path: str) -> list[Any]:
    ids = (known["party"], known["alert"], known["hook"], known["message"], known["receipt"], CHOE, known["records"])
    paths = [path] if "{" not in path else []
    if not paths:
        for value in ids:
            filled = path.replace("{dataset}", "default").replace("{property_name}", "familyPerson")
            while "{" in filled:
                filled = filled[: filled.index("{")] + value + filled[filled.index("}") + 1 :]
            paths.append(filled)
    found = []
    for filled in dict.fromkeys(paths):
        for body in bodies(known, path) if method != "GET" else [None]:
            given = {"content": body} if isinstance(body, str) else {"json": body} if body is not None else {}
            query = {"/screen": "?party_id=name", "/load": "?name=other.csv"}.get(path, "")
            found.append(client.request(method, filled + query, headers=headers, **given))
    return found


TELLS = {
    ("GET", "/alerts"),
    ("GET", "/alerts/{identity}"),
    ("GET", "/decisions/export"),
    ("GET", "/receipts/export"),
    ("POST", "/receipts/show"),
    ("GET", "/watch/parties"),
    ("GET", "/watch/parties/{identity}"),
    ("GET", "/watch/hooks"),
    ("GET", "/records"),
}
"""What shows the mark to the tenant itself, so that this test can fail."""


def test_no_path_shows_or_changes_what_another_tenant_keeps(
    served: tuple[TestClient, Keys], known: dict[str, str]
) -> None:
    client, keys = served
    told = set()
    for method, path in operations(client):
        if (method, path) in TELLS:
            own = asked(client, keys["one"], known, method, path)
            told |= {(method, path)} & {(method, path) for response in own if MARK in response.text.casefold()}
    assert told == TELLS
    everything = {path: client.get(path, headers=keys["one"]).text for path in EVERYTHING}
    for method, path in operations(client):
        for response in asked(client, keys["two"], known, method, path):
            assert response.status_code < 500, (method, path, response.text)
            assert MARK not in response.text.casefold(), (method, path, response.text)
            if "{identity}" in path and method != "PUT":
                assert response.status_code == 404, (method, path, response.text)
    assert {path: client.get(path, headers=keys["one"]).text for path in EVERYTHING} == everything


EVERYTHING = (
    "/alerts?limit=1000",
    "/decisions/export",
    "/receipts/export",
    "/watch/parties",
    "/watch/hooks",
    "/watch/deliveries",
    "/records",
)


def test_a_tenant_with_the_same_ids_has_its_own(served: tuple[TestClient, Keys], known: dict[str, str]) -> None:
    client, keys = served
    body = {"schema": "Person", "properties": {"name": "Somebody Else"}}
    client.put(f"/watch/parties/{known['party']}", json=body, headers=keys["two"])
    names = [
        client.get(f"/watch/parties/{known['party']}", headers=keys[who]).json()["properties"]["name"] for who in keys
    ]
    assert names == [[f"Choe Chol Min {MARK}"], ["Somebody Else"]]
    assert client.get(f"/alerts/{known['alert']}", headers=keys["two"]).status_code == 404
