"""What can go wrong, as a tree.

YaluError            anything that Yalu refuses; the command line prints it in one line and exits with 2
├── InputError       a file that cannot be used: which file, where in it, why, and the way out
│   ├── DocumentError
│   ├── ListError
│   ├── MessageError
│   └── TableError
├── ExtractorError   an extractor outside of Yalu that cannot be asked, or that does not answer as it should
├── DateError        a value that is no date
├── GoodsError       a code or description of goods that cannot be read, or a route that is not clear
├── PartyError       a name or id that means nobody, or several
├── ShareError       a value that is no share in percent
├── OutputError      a place that cannot be written
├── PullError        a list that its server does not give
└── WorkspaceError   a workspace that cannot be used, or that does not hold what is asked of it
    ├── DatabaseError the database of a workspace cannot be reached, read or written
    └── ReceiptError  a receipt that is not there, was changed, or cannot serve for what is asked
"""

from pathlib import Path


class YaluError(Exception):
    """Base of everything that Yalu raises on purpose."""


class InputError(YaluError):
    """A file that cannot be used.

    The message is one line: file, place in it where known, reason, and what the user can do.
    """

    def __init__(self, path: Path | str, reason: str, *, where: str = "", remedy: str = "") -> None:
        self.path = str(path)
        self.reason = reason
        self.where = where
        self.remedy = remedy
        place = f"{path} ({where})" if where else str(path)
        message = f"{place}: {reason}" + (f"; {remedy}" if remedy else "")
        super().__init__(" ".join(message.split()))


class DocumentError(InputError):
    """A document that cannot be read."""


class ListError(InputError):
    """A list that cannot be read, or that is not what it claims to be."""


class MessageError(InputError):
    """A file of payment messages that cannot be read, or a message that is not as its standard says."""


class TableError(InputError):
    """A table of records (customers, pairs of names) that cannot be read, or that lacks what is asked of it."""


class ExtractorError(YaluError):
    """An extractor outside of Yalu that cannot be asked, or that does not answer as it should."""


class DateError(YaluError):
    """A value that is no calendar date."""


class GoodsError(YaluError):
    """A code or description of goods that cannot be read, or a route that is not clear."""


class PartyError(YaluError):
    """A name or id that means no party, or may mean several."""


class ShareError(YaluError):
    """A value that is no share in percent."""


class OutputError(YaluError):
    """A place that cannot be written."""


class PullError(YaluError):
    """A list that its server does not give, or not as it should be."""


class WorkspaceError(YaluError):
    """A workspace that cannot be used, or that does not hold what is asked of it."""


class DatabaseError(WorkspaceError):
    """The database of a workspace cannot be reached, read or written. The message holds no password."""


class ReceiptError(WorkspaceError):
    """A receipt that is not there, was changed, or cannot serve for what is asked."""
