"""The few types that every room shares: parties, links, evidence, intervals, designations and errors.

Entities themselves are followthemoney entities; what stands here is what followthemoney has no word for.
"""

from yalu.model.designation import Designation
from yalu.model.errors import (
    DatabaseError,
    DateError,
    DocumentError,
    ExtractorError,
    GoodsError,
    InputError,
    ListError,
    MessageError,
    OutputError,
    PartyError,
    PullError,
    ReceiptError,
    ShareError,
    TableError,
    WorkspaceError,
    YaluError,
)
from yalu.model.evidence import Evidence, Reliability, Status, confidence_of, origin_groups
from yalu.model.flow import Dealings
from yalu.model.interval import Interval, State, parse_day
from yalu.model.link import LINK_TYPES, Link, LinkType
from yalu.model.link_rows import LinkColumns, LinkRows, LinksById
from yalu.model.merging import merge_links
from yalu.model.party import Mention, Party
from yalu.model.stake import Interest, Share, parse_share

__all__ = [
    "LINK_TYPES",
    "DatabaseError",
    "DateError",
    "Dealings",
    "Designation",
    "DocumentError",
    "Evidence",
    "ExtractorError",
    "GoodsError",
    "InputError",
    "Interest",
    "Interval",
    "Link",
    "LinkColumns",
    "LinkRows",
    "LinkType",
    "LinksById",
    "ListError",
    "Mention",
    "MessageError",
    "OutputError",
    "Party",
    "PartyError",
    "PullError",
    "ReceiptError",
    "Reliability",
    "Share",
    "ShareError",
    "State",
    "Status",
    "TableError",
    "WorkspaceError",
    "YaluError",
    "confidence_of",
    "merge_links",
    "origin_groups",
    "parse_day",
    "parse_share",
]
