"""Exposure: direct amounts are stated, the bound holds whatever happened, and no way goes back in time."""

from collections import defaultdict
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from scipy.optimize import linprog

from yalu.network.exposure import Move, TransferNetwork


def move(source: str, target: str, amount: str, time: int | None, asset: str = "ETH") -> Move:
    return Move(source, target, asset, Decimal(amount), time, time, "", f"{source}{target}{time}")


def test_direct_and_indirect_amounts_stand_apart() -> None:
    moves = [move("L", "x", "2", 1), move("L", "a", "10", 1), move("a", "x", "3", 2), move("b", "x", "7", 3)]
    (told,) = TransferNetwork(moves, ["L"]).exposure("x").assets
    assert (told.received, told.total, told.direct, told.at_most) == (True, Decimal(12), Decimal(2), Decimal(5))
    (listed,) = told.listed
    assert (listed.hops, listed.direct, listed.way.wallets) == (1, Decimal(2), ("L", "x"))


def test_a_way_shows_what_passed_on_each_hop() -> None:
    moves = [move("L", "a", "10", 1), move("a", "b", "4", 2), move("a", "b", "1", 3), move("b", "x", "8", 4)]
    (told,) = TransferNetwork(moves, ["L"]).exposure("x").assets
    (listed,) = told.listed
    assert [(hop.amount, hop.count) for hop in listed.way.hops] == [
        (Decimal(10), 1),
        (Decimal(5), 2),
        (Decimal(8), 1),
    ]
    assert (listed.way.least, told.at_most, told.direct) == (Decimal(5), Decimal(5), Decimal(0))


def test_nothing_is_passed_on_before_it_was_received() -> None:
    moves = [move("a", "x", "5", 1), move("L", "a", "10", 2)]
    (told,) = TransferNetwork(moves, ["L"]).exposure("x").assets
    assert (told.listed, told.at_most) == ((), Decimal(0))
    later = TransferNetwork([*moves, move("a", "x", "1", 3)], ["L"]).exposure("x").assets[0]
    assert later.at_most == Decimal(1)


def test_a_day_may_have_any_order_and_a_missing_time_any_place() -> None:
    day = [Move("L", "a", "ETH", Decimal(1), 0, 86_399), Move("a", "x", "ETH", Decimal(1), 0, 86_399)]
    assert TransferNetwork(day, ["L"]).exposure("x").assets[0].at_most == Decimal(1)
    unknown = [move("L", "a", "1", None), move("a", "x", "1", 5)]
    assert TransferNetwork(unknown, ["L"]).exposure("x").assets[0].at_most == Decimal(1)


def test_ways_have_at_most_so_many_hops() -> None:
    moves = [move("L", "a", "1", 1), move("a", "b", "1", 2), move("b", "x", "1", 3)]
    network = TransferNetwork(moves, ["L"])
    assert network.exposure("x", hops=2).assets[0].listed == ()
    assert network.exposure("x", hops=3).assets[0].listed[0].hops == 3


def test_a_way_ends_at_the_first_listed_wallet() -> None:
    moves = [move("L", "M", "9", 1), move("M", "x", "4", 2)]
    (told,) = TransferNetwork(moves, ["L", "M"]).exposure("x").assets
    assert [item.listed for item in told.listed] == ["M"]


def test_what_is_sent_to_listed_wallets_is_told_too() -> None:
    moves = [move("x", "a", "5", 1), move("a", "L", "3", 2), move("x", "L", "1", 0)]
    (told,) = TransferNetwork(moves, ["L"]).exposure("x").assets
    assert (told.received, told.direct, told.at_most) == (False, Decimal(1), Decimal(4))


def test_assets_are_never_added_up() -> None:
    moves = [move("L", "a", "5", 1), move("a", "x", "5", 2, "USDT")]
    assert all(not told.listed for told in TransferNetwork(moves, ["L"]).exposure("x").assets)


def test_a_wallet_with_many_others_is_not_passed_through_and_said() -> None:
    moves = [move("L", "hub", "5", 1), *(move(f"o{n}", "hub", "1", 1) for n in range(5)), move("hub", "x", "5", 2)]
    (told,) = TransferNetwork(moves, ["L"]).exposure("x", hub=5).assets
    assert (told.listed, told.stopped_at) == ((), ("hub",))
    assert TransferNetwork(moves, ["L"]).exposure("x", hub=7).assets[0].at_most == Decimal(5)


def test_a_transfer_of_nought_ties_nobody() -> None:
    assert TransferNetwork([move("L", "x", "0", 1)], ["L"]).exposure("x").assets == ()


def test_a_wallet_that_no_transfer_names_is_said_to_be_unknown() -> None:
    found = TransferNetwork([move("L", "x", "1", 1)], ["L"]).exposure("y")
    assert (found.is_known, found.is_listed, found.assets) == (False, False, ())


HISTORIES = st.lists(
    st.tuples(st.sampled_from("Labcx"), st.sampled_from("LMabcx"), st.integers(1, 6)).filter(
        lambda row: row[0] != row[1]
    ),
    max_size=10,
)


@given(rows=HISTORIES, seed=st.integers(0, 1000))
@settings(max_examples=150, deadline=None)
def test_no_history_brings_more_than_the_bound(rows: list[tuple[str, str, int]], seed: int) -> None:
    """Each wallet pays with any of its coins; those that came from listed wallets are marked and followed."""
    draw = Random(seed)  # noqa: S311 - no secret
    held: dict[str, list[bool]] = defaultdict(list)
    arrived = 0
    for source, target, count in rows:
        marked = held[source]
        draw.shuffle(marked)
        listed = source in "LM"
        paid = (
            [True] * count
            if listed
            else [marked.pop() if marked and draw.random() < 0.9 else False for _ in range(count)]
        )
        held[target] += paid
        arrived += sum(paid) if target == "x" else 0
    moves = [move(source, target, str(count), time) for time, (source, target, count) in enumerate(rows)]
    told = [item for item in TransferNetwork(moves, "LM").exposure("x", hops=12).assets if item.received]
    if "x" in {source for source, _, _ in rows}:
        return  # coins that come back to the wallet would be counted twice by this count
    assert arrived <= sum((item.at_most for item in told), Decimal(0))


@given(rows=HISTORIES)
@settings(max_examples=100, deadline=None)
def test_the_bound_is_that_of_a_linear_programme(rows: list[tuple[str, str, int]]) -> None:
    """The marked part of each transfer: at most its amount, and until each time no more out of a wallet than in."""
    rows = [row for row in rows if row[0] != "x" and row[1] not in "LM"]
    moves = [move(source, target, str(count), time) for time, (source, target, count) in enumerate(rows)]
    told = [item for item in TransferNetwork(moves, "LM").exposure("x", hops=12).assets if item.received]
    found = sum((item.at_most for item in told), Decimal(0))
    if not rows:
        assert found == 0
        return
    upper, limits = [], []
    for wallet in "abc":
        for end in range(len(rows)):
            upper.append([
                (source == wallet) - (target == wallet) if time <= end else 0
                for time, (source, target, _) in enumerate(rows)
            ])  # fmt: skip
            limits.append(0)
    gain = [-(target == "x") for _, target, _ in rows]
    answer = linprog(gain, A_ub=upper, b_ub=limits, bounds=[(0, count) for _, _, count in rows])
    assert found == pytest.approx(Decimal(round(-answer.fun, 6)))
