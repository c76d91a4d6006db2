"""Yalu: who is sanctioned, who acts for them without being named yet, and where the network can be cut.

The face of the library. What the command line does, this offers under the same names:

    >>> import yalu
    >>> snapshot = yalu.load_list("sdn_advanced.xml.bz2")               # doctest: +SKIP
    >>> found = yalu.investigate(["article.txt"], [snapshot], day)     # doctest: +SKIP
    >>> yalu.screen_file("customers.csv", yalu.load_screener([snapshot]), "hits.jsonl")  # doctest: +SKIP
"""

from yalu.documents import EndpointExtractor, Origins, Unread, language_model, read, read_document, read_documents
from yalu.goods import GoodsCheck, GoodsRow, check_goods, check_goods_rows
from yalu.investigation import Investigation, investigate
from yalu.lists import ListSnapshot, read_list
from yalu.model import Evidence, Interval, Link, Party, Status, YaluError
from yalu.network import Network, Scope, find_gaps
from yalu.network.cuts import CutRequest, CutSettings, find_cut
from yalu.network.ownership import ownership
from yalu.records import payment_links, read_payments, read_shipments, shipment_links
from yalu.records.holdings import read_holdings
from yalu.report import reading_json, reading_page, write_folder
from yalu.screening import Hit, Screener, compare_names, explain_comparison, screen_batches
from yalu.workspace import (
    Certificate,
    PaymentAnswer,
    Receipt,
    ReceiptBook,
    RecordSettings,
    ScreeningSettings,
    ScreeningSummary,
    ShipmentAnswer,
    Stamp,
    Workspace,
    certificate,
    check_goods_file,
    check_proof,
    compare_file,
    list_finder,
    load_list,
    load_network,
    load_screener,
    prove_row,
    read_each,
    replay,
    rescreen_file,
    screen_file,
    screen_payments,
    screen_shipments,
    write_readings,
)
from yalu.workspace.decisions import AlertState, DecisionBook, Finding, Person, open_decisions
from yalu.workspace.retention import Keeper, Retention, read_retention
from yalu.workspace.watch import Watch, WatchedParty, open_watch, watched_party, watched_snapshots
from yalu.workspace.webhooks import check_signature

__all__ = [
    "AlertState",
    "Certificate",
    "CutRequest",
    "CutSettings",
    "DecisionBook",
    "EndpointExtractor",
    "Evidence",
    "Finding",
    "GoodsCheck",
    "GoodsRow",
    "Hit",
    "Interval",
    "Investigation",
    "Keeper",
    "Link",
    "ListSnapshot",
    "Network",
    "Origins",
    "Party",
    "PaymentAnswer",
    "Person",
    "Receipt",
    "ReceiptBook",
    "RecordSettings",
    "Retention",
    "Scope",
    "Screener",
    "ScreeningSettings",
    "ScreeningSummary",
    "ShipmentAnswer",
    "Stamp",
    "Status",
    "Unread",
    "Watch",
    "WatchedParty",
    "Workspace",
    "YaluError",
    "certificate",
    "check_goods",
    "check_goods_file",
    "check_goods_rows",
    "check_proof",
    "check_signature",
    "compare_file",
    "compare_names",
    "explain_comparison",
    "find_cut",
    "find_gaps",
    "investigate",
    "language_model",
    "list_finder",
    "load_list",
    "load_network",
    "load_screener",
    "open_decisions",
    "open_watch",
    "ownership",
    "payment_links",
    "prove_row",
    "read",
    "read_document",
    "read_documents",
    "read_each",
    "read_holdings",
    "read_list",
    "read_payments",
    "read_retention",
    "read_shipments",
    "reading_json",
    "reading_page",
    "replay",
    "rescreen_file",
    "screen_batches",
    "screen_file",
    "screen_payments",
    "screen_shipments",
    "shipment_links",
    "watched_party",
    "watched_snapshots",
    "write_folder",
    "write_readings",
]
