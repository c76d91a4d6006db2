"""What is known of a file of records that is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from yalu.model import WorkspaceError

ID = 16
"""Characters of a file's hash that are its id."""


@dataclass(frozen=True, slots=True)
class KeptRecords:
    """A file of records that the workspace keeps.

    `rows` were read, `refused` were not; `told` says of the first of these where they stand and why. `columns` is field
    to column, where the user or a mapping file says so. `loaded` is when it was taken in (ISO, UTC).
    """

    id: str
    name: str
    sha256: str
    size: int
    kind: str
    rows: int
    refused: int
    told: tuple[str, ...]
    columns: Mapping[str, str]
    loaded: str

    @property
    def reference(self) -> str:
        """What evidence calls it: its name and the start of its hash."""
        return f"{self.name}@{self.id[:8]}"

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values; the keys are the fields' names."""
        return {**asdict(self), "columns": dict(self.columns), "told": list(self.told)}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file that was given: what is kept, and whether it is new."""

    kept: KeptRecords
    new: bool


def facts_of(item: KeptRecords) -> bytes:
    """Write what is known of a file, as it stands beside it."""
    return orjson.dumps(item.to_json(), option=orjson.OPT_INDENT_2)


def read_facts(data: bytes, place: str, remedy: str) -> KeptRecords:
    """Read what is known of a file.

    Raises:
        WorkspaceError: it is damaged.
    """
    try:
        item = orjson.loads(data)
        return KeptRecords(**{**item, "told": tuple(item["told"])})
    except (ValueError, TypeError, KeyError) as error:
        raise WorkspaceError(f"{place}: it cannot be read: {error}; {remedy}") from None
