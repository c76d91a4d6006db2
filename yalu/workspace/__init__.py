"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""

from yalu.workspace.answer_formats import answer_rows, json_lines
from yalu.workspace.certificate import Certificate, certificate
from yalu.workspace.cut_costs import read_costs
from yalu.workspace.earlier_answers import read_answers
from yalu.workspace.goods_file import check_goods_file
from yalu.workspace.kept_lists import is_kept, list_finder
from yalu.workspace.kept_reading import diff_readings
from yalu.workspace.kept_records import KeptRecords, Loaded, RecordStore
from yalu.workspace.list_cache import CACHE_VARIABLE, cache_folder, cached_reading, load_list
from yalu.workspace.list_delta import compare_lists
from yalu.workspace.matching import twins_of
from yalu.workspace.name_screening import ask_one
from yalu.workspace.network_input import Match, NetworkInput, link_types, load_network
from yalu.workspace.pair_scores import compare_file
from yalu.workspace.reading_run import ReadingSummary, read_each, write_readings
from yalu.workspace.receipts import (
    RECEIPTS_VARIABLE,
    Kind,
    Receipt,
    ReceiptBook,
    ReceiptError,
    ReceiptVerification,
    Stamp,
)
from yalu.workspace.receipts.answer_tree import AnswerTree
from yalu.workspace.receipts.drafts import name_draft, table_draft
from yalu.workspace.receipts.proof import ProvedRow, check_proof, prove_row
from yalu.workspace.receipts.verify import read_exported_receipts, verify_chain
from yalu.workspace.record_files import RecordFile, RecordsRead, read_records, record_files
from yalu.workspace.record_screening import (
    Decision,
    PaymentAnswer,
    RecordSettings,
    ShipAnswer,
    ShipmentAnswer,
    TransferAnswer,
    screen_payments,
    screen_shipments,
    screen_ships,
    screen_transfers,
)
from yalu.workspace.replay import Replay, replay
from yalu.workspace.rescreening import Rescreening, RescreeningSummary, rescreen_file, write_rescreening
from yalu.workspace.rescreening_plan import RescreeningPlan, last_run, plan_rescreening
from yalu.workspace.row_change import RowChange
from yalu.workspace.screener_cache import load_screener
from yalu.workspace.screening_batch import screen_batch, told_of_body
from yalu.workspace.screening_run import (
    ScreeningRun,
    ScreeningSettings,
    ScreeningSummary,
    check_output,
    open_settled,
    screen_file,
    write_run,
)
from yalu.workspace.snapshots import (
    Added,
    Issue,
    Published,
    Pulled,
    PullSettings,
    Verification,
    Workspace,
    pull_list,
    shown_place,
    verify_workspace,
    workspace_place,
)
from yalu.workspace.uploads import kept_upload
from yalu.workspace.wallet_exposure import ExposureAnswer, wallet_exposure

__all__ = [
    "CACHE_VARIABLE",
    "RECEIPTS_VARIABLE",
    "Added",
    "AnswerTree",
    "Certificate",
    "Decision",
    "ExposureAnswer",
    "Issue",
    "KeptRecords",
    "Kind",
    "Loaded",
    "Match",
    "NetworkInput",
    "PaymentAnswer",
    "ProvedRow",
    "Published",
    "PullSettings",
    "Pulled",
    "ReadingSummary",
    "Receipt",
    "ReceiptBook",
    "ReceiptError",
    "ReceiptVerification",
    "RecordFile",
    "RecordSettings",
    "RecordStore",
    "RecordsRead",
    "Replay",
    "Rescreening",
    "RescreeningPlan",
    "RescreeningSummary",
    "RowChange",
    "ScreeningRun",
    "ScreeningSettings",
    "ScreeningSummary",
    "ShipAnswer",
    "ShipmentAnswer",
    "Stamp",
    "TransferAnswer",
    "Verification",
    "Workspace",
    "answer_rows",
    "ask_one",
    "cache_folder",
    "cached_reading",
    "certificate",
    "check_goods_file",
    "check_output",
    "check_proof",
    "compare_file",
    "compare_lists",
    "diff_readings",
    "is_kept",
    "json_lines",
    "kept_upload",
    "last_run",
    "link_types",
    "list_finder",
    "load_list",
    "load_network",
    "load_screener",
    "name_draft",
    "open_settled",
    "plan_rescreening",
    "prove_row",
    "pull_list",
    "read_answers",
    "read_costs",
    "read_each",
    "read_exported_receipts",
    "read_records",
    "record_files",
    "replay",
    "rescreen_file",
    "screen_batch",
    "screen_file",
    "screen_payments",
    "screen_shipments",
    "screen_ships",
    "screen_transfers",
    "shown_place",
    "table_draft",
    "told_of_body",
    "twins_of",
    "verify_chain",
    "verify_workspace",
    "wallet_exposure",
    "workspace_place",
    "write_readings",
    "write_rescreening",
    "write_run",
]
