"""The main job on one page: read documents, screen their parties, add what lists know, name the gaps."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path

from yalu.documents import Document, Extractor, Gazetteer, LanguageModel, read
from yalu.investigation.answer import DocumentUsed, Investigation, ListUsed, RecordsUsed, ScreenedParty
from yalu.investigation.documents import open_documents
from yalu.investigation.name_pairs import names_alike
from yalu.investigation.network import cut_in, network_of, ownership_in, paths_between, with_list_relations
from yalu.investigation.records import PLACES, STEPS, Joined, join_records, record_parties, records_used
from yalu.investigation.register import Register, screen_parties
from yalu.lists import ListSnapshot
from yalu.model import Link, Party, State
from yalu.network import SHIP, Standing, find_gaps, government_of
from yalu.screening import Screener
from yalu.workspace import RecordFile, RecordsRead, read_records, record_files
from yalu.workspace.network_goods import banned_goods

GAP_STEPS = 3
"""The most links on a path that makes a gap."""


def investigate(
    articles: Sequence[Path | str | Document],
    lists: Sequence[ListSnapshot],
    as_of: date,
    *,
    depth: int = 1,
    threshold: float = 0.7,
    model: LanguageModel | None = None,
    screener: Screener | None = None,
    cut_budget: Decimal | None = None,
    records: Sequence[Path | str | RecordFile] = (),
    extractor: Extractor | None = None,
    progress: Callable[[str], None] | None = None,
) -> Investigation:
    """Read documents, screen their parties against the lists as of a day, and name the gaps.

    Args:
        articles: The documents' files, folders and archives of them (see `yalu.read_documents`), or documents that
            were read. What in a folder, archive or mail cannot be read is left out, and the notes say so.
        lists: The lists, read (see `yalu.workspace.load_list`).
        as_of: The day of the question: a party listed later is not listed yet.
        depth: How many steps of the lists' own relations around the hits are added; 0 for none.
        threshold: The least score of a hit, above 0 and at most 1.
        model: A language model for names (see `yalu.documents.language_model`), or `None`.
        screener: A screener over the lists (see `yalu.workspace.load_screener`); made anew if left out.
        cut_budget: Also find the cut: which designations, of at most so many parties, leave the least flow to the
            listed ones. Left out, no cut is looked for.
        records: Files of records, or records that a workspace keeps: payments, shipments, holdings, transfers between
            wallets, ships. Those up to three links away from a party of the documents, or a listed one, are taken in.
        extractor: Proposes more names and links (see `yalu.documents.EndpointExtractor`); by default none is asked.
        progress: Called with a few words before each step.

    Raises:
        DocumentError: a document cannot be read.
        InputError: a file of records cannot be read.
    """
    say = progress or (lambda _: None)
    say("reading the documents")
    documents, unread = open_documents(articles)
    reading = read(documents, _gazetteer(lists), model, alike=names_alike, extractor=extractor)
    say("screening the parties")
    register = Register(lists, as_of, screener)
    screened = screen_parties(reading.parties, register, threshold)
    stated: Sequence[Link] = reading.links
    record_notes: tuple[str, ...] = ()
    used: tuple[RecordsUsed, ...] = ()
    if records:
        say("reading the records")
        read_in = read_records(_files(records), lambda words, _share: say(f"reading {words}"))
        found = screen_parties(record_parties(read_in), register, threshold)
        joined = join_records(screened, found, reading.links, read_in)
        screened, stated, used = joined.screened, joined.links, records_used(read_in)
        record_notes = _record_notes(read_in, joined)
    say("adding what the lists know around the hits")
    parties, links = with_list_relations(screened, stated, register, depth)
    say("naming the gaps")
    standings = {item.party.id: _standing(item) for item in parties}
    network = network_of(parties, links, register)
    goods = banned_goods(links, network.entities, as_of)
    gaps = find_gaps(links, standings, _officials(reading.parties), GAP_STEPS, goods=goods)
    say("looking for paths and owners")
    paths = paths_between(network, parties, gaps, as_of)
    ownership = ownership_in(network, as_of)
    say("looking for the cut" if cut_budget is not None else "putting it together")
    cut, cut_notes = cut_in(network, parties, as_of, cut_budget)
    return Investigation(
        as_of=as_of,
        lists=tuple(
            ListUsed(s.name, s.title, s.date, s.sha256, s.counts.get("parties", len(s.parties)), s.file) for s in lists
        ),
        documents=tuple(DocumentUsed.of(document) for document in reading.documents),
        parties=parties,
        links=links,
        gaps=gaps,
        notes=(*unread, *reading.notes, *record_notes, *_notes(lists, links, as_of), *cut_notes),
        version=version("yalu"),
        paths=paths,
        ownership=ownership,
        cut=cut,
        records=used,
        resemblances=reading.resemblances,
        contradictions=reading.contradictions,
    )


def _files(records: Sequence[Path | str | RecordFile]) -> list[RecordFile]:
    kept = [item for item in records if isinstance(item, RecordFile)]
    return [*kept, *record_files(item for item in records if not isinstance(item, RecordFile))]


def _record_notes(read: RecordsRead, joined: Joined) -> tuple[str, ...]:
    """Say which rows of records are not in the network, and how much of it stayed outside."""
    far = (
        f"{joined.left_out:,} links of the records are more than {STEPS} links away from the parties of the documents "
        "and from listed ones, and were left out."
    )
    return (*read.notes, far) if joined.left_out else read.notes


def _gazetteer(lists: Sequence[ListSnapshot]) -> Gazetteer:
    return Gazetteer(
        (name, party["schema"])
        for snapshot in lists
        for party in snapshot.parties
        for key in ("name", "alias", "previousName")
        for name in party["properties"].get(key, ())
    )


def _standing(item: ScreenedParty) -> Standing:
    own = next((listed for listed in item.hits if listed.hit.id == item.same_as), None)
    later = own.listed_from if own and own.state is State.NOT_YET else None
    similar = (
        ()
        if item.same_as
        else tuple(
            f"{listed.hit.caption} ({listed.hit.id}, score {listed.hit.score:.2f})"
            for listed in item.hits[:3]
            if listed.state is State.VALID
        )
    )
    named = {"schema": item.party.schema, "properties": {"name": item.party.names}}
    government = government_of(named, item.party.countries)
    return Standing(
        listed=item.listed,
        unnamed=item.party.unnamed,
        later=later,
        similar=similar,
        members=item.party.members,
        is_place=item.party.schema in PLACES,
        countries=item.party.countries,
        flags=item.party.countries if item.party.schema == SHIP else (),
        government_of=government.country if government is not None else None,
    )


def _officials(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.name for party in parties if party.schema == "PublicBody" and not party.unnamed)


def _notes(lists: Sequence[ListSnapshot], links: Sequence[Link], as_of: date) -> Iterator[str]:
    """Say what the answer rests on that a reader could miss."""
    for snapshot in lists:
        if snapshot.date and snapshot.date[:10] > as_of.isoformat():
            yield (
                f"The list {snapshot.name} was issued on {snapshot.date}, after {as_of}: entry dates in it say who was "
                "listed on the day, but parties delisted in between are not in it, and its relations may have become "
                "known later."
            )
    if not any(link.status.joins_network for link in links):
        yield "No link was found that a source states as a fact or reports as said."
