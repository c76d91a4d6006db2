"""POST /screen, GET /lists and POST /read: what the command line does."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from yalu.screening import Screener
from yalu.workspace import ScreeningSettings, screen_batch, screen_file
from yalu.workspace.datasets import load_served


def lines(response: Any) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def test_each_row_has_its_answer_in_its_place(client: TestClient) -> None:
    rows = [{"name": f"Nobody {n}"} for n in range(600)]
    rows[3] = {"name": "Vadim Testov", "birthDate": "1952"}
    rows[599] = {"name": "Northern Sample", "schema": "Vessel"}
    found = lines(client.post("/screen", content="\n".join(map(json.dumps, rows))))
    assert [item["row"] for item in found] == list(range(1, 601))
    assert {item["row"]: item["hits"][0]["id"] for item in found if item["hits"]} == {4: "Q1", 600: "v1"}


def test_the_answers_are_those_of_a_file(client: TestClient, sources: Path, tmp_path: Path) -> None:
    table = "name,country\nVadim Testov,ru\n???,\nYelena Primer,Germany\n"
    (tmp_path / "table.csv").write_text(table)
    served = load_served(manifest=sources / "manifest.yml", folder=sources / "served")
    screen_file(tmp_path / "table.csv", served.screener, tmp_path / "out.jsonl")
    assert client.post("/screen", content=table).text == (tmp_path / "out.jsonl").read_text()


def test_json_lines_csv_and_an_array_say_the_same(client: TestClient) -> None:
    bodies = ('[{"name": "Vadim Testov"}]', '{"name": "Vadim Testov"}', "name\nVadim Testov\n")
    assert len({client.post("/screen", content=body).text for body in bodies}) == 1


def test_a_row_that_cannot_be_asked_says_why(client: TestClient) -> None:
    found = lines(client.post("/screen", content='{"name": "Vadim Testov"}\n{broken\n{"name": "..."}\n'))
    assert [bool(item.get("error")) for item in found] == [False, True, True]


def test_threshold_limit_and_schema_are_heeded(client: TestClient) -> None:
    body = '{"name": "Relative A"}'
    assert len(lines(client.post("/screen", content=body, params={"threshold": 0.2}))[0]["hits"]) > 2
    assert len(lines(client.post("/screen", content=body, params={"threshold": 0.2, "limit": 2}))[0]["hits"]) == 2
    assert lines(client.post("/screen", content=body, params={"schema": "Vessel"}))[0]["hits"] == []


@pytest.mark.parametrize(
    ("body", "params"),
    [
        (b"", {}),
        (b"[1, 2", {}),
        (b"\x00\x01\x02", {}),
        (b"age,height\n1,2\n", {}),
        (b'{"name": "x"}', {"schema": "Banana"}),
        (b"name\n" + b"x\n" * 10_001, {}),
        (b"PAR1broken", {}),
    ],
)
def test_what_is_no_batch_is_refused_without_a_place_on_this_machine(
    client: TestClient, body: bytes, params: dict[str, str]
) -> None:
    response = client.post("/screen", content=body, params=params)
    assert response.status_code == 400
    assert "/tmp" not in response.text  # noqa: S108 - looked for
    assert response.json()["detail"].startswith("the body")


def test_ten_thousand_rows_are_taken(client: TestClient) -> None:
    response = client.post("/screen", content="name\n" + "Nobody\n" * 10_000)
    assert response.text.count("\n") == 10_000


def test_answers_that_are_not_complete_say_so() -> None:
    screener = Screener([{"id": "a", "schema": "Person", "properties": {"name": ["Vadim Testov"]}}])
    body = b"name\n" + b"Nobody\n" * 600
    parts = list(screen_batch(body, screener, ScreeningSettings(chunk=250), {}, lambda: True))
    found = [json.loads(line) for line in b"".join(parts).splitlines()]
    assert len(found) == 251
    assert found[-1] == {"error": "the time was over after row 250 of 600"}


def test_what_is_loaded_is_told(client: TestClient) -> None:
    found = client.get("/lists").json()["lists"]
    assert [(item["dataset"], item["entities"]) for item in found] == [("list_a", 7), ("list_b", 26)]
    assert set(found[0]) == {"name", "dataset", "title", "authority", "date", "sha256", "version", "entities"}


def test_a_document_is_read(client: TestClient) -> None:
    text = "Vadim Testov works for Testov Oil. Yelena Primer is the director of Subsidiary Bank, officials said."
    response = client.post("/read", content=text, params={"as_of": "2024-01-01"})
    assert response.status_code == 200, response.text
    found = response.json()
    assert "Vadim Testov" in {name for party in found["parties"] for name in [party["name"]]}
    assert all(text[e["start"] : e["end"]] == e["quote"] for link in found["links"] for e in link["evidence"])
    assert found["lists"] == []


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"%PDF-1.4", 400), (b"\xff\xfe\xff", 400), (b"x" * 1_048_577, 413)]
)
def test_what_is_no_document_is_refused(client: TestClient, body: bytes, status: int) -> None:
    response = client.post("/read", content=body)
    assert response.status_code == status, response.text
    assert "/tmp" not in response.text  # noqa: S108 - looked for
