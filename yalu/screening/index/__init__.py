"""The exact index over names: which of millions of listed names reach a threshold, and with what score.

`building` turns analysed names into arrays (`arrays`), `queries` reads what is asked, `session` asks it. The rest is
compiled: `words` finds similar words, `spellings` the classes of a word by its letters, `matches` the listed words
that agree with a word of the query, `signature` the least that must be read, `search` reads it, `candidate` scores it.
`readings` and `skeletons` cover names that are not compared by letters.
"""

from yalu.screening.index.building import IndexBuilder
from yalu.screening.index.compiled import is_compiled
from yalu.screening.index.name_index import NameIndex
from yalu.screening.index.session import Found, SearchSession

__all__ = ["Found", "IndexBuilder", "NameIndex", "SearchSession", "is_compiled"]
