"""Yalu: who is sanctioned, who acts for them without being named yet, and where the network can be cut.

The face of the library. What the command line does, this offers under the same names:

    >>> import yalu
    >>> snapshot = yalu.load_list("sdn_advanced.xml.bz2")               # doctest: +SKIP
    >>> found = yalu.investigate(["article.txt"], [snapshot], day)     # doctest: +SKIP
    >>> yalu.screen_file("customers.csv", yalu.load_screener([snapshot]), "hits.jsonl")  # doctest: +SKIP
"""

from yalu.lazy import load_lazily

__getattr__, __dir__, __all__ = load_lazily(__name__)
