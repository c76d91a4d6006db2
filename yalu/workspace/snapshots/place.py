"""Where the workspace is."""

import os
import re
from pathlib import Path

import platformdirs

from yalu.model import WorkspaceError

WORKSPACE_VARIABLE = "YALU_WORKSPACE"
"""Environment variable that names the workspace."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.]+:/", re.ASCII)
"""The start of an address, also of one that was taken for a path."""


def workspace_place(given: Path | str | None = None) -> Path:
    """Give the folder of the workspace: as given, else `YALU_WORKSPACE`, else the user's data folder.

    Raises:
        WorkspaceError: it is an address; lists are kept in files.
    """
    place = str(given or os.environ.get(WORKSPACE_VARIABLE) or platformdirs.user_data_dir("yalu"))
    if _ADDRESS.match(place):
        raise WorkspaceError(f"{place}: lists are kept in files, so name a folder (docs/workspace.md says why)")
    return Path(place)
