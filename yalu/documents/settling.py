"""Settling: one sentence's statements of one link become one, with the weakest status."""

import re
from dataclasses import replace

from yalu.documents.stance import weaker
from yalu.documents.statement import Statement
from yalu.model import LINK_TYPES, Status

_COUNSEL = re.compile(r"\b(?:lawyers?|counsel|attorney|spokes\w+|ministry|embassy|mission)\b", re.IGNORECASE)


def settled(found: list[Statement]) -> list[Statement]:
    """Let the weakest status stand where a sentence's readings of one link differ; keep each link once."""
    best: dict[tuple[str, int, int], Statement] = {}
    for item in found:
        ends = (item.source, item.target) if LINK_TYPES[item.type].directed else sorted((item.source, item.target))
        key = (item.type, *ends)
        known = best.get(key)
        if known is None:
            best[key] = item
        elif weaker(item.status, known.status) is not known.status:
            best[key] = replace(known, status=item.status, asserted_by=item.asserted_by or known.asserted_by)
        elif item.status is known.status and known.asserted_by is None:
            best[key] = replace(known, asserted_by=item.asserted_by)
    return [item for item in best.values() if not _is_outdone(item, best)]


def _is_outdone(item: Statement, found: dict[tuple[str, int, int], Statement]) -> bool:
    """Whether the sentence's tree says better than a pattern what somebody is: head of a firm, or only its man."""
    other = {"leads": "employed_by", "employed_by": "leads"}.get(item.type)
    rival = found.get((other, item.source, item.target)) if other else None
    return rival is not None and rival.pattern.startswith("noun-") and not item.pattern.startswith(("noun-", "verb-"))


def denial(speaker: str, concerned: set[str]) -> Status:
    """Who says that it is not so: one's own or one's counsel's word is a denial, an onlooker's a finding."""
    return Status.DENIED if speaker in concerned or _COUNSEL.search(speaker) else Status.NEGATED
