"""What holds for every path: headers, bounds, the catalog, updates, and an answer to anything that is sent."""

import json
import logging
import re
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from starlette.testclient import TestClient

from tests.server.conftest import ENTITIES_A, write_lines
from yalu.server import ServerSettings, create_app
from yalu.server.settings import TOKEN_VARIABLE
from yalu.server.tracing import trace_of
from yalu.workspace.datasets import ServedSources

PARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01")


def test_health_and_readiness(client: TestClient) -> None:
    for path in ("/healthz", "/readyz"):
        assert client.get(path).json() == {"status": "ok"}


def test_health_says_how_old_each_list_is(client: TestClient) -> None:
    found = client.get("/health").json()["datasets"]
    assert found["list_a"]["version"] == "20240501"
    assert set(found["list_b"]) == {"version", "current", "date", "age_days", "entities"}


def test_every_answer_has_trace_headers(client: TestClient) -> None:
    for path in ("/healthz", "/search/default", "/search/banana", "/nowhere"):
        headers = client.get(path).headers
        assert PARENT.fullmatch(headers["traceparent"])
        assert headers["tracestate"] == f"yente={headers['traceparent'].split('-')[2]}"


def test_a_trace_goes_on() -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    trace = trace_of(parent, "yente=aaaa,other=1, broken")
    assert trace.id == "0af7651916cd43dd8448eb211c80319c"
    assert trace.parent != parent
    assert trace.state.endswith(",other=1")
    for broken in ("", "00-" + "0" * 32 + "-b7ad6b7169203331-01", "ff" + parent[2:], parent + "\r\nx: y"):
        assert trace_of(broken, "other=1").id != trace.id


def test_pages_of_other_origins_may_read(client: TestClient) -> None:
    assert client.get("/healthz", headers={"origin": "https://a.example"}).headers["access-control-allow-origin"] == "*"


def test_an_address_can_be_so_long_and_no_longer(client: TestClient) -> None:
    bare = "/search/default?simple=true&q="
    assert client.get(bare + "a" * (60_000 - len(bare))).status_code == 200
    response = client.get(bare + "a" * (60_001 - len(bare)))
    assert (response.status_code, response.json()) == (414, {"detail": "Request URI too long"})


def test_a_body_can_be_so_large_and_no_larger(sources: Path) -> None:
    asked = ServerSettings(
        ServedSources(manifest=sources / "manifest.yml", folder=sources / "served"), max_body=1_000, watch=False
    )
    small = TestClient(create_app(asked))
    assert small.post("/match/default", content=b"x" * 1_001).status_code == 413

    def pieces() -> Any:
        for _ in range(20):
            yield b"x" * 100

    assert small.post("/match/default", content=pieces()).status_code == 413


