"""Reading: from documents to parties and links, with the place of every word that says so."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from yalu.documents.cast import Cast, Member
from yalu.documents.coreference import Resolver
from yalu.documents.dates import find_dates
from yalu.documents.descriptions import find_descriptions
from yalu.documents.document import Document
from yalu.documents.found import Found
from yalu.documents.gazetteer import Gazetteer
from yalu.documents.kinds import TERRITORY
from yalu.documents.language import MISSING, LanguageModel
from yalu.documents.links import LinkReader
from yalu.documents.mentions import find_mentions
from yalu.documents.naming import name_key
from yalu.documents.phrases import tokenize
from yalu.documents.sentences import sentences
from yalu.documents.statement import Statement
from yalu.documents.vocabulary import vocabulary
from yalu.model import Evidence, Interval, Link, Mention, Party, merge_links


@dataclass(frozen=True, slots=True)
class Reading:
    """What documents say: the parties, the links, and in `notes` what could not be done."""

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()


def read(
    documents: Iterable[Document], gazetteer: Gazetteer | None = None, model: LanguageModel | None = None
) -> Reading:
    """Read documents. Parties of one name and kind in several documents become one party.

    `gazetteer` knows names that the lists give; `model` is a language model, or `None` to do with the rules alone.
    """
    documents = tuple(documents)
    readings = [_read_one(document, gazetteer, model) for document in documents]
    parties = _merge_parties(party for reading in readings for party in reading.parties)
    links = merge_links(link for reading in readings for link in reading.links)
    return Reading(documents, parties, links, () if model else (MISSING,))


def _read_one(document: Document, gazetteer: Gazetteer | None, model: LanguageModel | None) -> Reading:
    text, words = document.text, vocabulary()
    hints = (model(text) if model else []) + (gazetteer.find(text) if gazetteer else [])
    named = [
        item
        for item in find_mentions(text, hints)
        if item.start >= document.title_end and not _is_author(item, document)
    ]
    cast = Cast(text, words)
    cast.add_named(named)
    described = find_descriptions(text, tokenize(text), named, words)
    cast.add_descriptions([item for item in described if item.start >= document.title_end])
    spans = sentences(text, document.title_end)
    resolver = Resolver(text, cast, words, spans)
    resolver.run()
    statements = LinkReader(text, cast, words, find_dates(text, document.published)).read(spans, resolver.kinships)
    ids = {member.number: _party_id(member, document) for member in cast.members}
    parties = tuple(_party(member, document, ids) for member in cast.members if member.places)
    links = tuple(_link(statement, document, ids) for statement in statements)
    return Reading((document,), parties, links)


def _is_author(item: Found, document: Document) -> bool:
    return document.author is not None and item.name in document.author


def _party_id(member: Member, document: Document) -> str:
    """An id that stays the same from run to run: by name for the named, by document and words for the described."""
    if member.unnamed:
        return _hashed("unnamed", document.id, member.names[0], str(member.places[0][0]))
    if (
        member.schema == TERRITORY
        and len(member.countries) == 1
        and any(key.startswith("country ") for key in member.keys)
    ):
        return f"country-{min(member.countries)}"
    return _hashed("named", _family(member.schema), name_key(member.names[0], member.schema, vocabulary()))


def _family(schema: str) -> str:
    return "Organization" if schema in ("Company", "PublicBody", "Organization") else schema


def _hashed(*parts: str) -> str:
    return "party-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _party(member: Member, document: Document, ids: dict[int, str]) -> Party:
    mentions = sorted({document.mention(start, end, kind) for start, end, kind in member.places}, key=_by_place)
    names = list(dict.fromkeys(" ".join(name.split()) for name in member.names))
    return Party(
        id=ids[member.number],
        schema=member.schema,
        names=tuple(names),
        countries=tuple(sorted(member.countries)),
        mentions=tuple(mentions),
        unnamed=member.unnamed,
        members=tuple(ids[number] for number in member.members),
    )


def _by_place(mention: Mention) -> tuple[str, int, int]:
    return mention.document, mention.start, mention.end


def _link(statement: Statement, document: Document, ids: dict[int, str]) -> Link:
    start, end = document.place(statement.sentence.start, statement.sentence.end)
    evidence = Evidence(
        document=document.id,
        quote=document.text[statement.sentence.start : statement.sentence.end],
        start=start,
        end=end,
        publisher=document.publisher,
        date=document.published,
        asserted_by=statement.asserted_by,
        pattern=statement.pattern,
        origin=document.id,
        confidence=statement.confidence,
    )
    interval = Interval(statement.date, None if statement.type in ("sanctioned_by", "charged_by") else statement.date)
    return Link(
        id="",
        type=statement.type,
        source=ids[statement.source],
        target=ids[statement.target],
        status=statement.status,
        evidence=(evidence,),
        role=statement.role,
        goods=statement.goods,
        interval=interval,
        confidence=statement.confidence,
    )


def _merge_parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    merged: dict[str, Party] = {}
    for party in parties:
        known = merged.get(party.id)
        if known:
            party = replace(
                known,
                names=tuple(dict.fromkeys((*known.names, *party.names))),
                countries=tuple(sorted({*known.countries, *party.countries})),
                mentions=tuple(sorted({*known.mentions, *party.mentions}, key=_by_place)),
                members=tuple(dict.fromkeys((*known.members, *party.members))),
            )
        merged[party.id] = party
    return tuple(merged.values())
