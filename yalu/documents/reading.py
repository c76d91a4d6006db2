"""Reading: from documents to parties and links, with the place of every word that says so.

The order of the work: the text's named parties (`mentions`), the described ones (`descriptions`), who is who (`cast`,
`coreference`), what each sentence states of them (`links`), and all documents together (`merging`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from yalu.documents.cast import Cast
from yalu.documents.contradictions import Contradiction, contradictions_in
from yalu.documents.coreference import Resolver
from yalu.documents.dates import find_dates
from yalu.documents.descriptions import find_descriptions
from yalu.documents.details import Detail, FoundDetail, find_details
from yalu.documents.document import Document
from yalu.documents.extractor import Extractor, Proposal, verified, with_proposed_names
from yalu.documents.found import Found, Hint
from yalu.documents.gazetteer import Gazetteer
from yalu.documents.goods_codes import with_codes
from yalu.documents.identifiers import FoundIdentifier, Identifier, find_identifiers, is_label, with_labelled
from yalu.documents.identities import settle_identities
from yalu.documents.language import MISSING, LanguageModel
from yalu.documents.links import LinkReader
from yalu.documents.mentions import find_mentions
from yalu.documents.merging import link_of, merged_parties, party_id, party_of
from yalu.documents.notice_reader import NoticeReader
from yalu.documents.notice_ties import statements_of
from yalu.documents.origins import Origins
from yalu.documents.same_parties import Alike, Resemblance, renamed, renamed_link, same_parties
from yalu.documents.sentences import LONGEST_SENTENCE, sentences
from yalu.documents.slots import without_masks
from yalu.documents.tokens import Token, tokenize
from yalu.documents.vocabulary import vocabulary
from yalu.documents.withheld_names import withheld_in, without_withheld
from yalu.model import Link, Party, merge_links

LONGEST_READ = 5_000_000
"""Characters of one document that are read: some 1,500 pages. Of names alone they take two minutes and 2 GiB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What documents say: the parties, the links, and in `notes` what could not be done."""

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    details: tuple[Detail, ...] = ()
    resemblances: tuple[Resemblance, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def read(
    documents: Iterable[Document],
    gazetteer: Gazetteer | None = None,
    model: LanguageModel | None = None,
    *,
    origins: Origins | None = None,
    alike: Alike | None = None,
    extractor: Extractor | None = None,
) -> Reading:
    """Read documents. Parties of several documents become one, stay apart, or may be the same (`same_parties`).

    `gazetteer` knows names that the lists give; `model` is a language model, or `None` to do with the rules alone.
    `origins` knows documents that were read before, so that copies of them count as one source with them. `alike` finds
    parties whose names are spelled differently, across documents; without it only equal names are compared.
    `extractor` proposes more names and links (see `EndpointExtractor`); without one nothing is asked.
    """
    ask = _Asked(gazetteer, model, extractor)
    documents = tuple({document.id: document for document in documents}.values())
    origins = origins or Origins()
    readings = [_read_one(document, ask, origins.origin_of(document)) for document in documents]
    same = same_parties(
        [(one.documents[0].id, one.parties, one.links) for one in readings], alike if len(readings) > 1 else None
    )
    readings = [_renamed(one, ids) for one, ids in zip(readings, same.ids, strict=True)]
    links = [link for one in readings for link in one.links]
    details = tuple(item for one in readings for item in one.details)
    identifiers = tuple(item for one in readings for item in one.identifiers)
    return Reading(
        documents,
        merged_parties(party for one in readings for party in one.parties),
        merge_links(links),
        (*(() if model else (MISSING,)), *(note for one in readings for note in one.notes)),
        identifiers,
        details,
        same.resemblances,
        contradictions_in(documents, links, details, identifiers),
    )


def _renamed(reading: Reading, ids: Mapping[str, str]) -> Reading:
    """Give the reading of one document with the ids that its parties have across all."""
    if not ids:
        return reading
    return replace(
        reading,
        parties=tuple(renamed(party, ids) for party in reading.parties),
        links=tuple(renamed_link(link, ids) for link in reading.links),
        identifiers=tuple(
            replace(item, party=ids.get(item.party, item.party)) if item.party else item for item in reading.identifiers
        ),
        details=tuple(replace(item, party=ids.get(item.party, item.party)) for item in reading.details),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is asked beside the rules."""

    gazetteer: Gazetteer | None
    model: LanguageModel | None
    extractor: Extractor | None

    def hints(self, text: str) -> list[Hint]:
        return (self.model(text) if self.model else []) + (self.gazetteer.find(text) if self.gazetteer else [])

    def proposal(self, text: str) -> Proposal:
        return self.extractor.propose(text) if self.extractor else Proposal()


