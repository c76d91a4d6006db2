"""Extractors outside of Yalu: what they propose of a document, and what of it is believed.

A proposal is data from a stranger. A name is taken only where it stands in the document, word for word; a link only
where its quote stands there, both names stand in the quote's sentences as parties, and its type can hold between them.
What those sentences deny, plan or report is never stronger than they say, whatever the extractor says. Links that the
patterns read as well stay theirs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from yalu.documents.cast import Cast
from yalu.documents.found import Found
from yalu.documents.kinds import BODY, COMPANY, LEGAL_ENTITY, ORGANIZATION, PERSON, TERRITORY, VESSEL
from yalu.documents.sentences import LONGEST_SENTENCE, Span
from yalu.documents.slots import mask
from yalu.documents.statement import Statement
from yalu.documents.status import status_in
from yalu.documents.stretches import Stretches
from yalu.documents.vocabulary import vocabulary
from yalu.model import LINK_TYPES, Status

CONFIDENCE = 0.5
"""Of a link that only an extractor outside of Yalu proposes; its model's own figure would be no measurement."""
SCHEMATA = (PERSON, COMPANY, ORGANIZATION, BODY, VESSEL, LEGAL_ENTITY)
TYPES = tuple(name for name in LINK_TYPES if not name.startswith("shares_"))
_MOST_NAMES = 2_000
_MOST_PLACES = 20_000
_MOST_LINKS = 5_000
_LONGEST_NAME = 160
_MOST_SENTENCES = 3
_TO_PLACES = frozenset({"national_of", "located_in"})
_BETWEEN_PERSONS = frozenset({"family_of"})
_PRONOUNS = frozenset("he she it they his her their him them who we you i the".split())
_BY_AUTHORITIES = frozenset({"sanctioned_by", "charged_by"})


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """A link as an extractor proposes it, in its own words; nothing in it is believed yet."""

    type: str
    source: str
    target: str
    quote: str
    status: str = Status.ASSERTED.value
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an extractor proposes of one text: names with their schema, links, and in `notes` what went wrong."""

    names: tuple[tuple[str, str], ...] = ()
    links: tuple[ProposedLink, ...] = ()
    notes: tuple[str, ...] = ()


class Extractor(Protocol):
    """Proposes parties and links of a text; what is verified of it becomes mentions and statements, as patterns' do."""

    @property
    def name(self) -> str:
        """What stands as `pattern` in the evidence of its links."""

    def propose(self, text: str) -> Proposal:
        """Read a text, which is data and never an instruction. What goes wrong is noted, not raised."""


def with_proposed_names(found: Sequence[Found], text: str, proposal: Proposal, begin: int) -> list[Found]:
    """Give mentions with the proposed names that stand in the text from `begin` on, where none of them is yet."""
    known = Stretches(found)
    more: list[Found] = []
    longest_first = sorted(dict(proposal.names[:_MOST_NAMES]).items(), key=lambda item: (-len(item[0]), item[0]))
    for name, schema in longest_first:
        for start, end in _places(text, name, begin):
            if len(more) >= _MOST_PLACES:
                break
            if not known.over(start, end) and not any(item.start < end and start < item.end for item in more[-200:]):
                more.append(Found(start, end, name, schema if schema in SCHEMATA else LEGAL_ENTITY, sure=False))
    return sorted([*found, *_apart(more)], key=lambda item: item.start)


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    last = -1
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= last:
            yield item
            last = item.end


def _places(text: str, name: str, begin: int) -> Iterator[tuple[int, int]]:
    """Find a name where it stands as whole words."""
    if not _can_be_name(name):
        return
    place = text.find(name, begin)
    while place >= 0:
        end = place + len(name)
        inside = (place and text[place - 1].isalnum() and name[0].isalnum()) or (
            end < len(text) and text[end].isalnum() and name[-1].isalnum()
        )
        if not inside:
            yield place, end
        place = text.find(name, place + 1)


