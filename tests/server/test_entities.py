"""GET /entities: nesting, adjacency, paging, merged ids."""

from typing import Any

import pytest
from starlette.testclient import TestClient


def get(client: TestClient, path: str, **params: Any) -> Any:
    response = client.get(path, params=params)
    assert response.status_code == 200, response.text
    return response.json()


def test_flat_values_are_ids(client: TestClient) -> None:
    found = get(client, "/entities/Q1", nested=False)
    assert found["properties"]["addressEntity"] == ["addr-1"]
    assert "ownershipOwner" not in found["properties"]


def test_nested_edges_reach_their_far_end_and_no_further(client: TestClient) -> None:
    found = get(client, "/entities/Q1")
    assert found["properties"]["addressEntity"][0]["properties"]["full"] == ["Main Street 1, Moscow"]
    assert found["properties"]["sanctions"][0]["properties"]["entity"] == ["Q1"]
    (edge,) = found["properties"]["ownershipOwner"]
    assert edge["properties"]["owner"] == ["Q1"]
    far = edge["properties"]["asset"][0]
    assert far["id"] == "c1"
    assert "ownershipOwner" not in far["properties"]


def test_nesting_goes_both_ways(client: TestClient) -> None:
    found = get(client, "/entities/c1")
    assert found["properties"]["ownershipAsset"][0]["properties"]["owner"][0]["id"] == "Q1"
    assert found["properties"]["ownershipOwner"][0]["properties"]["asset"][0]["id"] == "c2"
    assert found["properties"]["subsidiaries"][0]["id"] == "c2"


def test_adjacency_is_told_by_property(client: TestClient) -> None:
    found = get(client, "/entities/Q1/adjacent")
    assert found["entity"]["properties"]["addressEntity"] == ["addr-1"]
    assert set(found["adjacent"]) == {"addressEntity", "sanctions", "ownershipOwner"}
    owned = found["adjacent"]["ownershipOwner"]
    assert (owned["limit"], owned["offset"], owned["total"]) == (10, 0, {"value": 1, "relation": "eq"})
    assert owned["results"][0]["properties"]["asset"][0]["id"] == "c1"


def test_adjacency_is_paged_in_the_order_of_loading(client: TestClient) -> None:
    first = get(client, "/entities/p1/adjacent/familyPerson", limit=5)
    rest = get(client, "/entities/p1/adjacent/familyPerson", limit=10, offset=5)
    assert first["total"]["value"] == 12
    assert [item["id"] for item in first["results"] + rest["results"]] == [f"f{n}" for n in range(12)]
    assert rest["results"][0]["properties"]["relative"][0]["caption"] == "Relative F"
    falling = get(client, "/entities/p1/adjacent/familyPerson", limit=2, sort="id:desc")
    assert [item["id"] for item in falling["results"]] == ["f9", "f8"]


def test_an_empty_adjacency_is_a_page_too(client: TestClient) -> None:
    assert get(client, "/entities/c2/adjacent/ownershipOwner")["total"]["value"] == 0


@pytest.mark.parametrize("rest", ["", "/adjacent", "/adjacent/ownershipOwner"])
def test_a_merged_id_is_redirected(client: TestClient, rest: str) -> None:
    response = client.get(f"/entities/old-1{rest}")
    assert response.status_code == 308
    assert response.headers["location"] == f"/entities/Q1{rest}"
    asked = client.get(f"/entities/old-1{rest}", params={"limit": 3})
    assert asked.headers["location"] == f"/entities/Q1{rest}?limit=3"


@pytest.mark.parametrize(
    "path",
    [
        "/entities/nobody",
        "/entities/nobody/adjacent",
        "/entities/nobody/adjacent/ownershipOwner",
        "/entities/Q1/adjacent/name",
        "/entities/Q1/adjacent/magic",
        "/entities/..%2f..%2fetc%2fpasswd",
        "/entities/Q1%00",
        "/entities/" + "x" * 900,
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "detail" in response.json()
