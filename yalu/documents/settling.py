"""Settling: one sentence's statements of one link become one, with the weakest status."""

import re
from dataclasses import replace

from yalu.documents.stance import weaker
from yalu.documents.statement import Statement
from yalu.model import LINK_TYPES, Status

_ONLOOKERS = re.compile(
    r"investigat|prosecut|analyst|research|expert|document|record|filing|panel|report|police|registry|indictment"
    r"|member state|treasury|department of|bureau|council|commission",
    re.IGNORECASE,
)
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
    """Whether the sentence's tree says better than a pattern whether somebody heads a firm or works there."""
    other = {"leads": "employed_by", "employed_by": "leads"}.get(item.type)
    rival = found.get((other, item.source, item.target)) if other else None
    return rival is not None and rival.pattern.startswith("noun-") and not item.pattern.startswith(("noun-", "verb-"))


def denial(item: Statement, speaker: str, concerned: set[str]) -> Status:
    """Tell who disputes a deed from who finds that there was none.

    One's own word, or that of one's counsel or spokesman, is a denial. An onlooker's is a finding, and so is anybody's
    word that somebody has not been listed or charged.
    """
    if speaker in concerned or _COUNSEL.search(speaker):
        return Status.DENIED
    is_finding = item.type in ("sanctioned_by", "charged_by") or _ONLOOKERS.search(speaker)
    return Status.NEGATED if is_finding else Status.DENIED
