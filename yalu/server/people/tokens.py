"""Tokens of people: signed by the provider, meant for this service, in force now; and what they allow."""

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import extract_compact

from yalu.model import YaluError
from yalu.server.people.issuer import Issuer
from yalu.server.people.settings import SignOn
from yalu.workspace.keys import ApiKey, Scope
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant

MAX_TOKEN = 16_384
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")


class TokenError(YaluError):
    """A token that proves nothing here; the message says why, without repeating it."""


def looks_like_token(text: str) -> bool:
    """Whether a text is written like a signed token."""
    return _FORM.fullmatch(text) is not None


class Tokens:
    """Reads tokens of one provider. Threads may share it."""

    def __init__(self, sign_on: SignOn, issuer: Issuer | None = None, clock: Callable[[], float] = time.time) -> None:
        self._sign_on, self._clock = sign_on, clock
        self._issuer = issuer or Issuer(sign_on)

    def read(self, text: str) -> ApiKey:
        """Give what a token allows, in the form of a key. Its name is the person's.

        Raises:
            TokenError: it is not the provider's, not meant for this service, not in force, or names no person.
            IssuerDownError: that cannot be checked now.
        """
        claims = self._claims(text)
        self._check(claims)
        name, subject = self._name(claims), str(claims["sub"])
        # The same person is the same key, whatever the name that is shown; the subject itself stays out of logs.
        digest = hashlib.sha256(f"{self._sign_on.issuer}\0{subject}".encode()).hexdigest()[:16]
        allowed = self._scopes(claims)
        return ApiKey(f"oidc-{digest}", name, allowed, self._sign_on.per_minute, "", tenant=self._tenant(claims))

    def _claims(self, text: str) -> Mapping[str, Any]:
        if len(text) > MAX_TOKEN or not looks_like_token(text):
            raise TokenError("it is no signed token")
        try:
            header = extract_compact(text.encode()).headers()
            kid, algorithm = header.get("kid"), header.get("alg")
            if algorithm not in self._sign_on.algorithms:
                raise TokenError("it is signed in a way that is not taken")
            if "crit" in header or (kid is not None and not isinstance(kid, str)):
                raise TokenError("its header asks for what is not understood")
        except (JoseError, ValueError, TypeError, AttributeError, RecursionError):
            raise TokenError("it is no signed token") from None
        for key in self._issuer.keys(kid).keys:
            try:
                claims = jwt.decode(text, key, algorithms=list(self._sign_on.algorithms)).claims
            except (JoseError, ValueError, TypeError, RecursionError):
                continue
            if isinstance(claims, dict):
                return claims
        raise TokenError("it is not signed with a key of the provider")

    def _check(self, claims: Mapping[str, Any]) -> None:
        """Check issuer, audience and times (RFC 7519, section 4.1; RFC 9068, section 4)."""
        now, leeway = self._clock(), self._sign_on.leeway
        audience = claims.get("aud")
        meant = [audience] if isinstance(audience, str) else audience
        if claims.get("iss") != self._sign_on.issuer:
            raise TokenError("it is of another provider")
        if not isinstance(meant, list) or self._sign_on.audience not in meant:
            raise TokenError("it is meant for another service")
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise TokenError("it names nobody")
        times = {name: claims[name] for name in ("exp", "nbf", "iat") if name in claims}
        if any(isinstance(value, bool) or not isinstance(value, int | float) for value in times.values()):
            raise TokenError("its times are no numbers")
        if "exp" not in times or now >= times["exp"] + leeway:
            raise TokenError("it has expired")
        if max(times.get("nbf", 0), times.get("iat", 0)) > now + leeway:
            raise TokenError("it is not in force yet")

    def _name(self, claims: Mapping[str, Any]) -> str:
        found = _claim(claims, self._sign_on.name_claim)
        name = found.strip() if isinstance(found, str) else ""
        # A name that cannot be shown is none: decisions would be signed with it.
        return name if name and len(name) <= 200 and name.isprintable() else str(claims["sub"])[:200]

    def _scopes(self, claims: Mapping[str, Any]) -> tuple[Scope, ...]:
        values = _texts(_claim(claims, self._sign_on.scopes_claim))
        allowed = {scope for value in values for scope in self._sign_on.scopes.get(value, ())}
        return tuple(scope for scope in Scope if scope in allowed)

    def _tenant(self, claims: Mapping[str, Any]) -> str:
        if self._sign_on.tenant_claim is None:
            return DEFAULT_TENANT
        found = _claim(claims, self._sign_on.tenant_claim)
        values = {found} if isinstance(found, str) else set(_texts(found))
        known = values
        if self._sign_on.tenants:
            known = {self._sign_on.tenants[value] for value in values if value in self._sign_on.tenants}
        if len(known) != 1:
            raise TokenError("it does not say to which tenant the person belongs")
        try:
            return check_tenant(known.pop())
        except YaluError:
            raise TokenError("it does not say to which tenant the person belongs") from None


def _claim(claims: Mapping[str, Any], path: str) -> Any:
    """Give a claim by its name; one within another by names with dots, where no claim is called so itself."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _texts(value: Any) -> Iterable[str]:
    """Give the texts of a claim; one text holds several with spaces between (RFC 6749, section 3.3)."""
    if isinstance(value, str):
        return value.split()
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
