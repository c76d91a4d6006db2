"""Yalu: who is sanctioned, who acts for them without being named yet, and where the network can be cut.

The face of the library. What the command line does, this offers under the same names:

    >>> import yalu
    >>> snapshot = yalu.load_list("sdn_advanced.xml.bz2")               # doctest: +SKIP
    >>> found = yalu.investigate(["article.txt"], [snapshot], day)     # doctest: +SKIP
    >>> yalu.screen_file("customers.csv", yalu.load_screener([snapshot]), "hits.jsonl")  # doctest: +SKIP
"""

from yalu.documents import language_model, read, read_document
from yalu.goods import GoodsCheck, GoodsRow, check_goods, check_goods_rows
from yalu.investigation import Investigation, investigate
from yalu.lists import ListSnapshot, read_list
from yalu.model import Evidence, Interval, Link, Party, Status, YaluError
from yalu.network import find_gaps
from yalu.records import payment_links, read_payments, read_shipments, shipment_links
from yalu.report import write_folder
from yalu.screening import Hit, Screener, compare_names, explain_comparison, screen_batches
from yalu.workspace import (
    PaymentAnswer,
    RecordSettings,
    ScreeningSettings,
    ScreeningSummary,
    ShipmentAnswer,
    check_goods_file,
    compare_file,
    load_list,
    load_screener,
    screen_file,
    screen_payments,
    screen_shipments,
)

__all__ = [
    "Evidence",
    "GoodsCheck",
    "GoodsRow",
    "Hit",
    "Interval",
    "Investigation",
    "Link",
    "ListSnapshot",
    "Party",
    "PaymentAnswer",
    "RecordSettings",
    "Screener",
    "ScreeningSettings",
    "ScreeningSummary",
    "ShipmentAnswer",
    "Status",
    "YaluError",
    "check_goods",
    "check_goods_file",
    "check_goods_rows",
    "compare_file",
    "compare_names",
    "explain_comparison",
    "find_gaps",
    "investigate",
    "language_model",
    "load_list",
    "load_screener",
    "payment_links",
    "read",
    "read_document",
    "read_list",
    "read_payments",
    "read_shipments",
    "screen_batches",
    "screen_file",
    "screen_payments",
    "screen_shipments",
    "shipment_links",
    "write_folder",
]
