"""Many documents: folders, zip archives and mails with attachments, one document at a time in a fixed order.

Each level is bounded, and what cannot be read is given as such: one broken file never stops the rest.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from yalu.documents.article import read_source
from yalu.documents.document import Document
from yalu.documents.formats import ZIP_HEADS, Format, format_of, format_of_archive, open_archive
from yalu.documents.mail import mail_document
from yalu.documents.opening import MAX_PACKED_BYTES, Source, open_source
from yalu.documents.packed import read_member
from yalu.model import DocumentError

MAX_NESTING = 4
"""Archives and mails within each other."""
MAX_MEMBERS = 100_000
"""Files in one folder, archive or mail with all that is in it."""
MAX_UNPACKED_BYTES = 8 * 2**30
"""What one archive or mail may hold in all."""

Reported = Callable[[str, int, int], None]
"""Called with the name of the file that is read now, how many of those named are done, and their number."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was not read, the reason in words, and what the user can do."""

    file: str
    reason: str
    remedy: str = ""


@dataclass
class _Budget:
    """What may still be taken out of one container."""

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED_BYTES


class _SpentError(Exception):
    """A container holds more than is read."""


def read_documents(paths: Iterable[Path | str], progress: Reported | None = None) -> Iterator[Document | Unread]:
    """Read documents one after the other, those in folders, zip archives and mails included.

    Args:
        paths: Files and folders. A folder's files come in the order of their names, an archive's in its own.
        progress: Called before each file.

    Yields:
        Each document, or what was not read and why; never more than one document is held.

    Raises:
        DocumentError: one of `paths` is not there. All else that goes wrong with one file is given as `Unread`.
    """
    named = [Path(path) for path in paths]
    for path in named:
        if not path.exists():
            raise DocumentError(path, "there is no such file", remedy="check the name")
    for done, path in enumerate(named):
        for item in _from_path(path, path.name or str(path), _Budget()):
            if progress is not None:
                progress(item.file, done, len(named))
            yield item


def _from_path(path: Path, file: str, budget: _Budget) -> Iterator[Document | Unread]:
    if path.is_dir():
        yield from _from_folder(path, file, budget)
        return
    try:
        with _head_of(path) as opened:
            archive = None
            if opened.read(4) in ZIP_HEADS:
                archive = open_archive(str(path), opened)
            if archive is not None and format_of_archive(str(path), archive) is Format.ARCHIVE:
                with archive:
                    yield from _guarded(_from_archive(archive, str(path), file, budget, 1), file)
                return
        source = open_source(path)
    except DocumentError as error:
        yield _unread(file, error)
        return
    yield from _guarded(_from_source(Source(str(path), file, source.data), budget, 0), file)


def _head_of(path: Path) -> io.BufferedIOBase:
    """Open a regular file."""
    try:
        if path.is_file():
            return path.open("rb")
    except OSError as error:
        raise DocumentError(path, f"it cannot be read ({error.strerror or error})") from None
    raise DocumentError(path, "it is no regular file", remedy="save it to a file first")


def _guarded(items: Iterator[Document | Unread], file: str) -> Iterator[Document | Unread]:
    """End a container that holds too much, and say so."""
    try:
        yield from items
    except _SpentError as error:
        yield Unread(file, str(error))


def _from_folder(folder: Path, file: str, budget: _Budget) -> Iterator[Document | Unread]:
    """Walk through a folder; links to elsewhere are not followed."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Unread(file, f"the folder cannot be read ({error.strerror or error})")
        return
    for entry in entries:
        name = f"{file}/{_shown(entry.name)}"
        if entry.is_symlink():
            yield Unread(name, "it is a link to elsewhere, which is not followed")
        elif entry.name.startswith("."):
            yield Unread(name, "it is a hidden file")
        elif entry.is_dir():
            yield from _from_folder(entry, name, budget)
        else:
            # A folder's files are the user's own, so only archives among them are counted.
            yield from _from_path(entry, name, _Budget())


def _from_source(source: Source, budget: _Budget, depth: int) -> Iterator[Document | Unread]:
    """Read what a source holds: one document, or those of an archive, or a mail with its attachments."""
    try:
        kind = format_of(source)
        if kind is Format.ARCHIVE:
            if depth >= MAX_NESTING:
                yield Unread(source.file, f"archives are nested more than {MAX_NESTING} deep")
                return
            with open_archive(source.label, io.BytesIO(source.data)) as archive:
                yield from _from_archive(archive, source.label, source.file, budget, depth + 1)
        elif kind is Format.MAIL:
            yield from _from_mail(source, budget, depth)
        else:
            yield read_source(source, kind)
    except DocumentError as error:
        yield _unread(source.file, error)


def _from_mail(source: Source, budget: _Budget, depth: int) -> Iterator[Document | Unread]:
    document, attachments = mail_document(source)
    yield document
    for attachment in attachments:
        name = f"{source.file}/{_shown(attachment.name)}"
        if depth >= MAX_NESTING:
            yield Unread(name, f"mails and archives are nested more than {MAX_NESTING} deep")
        elif not attachment.data:
            yield Unread(name, f"the attachment ({attachment.type}) is empty")
        else:
            _spend(budget, len(attachment.data))
            yield from _from_source(
                Source(f"{source.label}/{attachment.name}", name, attachment.data), budget, depth + 1
            )


def _from_archive(
    archive: zipfile.ZipFile, label: str, file: str, budget: _Budget, depth: int
) -> Iterator[Document | Unread]:
    for member in archive.infolist():
        shown = _shown(member.filename)
        name = f"{file}/{shown}"
        if member.is_dir():
            continue
        if any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in shown.split("/")):
            _spend(budget, 0)
            yield Unread(name, "it is a hidden file")
            continue
        try:
            _spend(budget, 0)
            data = read_member(f"{label}/{shown}", archive, member, min(MAX_PACKED_BYTES, budget.size))
        except DocumentError as error:
            # What was unpacked before it was refused counts, or many bombs would cost much time.
            _spend(budget, min(MAX_PACKED_BYTES, max(member.file_size, member.compress_size)))
            yield _unread(name, error)
            continue
        _spend(budget, len(data))
        yield from _from_source(Source(f"{label}/{shown}", name, data), budget, depth)


def _spend(budget: _Budget, size: int) -> None:
    budget.members -= size == 0
    budget.size -= size
    if budget.members < 0:
        raise _SpentError(f"it holds more than {MAX_MEMBERS:,} files; the rest was not read")
    if budget.size < 0:
        raise _SpentError(f"it unpacks to more than {MAX_UNPACKED_BYTES // 2**30} GiB; the rest was not read")


def _unread(file: str, error: DocumentError) -> Unread:
    where = f" ({error.where})" if error.where else ""
    return Unread(file, " ".join(f"{error.reason}{where}".split()), error.remedy)


def _shown(name: str) -> str:
    """Give a name from a file without what would steer a display."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)[:300]
