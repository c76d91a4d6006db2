"""Goods of links that a rule bans on their route and day: what gaps take from the tables of goods."""

from datetime import date

import pytest

from yalu.model import Evidence, Interval, Link, Status
from yalu.workspace.network_goods import banned_goods

DAY = date(2020, 1, 1)
PARTIES = [
    {"id": "trader", "schema": "Company", "properties": {"name": ["Reed Trading"], "country": ["kp"]}},
    {"id": "firm", "schema": "Company", "properties": {"name": ["Willow Weir"], "country": ["cn"]}},
    {"id": "other", "schema": "Company", "properties": {"name": ["Osier"], "country": ["de"]}},
]


def supplied(source: str, target: str, goods: str, day: str) -> Link:
    evidence = (Evidence("shipments.csv", "line 1"),)
    return Link("l", "supplied", source, target, Status.ASSERTED, evidence, None, (goods,), Interval(day, day))


@pytest.mark.parametrize(
    ("source", "target", "goods", "day", "banned"),
    [
        ("trader", "firm", "2701 coal", "2018-01-05", True),
        ("trader", "firm", "2701 coal", "2012-01-05", False),
        ("firm", "other", "2701 coal", "2018-01-05", False),
        ("firm", "trader", "8482.10 ball bearings", "2018-01-05", True),
        ("firm", "trader", "4901 printed books", "2018-01-05", False),
        ("trader", "firm", "no goods that anybody knows", "2018-01-05", False),
    ],
)
def test_goods_are_banned_on_their_route_and_day(source: str, target: str, goods: str, day: str, banned: bool) -> None:
    """UNSCR 2371 (2017) para. 8: coal; UNSCR 2397 (2017) para. 7: machinery."""
    found = banned_goods([supplied(source, target, goods, day)], {party["id"]: party for party in PARTIES}, DAY)
    assert bool(found) is banned
    assert all(fact.rule and fact.text for facts in found.values() for fact in facts)
