"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""

from yalu.workspace.answer_formats import answer_rows, json_lines
from yalu.workspace.certificate import Certificate, certificate
from yalu.workspace.kept_lists import is_kept, list_finder
from yalu.workspace.list_cache import CACHE_VARIABLE, cache_folder, load_list
from yalu.workspace.pair_scores import compare_file
from yalu.workspace.receipts import (
    Receipt,
    ReceiptBook,
    ReceiptError,
    Stamp,
    Verification,
)
from yalu.workspace.replay import Replay, replay
from yalu.workspace.rescreening import RescreeningSummary, RowChange, rescreen_file
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
from yalu.workspace.snapshots import Added, Issue, Published, Workspace, workspace_place

__all__ = [
    "CACHE_VARIABLE",
    "Added",
    "Certificate",
    "Issue",
    "Published",
    "Receipt",
    "ReceiptBook",
    "ReceiptError",
    "Replay",
    "RescreeningSummary",
    "RowChange",
    "ScreeningRun",
    "ScreeningSettings",
    "ScreeningSummary",
    "Stamp",
    "Verification",
    "Workspace",
    "answer_rows",
    "cache_folder",
    "certificate",
    "check_output",
    "compare_file",
    "is_kept",
    "json_lines",
    "list_finder",
    "load_list",
    "load_screener",
    "open_settled",
    "replay",
    "rescreen_file",
    "screen_file",
    "workspace_place",
    "write_run",
]
