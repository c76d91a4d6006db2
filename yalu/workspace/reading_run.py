"""A run of reading over many documents: one JSON line for each, and their decoded texts, in a folder.

Documents are read one after the other, so that memory does not grow with their number. A run that was cut off goes on
behind the last whole line: the files before it are opened again, to see that they are the same and to know their
stories again, but not read again.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from yalu.documents import Document, Extractor, LanguageModel, Origins, Reading, Unread, read, read_documents
from yalu.documents.collection import Reported
from yalu.model import OutputError
from yalu.workspace.answer_formats import format_of
from yalu.workspace.part_file import PartFile, Progressed

READINGS = "readings.jsonl"
TEXTS = "texts"
PAGES = "pages"
MOST_PAGES = 100
"""Of so many documents, the first ones, a page is written; nobody reads more of them one by one."""
SHOWN = 20
"""How many of the files that were not read a summary names."""

Encoded = Callable[[Reading], dict[str, Any]]
"""Makes a JSON object of the reading of one document."""
Paged = Callable[[Reading], str | None]
"""Makes an HTML page of it, or `None` where it is too long for one."""


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """What a run counted.

    Attributes:
        documents: Documents that were read.
        parties: Their parties, each counted in every document.
        links: Their links, likewise.
        unread: Files that were not read; `first_unread` names some, with the reason.
        digest: A hash of what was read so far, in its order.
    """

    documents: int = 0
    parties: int = 0
    links: int = 0
    unread: int = 0
    first_unread: tuple[str, ...] = ()
    digest: str = ""

    def totals(self) -> dict[str, Any]:
        """Give the summary as a JSON object."""
        return asdict(self)

    def add(self, reading: Reading, digest: str) -> "ReadingSummary":
        """Count the reading of one document in."""
        return replace(
            self,
            documents=self.documents + len(reading.documents),
            parties=self.parties + len(reading.parties),
            links=self.links + len(reading.links),
            digest=digest,
        )

    def add_unread(self, item: Unread, digest: str) -> "ReadingSummary":
        """Count a file that was not read."""
        line = f"{item.file}: {item.reason}" + (f"; {item.remedy}" if item.remedy else "")
        first = (*self.first_unread, line)[:SHOWN]
        return replace(self, unread=self.unread + 1, first_unread=first, digest=digest)


def read_each(
    paths: Sequence[Path | str],
    model: LanguageModel | None = None,
    progress: Reported | None = None,
    *,
    extractor: Extractor | None = None,
) -> Iterator[Reading | Unread]:
    """Read documents one after the other, each by itself; copies of one story have one origin.

    `extractor` proposes more names and links (see `yalu.documents.EndpointExtractor`); by default none is asked.

    Raises:
        DocumentError: one of `paths` is not there.
    """
    origins = Origins()
    for item in read_documents(paths, progress):
        yield item if isinstance(item, Unread) else read([item], None, model, origins=origins, extractor=extractor)


def write_readings(
    paths: Sequence[Path | str],
    folder: Path,
    encode: Encoded,
    model: LanguageModel | None = None,
    *,
    page: Paged | None = None,
    extractor: Extractor | None = None,
    resume: bool = False,
    progress: Reported | None = None,
) -> ReadingSummary:
    """Read documents and write `readings.jsonl`, one object a line, and each decoded text as `texts/ID.txt`.

    Of the first `MOST_PAGES` documents a page for checking their links is written as `pages/ID.html`.

    Offsets of quotes and mentions count the characters of these texts. `readings.jsonl` appears at the end, at once;
    until then `readings.jsonl.part` grows, and `resume` goes on with it.

    Args:
        paths: Files, folders, zip archives and mails.
        folder: Where to write; it is made if it is not there.
        encode: Makes the JSON object of a reading (see `yalu.report.reading_json`).
        model: A language model, or `None`.
        page: Makes the page of a reading (see `yalu.report.reading_page`); without it none is written.
        extractor: Proposes more names and links; by default none is asked.
        resume: Go on with a run that was cut off, if there is one.
        progress: Called before each file.

    Raises:
        DocumentError: one of `paths` is not there.
        OutputError: the folder cannot be written, or the run that was cut off had other documents or another version.
    """
    _make(folder / TEXTS)
    if page is not None:
        _make(folder / PAGES)
    identity = {"version of Yalu": version("yalu"), "language model": "with" if model else "without"}
    if extractor is not None:
        identity["extractor"] = extractor.name
    target, origins = folder / READINGS, Origins()
    with PartFile(target, format_of(target), identity, resume=resume) as part:
        summary = _summary(part.start)
        done, digest = _Behind(summary), hashlib.sha256()
        for item in read_documents(paths, progress):
            known = item.sha256 if isinstance(item, Document) else item.reason
            digest.update(f"{item.file}\0{known}\n".encode("utf-8", "replace"))
            if done.is_behind(digest.hexdigest(), target):
                if isinstance(item, Document):
                    origins.origin_of(item)
                continue
            if isinstance(item, Unread):
                summary, line = summary.add_unread(item, digest.hexdigest()), _unread_line(item)
            else:
                reading = read([item], None, model, origins=origins, extractor=extractor)
                _write(folder / TEXTS / f"{item.id}.txt", item.raw)
                if page is not None and summary.documents < MOST_PAGES and (shown := page(reading)):
                    _write(folder / PAGES / f"{item.id}.html", shown)
                summary, line = summary.add(reading, digest.hexdigest()), encode(reading)
            rows = summary.documents + summary.unread
            part.append(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE), Progressed(rows, summary.totals()))
        done.check(target)
        part.finish()
    return summary


class _Behind:
    """Tells which items a run that was cut off had done, and that they are still the same."""

    def __init__(self, summary: ReadingSummary) -> None:
        self._left = summary.documents + summary.unread
        self._digest = summary.digest

    def is_behind(self, digest: str, target: Path) -> bool:
        if not self._left:
            return False
        self._left -= 1
        if not self._left and digest != self._digest:
            raise self._changed(target)
        return True

    def check(self, target: Path) -> None:
        """Refuse where there are fewer documents than were done."""
        if self._left:
            raise self._changed(target)

    def _changed(self, target: Path) -> OutputError:
        return OutputError(
            f"{target}: the documents differ from those of the run that was cut off; give the same, or start anew "
            "without --resume"
        )


def _summary(start: Progressed) -> ReadingSummary:
    counts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in start.counts.items()
    }
    if not start.rows:
        return ReadingSummary()
    try:
        return ReadingSummary(**counts)
    except TypeError:
        raise OutputError("the state of the run is of another kind; start anew without --resume") from None


def _unread_line(item: Unread) -> dict[str, str]:
    return {"file": item.file, "error": item.reason}


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: the folder cannot be made: {error.strerror or error}") from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise OutputError(f"{path}: it cannot be written: {error.strerror or error}") from None