def test_the_catalog_tells_versions_and_is_cached_by_its_tag(client: TestClient) -> None:
    response = client.get("/catalog")
    data = response.json()
    by_name = {item["name"]: item for item in data["datasets"]}
    assert by_name["list_a"]["index_version"] == by_name["list_a"]["version"] == "20240501"
    assert by_name["list_a"]["index_current"] is True
    assert by_name["default"]["children"] == ["list_a", "list_b"]
    assert by_name["default"]["load"] is False
    assert (data["current"], data["outdated"], data["index_stale"]) == (["list_a", "list_b"], [], False)
    assert response.headers["cache-control"] == "public, max-age=300"
    again = client.get("/catalog", headers={"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/manifest").json() == data


def test_no_place_on_this_machine_is_told(client: TestClient, sources: Path) -> None:
    assert str(sources) not in client.get("/catalog").text


def test_algorithms_are_documented(client: TestClient) -> None:
    found = client.get("/algorithms").json()
    assert found["default"] == found["best"] == "yalu"
    for item in found["algorithms"]:
        assert set(item["docs"]) == {"name", "description", "config", "features"}
        for feature in item["features"].values():
            assert set(feature) == {"description", "coefficient", "url"}


def test_the_home_page_needs_no_other_address(client: TestClient) -> None:
    response = client.get("/")
    assert response.headers["content-type"].startswith("text/html")
    assert "/match/{dataset}" in response.text
    assert "<script" not in response.text


def test_metrics_count_by_route_and_never_name_what_is_asked(client: TestClient) -> None:
    client.get("/search/default", params={"q": "secretparty"})
    text = client.get("/metrics").text
    assert 'yalu_requests_total{method="GET",route="/search/{dataset}",status="200"}' in text
    assert "secretparty" not in text


def test_the_log_names_no_party_and_no_key(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="yalu.server.requests"):
        client.get("/search/default", params={"q": "secretparty", "api_key": "secretkey"})
        client.get("/entities/secretparty")
        query = {"schema": "Person", "properties": {"name": "secretparty"}}
        client.post("/match/default", json={"queries": {"secretparty": query}})
    told = [str(record.__dict__) for record in caplog.records if record.name == "yalu.server.requests"]
    assert len(told) == 3
    assert not [line for line in told if "secret" in line]


def test_an_update_needs_the_token(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/updatez").status_code == 405
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    assert client.post("/updatez").status_code == 403
    assert client.post("/updatez", params={"token": ""}).status_code == 403
    monkeypatch.setenv(TOKEN_VARIABLE, "right")
    assert client.post("/updatez", params={"token": "wrong"}).status_code == 403
    assert client.post("/updatez", params={"token": "right", "sync": True}).json() == {"status": "ok"}


@pytest.fixture
def changing(tmp_path: Path) -> tuple[TestClient, Path]:
    file = tmp_path / "a.json"
    write_lines(file, ENTITIES_A)
    (tmp_path / "m.yml").write_text("datasets: [{name: list_a, path: a.json}]")
    app = create_app(
        ServerSettings(ServedSources(manifest=tmp_path / "m.yml", folder=tmp_path / "served"), watch=False)
    )
    return TestClient(app), file


def names(client: TestClient) -> tuple[int, tuple[str, ...]]:
    response = client.get("/search/default", params={"schema": "Company"})
    assert response.status_code == 200, response.text
    return response.json()["total"]["value"], tuple(sorted(item["caption"] for item in response.json()["results"]))


def test_a_newer_file_is_served_after_an_update(changing: tuple[TestClient, Path]) -> None:
    client, file = changing
    assert names(client) == (2, ("Subsidiary Bank", "Testov Oil OOO"))
    write_lines(file, [{"id": "n1", "schema": "Company", "properties": {"name": ["Newly Listed Ltd"]}}])
    assert client.app.state.serving.update()
    assert names(client) == (1, ("Newly Listed Ltd",))
    query = {"queries": {"q": {"schema": "Company", "properties": {"name": "Newly Listed Limited"}}}}
    assert client.post("/match/list_a", json=query).json()["responses"]["q"]["results"][0]["id"] == "n1"


@pytest.mark.parametrize("content", [b"", b"{broken\n", b'{"id": "x", "schema": "Banana", "properties": {}}\n'])
def test_a_broken_file_changes_nothing_and_is_told(changing: tuple[TestClient, Path], content: bytes) -> None:
    client, file = changing
    before = names(client)
    file.write_bytes(content)
    assert not client.app.state.serving.update()
    assert names(client) == before
    assert "last_update_failed" in client.get("/health").json()


def test_other_workers_follow(changing: tuple[TestClient, Path], tmp_path: Path) -> None:
    client, file = changing
    served = ServedSources(manifest=tmp_path / "m.yml", folder=tmp_path / "served")
    other = TestClient(create_app(ServerSettings(served, watch=False)))
    write_lines(file, [{"id": "n1", "schema": "Company", "properties": {"name": ["Newly Listed Ltd"]}}])
    assert client.app.state.serving.update()
    assert other.app.state.serving.follow()
    assert names(other) == names(client)
    assert not other.app.state.serving.follow()


def test_updates_under_load_drop_no_request_and_mix_no_data(changing: tuple[TestClient, Path]) -> None:
    client, file = changing
    issues = [
        [{"id": f"n{n}", "schema": "Company", "properties": {"name": [f"Firm {word}"]}} for n in range(3)]
        for word in ("Alpha", "Beta")
    ]
    allowed = {(2, ("Subsidiary Bank", "Testov Oil OOO")), (3, ("Firm Alpha",) * 3), (3, ("Firm Beta",) * 3)}
    seen: list[Any] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            seen.append(names(client))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(6):
        write_lines(file, issues[turn % 2])
        assert client.app.state.serving.update()
    stop.set()
    for thread in threads:
        thread.join()
    assert set(seen) <= allowed
    assert len(seen) > 10


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
QUERY = st.fixed_dictionaries(
    {
        "schema": st.sampled_from(["Person", "Company", "Vessel", "LegalEntity", "Address", "Thing", "Sanction", ""]),
        "properties": st.dictionaries(
            st.sampled_from(["name", "birthDate", "country", "phone", "addressEntity", "firstName", "imoNumber", "x"]),
            JSON,
            max_size=4,
        ),
    }
)
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(queries=st.dictionaries(st.text(max_size=5), QUERY | JSON, max_size=3), extra=JSON)
def test_no_body_breaks_matching(client: TestClient, queries: Any, extra: Any) -> None:
    body = json.dumps({"queries": queries, "config": extra})
    assert client.post("/match/default", content=body).status_code in (200, 400, 422)
    body = json.dumps({"queries": queries})
    assert client.post("/match/default", content=body).status_code in (200, 400, 422)


def operations(client: TestClient) -> list[tuple[str, str, list[dict[str, Any]]]]:
    document = client.get("/openapi.json").json()
    return [
        (method, path, told.get("parameters", []))
        for path, methods in document["paths"].items()
        for method, told in methods.items()
    ]


@quick
@given(data=st.data())
def test_no_parameters_break_any_path(client: TestClient, data: st.DataObject) -> None:
    method, path, parameters = data.draw(st.sampled_from(operations(client)))
    texts = st.sampled_from(["", "0", "-1", "true", "default", "Q1", "Person", "name:desc", "a:b", "\0", "9" * 30, "*"])
    values = texts | st.text(max_size=12)
    query: dict[str, Any] = {}
    for item in parameters:
        value = data.draw(values)
        if item["in"] == "path":
            path = path.replace(f"{{{item['name']}}}", quote(value, safe="") or "x")
        elif data.draw(st.booleans()):
            query[item["name"]] = [value, data.draw(values)] if data.draw(st.booleans()) else value
    form = {"queries": json.dumps(data.draw(JSON))} if "reconcile" in path else None
    response = client.request(method, path, params=query, data=form)
    assert response.status_code in (200, 304, 307, 308, 400, 403, 404, 405, 422), (path, query, response.text)
