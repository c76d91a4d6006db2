"""Requests that schemathesis makes of the service's OpenAPI document, valid and broken ones: none may end in a 500.

The service runs in this process, over invented parties, with a workspace of its own, so that nothing of the user's is
touched. Checked are: no 500, no crash, no answer that takes longer than `--seconds`, and a status and a media
type that the document knows.

    python -m benchmarks.service_fuzz [--examples 100] [--seconds 10] [--path /match]
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ALLOWED = frozenset({200, 304, 307, 308, 400, 401, 403, 404, 405, 408, 413, 414, 415, 422, 503})


def app_of(folder: Path) -> Any:
    """Make a service over the invented parties, taken into a workspace."""
    os.environ.setdefault("YALU_WEBHOOK_KEY", "invented-key-of-this-benchmark-alone")
    os.environ["YALU_WORKSPACE"] = str(folder / "workspace")
    from yalu.server import ServerSettings, create_app
    from yalu.workspace import Published, Workspace
    from yalu.workspace.datasets import ServedSources

    now = datetime(2026, 1, 1, tzinfo=UTC)
    Workspace(folder / "workspace").add(
        EXAMPLES / "public-parties.ftm.json", now=now, published=Published(name="parties", day=now.date())
    )
    sources = ServedSources(workspace=folder / "workspace", folder=folder / "served")
    return create_app(ServerSettings(sources, watch=False))


def fuzz(
    app: Any, examples: int, seconds: float, only: str = "", *, broken: bool = True
) -> tuple[Counter[tuple[str, int]], list[str]]:
    """Send requests to every operation, valid ones, and `broken` ones too.

    Returns:
        How often each operation gave each status, and what was wrong.
    """
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import Unsatisfiable
    from schemathesis import GenerationMode
    from starlette.testclient import TestClient

    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    told: Counter[tuple[str, int]] = Counter()
    faults: list[str] = []
    client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    for result in schema.get_all_operations():
        operation = result.ok()
        if only and not operation.path.startswith(only):
            continue
        told_of = operation.definition.raw
        can_be_broken = broken and (told_of.get("parameters") or "requestBody" in told_of)
        for mode in (GenerationMode.POSITIVE, *((GenerationMode.NEGATIVE,) if can_be_broken else ())):
            strategy = operation.as_strategy(generation_mode=mode)
            bounds = settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate])

            @seed(1)
            @settings(bounds, suppress_health_check=list(HealthCheck))
            @given(case=strategy)
            def ask(case: Any) -> None:
                begun = time.monotonic()
                response = case.call(session=client)
                took = time.monotonic() - begun
                told[case.operation.label, response.status_code] += 1
                if response.status_code not in ALLOWED or took > seconds:
                    curl = case.as_curl_command()[:600]
                    faults.append(f"{case.operation.label}: {response.status_code} after {took:.1f} s: {curl}")

            try:
                ask()
            except Unsatisfiable:
                # A path without parameters cannot be asked wrongly.
                continue
            except Exception as error:
                faults.append(f"{operation.label}: {type(error).__name__}: {str(error)[:300]}")
    return told, faults


def main() -> None:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--path", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yalu-fuzz-") as folder:
        told, faults = fuzz(app_of(Path(folder)), given.examples, given.seconds, given.path)
    for label in dict.fromkeys(label for label, _ in told):
        statuses = ", ".join(f"{status}: {count}" for (other, status), count in sorted(told.items()) if other == label)
        print(f"{label}  {statuses}")
    print(f"{sum(told.values()):,} requests, {len(faults)} faults")
    for fault in faults[:50]:
        print(fault)
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
