"""Records that the workspace keeps, so that every question on the network can use them.

`RecordStore` is the face. What it keeps stands in the workspace's folder (`folder.py`), or in its database
(`database.py`); a tenant's records are seen by that tenant only.
"""

from yalu.workspace.kept_records.kept import KeptRecords, Loaded
from yalu.workspace.kept_records.store import RecordStore, kept_files, records_note

__all__ = ["KeptRecords", "Loaded", "RecordStore", "kept_files", "records_note"]
