"""The keys of an OpenID Connect provider: fetched from where its description says, kept, and fetched again in time."""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from yalu.model import YaluError
from yalu.server.people.settings import SignOn, secure_address

FRESH = 600.0
"""Seconds for which keys are taken as they are."""
STALE = 24 * 3_600.0
"""Seconds for which keys still serve while the provider cannot be reached."""
PAUSE = 30.0
"""Seconds between two requests to the provider, whatever ids of keys are asked for."""
MAX_BYTES = 1 << 20
MAX_KEYS = 100
_TIMEOUT = httpx.Timeout(5.0)
PublicKey = RSAKey | ECKey | OKPKey
_KINDS: dict[str, type[RSAKey] | type[ECKey] | type[OKPKey]] = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}


class IssuerDownError(YaluError):
    """The provider cannot be reached, and its keys are not known."""


@dataclass(frozen=True, slots=True)
class _Known:
    keys: dict[str | None, list[PublicKey]]
    read_at: float


class Issuer:
    """The keys of one provider. Threads may share it.

    Args:
        sign_on: The settings.
        transport: Stands in for the network in tests.
        clock: Gives seconds that only ever go up.
    """

    def __init__(
        self,
        sign_on: SignOn,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sign_on, self._transport, self._clock = sign_on, transport, clock
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._asked_at = float("-inf")

    def keys(self, kid: str | None) -> KeySet:
        """Give the keys of an id; of a token that names none, all. Empty if there is no such key.

        Raises:
            IssuerDownError: the provider cannot be reached, and no keys are known, or only old ones.
        """
        known = self._known
        if self._is_due(kid):
            # Who cannot go on without newer keys waits for whoever fetches them; the others take those that are known.
            if self._lock.acquire(blocking=known is None or kid not in known.keys):
                try:
                    if self._is_due(kid):
                        self._refresh()
                finally:
                    self._lock.release()
            known = self._known
        if known is None or self._clock() - known.read_at > STALE:
            raise IssuerDownError("who signs on cannot be checked: the provider cannot be reached")
        found = known.keys.get(kid, []) if kid is not None else [key for some in known.keys.values() for key in some]
        return KeySet(list(found))

    def _is_due(self, kid: str | None) -> bool:
        known, now = self._known, self._clock()
        wanted = known is None or now - known.read_at > FRESH or (kid is not None and kid not in known.keys)
        return wanted and now - self._asked_at >= PAUSE

    def _refresh(self) -> None:
        self._asked_at = self._clock()
        # What is known goes on serving for a while where this fails.
        with contextlib.suppress(httpx.HTTPError, YaluError, OSError, ValueError):
            self._known = _Known(self._fetch(), self._clock())

    def _fetch(self) -> dict[str | None, list[PublicKey]]:
        address = self._sign_on.jwks_uri or self._described()
        found: dict[str | None, list[PublicKey]] = {}
        items = self._json(address).get("keys")
        for item in items[:MAX_KEYS] if isinstance(items, list) else ():
            key = _public_key(item)
            if key is not None:
                found.setdefault(item.get("kid"), []).append(key)
        if not found:
            raise YaluError("the provider has no keys")
        return found

    def _described(self) -> str:
        issuer = self._sign_on.issuer
        told = self._json(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if told.get("issuer") != issuer:
            raise YaluError("the provider's description is of another one")
        return secure_address(str(told.get("jwks_uri")), "jwks_uri")

    def _json(self, address: str) -> dict[str, Any]:
        content = b""
        with (
            httpx.Client(transport=self._transport, timeout=_TIMEOUT, follow_redirects=False) as client,
            client.stream("GET", address, headers={"accept": "application/json"}) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise YaluError(f"status {response.status_code}")
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > MAX_BYTES:
                    raise YaluError("the answer is too large")
        told = orjson.loads(content)
        if not isinstance(told, dict):
            raise YaluError("the answer is no JSON object")
        return told


def _public_key(item: Any) -> PublicKey | None:
    """Read a key that signatures can be checked with; never one that is a secret, and nothing of a private half."""
    if not isinstance(item, dict) or item.get("use", "sig") != "sig" or not isinstance(item.get("kid", ""), str):
        return None
    kind = _KINDS.get(str(item.get("kty")))
    if kind is None:
        return None
    public = {name: value for name, value in item.items() if name in ("kty", "kid", "alg", "n", "e", "crv", "x", "y")}
    try:
        key = kind.import_key(public)
        # RSA below 2,048 bits can be broken (NIST SP 800-131A).
        return None if isinstance(key, RSAKey) and key.public_key.key_size < 2_048 else key
    except (JoseError, ValueError, TypeError, KeyError):
        return None