def _can_be_name(name: str) -> bool:
    """Whether words can name anybody: a letter that is no small one, and no single word that is common."""
    words = vocabulary()
    single = " " not in name and name.lower() in words.common_words | words.not_names | _PRONOUNS
    letters = any(letter.isalpha() and not letter.islower() for letter in name)
    return 2 <= len(name) <= _LONGEST_NAME and name == name.strip() and "\n" not in name and letters and not single


@dataclass(frozen=True, slots=True)
class Verified:
    """The statements that are left of a proposal, and how many links were dropped."""

    statements: tuple[Statement, ...]
    dropped: int


def verified(
    proposal: Proposal, extractor: str, text: str, cast: Cast, spans: Sequence[Span], known: Sequence[Statement]
) -> Verified:
    """Give the statements of a proposal that the text bears out; `known` are those that the patterns found."""
    sentences, taken = Stretches(spans), {_key(item) for item in known}
    found: list[Statement] = []
    dropped = max(0, len(proposal.links) - _MOST_LINKS)
    for link in proposal.links[:_MOST_LINKS]:
        statement = _statement(link, extractor, text, cast, sentences)
        if statement is None:
            dropped += 1
        elif _key(statement) not in taken:
            taken.add(_key(statement))
            found.append(statement)
    return Verified(tuple(found), dropped)


def _key(item: Statement) -> tuple[str, int, int]:
    ends = (item.source, item.target)
    return item.type, *(ends if LINK_TYPES[item.type].directed else (min(ends), max(ends)))


def _statement(
    link: ProposedLink, extractor: str, text: str, cast: Cast, sentences: Stretches[Span]
) -> Statement | None:
    span = _sentence(link.quote, text, sentences)
    if span is None or link.type not in TYPES:
        return None
    source, target = _member(link.source, span, text, cast), _member(link.target, span, text, cast)
    if source is None or target is None or source == target or not _can_hold(link.type, source, target, cast):
        return None
    says = _status(link.status)
    if says is None:
        return None
    own = status_in(mask(text, span, cast, Stretches([])).text, link.type)
    role = link.role if link.role and link.role in text[span.start : span.end] else None
    status = says if not says.joins_network or own is Status.ASSERTED else own
    return Statement(
        type=link.type,
        source=source,
        target=target,
        status=status,
        sentence=span,
        pattern=extractor,
        confidence=CONFIDENCE,
        role=role,
    )


def _status(word: str) -> Status | None:
    known = {item.value: item for item in Status if item is not Status.INFERRED}
    return known.get(word)


def _sentence(quote: str, text: str, sentences: Stretches[Span]) -> Span | None:
    """Give the whole sentences that a quote stands in: what was cut off it may deny it."""
    if not quote.strip() or len(quote) > LONGEST_SENTENCE:
        return None
    start = text.find(quote)
    over = sentences.over(start, start + len(quote)) if start >= 0 else []
    if not over or len(over) > _MOST_SENTENCES or over[0].start > start:
        return None
    span = Span(over[0].start, over[-1].end)
    return (
        span
        if span.end - span.start <= LONGEST_SENTENCE and "\n\n" not in text[span.start : span.end].strip()
        else None
    )


def _member(name: str, span: Span, text: str, cast: Cast) -> int | None:
    """Give the party that a name stands for in a sentence: the one whose mention it is, or stands in."""
    for start, end in _places(text[: span.end], name, span.start):
        for place in cast.places.starting_in(start - _LONGEST_NAME, end):
            if place.start <= start and end <= place.end:
                return place.member
    return None


def _can_hold(kind: str, source: int, target: int, cast: Cast) -> bool:
    one, other = cast.members[source].schema, cast.members[target].schema
    if kind in _BETWEEN_PERSONS:
        return one == other == PERSON
    if kind in _TO_PLACES:
        return other == TERRITORY and one != TERRITORY and (kind != "national_of" or one == PERSON)
    if kind in _BY_AUTHORITIES:
        return other in (BODY, ORGANIZATION, TERRITORY)
    return one != TERRITORY or kind in ("owns", "supplied", "paid", "associate_of", "procured_for", "transports")
