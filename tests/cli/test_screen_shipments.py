"""`yalu screen` for shipments, as a user meets it."""

import json
import re
from pathlib import Path

from typer.testing import CliRunner

from yalu.cli.app import app

RUN = CliRunner(env={"COLUMNS": "120"})
ROOT = Path(__file__).resolve().parents[2]
LIST = str(ROOT / "examples" / "invented-list.ftm.json")


def test_a_table_gives_one_line_of_json_a_shipment_with_documented_keys() -> None:
    result = RUN.invoke(app, ["screen", str(ROOT / "examples" / "shipments.csv"), "--list", LIST, "--no-cache"])
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record.get("decision") for record in records] == ["review", "block", "clear", "block", "review", None]
    documented = "".join(
        (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("payments", "shipments")
    )
    keys = {key for record in records for key in record}
    keys |= {key for record in records for item in record.get("items", ()) for key in item}
    keys |= {key for record in records for reason in record.get("reasons", ()) for key in reason}
    assert not {key for key in keys if not re.search(rf"`(?:reasons\[\]\.)?{key}(?:\[\])?`", documented)}
    assert records[3]["items"][0]["value"] == {"value": "21000.00", "currency": "EUR", "as_written": "21000.00"}
    assert "6 shipments: 1 clear, 2 review, 2 block, 1 not read." in result.stderr
