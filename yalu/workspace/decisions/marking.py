"""Marking hits with what was decided of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yalu.workspace.decisions.alert import Alert, Finding
from yalu.workspace.decisions.facts import FindEntity
from yalu.workspace.decisions.store import DecisionBook, came_back, holds, is_about, standing_alert

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marking:
    """How the answers to parties with an id of the caller's are marked.

    Attributes:
        book: The alerts.
        find: Gives entities of the lists that were asked.
        leave_out: Leave out hits on remembered false positives; an answer then says how many, as `left_out`.
        open_at: Open alerts for the hits, with this time; `None` opens none.
    """

    book: DecisionBook
    find: FindEntity
    leave_out: bool = False
    open_at: Callable[[], datetime] | None = None

    def mark(self, answers: Sequence[Answer], parties: Sequence[str | None]) -> list[Answer]:
        """Give answers with `decision` at each hit that has an alert; `parties` are the caller's ids, row by row."""
        told = list(zip(answers, parties, strict=True))
        if self.open_at is not None:
            hits = [(party, hit) for answer, party in told if party for hit in answer["hits"]]
            findings = [Finding(party, hit["dataset"], hit["id"]) for party, hit in hits]
            if findings:
                self.book.open_alerts(findings, self.find, self.open_at())
        known = self.book.of_parties([party for answer, party in told if party and answer["hits"]])
        return [self._marked(answer, known.get(party, ()) if party else ()) for answer, party in told]

    def _marked(self, answer: Answer, alerts: Sequence[Alert]) -> Answer:
        hits, left_out = [], 0
        for hit in answer["hits"]:
            mark, hidden = self._decision(hit, alerts)
            if hidden and self.leave_out:
                left_out += 1
            else:
                hits.append(hit if mark is None else {**hit, "decision": mark})
        told = {**answer, "hits": hits}
        return {**told, "left_out": left_out} if self.leave_out else told

    def _decision(self, hit: Mapping[str, Any], alerts: Sequence[Alert]) -> tuple[dict[str, Any] | None, bool]:
        """Give the mark of a hit, and whether it is a false positive that holds."""
        if not any(alert.dataset == hit["dataset"] for alert in alerts):
            return None, False
        entity = self.find(hit["dataset"], hit["id"])
        if entity is None:
            return None, False
        about = [alert for alert in alerts if alert.dataset == hit["dataset"] and is_about(alert, entity)]
        alert = standing_alert(about, entity)
        if alert is None:
            return None, False
        changed = came_back(alert, entity)
        mark = {
            "alert": alert.id,
            "state": "open" if changed else alert.state.value,
            "person": alert.person,
            "reason": alert.reason,
            "time": alert.time,
        }
        return mark | ({"was": alert.state.value, "changed": list(changed)} if changed else {}), holds(alert, entity)
