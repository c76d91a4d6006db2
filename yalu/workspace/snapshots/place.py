"""Where the workspace is."""

import os
from pathlib import Path

import platformdirs

WORKSPACE_VARIABLE = "YALU_WORKSPACE"
"""Environment variable that names the workspace."""


def workspace_place(given: Path | str | None = None) -> Path:
    """Give the folder of the workspace: as given, else `YALU_WORKSPACE`, else the user's data folder."""
    return Path(given or os.environ.get(WORKSPACE_VARIABLE) or platformdirs.user_data_dir("yalu"))
