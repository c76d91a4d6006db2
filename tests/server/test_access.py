"""API keys: who may ask for what, how often, and what is kept of a key."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from yalu.model import YaluError
from yalu.server import ServerSettings, create_app
from yalu.server.access import READ_EVERY, KnownKeys, Rates
from yalu.workspace.datasets import ServedSources
from yalu.workspace.keys import ApiKey, KeyStore, Scope, database_url, key_of

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
QUERY = {"queries": {"q": {"schema": "Person", "properties": {"name": "Vadim Testov"}}}}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    monkeypatch.delenv("YALU_DATABASE", raising=False)
    return KeyStore(database_url(tmp_path))


@pytest.fixture
def keyed(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv("YALU_DATABASE", raising=False)
    served = ServedSources(workspace=tmp_path, manifest=sources / "manifest.yml", folder=sources / "served")
    return TestClient(create_app(ServerSettings(served, keyed=True, watch=False)))


def test_without_a_key_only_health_and_description_are_given(keyed: TestClient) -> None:
    for path in ("/healthz", "/readyz", "/", "/openapi.json"):
        assert keyed.get(path).status_code == 200
    for path in keyed.get("/openapi.json").json()["paths"]:
        if path not in ("/healthz", "/readyz", "/updatez"):
            response = keyed.get(path)
            assert response.status_code == 401, path
            assert response.headers["www-authenticate"] == "ApiKey"
            assert "traceparent" in response.headers
    assert keyed.post("/match/default", json=QUERY).status_code == 401
    assert keyed.post("/updatez").status_code == 403


def test_a_key_is_taken_in_three_ways(keyed: TestClient, store: KeyStore) -> None:
    _, text = store.create("bank", [Scope.SCREEN], now=NOW)
    for headers in ({"authorization": f"ApiKey {text}"}, {"authorization": f"Bearer {text}"}):
        assert keyed.post("/match/default", json=QUERY, headers=headers).status_code == 200
    assert keyed.post("/match/default", json=QUERY, params={"api_key": text}).status_code == 200


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t[:-1] + "!", lambda t: t + "x", lambda _: "", str.upper]
)
def test_a_wrong_key_is_refused(keyed: TestClient, store: KeyStore, change: object) -> None:
    _, text = store.create("bank", [Scope.SCREEN], now=NOW)
    wrong = change(text)  # type: ignore[operator]
    assert keyed.get("/catalog", headers={"authorization": f"ApiKey {wrong}"}).status_code == 401


def test_a_key_allows_what_its_scopes_say(keyed: TestClient, store: KeyStore) -> None:
    _, asks = store.create("asks", [Scope.SCREEN], now=NOW)
    _, runs = store.create("runs", [Scope.ADMINISTER], now=NOW)
    allowed = {
        ("GET", "/catalog"): (200, 403),
        ("GET", "/metrics"): (403, 200),
        ("POST", "/updatez?sync=true"): (403, 200),
    }
    for (method, path), statuses in allowed.items():
        found = [keyed.request(method, path, headers={"authorization": f"ApiKey {key}"}) for key in (asks, runs)]
        assert tuple(response.status_code for response in found) == statuses, path


def test_a_revoked_key_works_no_longer_and_a_rotated_one_until_then(store: KeyStore) -> None:
    key, text = store.create("bank", [Scope.SCREEN, Scope.DECIDE], 60, now=NOW)
    clock = [0.0]
    known = KnownKeys(store, lambda: clock[0])
    assert known.find(text) == key
    fresh, other = store.rotate(key.id, now=NOW)
    assert (fresh.name, fresh.scopes, fresh.per_minute) == (key.name, key.scopes, key.per_minute)
    store.revoke(key.id, now=NOW)
    clock[0] += READ_EVERY
    assert known.find(text) is None
    assert known.find(other) == fresh
    with pytest.raises(YaluError, match="no key"):
        store.revoke(key.id, now=NOW)
    assert [item.revoked for item in store.list() if item.id == key.id] == ["2026-01-02T03:04:05Z"]


def test_the_secret_is_kept_nowhere(store: KeyStore, tmp_path: Path) -> None:
    _, text = store.create("bank", [Scope.SCREEN], now=NOW)
    secret = text.rpartition("_")[2].encode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_a_key_has_a_bound_and_gets_its_requests_back_evenly() -> None:
    clock = [0.0]
    rates = Rates(lambda: clock[0])
    key = ApiKey("a", "bank", (Scope.SCREEN,), 3, "")
    assert [rates.wait(key) for _ in range(3)] == [0.0] * 3
    assert rates.wait(key) == pytest.approx(20.0)
    clock[0] += 20.0
    assert rates.wait(key) == 0.0
    assert rates.wait(key) > 0
    assert rates.wait(ApiKey("b", "free", (Scope.SCREEN,), None, "")) == 0.0


def test_too_many_requests_are_told_when_to_come_again(keyed: TestClient, store: KeyStore) -> None:
    _, text = store.create("bank", [Scope.SCREEN], 2, now=NOW)
    found = [keyed.get("/catalog", params={"api_key": text}) for _ in range(3)]
    assert [response.status_code for response in found] == [200, 200, 429]
    assert int(found[-1].headers["retry-after"]) >= 1


def test_what_is_no_key_is_refused(store: KeyStore) -> None:
    for name, scopes, bound in (("", [Scope.SCREEN], None), ("a\nb", [Scope.SCREEN], None), ("a", [], None)):
        with pytest.raises(YaluError):
            store.create(name, scopes, bound, now=NOW)
    with pytest.raises(YaluError, match="bound"):
        store.create("a", [Scope.SCREEN], 0, now=NOW)
    assert store.list() == ()
    assert key_of("yalu_000000000000_" + "a" * 43, {}) is None


def test_a_broken_database_lets_nobody_pass(keyed: TestClient, store: KeyStore, tmp_path: Path) -> None:
    _, text = store.create("bank", [Scope.SCREEN], now=NOW)
    (tmp_path / "yalu.sqlite").write_bytes(b"no database" * 100)
    assert keyed.get("/catalog", params={"api_key": text}).status_code == 503
