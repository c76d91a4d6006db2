"""The words that every page uses: for states, statuses, criteria and links, and for text that nobody may trust."""

import unicodedata
from collections.abc import Mapping

from yalu.investigation import Investigation, ListedHit, ScreenedParty
from yalu.model import LINK_TYPES, Link, State, Status

DISCLAIMER = (
    "This report says what the named sources state and what the named lists hold. It is not legal advice, it accuses "
    "nobody, and a party shown here has not for that reason done anything wrong."
)

STATUS_WORDS: dict[Status, str] = {
    Status.ASSERTED: "stated",
    Status.ALLEGED: "alleged",
    Status.DENIED: "denied",
    Status.NEGATED: "said not to be so",
    Status.CALLED_FOR: "called for",
    Status.PLANNED: "planned or possible",
    Status.INFERRED: "inferred",
}

STATE_WORDS: dict[State, str] = {
    State.VALID: "listed",
    State.POSSIBLE: "possibly listed",
    State.NOT_YET: "not listed until later",
    State.ENDED: "no longer listed",
    State.UNKNOWN: "on the list, day unknown",
}

_TEXT_CONTROLS = "\n\r\t"
_DIRECTION_CONTROLS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def visible(text: str) -> str:
    """Make characters that steer a display, and show nothing themselves, visible as their code point.

    Escape sequences, overrides of the writing direction, line separators and lone surrogates in a hostile document
    would else change what stands around them. Characters that only spell (joiners, soft hyphens) stay.
    """
    return "".join(f"[U+{ord(c):04X}]" if _steers(c) else c for c in text)


def _steers(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return character not in _TEXT_CONTROLS
    return unicodedata.bidirectional(character) in _DIRECTION_CONTROLS


def one_line(text: str, limit: int | None = None) -> str:
    """Write a text on one line, visible, cut with an ellipsis where it is longer than `limit` characters."""
    line = visible(" ".join(text.split()))
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def criterion_words(criterion: str, criteria: Mapping[str, str]) -> str:
    """Give the sentence of a criterion, or its id as words where the table does not have it."""
    return criteria.get(criterion) or criterion.replace("_", " ")


def link_label(link: Link) -> str:
    """Give the words that stand between the two names of a link.

    A list or notice that says "Linked To" does not say what the tie is, and no more is said here.
    """
    if link.type == "associate_of" and (link.role or "").casefold() == "linked to":
        return "is linked to"
    return LINK_TYPES[link.type].label


# These tell something of a party, but tie it to nobody: who is listed by one authority is not thereby acquainted.
BACKGROUND = frozenset({"national_of", "located_in", "called_at", "sanctioned_by", "charged_by"})


def focus_parties(investigation: Investigation) -> set[str]:
    """Give the ids of the parties that a report is about: listed on the day, or a gap."""
    gaps = {gap.party for gap in investigation.gaps}
    return gaps | {item.party.id for item in investigation.parties if item.listed}


def joined_links(investigation: Investigation) -> list[Link]:
    """Choose the links that sources state as so, outright or as somebody's claim; those of documents first."""
    return _ranked(investigation, joined=True)


def unjoined_links(investigation: Investigation) -> list[Link]:
    """Choose the links that sources deny, negate, call for or plan: never facts; those of documents first."""
    return _ranked(investigation, joined=False)


def _ranked(investigation: Investigation, *, joined: bool) -> list[Link]:
    focus = focus_parties(investigation)
    return sorted(
        (link for link in investigation.links if link.status.joins_network is joined),
        key=lambda link: (
            not is_in_documents(link, investigation),
            not is_in_records(link, investigation),
            link.type in BACKGROUND,
            link.source not in focus and link.target not in focus,
        ),
    )


def is_in_documents(link: Link, investigation: Investigation) -> bool:
    """Tell whether one of the documents states a link, rather than a list or record alone."""
    documents = {document.id for document in investigation.documents}
    return any(item.document in documents for item in link.evidence)


def is_in_records(link: Link, investigation: Investigation) -> bool:
    """Tell whether records state a link, and no document does."""
    records = {item.id for item in investigation.records}
    return not is_in_documents(link, investigation) and any(item.document in records for item in link.evidence)


def own_hit(party: ScreenedParty) -> ListedHit | None:
    """Find the hit that the party is taken to be, if any."""
    return next((hit for hit in party.hits if hit.hit.id == party.same_as), None)


def period(start: str | None, end: str | None) -> str:
    """Write an interval in words; empty where nothing is known."""
    if start and end:
        return start if start == end else f"{start} to {end}"
    return f"from {start}" if start else (f"until {end}" if end else "")
