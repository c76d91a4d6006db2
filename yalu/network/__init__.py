"""The network of parties and links: what surrounds a party, and which gaps the lists leave.

Takes plain entities and links; knows nothing of files, lists' formats or HTTP.
"""

from yalu.network.criteria import Criterion, criteria
from yalu.network.gap import Gap
from yalu.network.gaps import Standing, find_gaps
from yalu.network.graph import Graph

__all__ = ["Criterion", "Gap", "Graph", "Standing", "criteria", "find_gaps"]
