"""Snapshots: every issue of every list, kept as it was published, and the log that says which is current.

A snapshot never changes and is named by its content. A list is a name with a log of its issues, to which lines are only
added. All that this room writes stands there whole or not at all, whenever it is stopped.
"""

from yalu.workspace.snapshots.intake import Published
from yalu.workspace.snapshots.issue import Issue, IssuedFrom, KeptFile
from yalu.workspace.snapshots.place import WORKSPACE_VARIABLE, shown_place, workspace_place
from yalu.workspace.snapshots.pull import Pulled, PullSettings, pull_list
from yalu.workspace.snapshots.verify import Verification, verify_workspace
from yalu.workspace.snapshots.workspace import Added, Workspace

__all__ = [
    "WORKSPACE_VARIABLE",
    "Added",
    "Issue",
    "IssuedFrom",
    "KeptFile",
    "Published",
    "PullSettings",
    "Pulled",
    "Verification",
    "Workspace",
    "pull_list",
    "shown_place",
    "verify_workspace",
    "workspace_place",
]
