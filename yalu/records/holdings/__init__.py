"""Holdings: who owns what, from tables and registers, as links with exact shares.

`read_holdings(path)` tells the format from the content: a plain table, BODS 0.4, the UK register of people with
significant control, or GLEIF's relationship records.
"""

from yalu.records.holdings.gathering import Holdings, Problem
from yalu.records.holdings.reading import HoldingsFormat, holdings_format, read_holdings

__all__ = ["Holdings", "HoldingsFormat", "Problem", "holdings_format", "read_holdings"]
