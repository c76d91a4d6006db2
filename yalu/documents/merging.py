"""Merging: the members and statements of documents become parties and links; a party is one across all documents."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from yalu.documents.details import FoundDetail
from yalu.documents.document import Document
from yalu.documents.identifiers import FoundIdentifier
from yalu.documents.kinds import ORGANIZATION, ORGANIZATIONS, TERRITORY
from yalu.documents.member import Member
from yalu.documents.naming import name_key
from yalu.documents.statement import Statement
from yalu.documents.vocabulary import vocabulary
from yalu.model import Evidence, Interval, Link, Mention, Party

_LASTING = {"sanctioned_by", "charged_by"}
"""Links that a date begins; other dates are those of an event, which ends on its day."""


def party_id(member: Member, document: Document) -> str:
    """Give an id that is the same from run to run: by name for the named, by document and words for the described."""
    if member.unnamed:
        return _hashed("unnamed", document.id, member.name, str(member.places[0][0]))
    is_country = any(key.startswith("country ") for key in member.keys)
    if is_country and member.schema == TERRITORY and len(member.countries) == 1:
        return f"country-{min(member.countries)}"
    family = ORGANIZATION if member.schema in ORGANIZATIONS else member.schema
    return _hashed("named", family, name_key(member.name, member.schema, vocabulary()))


def party_of(
    member: Member, document: Document, ids: dict[int, str], properties: Iterable[FoundIdentifier | FoundDetail] = ()
) -> Party:
    """Make a party of a member of a document's cast; `ids` are the ids of all its members by number.

    `properties` are the identifiers and details of this member.
    """
    own: dict[str, dict[str, None]] = {}
    for item in properties:
        own.setdefault(item.type, {})[item.value] = None
    mentions = {document.mention(start, end, kind) for start, end, kind in member.places}
    return Party(
        id=ids[member.number],
        schema=member.schema,
        names=tuple(dict.fromkeys(" ".join(name.split()) for name in member.names)),
        countries=tuple(sorted(member.countries)),
        mentions=tuple(sorted(mentions, key=_by_place)),
        unnamed=member.unnamed,
        members=tuple(ids[number] for number in member.members),
        properties=tuple((name, tuple(values)) for name, values in sorted(own.items())),
    )


def link_of(statement: Statement, document: Document, ids: dict[int, str], origin: str) -> Link:
    """Make a link of a statement in a document; its own id comes with `merge_links`. `origin` is the story it tells."""
    sentence = statement.sentence
    start, end = document.place(sentence.start, sentence.end)
    evidence = Evidence(
        document=document.id,
        quote=document.text[sentence.start : sentence.end],
        start=start,
        end=end,
        publisher=document.publisher,
        date=document.published,
        asserted_by=statement.asserted_by,
        pattern=statement.pattern,
        origin=origin,
        page=document.page_of(start),
        line=document.line_of(start),
        confidence=statement.confidence,
    )
    return Link(
        id="",
        type=statement.type,
        source=ids[statement.source],
        target=ids[statement.target],
        status=statement.status,
        evidence=(evidence,),
        role=statement.role,
        goods=statement.goods,
        interval=Interval(statement.date, None if statement.type in _LASTING else statement.date),
        confidence=statement.confidence,
    )


def merged_parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Join parties of one id: the names, countries and mentions of all stand side by side."""
    groups: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        groups[party.id].append(party)
    return tuple(
        replace(
            group[0],
            names=tuple(dict.fromkeys(name for party in group for name in party.names)),
            countries=tuple(sorted({code for party in group for code in party.countries})),
            mentions=tuple(sorted({mention for party in group for mention in party.mentions}, key=_by_place)),
            members=tuple(dict.fromkeys(member for party in group for member in party.members)),
            properties=_merged_properties(group),
        )
        for group in groups.values()
    )


def _merged_properties(parties: Iterable[Party]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    values: dict[str, dict[str, None]] = {}
    for party in parties:
        for name, given in party.properties:
            values.setdefault(name, {}).update(dict.fromkeys(given))
    return tuple((name, tuple(known)) for name, known in sorted(values.items()))


def _by_place(mention: Mention) -> tuple[str, int, int]:
    return mention.document, mention.start, mention.end


def _hashed(*parts: str) -> str:
    return "party-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
