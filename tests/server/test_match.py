"""POST /match: parameters, bodies, status codes and meaning, as clients of yente know them."""

import gzip
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from starlette.testclient import TestClient

TESTOV = {"schema": "Person", "properties": {"name": ["Vadim Testov"], "birthDate": 1952, "country": "Russia"}}
ENTITY_KEYS = {
    "id",
    "caption",
    "schema",
    "properties",
    "datasets",
    "referents",
    "target",
    "first_seen",
    "last_seen",
    "last_change",
}


def match(client: TestClient, query: dict[str, Any] = TESTOV, dataset: str = "default", **params: Any) -> Any:
    response = client.post(f"/match/{dataset}", json={"queries": {"q": query}}, params=params)
    assert response.status_code == 200, response.text
    return response.json()["responses"]["q"]


def ids(found: dict[str, Any]) -> list[str]:
    return [item["id"] for item in found["results"]]


def test_a_batch_is_answered_by_key_and_its_size_is_told(client: TestClient) -> None:
    body = {"queries": {"a": TESTOV, "b": {"schema": "Person", "properties": {"name": "Nobody Nowhere"}}}}
    response = client.post("/match/default", json=body)
    assert response.headers["x-batch-size"] == "2"
    data = response.json()
    assert data["limit"] == 5
    assert set(data["responses"]) == {"a", "b"}
    assert data["responses"]["a"]["status"] == 200
    assert data["responses"]["b"]["results"] == []
    assert data["responses"]["b"]["total"] == {"value": 0, "relation": "eq"}


def test_a_result_has_all_keys_and_an_explanation_that_adds_up(client: TestClient) -> None:
    result = match(client)["results"][0]
    assert set(result) == {*ENTITY_KEYS, "score", "match", "explanations"}
    assert result["id"] == "Q1"
    assert result["match"] is True
    assert result["datasets"] == ["list_a"]
    assert result["referents"] == ["old-1"]
    assert result["first_seen"] == "2022-03-01T10:00:00"
    assert result["last_seen"] == "2024-05-01T10:00:00"
    assert sum(item["score"] for item in result["explanations"].values()) == pytest.approx(result["score"], abs=5e-4)
    for told in result["explanations"].values():
        assert set(told) == {"detail", "score", "query", "candidate"}


def test_the_query_is_echoed_cleaned_and_the_id_never_counts(client: TestClient) -> None:
    found = match(client, {"id": "Q1", **TESTOV})
    assert found["query"]["id"] == "Q1"
    assert found["query"]["properties"]["country"] == ["ru"]
    assert found["query"]["properties"]["birthDate"] == ["1952"]
    assert match(client, {"id": "Q1", "schema": "Person", "properties": {"name": "Somebody Else"}})["results"] == []


def test_parts_of_a_name_make_a_name(client: TestClient) -> None:
    query = {"schema": "Person", "properties": {"firstName": "Vadim", "lastName": "Testov"}}
    found = match(client, query)
    assert "Vadim Testov" in found["query"]["properties"]["alias"]
    assert ids(found) == ["Q1"]


@pytest.mark.parametrize("name", ["VadimTestov", "Вадим Тестов", "Testov, Vadim"])
def test_other_spellings_are_found(client: TestClient, name: str) -> None:
    assert "Q1" in ids(match(client, {"schema": "Person", "properties": {"name": name}}))


def test_a_misspelled_name_is_found_at_a_low_threshold(client: TestClient) -> None:
    query = {"schema": "Person", "properties": {"name": "Vaddim Testpv"}}
    assert "Q1" in ids(match(client, query, threshold=0.4))


def test_what_is_below_the_threshold_and_above_the_cutoff_is_shown_and_is_no_match(client: TestClient) -> None:
    query = {"schema": "Person", "properties": {"name": "Vadim Testov", "birthDate": "1990"}}
    shown = match(client, query, threshold=0.99, cutoff=0.3)
    assert ids(shown) == ["Q1"]
    assert shown["results"][0]["match"] is False
    assert shown["total"]["value"] == 0
    assert match(client, query, threshold=0.95, cutoff=0.95)["results"] == []


