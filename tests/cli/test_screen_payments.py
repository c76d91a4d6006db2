"""`yalu screen` for payments, as a user meets it."""

import json
import re
from pathlib import Path

from typer.testing import CliRunner, Result

from yalu.cli.app import app

RUN = CliRunner(env={"COLUMNS": "120"})
ROOT = Path(__file__).resolve().parents[2]
LIST = str(ROOT / "examples" / "invented-list.ftm.json")
PAYMENTS = ROOT / "examples" / "payments"


def screen(path: Path, *options: str) -> Result:
    return RUN.invoke(app, ["screen", str(path), "--list", LIST, "--no-cache", *options])


def test_a_folder_gives_one_line_of_json_a_payment_with_documented_keys() -> None:
    result = screen(PAYMENTS)
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["message"] for record in records] == list(range(1, 12))
    assert [record.get("decision") for record in records] == [
        "block", "clear", "block", "block", "clear", "review", "block", "review", "clear", None, "block",
    ]  # fmt: skip
    documented = (ROOT / "docs" / "payments.md").read_text(encoding="utf-8")
    keys = {key for record in records for key in record}
    keys |= {key for record in records for reason in record.get("reasons", ()) for key in reason}
    keys |= {key for record in records for reason in record.get("reasons", ()) for key in reason.get("rules", [{}])[0]}
    assert not {key for key in keys if not re.search(rf"`(?:reasons\[\]\.)?{key}(?:\[\])?`", documented)}
    assert "11 payments: 3 clear, 2 review, 5 block, 1 not read." in result.stderr


def test_amounts_stay_exact_and_as_written() -> None:
    records = [json.loads(line) for line in screen(PAYMENTS / "wire-transfers.csv").stdout.splitlines()]
    assert records[1]["amount"] == {"value": "1234.50", "currency": "EUR", "as_written": "1,234.50"}
    assert "amount" not in records[2]
    assert records[2]["line"] == 4


def test_options_for_tables_of_parties_are_refused() -> None:
    result = screen(PAYMENTS / "transfers.fin", "--workers", "2")
    assert result.exception is not None
    assert "--workers is for tables of parties, not for payments" in str(result.exception)


def test_a_broken_message_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.xml"
    path.write_text("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'>", encoding="utf-8")
    error = str(screen(path).exception)
    assert re.search(r"broken\.xml \(line 1\): the XML is damaged or cut off", error)
    assert "\n" not in error
