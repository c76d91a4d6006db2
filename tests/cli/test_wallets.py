"""`yalu screen` and `yalu exposure` on transfers: exact, and what was not read is told."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yalu.cli.app import app
from yalu.model import YaluError

LISTED, OTHER, LAST = "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", f"0x{'ab' * 20}", f"0x{'cd' * 20}"
ENTITIES = [
    {"id": "h1", "schema": "Person", "properties": {"name": ["Invented Holder"], "topics": ["sanction"]}},
    {
        "id": "w1",
        "schema": "CryptoWallet",
        "properties": {"publicKey": [LISTED], "holder": ["h1"], "topics": ["sanction"]},
    },
]
ROWS = (
    "from,to,asset,amount,time,hash",
    f"{LISTED},{OTHER},BTC,1.5,2024-01-01T00:00:00Z,h1",
    f"{OTHER},{LAST},BTC,0.25,2024-01-02T00:00:00Z,h2",
    f"{OTHER[:-1]},{LAST},BTC,1,,h3",
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    listed, transfers = tmp_path / "list.ftm.json", tmp_path / "transfers.csv"
    listed.write_text("".join(json.dumps({"datasets": ["l"], **item}) + "\n" for item in ENTITIES))
    transfers.write_text("\n".join(ROWS) + "\n")
    return str(listed), str(transfers)


def test_rows_are_screened_by_their_addresses(files: tuple[str, str]) -> None:
    done = CliRunner().invoke(app, ["screen", files[1], "--list", files[0], "--no-cache"])
    first, second, third = map(json.loads, done.stdout.splitlines())
    assert (first["decision"], second["decision"]) == ("block", "clear")
    (reason,) = first["reasons"]
    assert (reason["role"], reason["hit"]["id"], reason["note"]) == ("from", "w1", "the wallet of Invented Holder (h1)")
    assert third["line"] == 4
    assert "39 hexadecimal digits" in third["error"]


def test_exposure_over_two_hops(files: tuple[str, str]) -> None:
    asked = ["exposure", LAST, "--links", files[1], "--list", files[0], "--no-cache"]
    done = CliRunner().invoke(app, [*asked, "--json"])
    found = json.loads(done.stdout)
    (wallet,) = found["wallets"]
    (told,) = wallet["assets"]
    assert (told["direction"], told["total"], told["direct"], told["at_most"]) == ("received", "0.25", "0", "0.25")
    (listed,) = told["listed"]
    assert (listed["holder_name"], listed["hops"], listed["way"]["least"]) == ("Invented Holder", 2, "0.25")
    assert listed["way"]["hops"][0]["evidence"] == ["transfers.csv (line 2), h1"]
    assert "line 4" in found["left_out"][0]
    assert "over 2 transfers, at most 0.25" in CliRunner().invoke(app, asked).stdout
    assert (
        json.loads(CliRunner().invoke(app, [*asked, "--json", "--hops", "1"]).stdout)["wallets"][0]["assets"][0][
            "listed"
        ]
        == []
    )


def test_wallets_come_from_a_file(files: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "wallets.csv"
    path.write_text(f"customer,wallet\nA,{LAST}\nB,{LISTED}\n")
    done = CliRunner().invoke(
        app, ["exposure", str(path), "--links", files[1], "--list", files[0], "--no-cache", "--json"]
    )
    assert [item["listed"] is not None for item in json.loads(done.stdout)["wallets"]] == [False, True]
    path.write_text("the wallet\n")
    with pytest.raises(YaluError, match=r"line 1.*no address"):
        CliRunner().invoke(
            app, ["exposure", str(path), "--links", files[1], "--list", files[0]], catch_exceptions=False
        )
