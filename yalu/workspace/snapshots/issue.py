"""One issue of one list, as the log of the list tells of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class IssuedFrom(StrEnum):
    """What says on which day an issue was published, the surest first."""

    FILE = "the file"
    GIVEN = "the user"
    FILE_NAME = "the file's name"
    SERVER = "the server"
    TAKEN_IN = "the day it was taken in"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of an issue as it was published: its name, size in bytes and SHA-256, and the name it is kept under."""

    name: str
    size: int
    sha256: str
    kept: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of one list, kept.

    `id` is the content hash of what was published: the SHA-256 of the file, or one over the hashes of several files.
    `issued` is the day of publication (YYYY-MM-DD) and `issued_from` who says so. `taken_in` is when the workspace took
    it in (ISO, UTC). `parties` is how many the authority lists, `counts` what else the reader met. `forced` names the
    reasons for which it would have been refused. `source` is the address that it was pulled from; `etag` and `modified`
    are what the server said of it. `recovered` and `lenient` say how it was read: with wrong bytes mended, with what
    the format does not allow passed over; `mended` is in how many places.
    """

    list: str
    id: str
    issued: str
    issued_from: IssuedFrom
    taken_in: str
    title: str
    authority: str
    format: str
    files: tuple[KeptFile, ...]
    parties: int
    counts: Mapping[str, int] = field(default_factory=dict)
    recovered: bool = False
    lenient: bool = False
    mended: int = 0
    forced: tuple[str, ...] = ()
    source: str | None = None
    etag: str | None = None
    modified: str | None = None

    @property
    def short(self) -> str:
        """The first twelve characters of the id, enough for people."""
        return self.id[:12]

    @property
    def reference(self) -> str:
        """What names this issue in commands: NAME@ID."""
        return f"{self.list}@{self.short}"

    def to_json(self) -> dict[str, Any]:
        """Give the issue as JSON values; the keys are the fields' names."""
        return {**asdict(self), "counts": dict(self.counts), "forced": [*self.forced]}

    @classmethod
    def from_json(cls, item: Mapping[str, Any]) -> "Issue":
        """Read back what `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        files = tuple(KeptFile(**file) for file in item["files"])
        changed = {"files": files, "issued_from": IssuedFrom(item["issued_from"]), "forced": tuple(item["forced"])}
        return cls(**{**item, **changed})
