"""Goods: what bans or controls them, by code or description, route and day.

`check_goods("8482.10", day, destination="KP")` gives the rules of the tables that bear on the goods, each with its
paragraph, period, source, what led to it, and what is not known; `check_goods_rows` does so for rows of a table. The
tables are data (data/): rules, control list items with their conditions, codes, and the words of trade.
"""

from yalu.goods.check import check_goods, check_goods_rows
from yalu.goods.codes import HsCode, read_code
from yalu.goods.conditions import ConditionResult, ConditionState
from yalu.goods.findings import NO_RULE, Finding, GoodsAnswer, GoodsCheck, GoodsMatch, GoodsRow
from yalu.goods.matching import Confidence
from yalu.goods.rules import RuleState, rules

__all__ = [
    "NO_RULE",
    "ConditionResult",
    "ConditionState",
    "Confidence",
    "Finding",
    "GoodsAnswer",
    "GoodsCheck",
    "GoodsMatch",
    "GoodsRow",
    "HsCode",
    "RuleState",
    "check_goods",
    "check_goods_rows",
    "read_code",
    "rules",
]
