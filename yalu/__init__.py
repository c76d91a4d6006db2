"""Yalu: who is sanctioned, who acts for them without being named yet, and where the network can be cut.

The face of the library. What the command line does, this offers under the same names:

    >>> import yalu
    >>> snapshot = yalu.load_list("sdn_advanced.xml.bz2")               # doctest: +SKIP
    >>> found = yalu.investigate(["article.txt"], [snapshot], day)     # doctest: +SKIP
    >>> yalu.screen_file("customers.csv", yalu.load_screener([snapshot]), "hits.jsonl")  # doctest: +SKIP
"""

from yalu.documents import Origins, Unread, language_model, read, read_document, read_documents
from yalu.goods import GoodsCheck, GoodsRow, check_goods, check_goods_rows
from yalu.investigation import Investigation, investigate
from yalu.lists import ListSnapshot, read_list
from yalu.model import Evidence, Interval, Link, Party, Status, YaluError
from yalu.network import Network, Scope, find_gaps
from yalu.network.cuts import CutRequest, CutSettings, find_cut
from yalu.network.ownership import ownership
from yalu.records import (
    payment_links,
    read_payments,
    read_ship_rows,
    read_shipments,
    read_transfers,
    ship_links,
    shipment_links,
    transfer_links,
)
from yalu.records.holdings import read_holdings
from yalu.report import reading_json, write_folder
from yalu.screening import Hit, Screener, compare_names, explain_comparison, screen_batches
from yalu.workspace import (
    Certificate,
    PaymentAnswer,
    Receipt,
    ReceiptBook,
    RecordSettings,
    ScreeningSettings,
    ScreeningSummary,
    ShipAnswer,
    ShipmentAnswer,
    Stamp,
    TransferAnswer,
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
    screen_ships,
    screen_transfers,
    wallet_exposure,
    write_readings,
)
from yalu.workspace.decisions import AlertState, DecisionBook, Finding, Person, open_decisions

__all__ = [
    "AlertState",
    "Certificate",
    "CutRequest",
    "CutSettings",
    "DecisionBook",
    "Evidence",
    "Finding",
    "GoodsCheck",
    "GoodsRow",
    "Hit",
    "Interval",
    "Investigation",
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
    "Scope",
    "Screener",
    "ScreeningSettings",
    "ScreeningSummary",
    "ShipAnswer",
    "ShipmentAnswer",
    "Stamp",
    "Status",
    "TransferAnswer",
    "Unread",
    "Workspace",
    "YaluError",
    "certificate",
    "check_goods",
    "check_goods_file",
    "check_goods_rows",
    "check_proof",
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
    "read_ship_rows",
    "read_shipments",
    "read_transfers",
    "reading_json",
    "replay",
    "rescreen_file",
    "screen_batches",
    "screen_file",
    "screen_payments",
    "screen_shipments",
    "screen_ships",
    "screen_transfers",
    "ship_links",
    "shipment_links",
    "transfer_links",
    "wallet_exposure",
    "write_folder",
    "write_readings",
]
