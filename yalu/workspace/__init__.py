"""What is kept on disk. The only room that writes to it, besides the reports that a user asks for."""

from yalu.workspace.answer_formats import answer_rows, json_lines
from yalu.workspace.list_cache import CACHE_VARIABLE, cache_folder, load_list
from yalu.workspace.pair_scores import compare_file
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
    verify_workspace,
    workspace_place,
)
from yalu.workspace.uploads import kept_upload

__all__ = [
    "CACHE_VARIABLE",
    "Added",
    "Issue",
    "Published",
    "PullSettings",
    "Pulled",
    "ScreeningRun",
    "ScreeningSettings",
    "ScreeningSummary",
    "Verification",
    "Workspace",
    "answer_rows",
    "cache_folder",
    "check_output",
    "compare_file",
    "json_lines",
    "kept_upload",
    "load_list",
    "load_screener",
    "open_settled",
    "pull_list",
    "screen_batch",
    "screen_file",
    "told_of_body",
    "verify_workspace",
    "workspace_place",
    "write_run",
]
