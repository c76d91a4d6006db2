"""The reconciliation API, as OpenRefine uses it."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient


def post(client: TestClient, **form: Any) -> Any:
    response = client.post("/reconcile/default", data={key: json.dumps(value) for key, value in form.items()})
    assert response.status_code == 200, response.text
    return response.json()


def test_the_service_describes_itself(client: TestClient) -> None:
    found = client.get("/reconcile/default").json()
    assert found["versions"] == ["0.2"]
    assert found["identifierSpace"] == found["schemaSpace"] == "https://www.opensanctions.org/reference/#schema"
    assert found["batchSize"] == 3
    assert set(found["suggest"]) == {"entity", "type", "property"}
    assert "Person" in {item["id"] for item in found["defaultTypes"]}
    assert client.get("/reconcile/banana").status_code == 404


def test_cells_are_reconciled_by_key(client: TestClient) -> None:
    found = post(
        client, queries={"c0": {"query": "Vadim Testov"}, "c1": {"query": "Northern Sample", "type": "Vessel"}}
    )
    (best,) = found["c0"]["result"]
    assert (best["id"], best["name"], best["match"]) == ("Q1", "Vadim Testov", True)
    assert best["type"][0]["id"] == "Person"
    assert best["score"] > 70
    assert found["c1"]["result"][0]["id"] == "v1"


def test_the_type_and_properties_of_a_row_count(client: TestClient) -> None:
    assert post(client, queries={"c": {"query": "Vadim Testov", "type": ["Company"]}})["c"]["result"] == []
    other_day = {"query": "Vadim Testov", "type": "Person", "properties": [{"pid": "Person:birthDate", "v": "1990"}]}
    same_day = {"query": "Vadim Testov", "type": "Person", "properties": [{"pid": "birthDate", "v": 1952}]}
    found = post(client, queries={"other": other_day, "same": same_day})
    assert found["other"]["result"][0]["score"] < found["same"]["result"][0]["score"]


def test_entities_are_extended(client: TestClient) -> None:
    properties = [
        {"id": "Thing:country"},
        {"id": "Person:birthDate", "settings": {"limit": 1}},
        {"id": "Thing:addressEntity"},
        {"id": "Thing:magic"},
    ]
    found = post(client, extend={"ids": ["Q1", "nobody"], "properties": properties})
    assert [item["id"] for item in found["meta"]] == [item["id"] for item in properties]
    row = found["rows"]["Q1"]
    assert row["Thing:country"] == [{"str": "Russia"}]
    assert row["Person:birthDate"] == [{"str": "1952-10-07"}]
    assert row["Thing:addressEntity"] == [{"str": "Main Street 1, Moscow"}]
    assert row["Thing:magic"] == []
    assert found["rows"]["nobody"]["Thing:country"] == []
    raw = post(client, extend={"ids": ["Q1"], "properties": [{"id": "Thing:country", "settings": {"render": "raw"}}]})
    assert raw["rows"]["Q1"]["Thing:country"] == [{"str": "ru"}]


def test_what_openrefine_leaves_empty_has_its_default(client: TestClient) -> None:
    properties = [{"id": "Thing:country", "settings": {"limit": ""}}, {"id": "Person:birthDate", "settings": None}]
    row = post(client, extend={"ids": ["Q1"], "properties": properties})["rows"]["Q1"]
    assert row == {"Thing:country": [{"str": "Russia"}], "Person:birthDate": [{"str": "1952-10-07"}]}
    found = post(client, queries={"c": {"query": "Vadim Testov", "type_strict": "should", "limit": None}})
    assert found["c"]["result"][0]["id"] == "Q1"


@pytest.mark.parametrize(("limit", "shown"), [(0, 0), (-1, 0), (1, 1), (100_000, 12)])
def test_a_cell_is_given_no_more_candidates_than_it_asks_for(client: TestClient, limit: int, shown: int) -> None:
    found = post(client, queries={"c": {"query": "Relative", "type": "Person", "limit": limit}})
    assert len(found["c"]["result"]) == shown


def test_queries_in_the_address_are_answered_as_those_in_a_body(client: TestClient) -> None:
    asked = {"c": {"query": "Vadim Testov"}}
    found = client.get("/reconcile/default", params={"queries": json.dumps(asked)})
    assert (found.status_code, found.json()) == (200, post(client, queries=asked))
    assert client.get("/reconcile/default", params={"queries": "no json"}).status_code == 400


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"queries": "no json"},
        {"queries": "[]"},
        {"queries": '{"a": {"query": "x", "type": "Banana"}}'},
        {"queries": '{"a": {"limit": "many"}}'},
        {"queries": json.dumps({f"c{n}": {"query": "x"} for n in range(101)})},
        {"extend": '{"ids": ["old-1"], "properties": [{"id": "Thing:name"}]}'},
        {"extend": '{"ids": "Q1"}'},
    ],
)
def test_refusals(client: TestClient, form: dict[str, str]) -> None:
    response = client.post("/reconcile/default", data=form)
    assert response.status_code == 400, response.text
    assert "detail" in response.json()


def test_entities_are_suggested_by_the_beginnings_of_their_names(client: TestClient) -> None:
    found = client.get("/reconcile/default/suggest/entity", params={"prefix": "vadim tes"}).json()
    assert (found["code"], found["status"], found["prefix"]) == ("/api/status/ok", "200 OK", "vadim tes")
    assert found["result"][0]["id"] == "Q1"
    assert client.get("/reconcile/default/suggest/entity").json()["result"] == []


def test_properties_and_types_are_suggested(client: TestClient) -> None:
    props = client.get("/reconcile/default/suggest/property", params={"prefix": "country"}).json()["result"]
    assert props[0]["id"] == "Thing:country"
    assert len(props) <= 5
    types = client.get("/reconcile/default/suggest/type", params={"prefix": "compan"}).json()["result"]
    assert {"id": "Company", "name": "Companies"}.items() <= types[0].items()


def test_properties_to_extend_with_are_proposed(client: TestClient) -> None:
    found = client.get("/reconcile/default/extend/property", params={"type": "Person", "limit": 4}).json()
    assert (found["type"], found["limit"]) == ("Person", 4)
    labels = [item["name"] for item in found["properties"]]
    assert labels == sorted(labels)
    assert len(labels) == 4
    assert client.get("/reconcile/default/extend/property", params={"type": "Banana"}).status_code == 400


def test_a_preview_is_a_page(client: TestClient) -> None:
    response = client.get("/reconcile/default/preview/Q1")
    assert response.headers["content-type"].startswith("text/html")
    assert "Vadim Testov" in response.text
