"""Transfers between wallets: bad rows are told, amounts are exact, and what stands in two files counts once."""

import hashlib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from yalu.model import TableError
from yalu.model.wallet_address import read_address
from yalu.records import RefusedRecord, Transfer, read_transfers, record_kind, transfer_links
from yalu.records.named import Field, FieldKind, Money

HEAD = "from,to,asset,amount,time,hash"
BTC = "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"
BECH = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"


def invented(seed: str) -> str:
    """Give an address of Ethereum's form that nobody is known to have."""
    return "0x" + hashlib.sha256(seed.encode()).hexdigest()[:40]


def written(folder: Path, *rows: str, head: str = HEAD, name: str = "transfers.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def test_a_row_is_read_exactly(tmp_path: Path) -> None:
    path = written(tmp_path, f"{BTC},{BECH.upper()},btc,0.000000000000000001,2024-03-05T15:30:00+01:00,{'AB' * 32}")
    assert record_kind(path) == "transfers"
    (item,) = read_transfers(path)
    assert isinstance(item, Transfer)
    assert (item.source.value, item.target.value, item.asset) == (BTC, BECH, "BTC")
    assert item.amount.value == Decimal("1E-18")
    assert (item.earliest, item.latest, item.day) == (1709649000, 1709649000, "2024-03-05")
    assert (item.hash, item.fields[1].value) == ("ab" * 32, BECH.upper())


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("1709649000", 1709649000, 1709649000),
        ("1709649000123", 1709649000, 1709649000),
        ("2024-03-05 14:30:00", 1709649000, 1709649000),
        ("2024-03-05", 1709596800, 1709683199),
        ("", None, None),
    ],
)
def test_a_time_is_a_moment_or_a_day_in_utc(time: str, first: int | None, last: int | None, tmp_path: Path) -> None:
    (item,) = read_transfers(written(tmp_path, f"{BTC},{BECH},BTC,1,{time},"))
    assert isinstance(item, Transfer)
    assert (item.earliest, item.latest) == (first, last)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"1BpEi6DfDAUFd7GtittLSdBeYJvcoaVgga,{BECH},BTC,1,,", "from: the checksum"),
        (f"{BTC},,BTC,1,,", "'to' is empty"),
        (f"{BTC},the exchange,BTC,1,,", "to: 'the exchange' is no address"),
        (f'{BTC},{BECH},BTC,"1,234",,', "no clear number"),
        (f"{BTC},{BECH},BTC,1.5E-7,,", "no clear number"),
        (f"{BTC},{BECH},BTC,-1,,", "no clear number"),
        (f"{BTC},{BECH},BTC,1,03/04/2024,", "no clear one"),
        (f"{BTC},{BECH},,1,,", "no sign"),
        (f"{BTC},{BECH},BTC,1,", "5 cells where the head has 6"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line_and_the_rest_goes_on(
    row: str, reason: str, tmp_path: Path
) -> None:
    good = f"{BTC},{BECH},BTC,1,,"
    found = list(read_transfers(written(tmp_path, good, row, good)))
    assert [type(item) for item in found] == [Transfer, RefusedRecord, Transfer]
    assert isinstance(found[1], RefusedRecord)
    assert found[1].line == 3
    assert reason in found[1].reason


def test_other_heads_are_known_or_mapped(tmp_path: Path) -> None:
    head = "TxHash,UnixTimestamp,From Address,To Address,Token Value,Token Symbol"
    (item,) = read_transfers(written(tmp_path, f"abc,1709649000,{BTC},{BECH},2,BTC", head=head))
    assert isinstance(item, Transfer)
    path = written(tmp_path, f"{BTC},{BECH},BTC,1", head="von,nach,asset,amount", name="other.csv")
    with pytest.raises(TableError, match="no column for from"):
        list(read_transfers(path))
    (tmp_path / "other.mapping.yaml").write_text("columns: {von: from, nach: to}\n")
    assert record_kind(path) == "transfers"
    assert all(isinstance(item, Transfer) for item in read_transfers(path))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("from,to,asset,amount", "transfers"),
        ("payer,payee,amount,currency", "payments"),
        ("sender,receiver,amount,currency", "payments"),
        ("shipper,consignee,from,to,hs code,value", "shipments"),
        ("owner,asset,share", None),
        ("source,target,type,amount", None),
    ],
)
def test_kinds_of_tables_are_told_apart(head: str, kind: str | None, tmp_path: Path) -> None:
    assert record_kind(written(tmp_path, "x" + "," * head.count(","), head=head)) == kind


WALLETS = [read_address(invented(seed)) for seed in "abcd"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(WALLETS),
        st.sampled_from(WALLETS),
        st.sampled_from(["ETH", "USDT"]),
        st.decimals(0, 10**9, places=18),
        st.sampled_from([None, 1_700_000_000, 1_700_000_100]),
        st.sampled_from(["", "0x1", "0x2"]),
    ),
    max_size=15,
)


def transfers(file: str, rows: list[tuple]) -> list[Transfer]:
    return [
        Transfer(
            file, number, number, source, target,
            Money(amount, asset, Field(FieldKind.TEXT, "amount", str(amount))),
            time, time, "2023-11-14" if time else "", str(time or ""), digest, "",
            (Field(FieldKind.WALLET, "from", source.value), Field(FieldKind.WALLET, "to", target.value)),
        )
        for number, (source, target, asset, amount, time, digest) in enumerate(rows, 1)
    ]  # fmt: skip


@given(rows=ROWS, order=st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_sum_of_the_flows_is_the_sum_of_the_rows_in_any_order(rows: list[tuple], order: object) -> None:
    items = transfers("one.csv", rows)
    found = transfer_links(items)
    shuffled = list(items)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert transfer_links(shuffled) == found
    expected: Counter[str] = Counter()
    for item in items:
        expected[item.asset] += item.amount.value  # type: ignore[assignment]
    sums: Counter[str] = Counter()
    for flow in found.flows:
        ((asset, total),) = flow.sums
        assert flow.link.currency == asset
        sums[asset] += total  # type: ignore[assignment]
    assert dict(sums) == dict(expected)
    assert sum(flow.count for flow in found.flows) == len(items)


@given(rows=ROWS, more=ROWS)
@settings(max_examples=80, deadline=None)
def test_what_stands_in_two_exports_counts_once_in_any_order_of_them(rows: list[tuple], more: list[tuple]) -> None:
    hashed = [row for row in rows if row[5]]
    one, two = transfers("one.csv", rows), transfers("two.csv", [*hashed, *more])
    found = transfer_links([*one, *two])
    assert transfer_links([*two, *one]) == found
    most = Counter(row for row in rows if row[5]) | Counter(row for row in [*hashed, *more] if row[5])
    free = [row for row in (*rows, *more) if not row[5]]
    assert sum(flow.count for flow in found.flows) == most.total() + len(free)
