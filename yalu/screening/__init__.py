"""Screening: who on the lists can a name be, how surely, and why.

`Screener(entities).screen(query)` gives every listed entity that reaches the threshold, `compare_names` the score of
two names. Nothing here knows of files or databases.
"""

from yalu.screening.compare import compare_names, explain_comparison
from yalu.screening.hit import Hit, Share
from yalu.screening.party import ScreenedParty, read_party
from yalu.screening.screener import Screener

__all__ = ["Hit", "ScreenedParty", "Screener", "Share", "compare_names", "explain_comparison", "read_party"]
