"""GET /search: words, filters, facets, order and pages."""

from typing import Any

import pytest
from starlette.testclient import TestClient


def search(client: TestClient, dataset: str = "default", **params: Any) -> Any:
    response = client.get(f"/search/{dataset}", params=params)
    assert response.status_code == 200, response.text
    return response.json()


def ids(found: dict[str, Any]) -> list[str]:
    return [item["id"] for item in found["results"]]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("vadim testov", {"Q1"}),
        ("testov", {"Q1", "c1"}),
        ("тестов", {"Q1"}),
        ("testov -oil", {"Q1"}),
        ("testov AND NOT vadim", {"c1"}),
        ("primer OR sample", {"p1", "v1"}),
        ("(primer OR vadim) AND yelena", {"p1"}),
        ('"vadim testov"', {"Q1"}),
        ('"testov petrovich"', set()),
        ("testo*", {"Q1", "c1"}),
        ("t?stov", {"Q1", "c1"}),
        ("testpv~1", {"Q1", "c1"}),
        ("testpv", set()),
        ("countries:kp", {"v1"}),
        ("properties.birthDate:1952-10-07", {"Q1"}),
        ("names:moscow", set()),
        ("moscow", {"addr-1"}),
        ("topics:sanction AND testov", {"Q1"}),
        ("id:p1", {"p1"}),
        ("entity_id:p1 OR referents:old-1", {"p1", "Q1"}),
        ("schema:Vessel", {"v1"}),
        ("schema:Company AND datasets:list_a", {"c1", "c2"}),
        ("datasets:list_b AND yelena", {"p1"}),
    ],
)
def test_words(client: TestClient, q: str, found: set[str]) -> None:
    assert set(ids(search(client, q=q, limit=100))) == found


def test_an_empty_query_finds_everything_of_the_schema(client: TestClient) -> None:
    found = search(client, schema="Person")
    assert found["total"] == {"value": 14, "relation": "eq"}
    assert found["limit"] == 10
    assert len(found["results"]) == 10


def test_fuzzy_lets_letters_differ_and_simple_never_fails(client: TestClient) -> None:
    assert "Q1" in ids(search(client, q="testpv", fuzzy=True))
    assert search(client, q='invalid/query AND ( "', simple=True)["results"] == []
    assert ids(search(client, q="primer | sample", simple=True)) != []


def test_larger_entities_come_first_among_equal_ones(client: TestClient) -> None:
    assert ids(search(client, q="testov"))[0] == "Q1"


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "testov", "schema": "Company"}, {"c1"}),
        ({"q": "testov", "schema": "LegalEntity"}, {"Q1", "c1"}),
        ({"q": "testov", "exclude_schema": "Company"}, {"Q1"}),
        ({"q": "testov", "include_dataset": "list_b"}, set()),
        ({"q": "testov", "exclude_dataset": "list_a"}, set()),
        ({"q": "testov", "datasets": "list_a"}, {"Q1", "c1"}),
        ({"countries": "ru", "topics": "sanction"}, {"Q1"}),
        ({"topics": ["sanction", "role.pep"]}, {"Q1", "p1"}),
        ({"topics": ["sanction", "role.pep"], "filter_op": "AND"}, {"Q1"}),
        ({"filter": "properties.birthDate:1961"}, {"p1"}),
        ({"filter": ["properties.birthDate:1961", "properties.birthDate:1952-10-07"]}, {"Q1", "p1"}),
        ({"filter": ["properties.birthDate:1961", "countries:ru"]}, set()),
        ({"filter": "properties.nonsense:x"}, set()),
        ({"changed_since": "2023-06-15T12:00:00"}, {"c1"}),
        ({"target": True}, {"Q1"}),
    ],
)
def test_filters(client: TestClient, params: dict[str, Any], found: set[str]) -> None:
    assert set(ids(search(client, limit=100, **params))) == found


def test_facets_count_what_was_found(client: TestClient) -> None:
    found = search(client, q="testov")
    assert set(found["facets"]) == {"countries", "topics", "datasets"}
    assert found["facets"]["datasets"]["values"] == [{"name": "list_a", "label": "List A", "count": 2}]
    assert found["facets"]["countries"]["values"] == [{"name": "ru", "label": "Russia", "count": 2}]
    only = search(client, q="testov", facets=["schema", "identifiers", "genders"])["facets"]
    assert {item["name"] for item in only["schema"]["values"]} == {"Person", "Company"}
    assert only["genders"]["values"][0]["count"] == 1


def test_order_and_pages(client: TestClient) -> None:
    by_name = search(client, schema="Person", sort="caption:asc", limit=3, offset=1)
    assert [item["caption"] for item in by_name["results"]] == ["Relative B", "Relative C", "Relative D"]
    falling = search(client, schema="Person", sort=["properties.birthDate:desc", "caption:desc"], limit=3)
    assert [item["caption"] for item in falling["results"]] == ["Yelena Primer", "Vadim Testov", "Relative L"]
    assert ids(search(client, q="testov", sort="unheard_of:desc")) == ids(search(client, q="testov"))


def test_pages_together_give_everything_once(client: TestClient) -> None:
    pages = [ids(search(client, limit=4, offset=offset)) for offset in range(0, 20, 4)]
    found = [identity for page in pages for identity in page]
    assert len(found) == len(set(found)) == search(client)["total"]["value"]


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"q": "invalid/query"}, 400),
        ({"q": "(a"}, 400),
        ({"q": '"a'}, 400),
        ({"q": "a AND"}, 400),
        ({"q": "birthDate:[1950 TO 1960]"}, 400),
        ({"q": "((((((((((((((((((((((((a))))))))))))))))))))))))"}, 400),
        ({"q": "a " * 300}, 400),
        ({"schema": "Banana"}, 400),
        ({"filter": "nothing"}, 400),
        ({"filter": "field:"}, 400),
        ({"facets": "magic"}, 400),
        ({"offset": 9_500}, 422),
        ({"limit": 501}, 422),
    ],
)
def test_refusals(client: TestClient, params: dict[str, Any], status: int) -> None:
    response = client.get("/search/default", params=params)
    assert response.status_code == status, response.text
    assert "detail" in response.json()


def test_an_unknown_dataset_is_not_found(client: TestClient) -> None:
    assert client.get("/search/banana").status_code == 404


@pytest.mark.parametrize(
    "q",
    ["'; DROP TABLE entity; --", '" OR 1=1', "keywords : every", "names NEAR text", "{names} : a", "a\0b", "*" * 50],
)
def test_nothing_of_a_query_reaches_the_database_as_language(client: TestClient, q: str) -> None:
    for simple in (True, False):
        assert client.get("/search/default", params={"q": q, "simple": simple}).status_code in (200, 400)
    assert search(client, q="testov")["total"]["value"] == 2
