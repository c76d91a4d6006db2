"""The main job on one page: read documents, screen their parties, add what lists know, name the gaps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from yalu.documents import Document, Gazetteer, LanguageModel, Unread, read, read_documents
from yalu.lists import ListSnapshot
from yalu.model import Designation, DocumentError, Link, Party, State, merge_links
from yalu.network import Gap, Graph, Standing, find_gaps
from yalu.screening import Hit, Screener


@dataclass(frozen=True, slots=True)
class ListUsed:
    """A list that an investigation asked, with what identifies its issue."""

    name: str
    title: str
    date: str | None
    sha256: str
    entities: int
    file: str


@dataclass(frozen=True, slots=True)
class DocumentUsed:
    """A document that was read. `id` is stable for one content; `file` is its name without folders.

    `spans` are the parts of the file, as character offsets, that hold the document's own text.
    """

    id: str
    file: str
    title: str | None
    author: str | None
    publisher: str | None
    published: str | None
    updated: str | None
    sha256: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ListedHit:
    """A hit together with the designation of the listed entity, seen from the day of the question."""

    hit: Hit
    programs: tuple[str, ...]
    authority: str
    listed_from: str | None
    listed_to: str | None
    state: State


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """A party with what the lists know about its names.

    `same_as` is the listed entity that the party is taken to be; other hits are only possible. `from_list` marks a
    party that no document names: it stands there because a list ties it to a hit.
    """

    party: Party
    hits: tuple[ListedHit, ...] = ()
    same_as: str | None = None
    listed: bool = False
    from_list: bool = False


@dataclass(frozen=True)
class Investigation:
    """The answer: parties, links with evidence, gaps, and what it rests on.

    `notes` says what was left out or could not be done, one sentence each.
    """

    as_of: date
    lists: tuple[ListUsed, ...]
    documents: tuple[DocumentUsed, ...]
    parties: tuple[ScreenedParty, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...] = ()
    version: str = ""


SAME_FROM = 0.85
"""The score from which a single best hit is taken to be the party; below it, or where two tie, it is only possible."""


def investigate(
    articles: Sequence[Path | str | Document],
    lists: Sequence[ListSnapshot],
    as_of: date,
    *,
    depth: int = 1,
    threshold: float = 0.7,
    model: LanguageModel | None = None,
    screener: Screener | None = None,
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
        progress: Called with a few words before each step.

    Raises:
        DocumentError: a document cannot be read.
    """
    say = progress or (lambda _: None)
    say("reading the documents")
    documents, unread = open_documents(articles)
    reading = read(documents, _gazetteer(lists), model)
    say("screening the parties")
    register = _Register(lists, as_of, screener)
    screened = _screen(reading.parties, register, threshold)
    say("adding what the lists know around the hits")
    parties, links = _with_list_relations(screened, reading.links, register, depth)
    say("naming the gaps")
    gaps = find_gaps(links, {item.party.id: _standing(item) for item in parties}, _officials(reading.parties))
    return Investigation(
        as_of=as_of,
        lists=tuple(
            ListUsed(s.name, s.title, s.date, s.sha256, s.counts.get("parties", len(s.parties)), s.file) for s in lists
        ),
        documents=tuple(_used(document) for document in reading.documents),
        parties=parties,
        links=links,
        gaps=gaps,
        notes=(*unread, *reading.notes, *_notes(lists, links, as_of)),
        version=version("yalu"),
    )


def open_documents(articles: Sequence[Path | str | Document]) -> tuple[list[Document], tuple[str, ...]]:
    """Read the files' own texts, and say in a note each what could not be read.

    Raises:
        DocumentError: a file that stands in `articles` itself cannot be read, or one of its folders or archives holds
            no document.
    """
    documents: list[Document] = []
    notes: list[str] = []
    for article in articles:
        items = [article] if isinstance(article, Document) else list(read_documents([article]))
        found = [item for item in items if isinstance(item, Document)]
        failed = [item for item in items if isinstance(item, Unread)]
        if len(failed) == 1 == len(items):
            raise DocumentError(str(article), failed[0].reason, remedy=failed[0].remedy)
        if not found:
            first = f", the first ({failed[0].file}) because: {failed[0].reason}" if failed else ""
            raise DocumentError(str(article), f"no document in it can be read{first}", remedy="give a document's file")
        documents += found
        notes += [f"{item.file} was not read: {item.reason}." for item in failed]
    return documents, tuple(notes)


def _gazetteer(lists: Sequence[ListSnapshot]) -> Gazetteer:
    return Gazetteer(
        (name, party["schema"])
        for snapshot in lists
        for party in snapshot.parties
        for key in ("name", "alias", "previousName")
        for name in party["properties"].get(key, ())
    )


