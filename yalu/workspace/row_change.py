"""What an update of the lists changes for one row of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yalu.workspace.list_delta import BEFORE

Hit = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What the new lists change for one row: hits that appeared, are gone, or are another now (earlier, now).

    It tells of every hit at or above the threshold, whatever the run's `limit`.
    """

    row: int
    query: str
    appeared: tuple[Hit, ...]
    gone: tuple[Hit, ...]
    changed: tuple[tuple[Hit, Hit], ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        changed = [{"before": dict(before), "after": dict(after)} for before, after in self.changed]
        appeared, gone = [dict(hit) for hit in self.appeared], [dict(hit) for hit in self.gone]
        return {"row": self.row, "query": self.query, "appeared": appeared, "gone": gone, "changed": changed}


def row_change(answer: Mapping[str, Any]) -> RowChange:
    """Tell what changes for a row from its hits among what differs (see `ListDelta.screener`)."""
    sides: tuple[dict[tuple[str, str], list[Hit]], ...] = ({}, {})
    for hit in answer["hits"]:
        mark, name = hit["dataset"][0], hit["dataset"][1:]
        sides[mark != BEFORE].setdefault((name, hit["id"]), []).append({**hit, "dataset": name})
    before, after = sides
    return RowChange(
        answer["row"],
        answer["query"],
        tuple(hit for key, hits in after.items() if key not in before for hit in hits),
        tuple(hit for key, hits in before.items() if key not in after for hit in hits),
        tuple(
            pair
            for key in before
            if key in after
            for pair in zip(before[key], after[key], strict=False)
            if pair[0] != pair[1]
        ),
    )
