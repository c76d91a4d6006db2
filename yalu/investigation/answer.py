"""What an investigation gives: frozen records of parties, documents and lists, with links, gaps and what they mean."""

from dataclasses import dataclass
from datetime import date

from yalu.documents import Contradiction, Document, Resemblance
from yalu.model import Link, Party, State
from yalu.network import Gap, Path
from yalu.network.cuts import NetworkCut
from yalu.network.ownership import PartyOwnership
from yalu.screening import Hit


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

    @classmethod
    def of(cls, document: Document) -> "DocumentUsed":
        """Give what a report needs of a document that was read."""
        return cls(
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


@dataclass(frozen=True, slots=True)
class RecordsUsed:
    """A file of records that was read. `id` is what evidence calls it, `file` its name without folders.

    `rows` were read, `refused` were not.
    """

    id: str
    file: str
    kind: str
    rows: int
    refused: int


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

    `notes` says what was left out or could not be done, one sentence each. `paths` are the best ways, through others,
    between parties of the documents that are listed or a gap. `ownership` tells of each party that is not listed, but
    blocked or possibly blocked under a rule on ownership; `cut`, where it was asked for, what designations would stop.
    `resemblances` are parties of different documents that may be the same, and no evidence of anything else;
    `contradictions` what the documents state differently.
    """

    as_of: date
    lists: tuple[ListUsed, ...]
    documents: tuple[DocumentUsed, ...]
    parties: tuple[ScreenedParty, ...]
    links: tuple[Link, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...] = ()
    version: str = ""
    paths: tuple[Path, ...] = ()
    ownership: tuple[PartyOwnership, ...] = ()
    cut: NetworkCut | None = None
    resemblances: tuple[Resemblance, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    records: tuple[RecordsUsed, ...] = ()