class _Register:
    """The lists together: entities, designations and relations by id."""

    def __init__(self, lists: Sequence[ListSnapshot], as_of: date, screener: Screener | None) -> None:
        self.as_of = as_of
        self.screener = screener or Screener.from_lists((snapshot.name, snapshot.parties) for snapshot in lists)
        self.entities = {party["id"]: party for snapshot in lists for party in snapshot.parties}
        self.graph = Graph(link for snapshot in lists for link in snapshot.links)
        self._designations: dict[str, list[Designation]] = {}
        self._issued: dict[str, str | None] = {}
        self._list: dict[str, str] = {}
        self._authority: dict[str, str] = {}
        for snapshot in lists:
            for designation in snapshot.designations:
                self._designations.setdefault(designation.party, []).append(designation)
            for party in snapshot.parties:
                self._issued[party["id"]] = snapshot.date
                self._list[party["id"]] = snapshot.name
                self._authority[party["id"]] = snapshot.authority

    def itself(self, identity: str, name: str) -> ListedHit:
        """Give a listed entity as the hit of itself."""
        schema = self.entities[identity]["schema"]
        return self.listed_hit(Hit(identity, name, schema, 1.0, name, name, self._list[identity]))

    def listed_hit(self, hit: Hit) -> ListedHit:
        """Join a hit to the designation that says most on the day: one in force, else the earliest."""
        entries = self._designations.get(hit.id, [])
        if not entries:
            return ListedHit(hit, (), self._authority.get(hit.id, ""), None, None, State.UNKNOWN)
        entry = min(entries, key=lambda item: (item.state_on(self.as_of) is not State.VALID, item.interval.start or ""))
        in_force = [item for item in entries if item.state_on(self.as_of) is entry.state_on(self.as_of)]
        programs = tuple(dict.fromkeys(program for item in in_force for program in item.programs))
        return ListedHit(
            hit, programs, entry.authority, entry.interval.start, entry.interval.end, self._state(hit.id, entry)
        )

    def _state(self, party: str, entry: Designation) -> State:
        """An entry without a date of its own stands on its list from the day of the issue on, as far as is known."""
        state, issued = entry.state_on(self.as_of), self._issued.get(party)
        if state is State.UNKNOWN and issued and issued[:10] <= self.as_of.isoformat():
            return State.VALID
        return state


def _screen(parties: Sequence[Party], register: _Register, threshold: float) -> list[ScreenedParty]:
    screened = []
    for party in parties:
        if party.unnamed or party.schema == "Territory":
            screened.append(ScreenedParty(party))
            continue
        hits = tuple(register.listed_hit(hit) for hit in register.screener.screen(party.to_entity(), threshold))
        same = _same_as(hits)
        listed = any(item.hit.id == same and item.state is State.VALID for item in hits)
        screened.append(ScreenedParty(party, hits, same, listed))
    return screened


def _same_as(hits: Sequence[ListedHit]) -> str | None:
    """The entity that a party is taken to be: the single best hit, if its score is high enough."""
    if not hits or hits[0].hit.score < SAME_FROM:
        return None
    rivals = {item.hit.id for item in hits if item.hit.score >= hits[0].hit.score}
    return hits[0].hit.id if len(rivals) == 1 else None


def _with_list_relations(
    screened: list[ScreenedParty], stated: Sequence[Link], register: _Register, depth: int
) -> tuple[tuple[ScreenedParty, ...], tuple[Link, ...]]:
    """Add the lists' relations around the hits; a listed entity that a document names keeps the document's party id."""
    ids: dict[str, str] = {}
    for item in screened:
        if item.same_as:
            ids.setdefault(item.same_as, item.party.id)
    around = register.graph.around(ids, depth, register.as_of)
    links = [
        replace(link, source=ids.get(link.source, link.source), target=ids.get(link.target, link.target))
        for link in around
    ]
    known = {item.party.id for item in screened}
    added = []
    for identity in dict.fromkeys(end for link in links for end in (link.source, link.target)):
        if identity not in known and identity in register.entities:
            added.append(_from_list(register, register.entities[identity]))
    return (*screened, *added), merge_links((*stated, *links))


def _from_list(register: _Register, entity: dict[str, Any]) -> ScreenedParty:
    properties = entity["properties"]
    names = tuple(dict.fromkeys(name for key in ("name", "alias", "previousName") for name in properties.get(key, ())))
    countries = sorted(
        {c for key in ("nationality", "citizenship", "country", "flag") for c in properties.get(key, ())}
    )
    party = Party(entity["id"], entity["schema"], names or (entity["id"],), tuple(countries))
    listed = register.itself(entity["id"], party.name)
    return ScreenedParty(party, (listed,), entity["id"], listed.state is State.VALID, from_list=True)


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
    return Standing(
        listed=item.listed,
        unnamed=item.party.unnamed,
        later=later,
        similar=similar,
        members=item.party.members,
        is_place=item.party.schema == "Territory",
    )


def _officials(parties: Sequence[Party]) -> frozenset[str]:
    return frozenset(party.name for party in parties if party.schema == "PublicBody" and not party.unnamed)


def _used(document: Document) -> DocumentUsed:
    return DocumentUsed(
        document.id,
        document.file,
        document.title,
        document.author,
        document.publisher,
        document.published,
        document.updated,
        document.sha256,
        document.spans,
    )


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
