"""Where the workspace is."""

import os
from pathlib import Path

import platformdirs

from yalu.workspace.database import Place, is_address, parse_address, shown_address

WORKSPACE_VARIABLE = "YALU_WORKSPACE"
"""Environment variable that names the workspace."""


def workspace_place(given: Place | None = None) -> Place:
    """Give the workspace: as given, else `YALU_WORKSPACE`, else the user's data folder.

    Returns:
        A folder; or the address of a database, as text, which can hold a password.
    """
    place = str(given or os.environ.get(WORKSPACE_VARIABLE) or platformdirs.user_data_dir("yalu"))
    return place if is_address(place) else Path(place)


def shown_place(place: Place) -> str:
    """Give what names a workspace in messages, which never holds a password."""
    return shown_address(parse_address(place)) if is_address(place) else str(place)
