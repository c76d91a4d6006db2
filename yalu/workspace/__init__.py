"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""

from yalu.workspace.answer_formats import answer_rows, json_lines
from yalu.workspace.goods_file import check_goods_file
from yalu.workspace.list_cache import CACHE_VARIABLE, cache_folder, load_list
from yalu.workspace.pair_scores import compare_file
from yalu.workspace.record_screening import (
    Decision,
    PaymentAnswer,
    RecordSettings,
    ShipmentAnswer,
    screen_payments,
    screen_shipments,
)
from yalu.workspace.screener_cache import load_screener
from yalu.workspace.screening_run import (
    ScreeningRun,
    ScreeningSettings,
    ScreeningSummary,
    check_output,
    open_settled,
    screen_file,
    write_run,
)

__all__ = [
    "CACHE_VARIABLE",
    "Decision",
    "PaymentAnswer",
    "RecordSettings",
    "ScreeningRun",
    "ScreeningSettings",
    "ScreeningSummary",
    "ShipmentAnswer",
    "answer_rows",
    "cache_folder",
    "check_goods_file",
    "check_output",
    "compare_file",
    "json_lines",
    "load_list",
    "load_screener",
    "open_settled",
    "screen_file",
    "screen_payments",
    "screen_shipments",
    "write_run",
]
