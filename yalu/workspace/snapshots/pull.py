"""Pull lists from their official addresses into a workspace: the only part of Yalu that sends requests.

All or nothing for each list, and one that fails never stops another.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import httpx

from yalu.lists import Progress
from yalu.lists.catalog import ListSource
from yalu.model import PullError, YaluError
from yalu.workspace.snapshots.intake import Published
from yalu.workspace.snapshots.issue import Issue
from yalu.workspace.snapshots.workspace import Added, Workspace

_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_NOT_MODIFIED = 304
_CHUNK = 1 << 16
_HEX = 64


@dataclass(frozen=True, slots=True)
class PullSettings:
    """How requests are sent.

    `max_bytes` bounds one file, `seconds` the wait for the next bytes and `whole` for a file as a whole; `tries` is how
    often a request is sent before it counts as failed, with waits of `backoff`, twice that and so on seconds between.
    `insecure` allows http beside https, for servers on this machine.
    """

    max_bytes: int = 512 << 20
    seconds: float = 30.0
    whole: float = 900.0
    tries: int = 4
    backoff: float = 1.0
    redirects: int = 5
    insecure: bool = False
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)


@dataclass(frozen=True, slots=True)
class Pulled:
    """What became of one list: its issue, or why there is none.

    `added` is `None` where the server says that nothing changed, and `error` the reason of a failure.
    """

    name: str
    added: Added | None = None
    unchanged: Issue | None = None
    error: str | None = None


def pull_list(
    workspace: Workspace,
    source: ListSource,
    *,
    now: datetime,
    settings: PullSettings | None = None,
    force: bool = False,
    recover: bool = False,
    progress: Progress | None = None,
) -> Pulled:
    """Pull one list. A failure is told, not raised, and leaves the workspace as it was.

    The server is asked for the file only if it changed since the last pull (ETag, Last-Modified); with `force` always.
    """
    try:
        return _pull(workspace, source, now, _Fetcher(settings or PullSettings(), progress), (force, recover))
    except YaluError as error:
        return Pulled(source.name, error=str(error))


def _pull(
    workspace: Workspace, source: ListSource, now: datetime, fetcher: "_Fetcher", options: tuple[bool, bool]
) -> Pulled:
    force, recover = options
    last = None if force else _last_pulled(workspace, source)
    with workspace.room() as folder, fetcher.session() as session:
        answer = session.fetch(source.url, folder / source.file, last)
        if answer is None:
            return Pulled(source.name, unchanged=last)
        if source.checksum:
            session.check(source.checksum, folder / source.file, folder / "checksum")
        for url in source.beside:
            session.fetch(url, folder / PurePosixPath(urlsplit(url).path).name.lower(), None)
        published = Published(
            name=source.name,
            server_day=answer.day,
            source=source.url,
            etag=answer.etag,
            modified=answer.modified,
        )
        file = folder / source.file
        added = workspace.add(file, now=now, published=published, force=force, recover=recover)
        return Pulled(source.name, added=added)


def _last_pulled(workspace: Workspace, source: ListSource) -> Issue | None:
    """Give the issue that was pulled last from the same address, if it can be asked whether it changed."""
    if source.beside or source.name not in workspace.lists():
        return None
    pulled = [issue for issue in workspace.log(source.name) if issue.source == source.url]
    return pulled[-1] if pulled and (pulled[-1].etag or pulled[-1].modified) else None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server says of the file that it sent."""

    etag: str | None
    modified: str | None

    @property
    def day(self) -> date | None:
        """The day of the last change."""
        try:
            return parsedate_to_datetime(self.modified).date() if self.modified else None
        except ValueError:
            return None


class _Fetcher:
    def __init__(self, settings: PullSettings, progress: Progress | None) -> None:
        self.settings = settings
        self.progress = progress

    @contextmanager
    def session(self) -> Iterator["_Session"]:
        settings = self.settings
        with httpx.Client(
            follow_redirects=False, timeout=settings.seconds, headers={"User-Agent": "yalu", "Accept-Encoding": "gzip"}
        ) as client:
            yield _Session(client, settings, self.progress)


class _Retry(Exception):  # noqa: N818 - it is no error yet
    """The request may succeed if it is sent again."""


class _Session:
    """Requests for one list."""

    def __init__(self, client: httpx.Client, settings: PullSettings, progress: Progress | None) -> None:
        self._client = client
        self._settings = settings
        self._progress = progress
        self._end = settings.clock() + settings.whole

    def fetch(self, url: str, target: Path, known: Issue | None) -> _Answer | None:
        """Write what an address gives to a file; `None` if it did not change since `known`.

        Raises:
            PullError: the server does not give it, or not whole, or it is too large.
        """
        headers = {}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified:
            headers["If-Modified-Since"] = known.modified
        reason = ""
        for attempt in range(self._settings.tries):
            if attempt:
                self._settings.sleep(self._settings.backoff * 2 ** (attempt - 1))
            try:
                return self._follow(url, target, headers)
            except _Retry as retry:
                reason = str(retry)
            except httpx.HTTPError as error:
                reason = f"{type(error).__name__}: {error}"
            if self._settings.clock() > self._end:
                break
        raise PullError(f"{url}: {reason} (asked {attempt + 1} times); try again later, or fetch the file by hand")

    def check(self, url: str, file: Path, scratch: Path) -> None:
        """Compare a file with the SHA-256 that its publisher gives.

        Raises:
            PullError: it is another one, or there is none.
        """
        self.fetch(url, scratch, None)
        words = scratch.read_text(encoding="ascii", errors="replace").split()
        expected = next((word.lower() for word in words if len(word) == _HEX), "")
        scratch.unlink()
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
        if found != expected:
            raise PullError(f"{url}: the checksum is {expected[:12] or 'missing'}, but the file's is {found[:12]}")

    def _follow(self, url: str, target: Path, headers: dict[str, str]) -> _Answer | None:
        for _ in range(self._settings.redirects + 1):
            self._allow(url)
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code == _NOT_MODIFIED:
                    return None
                if response.next_request is not None:
                    url = str(response.next_request.url)
                    continue
                if response.status_code in _RETRIED:
                    raise _Retry(f"the server answers {response.status_code}")
                if response.status_code != httpx.codes.OK:
                    raise PullError(f"{url}: the server answers {response.status_code} {response.reason_phrase}")
                self._save(response, target)
                return _Answer(response.headers.get("ETag"), response.headers.get("Last-Modified"))
        raise PullError(f"{url}: more than {self._settings.redirects} redirects follow each other")

    def _allow(self, url: str) -> None:
        scheme = urlsplit(url).scheme
        if scheme != "https" and not (scheme == "http" and self._settings.insecure):
            raise PullError(f"{url}: only https is asked for lists")

    def _save(self, response: httpx.Response, target: Path) -> None:
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdigit() and "Content-Encoding" not in response.headers else None
        limit = self._settings.max_bytes
        if total is not None and total > limit:
            raise PullError(f"{response.url}: it has {total:,} bytes, more than the {limit:,} that are taken")
        done = 0
        with target.open("wb") as out:
            for chunk in response.iter_bytes(_CHUNK):
                done += len(chunk)
                if done > limit:
                    raise PullError(f"{response.url}: it has more than the {limit:,} bytes that are taken")
                if self._settings.clock() > self._end:
                    raise PullError(f"{response.url}: it was not here after {self._settings.whole:,.0f} seconds")
                out.write(chunk)
                if self._progress:
                    self._progress(done, total)
        if total is not None and done != total:
            raise _Retry(f"only {done:,} of {total:,} bytes came")