def _read_one(document: Document, ask: _Asked, origin: str) -> Reading:
    text, words = without_masks(_readable(document.text)), vocabulary()
    tokens, begin = tokenize(text), document.title_end
    notices, proposal = NoticeReader(text, begin), ask.proposal(text)
    named, withheld = _named(document, text, tokens, ask, notices), withheld_in(text)
    named = without_withheld(with_proposed_names(named, text, proposal, begin), withheld)
    cast = Cast(text, words)
    cast.add_named(named)
    described = sorted([*find_descriptions(text, tokens, named), *withheld], key=lambda item: item.start)
    cast.add_descriptions([item for item in described if item.start >= begin])
    settle_identities(text, cast)
    spans = sentences(text, begin)
    resolver = Resolver(text, cast, words)
    resolver.run(spans)
    link_reader = LinkReader(text, cast, words, find_dates(text, document.published), ask.model, head=_before(document))
    stated, numbered = notices.details(cast)
    statements = [*link_reader.read(spans, resolver.kinships), *statements_of(notices, text, cast, words)]
    proposed = verified(proposal, ask.extractor.name if ask.extractor else "", text, cast, spans, statements)
    ids = {member.number: party_id(member, document) for member in cast.members}
    identifiers = with_labelled(find_identifiers(text, cast), numbered)
    details = list(dict.fromkeys([*stated, *find_details(text, cast)]))
    properties: dict[int | None, list[FoundIdentifier | FoundDetail]] = defaultdict(list)
    for number in identifiers:
        properties[number.member].append(number)
    for detail in details:
        properties[detail.member].append(detail)
    return Reading(
        documents=(document,),
        parties=tuple(
            party_of(member, document, ids, properties[member.number])
            for member in cast.members
            if member.places and not member.is_only_members and member.stands_for is None
        ),
        links=tuple(
            link_of(item, document, ids, origin)
            for item in with_codes((*statements, *proposed.statements), text, identifiers)
        ),
        identifiers=tuple(_identifier(item, document, ids) for item in identifiers),
        details=tuple(_detail(item, document, ids) for item in details),
        notes=(
            *document.notes,
            *_note_of_length(document, len(text)),
            *_notes(document, link_reader.skipped),
            *_notes_of_extractor(document, ask.extractor, proposal, proposed.dropped),
        ),
    )


def _before(document: Document) -> str:
    """Give what stands in the file before the text that is read."""
    begin = document.title_end
    return document.raw[: document.place(begin, begin + 1)[0]] if begin < len(document.text) else ""


def _readable(text: str) -> str:
    """Give as much of a text as is read, up to the end of a paragraph or sentence where there is one."""
    if len(text) <= LONGEST_READ:
        return text
    end = max(text.rfind("\n\n", 0, LONGEST_READ), text.rfind(". ", 0, LONGEST_READ) + 1)
    return text[: end if end > LONGEST_READ // 2 else LONGEST_READ]


def _note_of_length(document: Document, read: int) -> Iterator[str]:
    if read < len(document.text):
        yield (
            f"{document.file}: only the first {read:,} of {len(document.text):,} characters were read for parties and "
            "links; divide it to have all of it read."
        )


def _named(document: Document, text: str, tokens: list[Token], ask: _Asked, notices: NoticeReader) -> list[Found]:
    """Find the named parties of a document's own text, those of its notices included."""
    hints = ask.hints(text) + [Hint(start, end, "", from_list=True) for start, end in document.named]
    found = find_mentions(text, tokens, hints)
    return notices.with_names(
        [
            item
            for item in found
            if item.start >= document.title_end
            and not _is_author(item, document)
            and not is_label(text, item.start, item.end)
        ]
    )


def _notes_of_extractor(
    document: Document, extractor: Extractor | None, proposal: Proposal, dropped: int
) -> Iterator[str]:
    """Say that an extractor was asked, what failed, and how much of what it gave was dropped."""
    if extractor is None:
        return
    for note in proposal.notes:
        yield f"{document.file}: {extractor.name}: {note}."
    strangers = sum(name not in document.text for name, _ in proposal.names)
    yield (
        f"{document.file}: {extractor.name} was asked; {strangers} of {len(proposal.names)} names and {dropped} of "
        f"{len(proposal.links)} links that it gave were dropped, because the text does not bear them out."
    )


def _identifier(item: FoundIdentifier, document: Document, ids: dict[int, str]) -> Identifier:
    start, end = document.place(item.start, item.end)
    party = ids[item.member] if item.member is not None else None
    return Identifier(item.type, item.value, document.id, start, end, item.valid, party)


def _detail(item: FoundDetail, document: Document, ids: dict[int, str]) -> Detail:
    start, end = document.place(item.start, item.end)
    quote = document.text[item.start : item.end]
    return Detail(item.type, item.value, ids[item.member], document.id, quote, start, end)


def _is_author(item: Found, document: Document) -> bool:
    return document.author is not None and not document.named and item.name in document.author


def _notes(document: Document, skipped: int) -> tuple[str, ...]:
    if not skipped:
        return ()
    which = "1 sentence" if skipped == 1 else f"{skipped} sentences"
    return (f"{document.file}: {which} of more than {LONGEST_SENTENCE} characters were not read for links.",)