def test_a_score_that_is_exactly_the_threshold_is_a_match(client: TestClient) -> None:
    query = {"schema": "Person", "properties": {"name": "Vadim Testov", "birthDate": "1990"}}
    score = match(client, query, threshold=0.3, cutoff=0.3)["results"][0]["score"]
    assert 0.3 < score < 1
    exact = match(client, query, threshold=score, cutoff=score)
    assert [item["match"] for item in exact["results"]] == [True]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"include_dataset": "list_a"}, True),
        ({"include_dataset": "list_b"}, False),
        ({"include_dataset": "nowhere"}, False),
        ({"exclude_dataset": "list_a"}, False),
        ({"exclude_dataset": ["list_b", "nowhere"]}, True),
        ({"exclude_schema": "Person"}, False),
        ({"topics": "sanction"}, True),
        ({"topics": "crime"}, False),
        ({"changed_since": "2023-06-15T11:59"}, True),
        ({"changed_since": "2023-06-15T12:00:00"}, False),
        ({"exclude_entity_ids": "Q1"}, False),
        ({"exclude_entity_ids": "old-1"}, False),
        ({"exclude_entity_ids": "other"}, True),
        ({"fuzzy": "false", "unheard": "of"}, True),
    ],
)
def test_filters(client: TestClient, params: dict[str, Any], found: bool) -> None:
    assert ("Q1" in ids(match(client, **params))) is found


def test_a_dataset_answers_for_itself_only(client: TestClient) -> None:
    assert ids(match(client, dataset="list_a")) == ["Q1"]
    assert match(client, dataset="list_b")["results"] == []


def test_the_total_counts_matches_that_the_limit_cuts(client: TestClient) -> None:
    query = {"schema": "Person", "properties": {"name": "Relative A"}}
    some = match(client, query, limit=1, threshold=0.2, cutoff=0.2)
    assert len(some["results"]) == 1
    assert some["total"]["value"] > 1


def test_a_query_finds_what_its_schema_can_be(client: TestClient) -> None:
    name = {"name": "Vadim Testov"}
    assert ids(match(client, {"schema": "LegalEntity", "properties": name})) == ["Q1"]
    assert match(client, {"schema": "Vessel", "properties": name})["results"] == []


def test_an_identifier_is_a_match_by_itself(client: TestClient) -> None:
    found = match(client, {"schema": "Company", "properties": {"innCode": "7707083893"}})
    assert ids(found) == ["c1"]
    assert found["results"][0]["score"] == 1.0


@pytest.mark.parametrize(
    ("body", "params", "status"),
    [
        ({"queries": {}}, {}, 400),
        ({"queries": {f"q{n}": TESTOV for n in range(101)}}, {}, 400),
        ({"queries": {"q": {"schema": "Banana", "properties": {}}}}, {}, 400),
        ({"queries": {"q": {"schema": "Thing", "properties": {}}}}, {}, 400),
        ({"queries": {"q": {"properties": {"name": "x"}}}}, {}, 422),
        ({"queries": {"q": TESTOV}}, {"algorithm": "magic"}, 400),
        ({"queries": {"q": TESTOV}, "config": {"magic": 1}}, {}, 400),
        ({"queries": {"q": TESTOV}}, {"limit": 501}, 422),
        ({"queries": {"q": TESTOV}}, {"limit": -1}, 422),
        ({"queries": {"q": TESTOV}}, {"threshold": "nan"}, 422),
        ({"queries": {"q": TESTOV}}, {"changed_since": "yesterday"}, 422),
        ({"queries": {"q": TESTOV}}, {"exclude_entity_ids": [str(n) for n in range(51)]}, 422),
        ({}, {}, 422),
        ([], {}, 422),
    ],
)
def test_refusals(client: TestClient, body: Any, params: dict[str, Any], status: int) -> None:
    response = client.post("/match/default", json=body, params=params)
    assert response.status_code == status, response.text
    assert "detail" in response.json()


def test_an_unknown_dataset_is_not_found(client: TestClient) -> None:
    assert client.post("/match/banana", json={"queries": {"q": TESTOV}}).status_code == 404


def test_a_hundred_queries_are_answered(client: TestClient) -> None:
    response = client.post("/match/default", json={"queries": {f"q{n}": TESTOV for n in range(100)}})
    assert len(response.json()["responses"]) == 100


