"""Reading: from documents to parties and links, with the place of every word that says so.

The order of the work: the text's named parties (`mentions`), the described ones (`descriptions`), who is who (`cast`,
`coreference`), what each sentence states of them (`links`), and all documents together (`merging`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.documents.cast import Cast
from yalu.documents.coreference import Resolver
from yalu.documents.dates import find_dates
from yalu.documents.descriptions import find_descriptions
from yalu.documents.document import Document
from yalu.documents.found import Found, Hint
from yalu.documents.gazetteer import Gazetteer
from yalu.documents.identifiers import FoundIdentifier, Identifier, find_identifiers
from yalu.documents.language import MISSING, LanguageModel
from yalu.documents.links import LinkReader
from yalu.documents.mentions import find_mentions
from yalu.documents.merging import link_of, merged_parties, party_id, party_of
from yalu.documents.notice_links import NoticeReader
from yalu.documents.notices import entries_in, names_of, without_labels
from yalu.documents.origins import Origins
from yalu.documents.phrases import tokenize
from yalu.documents.sentences import LONGEST_SENTENCE, sentences
from yalu.documents.slots import without_masks
from yalu.documents.vocabulary import vocabulary
from yalu.model import Link, Party, merge_links


@dataclass(frozen=True, slots=True)
class Reading:
    """What documents say: the parties, the links, and in `notes` what could not be done."""

    documents: tuple[Document, ...]
    parties: tuple[Party, ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def read(
    documents: Iterable[Document],
    gazetteer: Gazetteer | None = None,
    model: LanguageModel | None = None,
    *,
    origins: Origins | None = None,
) -> Reading:
    """Read documents. Parties of one name and kind in several documents become one party.

    `gazetteer` knows names that the lists give; `model` is a language model, or `None` to do with the rules alone.
    `origins` knows documents that were read before, so that copies of them count as one source with them.
    """
    documents = tuple({document.id: document for document in documents}.values())
    origins = origins or Origins()
    readings = [_read_one(document, gazetteer, model, origins.origin_of(document)) for document in documents]
    return Reading(
        documents,
        merged_parties(party for reading in readings for party in reading.parties),
        merge_links(link for reading in readings for link in reading.links),
        (*(() if model else (MISSING,)), *(note for reading in readings for note in reading.notes)),
        tuple(item for reading in readings for item in reading.identifiers),
    )


def _read_one(document: Document, gazetteer: Gazetteer | None, model: LanguageModel | None, origin: str) -> Reading:
    text, words = without_masks(document.text), vocabulary()
    hints = (model(text) if model else []) + (gazetteer.find(text) if gazetteer else [])
    hints += [Hint(start, end, "", from_list=True) for start, end in document.named]
    tokens, begin = tokenize(text), document.title_end
    entries = entries_in(text)
    mentions = [*without_labels(find_mentions(text, tokens, hints), entries), *names_of(entries, text)]
    mentions.sort(key=lambda item: (item.start, -item.end))
    named = [item for item in mentions if item.start >= begin and not _is_author(item, document)]
    cast = Cast(text, words)
    cast.add_named(named)
    cast.add_descriptions([item for item in find_descriptions(text, tokens, named) if item.start >= begin])
    spans = sentences(text, begin)
    resolver = Resolver(text, cast, words)
    resolver.run(spans)
    link_reader = LinkReader(text, cast, words, find_dates(text, document.published), model)
    statements = link_reader.read(spans, resolver.kinships) + list(NoticeReader(text, cast, words, entries).read())
    ids = {member.number: party_id(member, document) for member in cast.members}
    identifiers = find_identifiers(text, cast)
    return Reading(
        documents=(document,),
        parties=tuple(party_of(member, document, ids, identifiers) for member in cast.members if member.places),
        links=tuple(link_of(statement, document, ids, origin) for statement in statements),
        identifiers=tuple(_identifier(item, document, ids) for item in identifiers),
        notes=(*document.notes, *_notes(document, link_reader.skipped)),
    )


def _identifier(item: FoundIdentifier, document: Document, ids: dict[int, str]) -> Identifier:
    start, end = document.place(item.start, item.end)
    party = ids[item.member] if item.member is not None else None
    return Identifier(item.type, item.value, document.id, start, end, item.valid, party)


def _is_author(item: Found, document: Document) -> bool:
    return document.author is not None and not document.named and item.name in document.author


def _notes(document: Document, skipped: int) -> tuple[str, ...]:
    if not skipped:
        return ()
    which = "1 sentence" if skipped == 1 else f"{skipped} sentences"
    return (f"{document.file}: {which} of more than {LONGEST_SENTENCE} characters were not read for links.",)
