"""POST /read with an extractor: who runs the server may set one, who asks it may not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from tests.documents.test_extractor import BROKERED, SEEN, Fake, link


@pytest.fixture
def fake() -> Iterator[Fake]:
    server = Fake()
    server.says({"parties": [{"name": "Zorblat", "kind": "Person"}], "links": [link("Zorblat", "Quuxley", BROKERED)]})
    yield server
    server.server.shutdown()
    server.server.server_close()


def patterns(client: TestClient, **parameters: str) -> set[str]:
    response = client.post("/read", content=SEEN, params={"as_of": "2024-01-01", **parameters})
    assert response.status_code == 200, response.text
    return {item["pattern"] for one in response.json()["links"] for item in one["evidence"]}


def test_the_settings_of_the_server_name_it(client: TestClient, fake: Fake) -> None:
    state = client.app.state  # type: ignore[attr-defined]
    before = state.settings
    try:
        state.settings = replace(before, extractor_url=fake.url, extractor_model="tiny")
        assert "extractor:tiny" in patterns(client)
    finally:
        state.settings = before
    assert "extractor:tiny" not in patterns(client)
    assert len(fake.asked) == 1


def test_a_client_cannot_name_one(client: TestClient, fake: Fake) -> None:
    response = client.post(
        "/read", content=SEEN, params={"extractor_url": fake.url, "extractor_model": "tiny", "as_of": "2024-01-01"}
    )
    assert response.status_code in (200, 400, 422)
    assert fake.asked == []
