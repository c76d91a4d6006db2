"""POST /trace, /own, /gaps, /cut, /goods, /lists/*, /certificate: the answers of the command line, under its names."""

import json
import time
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
from yalu.workspace.list_shelf import ListShelf

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LIST = "example-public-parties"
DAY = "2024-07-23"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("workspace")
    file = tmp_path_factory.mktemp("issue") / "public-parties.ftm.json"
    lines = (EXAMPLES / "public-parties.ftm.json").read_bytes()
    file.write_bytes(lines)
    kept = Workspace(folder)
    for day in (1, 2):
        moment = datetime(2026, 1, day, tzinfo=UTC)
        kept.add(file, now=moment, published=Published(name=LIST, day=moment.date()))
        file.write_bytes(lines.replace(b"Choe Chol Min", b"Choe Chol-min"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YALU_WORKSPACE", str(folder))
        patch.delenv("YALU_RECEIPTS", raising=False)
        patch.delenv("YALU_DATABASE", raising=False)
        yield folder


@pytest.fixture(scope="module")
def served(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    sources = ServedSources((LIST + "@2026-01-01",), workspace=folder, folder=tmp_path_factory.mktemp("served"))
    with TestClient(create_app(ServerSettings(sources, watch=False))) as client:
        yield client


def ask(client: TestClient, path: str, **body: Any) -> Any:
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    return response.json()


def refused(client: TestClient, path: str, status: int = 400, **body: Any) -> str:
    response = client.post(path, json=body)
    assert response.status_code == status, response.text
    assert "/tmp" not in response.text  # noqa: S108 - looked for
    return str(response.json()["detail"])


def command(*words: str) -> Any:
    result = CliRunner().invoke(app, [*words, "--json"])
    assert result.exit_code == 0, (result.output, result.exception)
    return json.loads(result.stdout)


def links(name: str) -> dict[str, str]:
    return {"name": name, "content": (EXAMPLES / name).read_text(encoding="utf-8")}


@pytest.fixture(scope="module")
def original() -> list[str]:
    """Give the options that name, to the command line, the list that is served."""
    return ["--list", str(EXAMPLES / "public-parties.ftm.json"), "--no-cache"]


def test_a_trace_is_that_of_the_command(served: TestClient, original: list[str]) -> None:
    told = ask(served, "/trace", party="Choe Chol Min", as_of=DAY)
    assert told == command("trace", "Choe Chol Min", "--as-of", DAY, *original)
    assert {party["name"] for party in told["parties"]} >= {"Choe Chol Min"}


def test_paths_are_those_of_the_command(served: TestClient, original: list[str]) -> None:
    told = ask(served, "/trace", party="Shi Qianpei", to="12215", as_of=DAY)
    assert told == command("trace", "Shi Qianpei", "--to", "12215", "--as-of", DAY, *original)


def test_gaps_are_those_of_the_command(served: TestClient, original: list[str]) -> None:
    told = ask(served, "/gaps", near="Choe Chol Min", as_of=DAY)
    assert [gap["party"]["name"] for gap in told["gaps"]] == ["Shi Qianpei"]
    assert told["gaps"] == command("gaps", "--near", "Choe Chol Min", "--as-of", DAY, *original)["gaps"]


def test_links_of_the_caller_count_and_stand_under_their_name(served: TestClient) -> None:
    told = ask(served, "/trace", party="golden-estuary", links=[links("links.csv")])
    assert "Golden Estuary Shipping Ltd." in {party["name"] for party in told["parties"]}
    assert "/tmp" not in json.dumps(told)  # noqa: S108 - looked for


def test_ownership_is_that_of_the_command(served: TestClient, original: list[str]) -> None:
    holdings = ["--links", str(EXAMPLES / "holdings.csv"), "--as-of", DAY, "--any-authority", *original]
    asked = {"links": [links("holdings.csv")], "as_of": DAY, "any_authority": True}
    one = ask(served, "/own", parties=["Invented River Trading Ltd"], **asked)
    assert one["results"] == command("own", "Invented River Trading Ltd", *holdings)["results"]
    every = ask(served, "/own", all=True, **asked)
    assert every == command("own", "--all", *holdings) | {"notes": every["notes"]}


def test_a_cut_is_that_of_the_command(served: TestClient, original: list[str]) -> None:
    asked = {"protect_from": ["Invented Institute"], "sources": ["Invented Bearings AG"], "budget": "2", "as_of": DAY}
    words = ("--protect-from", "Invented Institute", "--sources", "Invented Bearings AG", "--budget", "2")
    flows = str(EXAMPLES / "cut-flows.csv")
    expected = command("cut", *words, "--as-of", DAY, "--links", flows, "--no-match", *original)
    told = ask(served, "/cut", links=[links("cut-flows.csv")], no_match=True, **asked)
    assert told == expected


def test_goods_are_those_of_the_command(served: TestClient) -> None:
    told = ask(served, "/goods", text="8482.10", to="KP", date="2018-01-05")
    assert told == command("goods", "8482.10", "--to", "KP", "--date", "2018-01-05")
    rows = served.post("/goods", json={"date": "2018-01-05", "rows": [{"hs": "8482.10", "to": "KP"}, {"hs": "x"}]})
    lines = [json.loads(line) for line in rows.text.splitlines()]
    assert [line["row"] for line in lines] == [1, 2]
    assert lines[0]["check"]["findings"] == told["findings"]
    assert "error" in lines[1]


def test_lists_are_shown_compared_and_logged_as_by_the_command(served: TestClient) -> None:
    assert ask(served, "/lists/show") == command("lists", "show")
    assert ask(served, "/lists/show", list=LIST, as_of="2026-01-01") == command(
        "lists", "show", LIST, "--as-of", "2026-01-01"
    )
    before, after = f"{LIST}@2026-01-01", f"{LIST}@2026-01-02"
    told = ask(served, "/lists/diff", before=before, after=after)
    assert told == command("lists", "diff", before, after)
    assert [issue["issued"] for issue in ask(served, "/lists/log", list=LIST)] == ["2026-01-01", "2026-01-02"]


def test_a_certificate_has_a_receipt_that_can_be_shown_and_verified(served: TestClient) -> None:
    told = ask(served, "/certificate", name="Choi Cheol-min", as_of="2026-01-01", schema="Person")
    assert told["hits"][0]["id"] == "ofac-43598"
    number = told["receipt"]["number"]
    shown = ask(served, "/receipts/show", receipt=number)
    assert shown == command("receipts", "show", str(number))
    assert ask(served, "/receipts/show", last=1)["receipts"] == [shown]
    assert ask(served, "/receipts/verify", anchor=told["receipt"]["hash"])["anchored"] is True


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", f"../{LIST}@2026-01-01", "x.csv", "nobody", LIST + "@", "@"])
def test_no_file_of_this_machine_can_be_named(served: TestClient, name: str) -> None:
    for path, body in (
        ("/lists/show", {"list": name}),
        ("/lists/log", {"list": name}),
        ("/lists/diff", {"before": name, "after": LIST}),
        ("/trace", {"party": "x", "list": [name]}),
        ("/certificate", {"name": "x", "as_of": DAY, "list": [name]}),
    ):
        assert "names no" in refused(served, path, **body), (path, name)


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "", ".x", "a/b", "x" * 81])
def test_links_are_put_nowhere_else(served: TestClient, name: str) -> None:
    file = {"name": name, "content": "source,type,target\na,owns,b\n"}
    refused(served, "/trace", 422 if len(name) > 80 else 400, party="a", links=[file])


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/trace", {"party": "Zebulon Quist"}, "no party"),
        ("/trace", {"party": "12215", "types": ["likes"]}, "no type of link"),
        ("/own", {}, "either"),
        ("/own", {"all": True, "regime": ["mars"]}, "mars"),
        ("/gaps", {"authority": "mars"}, "authority"),
        ("/cut", {"protect_from": []}, "nobody is named"),
        ("/cut", {"protect_from": ["12215"], "budget": "-1"}, "no number"),
        ("/goods", {}, "give a description"),
        ("/goods", {"text": "8482.10", "date": "tomorrow"}, "tomorrow"),
        ("/receipts/show", {"receipt": 9999}, "no such receipt"),
        ("/certificate", {"name": "x", "as_of": DAY, "schema": "Banana"}, "not understood"),
        ("/trace", {"party": "a", "links": [{"name": "x.csv", "content": "no,links\n1,2\n"}]}, "x.csv"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(
    served: TestClient, path: str, body: dict[str, Any], words: str
) -> None:
    told = refused(served, path, **body)
    assert words in told


def test_unknown_keys_and_values_out_of_range_are_refused(served: TestClient) -> None:
    for path, body in (("/trace", {"party": "x", "depht": 3}), ("/trace", {"party": "x", "depth": 99}), ("/gaps", [])):
        assert served.post(path, json=body).status_code == 422, path


def test_an_answer_that_takes_too_long_is_not_waited_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = ServedSources((LIST,), workspace=folder, folder=tmp_path)
    with TestClient(create_app(ServerSettings(sources, seconds=0.3, watch=False))) as client:
        monkeypatch.setattr(ListShelf, "network", lambda *_, **__: time.sleep(1.0))
        assert "time" in refused(client, "/gaps", 503)


def test_every_path_is_described_with_an_example(served: TestClient) -> None:
    document = served.get("/openapi.json").json()
    for path in "/trace /own /gaps /cut /goods /lists/show /lists/diff /lists/log /receipts/show /certificate".split():
        told = document["paths"][path]["post"]
        name = told["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        assert document["components"]["schemas"][name]["examples"], path
        assert told["summary"], path
        assert told["description"], path
