"""Screening: who on the lists can a name be, how surely, and why.

`Screener(entities).screen(query)` gives every listed entity that reaches the threshold, `screen_batches` does so for
tables, `compare_names` gives the score of two names. Nothing here knows of files or databases.
"""

from yalu.screening.batches import OUTPUT_SCHEMA, screen_batches
from yalu.screening.compare import compare_names, explain_comparison
from yalu.screening.entity import FoundParty
from yalu.screening.hit import Hit, Share
from yalu.screening.index.storage import IndexFileError
from yalu.screening.party import ScreenedParty, read_party
from yalu.screening.screener import Screener
from yalu.screening.version import analysis_version

__all__ = [
    "OUTPUT_SCHEMA",
    "FoundParty",
    "Hit",
    "IndexFileError",
    "ScreenedParty",
    "Screener",
    "Share",
    "analysis_version",
    "compare_names",
    "explain_comparison",
    "read_party",
    "screen_batches",
]
