"""The network of parties and links: what surrounds a party, how two are tied, and which gaps the lists leave.

Takes plain entities and links; knows nothing of files, lists' formats or HTTP.
"""

from yalu.network.authorities import Authority, authorities, authority_code
from yalu.network.criteria import Criterion, criteria
from yalu.network.figures import Figures, figures_of
from yalu.network.gap import Gap, Gaps
from yalu.network.gaps import find_gaps
from yalu.network.goods_fact import GoodsFact
from yalu.network.graph import Graph
from yalu.network.inferred import Inferred, inferred_links
from yalu.network.later_facts import later_facts
from yalu.network.link_classes import LinkClass, class_of, link_classes
from yalu.network.listings import ListedBy, Listings
from yalu.network.network import Network
from yalu.network.network_gaps import GapQuestion
from yalu.network.paths import Path, Paths
from yalu.network.scope import Scope
from yalu.network.sectors import Sector, StatedSector, government_of, sectors, sectors_of
from yalu.network.standing import SHIP, Standing
from yalu.network.tie import Tie
from yalu.network.trace import MOST_PARTIES, Trace, TracedParty
from yalu.network.twins import Twin, one_for_all

__all__ = [
    "MOST_PARTIES",
    "SHIP",
    "Authority",
    "Criterion",
    "Figures",
    "Gap",
    "GapQuestion",
    "Gaps",
    "GoodsFact",
    "Graph",
    "Inferred",
    "LinkClass",
    "ListedBy",
    "Listings",
    "Network",
    "Path",
    "Paths",
    "Scope",
    "Sector",
    "Standing",
    "StatedSector",
    "Tie",
    "Trace",
    "TracedParty",
    "Twin",
    "authorities",
    "authority_code",
    "class_of",
    "criteria",
    "figures_of",
    "find_gaps",
    "government_of",
    "inferred_links",
    "later_facts",
    "link_classes",
    "one_for_all",
    "sectors",
    "sectors_of",
]
