"""Who may ask: API keys and people who signed on, what they may ask for, and how often."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from yalu.model import YaluError
from yalu.server.people import TokenError, Tokens, looks_like_token
from yalu.workspace.keys import ApiKey, KeyStore, Scope as KeyScope, key_of

OPEN = frozenset({"/", "/openapi.json", "/healthz", "/readyz"})
"""What needs no key: nothing about parties or lists."""
NEEDED = {
    ("metrics",): KeyScope.ADMINISTER,
    ("retention",): KeyScope.ADMINISTER,
    ("watch", "hooks"): KeyScope.ADMINISTER,
    ("watch", "deliveries"): KeyScope.ADMINISTER,
    ("watch",): KeyScope.DECIDE,
    ("alerts",): KeyScope.DECIDE,
    ("decisions",): KeyScope.DECIDE,
    ("receipts",): KeyScope.DECIDE,
    ("replay",): KeyScope.DECIDE,
    ("load",): KeyScope.DECIDE,
    ("records",): KeyScope.DECIDE,
}
"""What a path needs, by its first words; everything else needs `screen`."""
BY_TOKEN = "/updatez"  # noqa: S105 - a path; it may be asked for by its own token instead
READ_EVERY = 2.0
"""Seconds for which keys are kept in memory; a revoked key works no longer than that."""
_SCHEMES = ("apikey ", "bearer ")


@dataclass
class _Bucket:
    """What is left of a key's requests; it fills up again evenly over a minute."""

    left: float
    at: float


@dataclass
class Rates:
    """Bounds requests by key: as many at once as in a minute, then evenly."""

    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def wait(self, key: ApiKey) -> float:
        """Count one request; give the seconds to wait, 0 where it may pass."""
        if key.per_minute is None:
            return 0.0
        now = self.clock()
        bucket = self._buckets.setdefault(key.id, _Bucket(key.per_minute, now))
        bucket.left = min(key.per_minute, bucket.left + (now - bucket.at) * key.per_minute / 60)
        bucket.at = now
        if bucket.left < 1:
            return (1 - bucket.left) * 60 / key.per_minute
        bucket.left -= 1
        return 0.0


class KnownKeys:
    """The keys in use, read again every few seconds."""

    def __init__(self, store: KeyStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        self._lock = threading.Lock()
        self._read_at = float("-inf")
        self._known: dict[str, tuple[ApiKey, str]] = {}

    def find(self, text: str) -> ApiKey | None:
        """Give the key that a text is.

        Raises:
            YaluError: the keys cannot be read.
        """
        with self._lock:
            if self._clock() - self._read_at >= READ_EVERY:
                self._known = self._store.in_use()
                self._read_at = self._clock()
            known = self._known
        return key_of(text, known)


class Access:
    """Lets a request pass whose key, or the token of whose person, allows it; without either, all pass."""

    def __init__(
        self, app: ASGIApp, keys: KnownKeys | None, people: Tokens | None = None, rates: Rates | None = None
    ) -> None:
        self.app, self.keys, self.people, self.rates = app, keys, people, rates or Rates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        guarded = self.keys is not None or self.people is not None
        if scope["type"] == "http" and guarded and scope["path"] not in OPEN:
            refusal = await self._refusal(scope)
            if refusal is not None:
                await _refuse(send, *refusal)
                return
        await self.app(scope, receive, send)

    async def _refusal(self, scope: Scope) -> tuple[int, str, dict[str, str]] | None:
        if scope["method"] == "OPTIONS":
            return None
        text = _text_of(scope)
        if text is None:
            if scope["path"] == BY_TOKEN:
                return None
            return 401, "An API key is needed", self._asks()
        try:
            key = await run_in_threadpool(self._known, text)
        except TokenError as error:
            return 401, f"The token is not valid: {error}", {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        except YaluError as error:
            return 503, str(error), {"Retry-After": "5"}
        if key is None:
            return 401, "The API key is not valid", self._asks()
        state = scope.setdefault("state", {})
        state.update(key=key.id, name=key.name, scopes=key.scopes, tenant=key.tenant)
        needed = needed_scope(scope["path"])
        if needed not in key.scopes and scope["path"] != BY_TOKEN:
            return 403, f"The API key does not allow this; it needs the scope {needed}", {}
        seconds = self.rates.wait(key)
        if seconds:
            return 429, "Too many requests", {"Retry-After": str(int(seconds) + 1)}
        return None

    def _known(self, text: str) -> ApiKey | None:
        """Give the key that a text is, or what the token that it is allows."""
        if self.people is not None and looks_like_token(text):
            return self.people.read(text)
        return self.keys.find(text) if self.keys is not None else None

    def _asks(self) -> dict[str, str]:
        schemes = ["ApiKey"] * (self.keys is not None) + ["Bearer"] * (self.people is not None)
        return {"WWW-Authenticate": ", ".join(schemes)}


def needed_scope(path: str) -> KeyScope:
    """Give the scope that a path needs."""
    words = tuple(path.strip("/").split("/"))
    return NEEDED.get(words[:2]) or NEEDED.get(words[:1]) or KeyScope.SCREEN


def _text_of(scope: Scope) -> str | None:
    given = Headers(scope=scope).get("authorization", "")
    for scheme in _SCHEMES:
        if given[: len(scheme)].casefold() == scheme:
            return given[len(scheme) :].strip()
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return query["api_key"][0] if "api_key" in query else None


async def _refuse(send: Send, status: int, detail: str, headers: dict[str, str]) -> None:
    body = orjson.dumps({"detail": detail})
    told = {"content-type": "application/json", "content-length": str(len(body)), **headers}
    raw = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
