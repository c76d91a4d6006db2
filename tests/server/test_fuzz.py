"""Requests that schemathesis makes of the service's own description: none may end in a 500."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

pytest.importorskip("schemathesis")


@pytest.mark.filterwarnings("ignore")
def test_no_valid_request_ends_in_a_500(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of every operation; broken ones are sent in `test_service`, and by `python -m benchmarks.service_fuzz`."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2]))
    from benchmarks.service_fuzz import fuzz

    told, faults = fuzz(client.app, examples=1, seconds=60.0, broken=False)
    assert faults == []
    operations = {label for label, _ in told}
    assert {"POST /match/{dataset}", "PUT /watch/parties/{identity}", "POST /cut"} <= operations
    assert len(operations) > 45
