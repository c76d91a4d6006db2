"""The few types that every room shares: parties, links, evidence, intervals, designations and errors.

Entities themselves are followthemoney entities; what stands here is what followthemoney has no word for.
"""

from yalu.model.designation import Designation
from yalu.model.errors import (
    DateError,
    DocumentError,
    GoodsError,
    InputError,
    ListError,
    MessageError,
    OutputError,
    TableError,
    YaluError,
)
from yalu.model.evidence import Evidence, Status
from yalu.model.interval import Interval, State, parse_day
from yalu.model.link import LINK_TYPES, Link, LinkType
from yalu.model.merging import merge_links
from yalu.model.party import Mention, Party

__all__ = [
    "LINK_TYPES",
    "DateError",
    "Designation",
    "DocumentError",
    "Evidence",
    "GoodsError",
    "InputError",
    "Interval",
    "Link",
    "LinkType",
    "ListError",
    "Mention",
    "MessageError",
    "OutputError",
    "Party",
    "State",
    "Status",
    "TableError",
    "YaluError",
    "merge_links",
    "parse_day",
]
