"""POST /load, /screen/records, /exposure, /compare, /replay and /investigate: as the commands of these names answer."""

import json
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
from yalu.workspace.keys import KeyStore, Scope, database_url

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RIVER = EXAMPLES / "river-network"
NOW = datetime(2024, 6, 1, tzinfo=UTC)
DAY = "2024-06-10"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("records") / "workspace"
    kept = Workspace(folder)
    kept.add(RIVER / "list.ftm.json", now=NOW, published=Published(name="river", day=NOW.date()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YALU_WORKSPACE", str(folder))
        for name in ("YALU_DATABASE", "YALU_RECEIPTS"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="module")
def service(place: Path) -> Iterator[TestClient]:
    sources = ServedSources(("river",), workspace=place, folder=place.parent / "served")
    with TestClient(create_app(ServerSettings(sources, watch=False))) as found:
        yield found


def command(*words: str) -> list[Any]:
    result = CliRunner().invoke(app, [*words, "--json"])
    assert result.exit_code == 0, (result.output, result.exception)
    return [json.loads(result.stdout)] if result.stdout.startswith("{\n") else lines(result.stdout)


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_records_are_taken_in_used_listed_and_taken_out(service: TestClient) -> None:
    for name in ("payments.csv", "shareholders.csv"):
        response = service.post(f"/load?name={name}", content=(RIVER / name).read_bytes())
        assert response.status_code == 200, response.text
        assert response.json()["new"] is True
    again = service.post("/load?name=other.csv", content=(RIVER / "payments.csv").read_bytes()).json()
    assert (again["new"], again["name"]) == (False, "payments.csv")
    assert service.get("/records").json()["records"] == command("load", "--show")
    told = service.post("/gaps", json={"as_of": DAY, "list": ["river"]}).json()
    (expected,) = command("gaps", "--as-of", DAY, "--list", "river")
    assert told["gaps"] == expected["gaps"]
    assert told["gaps"]
    assert service.post("/gaps", json={"as_of": DAY}).json()["gaps"] == expected["gaps"]
    assert service.post("/gaps", json={"as_of": DAY, "no_records": True}).json()["gaps"] == []
    assert service.delete("/records/payments.csv").json()["reference"].startswith("payments.csv@")
    assert service.delete("/records/payments.csv").status_code == 404
    assert [item["name"] for item in service.get("/records").json()["records"]] == ["shareholders.csv"]
    service.delete("/records/shareholders.csv")


def test_columns_can_be_named_and_what_cannot_be_used_is_told_in_one_line(service: TestClient) -> None:
    table = "Auftraggeber;Empfaenger;Betrag;Waehrung\nA;B;5.00;EUR\n"
    refused = service.post("/load?name=z.csv", content=table)
    assert refused.status_code == 400
    assert "the body" in refused.json()["detail"]
    assert "/tmp" not in refused.text  # noqa: S108 - looked for
    columns = "map=debtor_name=Auftraggeber&map=creditor_name=Empfaenger&map=amount=Betrag&map=currency=Waehrung"
    told = service.post(f"/load?name=z.csv&{columns}", content=table)
    assert told.json()["columns"]["amount"] == "Betrag"
    other = service.post("/load?name=z.csv", content=table)
    assert other.status_code == 400
    assert "other columns" in other.json()["detail"]
    assert "/tmp" not in other.text  # noqa: S108 - looked for
    service.delete("/records/z.csv")
    assert service.post("/load?name=../x", content=table).status_code == 422
    assert service.post("/load?name=x.csv&map=a", content=table).status_code == 400


@pytest.mark.parametrize(
    "file",
    [
        EXAMPLES / "payments" / "customer-transfers.xml",
        EXAMPLES / "payments" / "transfers.fin",
        EXAMPLES / "payments" / "wire-transfers.csv",
        RIVER / "shipments.csv",
    ],
    ids=lambda file: file.name,
)
def test_records_are_screened_as_by_the_command(service: TestClient, file: Path) -> None:
    response = service.post(f"/screen/records?as_of={DAY}", content=file.read_bytes())
    assert response.status_code == 200, response.text
    told = lines(response.text)
    expected = command("screen", str(file), "--list", "river", "--as-of", DAY)
    for one in (*told, *expected):
        one.pop("file")
    assert told == expected
    assert any("decision" in one for one in told)


def test_what_holds_no_records_or_breaks_off_is_told(service: TestClient) -> None:
    refused = service.post("/screen/records", content="a text about a river\n")
    assert refused.status_code == 400
    assert "the body" in refused.json()["detail"]
    whole = (EXAMPLES / "payments" / "customer-transfers.xml").read_bytes()
    told = lines(service.post("/screen/records", content=whole[:-60]).text)
    assert len(told) == 4
    assert list(told[-1]) == ["error"]
    assert "cut off" in told[-1]["error"]


def test_the_exposure_is_that_of_the_command(service: TestClient, tmp_path: Path) -> None:
    one, other = "0x" + "1" * 40, "0x" + "2" * 40
    table = f"from,to,asset,amount,time,hash\n{one},{other},USDT,10.5,2024-03-05T14:30:00Z,a1\n"
    file = tmp_path / "transfers.csv"
    file.write_text(table)
    told = service.post("/exposure", json={"wallets": [other], "links": [{"name": file.name, "content": table}]})
    assert [told.json()] == command("exposure", other, "--links", str(file), "--list", "river")
    assert service.post("/exposure", json={"wallets": [other]}).status_code == 400
    assert service.post("/exposure", json={"wallets": ["nobody"]}).status_code == 400


def test_a_comparison_is_that_of_the_command(service: TestClient) -> None:
    asked = {"query": "Choi Cheol-min", "listed": "Choe Chol Min", "schema": "Person"}
    told = service.post("/compare", json=asked).json()
    assert [told] == command("compare", asked["query"], asked["listed"], "--schema", "Person")
    assert service.post("/compare", json={**asked, "schema": "Banana"}).status_code == 400


def test_a_replay_needs_the_rows_of_then(service: TestClient) -> None:
    rows = "name,country\nTern Rock,kp\n"
    answers = lines(service.post("/screen", content=rows).text)
    number = answers[-1]["receipt"]["number"]
    assert service.post("/replay", json={"receipt": number}).status_code == 400
    told = service.post("/replay", json={"receipt": number, "parties": rows}).json()
    assert (told["same"], told["rows"]) == (True, 1)
    other = service.post("/replay", json={"receipt": number, "parties": rows.replace("kp", "cn")})
    assert other.status_code == 400


def test_an_investigation_is_that_of_the_command(service: TestClient) -> None:
    article, shares = RIVER / "article.txt", RIVER / "shareholders.csv"
    sent = [{"name": file.name, "content": file.read_text(encoding="utf-8")} for file in (article, shares)]
    response = service.post("/investigate", json={"documents": sent[:1], "as_of": DAY, "records": sent[1:]})
    assert response.status_code == 200, response.text
    assert "/tmp" not in response.text  # noqa: S108 - looked for
    words = ["investigate", str(article), "--list", "river", "--as-of", DAY, "--records", str(shares), "--json"]
    expected = json.loads(CliRunner().invoke(app, words).stdout)
    told = response.json()
    assert [gap["party"] for gap in told["gaps"]] == [gap["party"] for gap in expected["gaps"]]
    assert len(told["parties"]) == len(expected["parties"])
    assert service.post("/investigate", json={"documents": []}).status_code == 422


def test_keys_need_the_scope_to_keep_records(place: Path) -> None:
    key = KeyStore(database_url(place)).create("asker", [Scope.SCREEN], now=NOW)[1]
    sources = ServedSources(("river",), workspace=place, folder=place.parent / "served")
    with TestClient(create_app(ServerSettings(sources, keyed=True, watch=False))) as client:
        headers = {"authorization": f"ApiKey {key}"}
        assert client.post("/load?name=a.csv", content="x", headers=headers).status_code == 403
        assert client.get("/records", headers=headers).status_code == 403
        assert client.delete("/records/a", headers=headers).status_code == 403
        assert client.post("/replay", json={"receipt": 1}, headers=headers).status_code == 403
        assert client.post("/compare", json={"query": "a", "listed": "b"}, headers=headers).status_code == 200


def test_a_body_beyond_the_bound_is_refused(place: Path) -> None:
    sources = ServedSources(("river",), workspace=place, folder=place.parent / "served")
    with TestClient(create_app(ServerSettings(sources, max_body=1000, watch=False))) as client:
        for path in ("/load?name=a.csv", "/screen/records"):
            assert client.post(path, content=b"x" * 1001).status_code == 413
