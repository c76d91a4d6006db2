"""Fetching what a manifest names: bounded in size and time, from the named host only."""

import contextlib
import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from yalu.model import InputError

MAX_DOWNLOAD = 16 << 30
MAX_INDEX = 50 << 20
_TIMEOUT = httpx.Timeout(60.0, connect=20.0)
_MAX_REDIRECTS = 5
_HEADERS = {"User-Agent": "yalu", "Accept-Encoding": "gzip"}


def same_host(address: str, other: str) -> bool:
    """Whether two addresses are of one host and port, and the first is no less protected."""
    a, b = urlsplit(address), urlsplit(other)
    return a.hostname == b.hostname and a.port == b.port and (a.scheme == "https" or a.scheme == b.scheme)


@dataclass
class Fetcher:
    """Fetches from addresses that the user configured. `transport` stands in for the network in tests."""

    transport: httpx.BaseTransport | None = None

    def json(self, url: str) -> Any:
        """Fetch a JSON document.

        Raises:
            InputError: it cannot be fetched, is too large, or is no JSON.
        """
        with tempfile.TemporaryDirectory() as folder:
            file = self.download(url, Path(folder) / "index.json", MAX_INDEX)
            try:
                return orjson.loads(file.read_bytes())
            except orjson.JSONDecodeError as error:
                raise InputError(url, f"it is no JSON: {error.msg}") from None

    def download(self, url: str, target: Path, most: int = MAX_DOWNLOAD, checksum: str | None = None) -> Path:
        """Fetch a file, so that it stands there whole or not at all.

        Args:
            url: Where it is. A redirection to another host is refused.
            target: Where it goes.
            most: The greatest number of bytes, unpacked.
            checksum: The SHA-1 that it must have, in hexadecimal.

        Raises:
            InputError: it cannot be fetched, is too large, or is not what the checksum says.
            OSError: the file cannot be written.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".fetch-")
        try:
            with os.fdopen(handle, "wb") as file:
                digest = self._stream(url, file, most)
            if checksum is not None and digest != checksum.casefold():
                raise InputError(url, "its SHA-1 is not the one that the catalog tells", remedy="try again later")
            Path(name).replace(target)
        except httpx.HTTPError as error:
            raise InputError(url, f"it cannot be fetched: {error or type(error).__name__}") from None
        finally:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
        return target

    def _stream(self, url: str, file: Any, most: int) -> str:
        digest, done, address = hashlib.sha1(usedforsecurity=False), 0, url
        with httpx.Client(transport=self.transport, timeout=_TIMEOUT, headers=_HEADERS) as client:
            for _ in range(_MAX_REDIRECTS + 1):
                with client.stream("GET", address) as response:
                    if response.has_redirect_location:
                        address = str(response.url.join(response.headers["location"]))
                        if not same_host(address, url):
                            raise InputError(url, f"it redirects to another host: {address}")
                        continue
                    if response.status_code != httpx.codes.OK:
                        raise InputError(url, f"it cannot be fetched: status {response.status_code}")
                    for chunk in response.iter_bytes(1 << 20):
                        done += len(chunk)
                        if done > most:
                            raise InputError(url, f"it is larger than {most:,} bytes")
                        digest.update(chunk)
                        file.write(chunk)
                return digest.hexdigest()
        raise InputError(url, "it redirects too often")
