"""Who put the entries of a notice on a list, and for what: the heading above them, and the sentences behind them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from yalu.documents.cast import Cast
from yalu.documents.kinds import BODY
from yalu.documents.notice_fields import Entry
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.model import Status

Listing = tuple[str, tuple[int, int], str, Status, Span]
"""Type, ends, the label of its pattern, status, and the stretch that says so."""

_HEADING = re.compile(
    r"\b(?:added|adding the following|deletions?|deleted|removed|changes (?:has|have) been|updated the following)\b"
    r"[^\n]{0,120}"
    r"|subject to restrictive measures|asset freeze targets|\bfollowing [^\n]{0,60}(?:is|are) blocked\b[^\n]{0,80}",
    re.IGNORECASE,
)
_REACH, _BEFORE = 60, 250
"""How far behind and before "are added to the list" the law or the body whose list it is may stand."""
_CHANGED = re.compile(r"\b(?:changes|updated the following)\b", re.IGNORECASE)
_REMOVED = re.compile(r"\b(?:deletions?|deleted|removed|delisted)\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"Foreign Assets|OFAC|Treasury|Council|Committee|Department of State|Office of Financial|Ministry|Union"
    r"|Foreign, Commonwealth|Development Office"
)
_ACTS = re.compile(r"\s+(?:has |have )?(?:today )?(?:updated|added|determined|amended|designated)\b")
_CRITERIA = (
    (
        "represents",
        "source",
        re.compile(r"\bact(?:ed|ing) (?:or (?:having )?purported to act )?(?:for or )?on behalf of", re.I),
    ),
    ("owns", "target", re.compile(r"\b(?:owned or controlled|owned|controlled) by", re.I)),
    ("supplied", "source", re.compile(r"\bmaterially assist(?:ed|ing)(?:[^.]*?\bin support of)?", re.I)),
    ("leads", "source", re.compile(r"\b[Ll]eader\b[^.]{0,160}?\bof (?=[A-ZÀ-Þ])")),
    ("owns", "interest", re.compile(r"\b(?:property in which)", re.I)),
)
"""What the grounds of orders and notices say of the party, which end it is, and their words (E.O. 13382, 14024)."""
_BEFORE_NAME = re.compile(r"[,\s]*(?:directly or indirectly[,\s]*)?(?:the\s+)?")
_LONGEST_BASIS = 1500
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!Co)(?<!CO)(?<!Ltd)(?<!LTD)\.(?=\s+[A-Z]|\s*$)")


class Listings:
    """Who listed each entry of a document, and on what grounds."""

    def __init__(self, text: str, cast: Cast, entries: list[Entry]) -> None:
        self._text, self._cast = text, cast
        self._headings = list(_HEADING.finditer(text)) if entries else []
        self._starts = [heading.start() for heading in self._headings]
        self._listed: dict[int, tuple[int, Status] | None] = {}
        self._last: int | None = None
        self._first: list[int] | None = None

    def of(self, entry: Entry, party: int) -> Iterator[Listing]:
        """Give what the heading above an entry and the sentences behind it say."""
        number = bisect_left(self._starts, entry.start) - 1
        if number >= 0 and number not in self._listed:
            heading = self._headings[number]
            authority = None if _CHANGED.search(heading.group()) else self._authority(heading)
            status = Status.NEGATED if _REMOVED.search(heading.group()) else Status.ASSERTED
            self._listed[number] = None if authority is None else (authority, status)
            self._last = self._last if authority is None else authority
        listed = self._listed.get(number)
        if listed and listed[0] != party:
            span = Span(min(entry.start, entry.name.start), max(entry.end, entry.name.end))
            if span.end - span.start > LONGEST_SENTENCE:
                span = Span(entry.name.start, entry.name.end)
            yield "sanctioned_by", (party, listed[0]), "listing", listed[1], span
        if entry.basis and not entry.replaced:
            yield from self._of_basis(party, *entry.basis)

    # --- headings ----------------------------------------------------------------------------------------------------

    def _authority(self, heading: re.Match[str]) -> int | None:
        """Give who lists what is below a heading: who acts in it, the law it names, or the body beside or before it."""
        near = self._cast.places.starting_in(heading.start() - _BEFORE, heading.end())
        line = self._text.rfind("\n", 0, heading.start()) + 1
        acts = (place.member for place in near if place.start >= line and _ACTS.match(self._text, place.end))
        body = next((number for number in acts if self._is_authority(number)), None)
        if body is not None:
            return body
        laws = self._cast.laws.starting_in(heading.start(), heading.end() + _REACH)
        laws = [law for law in laws if not law.name.endswith("List")]
        if laws:
            return self._law(laws[-1].name)
        candidates = [
            *(place.member for place in near if place.start >= line),
            *([] if self._last is None else [self._last]),
            *(place.member for place in near),
            *self._first_body(),
        ]
        return next((number for number in candidates if number == self._last or self._is_authority(number)), None)

    def _first_body(self) -> list[int]:
        """Give the authority that the document names first; looked for once, however many headings there are."""
        if self._first is None:
            bodies = (member.number for member in self._cast.members if self._is_authority(member.number))
            self._first = list(islice(bodies, 1))
        return self._first

    def _law(self, name: str) -> int:
        number = self._cast.law(name)
        self._cast.use_law(number)
        return number

    def _is_authority(self, number: int) -> bool:
        member = self._cast.members[number]
        return member.schema == BODY and not member.unnamed and _AUTHORITY.search(member.name) is not None

    # --- grounds ------------------------------------------------------------------------------------------------------

    def _of_basis(self, party: int, start: int, end: int) -> Iterator[Listing]:
        """Read "Designated pursuant to section 1(a)(v) of E.O. 13810 for having materially assisted X."."""
        stop = _SENTENCE_END.search(self._text, start, min(end, start + _LONGEST_BASIS))
        end = stop.end() if stop else min(end, start + _LONGEST_BASIS)
        span = Span(start, end)
        law = next(iter(self._cast.laws.starting_in(start, end)), None)
        if law is not None:
            yield "sanctioned_by", (party, self._law(law.name)), "designated", Status.ASSERTED, span
        for kind, side, words in _CRITERIA:
            match = words.search(self._text, law.end if law else start, end)
            other = self._party_behind(match.end(), end) if match else None
            if other is not None and other != party:
                yield kind, (party, other) if side == "source" else (other, party), "grounds", Status.ASSERTED, span
                return

    def _party_behind(self, place: int, end: int) -> int | None:
        gap = _BEFORE_NAME.match(self._text, place, end)
        start = gap.end() if gap else place
        if not self._text[start : start + 1].isupper():
            return None
        known = self._cast.places.starting_in(start, start + 1)
        return known[0].member if known else None