def test_json_without_a_content_type_is_read(client: TestClient) -> None:
    body = b'{"queries": {"q": {"schema": "Person", "properties": {"name": "Vadim Testov"}}}}'
    response = client.post("/match/default", content=body)
    assert response.status_code == 200, response.text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[" * 100_000, b'{"queries": {"q": NaN}}', b'{"queries": {"\\ud800": {}}}', b"\xff\xfe", b"null"],
)
def test_broken_json_is_refused(client: TestClient, body: bytes) -> None:
    response = client.post("/match/default", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422)


def test_long_answers_are_packed(client: TestClient) -> None:
    response = client.post("/match/default", json={"queries": {"q": TESTOV}}, headers={"accept-encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert gzip.decompress(gzip.compress(response.content)) == response.content


@pytest.mark.parametrize("algorithm", ["logic-v1", "name-based", "name-qualified", "ofac"])
def test_their_algorithms_score_our_candidates(client: TestClient, algorithm: str) -> None:
    pytest.importorskip("nomenklatura")
    found = match(client, algorithm=algorithm)
    assert ids(found) == ["Q1"]
    assert found["results"][0]["score"] > 0.9
    assert found["results"][0]["explanations"]


def test_weights_change_what_their_algorithms_give(client: TestClient) -> None:
    pytest.importorskip("nomenklatura")
    features = ["jaro_name_parts", "soundex_name_parts"]
    body = {"queries": {"q": TESTOV}, "weights": dict.fromkeys(features, 0.0)}
    response = client.post("/match/default", json=body, params={"algorithm": "name-based"})
    assert response.json()["responses"]["q"]["results"] == []


def test_their_caches_never_mix_queries(client: TestClient) -> None:
    """They keep analysed names by an entity's id, so an id must not stand for two names."""
    pytest.importorskip("nomenklatura")
    assert ids(match(client, {"id": "same", **TESTOV}, algorithm="logic-v1")) == ["Q1"]
    other = {"id": "same", "schema": "Person", "properties": {"name": "Yelena Primer"}}
    assert ids(match(client, other, algorithm="logic-v1")) == ["p1"]


def test_parts_of_names_that_would_combine_without_end_are_refused(client: TestClient) -> None:
    parts = {prop: [f"Name{n}" for n in range(20)] for prop in ("firstName", "middleName", "lastName")}
    response = client.post("/match/default", json={"queries": {"q": {"schema": "Person", "properties": parts}}})
    assert response.status_code == 400


VALUES = st.sampled_from(["Vadim Testov", "vadim testof", "", "1952", "Russia", "x" * 3_000]) | st.lists(st.text())
PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "limit": st.sampled_from(["0", "1", "5", "500", "501", "-1", "x", "05", ""]),
        "threshold": st.sampled_from(["0", "0.5", ".5", "1", "1.0", "1.5", "nan", "0.1234567", "5e-1"]),
        "cutoff": st.sampled_from(["0.2", "0.9", "2"]),
        "algorithm": st.sampled_from(["best", "yalu", "banana", "a b", ""]),
        "fuzzy": st.just("true"),
    },
)
BODIES = st.fixed_dictionaries(
    {
        "queries": st.dictionaries(
            st.sampled_from(["a", "b"]),
            st.fixed_dictionaries(
                {
                    "schema": st.sampled_from(["Person", "Company", "Banana", "Address", 7]),
                    "properties": st.dictionaries(
                        st.sampled_from(["name", "birthDate", "country", "x"]), VALUES, max_size=3
                    ),
                },
            ),
        )
    }
) | st.sampled_from([{}, [], {"queries": 1}, {"queries": {}}, {"queries": {"a": {"schema": "Person"}}}])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(params=PLAIN, body=BODIES, dataset=st.sampled_from(["default", "list_b", "banana"]))
def test_the_shorter_way_answers_as_the_framework_does(
    client: TestClient, params: dict[str, str], body: Any, dataset: str
) -> None:
    """A parameter that nobody knows sends a request the framework's way, and changes nothing else."""
    quick = client.post(f"/match/{dataset}", json=body, params=params)
    whole = client.post(f"/match/{dataset}", json=body, params={**params, "unheard_of": "1"})
    assert (quick.status_code, quick.json()) == (whole.status_code, whole.json())
    assert quick.headers.get("x-batch-size") == whole.headers.get("x-batch-size")


def test_a_body_that_says_it_is_no_json_is_refused_in_either_way(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        assert (
            client.post("/match/default", content=b'{"queries": {}}', headers={"content-type": kind}).status_code == 422
        )
