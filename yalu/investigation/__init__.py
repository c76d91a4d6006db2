"""The main job, in the order in which a person would do it: read, screen, add what lists know, name the gaps.

`investigate.py` is that order on one page; `documents.py` opens what is read, `register.py` knows the lists,
`records.py` joins records, `network.py` asks the network, and what comes out stands in `answer.py`.
"""

from yalu.investigation.answer import DocumentUsed, Investigation, ListedHit, ListUsed, RecordsUsed, ScreenedParty
from yalu.investigation.documents import open_documents
from yalu.investigation.investigate import investigate

__all__ = [
    "DocumentUsed",
    "Investigation",
    "ListUsed",
    "ListedHit",
    "RecordsUsed",
    "ScreenedParty",
    "investigate",
    "open_documents",
]
