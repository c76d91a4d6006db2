"""Whose tokens are taken, and how what they say becomes scopes, a tenant and a name: a YAML file.

    issuer: https://id.example.org/realms/compliance
    audience: yalu                                   # what the provider calls this service
    scopes: {claim: groups, map: {analysts: [screen, decide], officers: [screen, decide, administer]}}
    tenant: {claim: organisation, map: {org-17: bank}}   # optional; everybody is of the tenant "default" without it
    name: email                                      # optional: the claim that decisions are signed with

A claim within another is written with dots: `realm_access.roles`.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from yalu.model import InputError, YaluError
from yalu.workspace.keys import MAX_PER_MINUTE, Scope
from yalu.workspace.tenants import DEFAULT_TENANT, check_tenant

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures by a private key that only the provider has. A shared secret (HS256) or none at all is never taken."""
DEFAULT_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
MAX_LEEWAY = 300
_KEYS = frozenset({"issuer", "audience", "scopes", "tenant", "name", "algorithms", "leeway", "per_minute", "jwks_uri"})


@dataclass(frozen=True, slots=True)
class SignOn:
    """The settings.

    Attributes:
        issuer: The provider, as its tokens name it, letter for letter.
        audience: What its tokens must be meant for.
        scopes_claim: The claim that says what a person may do.
        scopes: What each of its values allows.
        tenant_claim: The claim that says to which tenant a person belongs; `None` for the tenant "default".
        tenants: The tenant that a value means; without an entry a value is the tenant itself.
        name_claim: The claim by which a person is named.
        algorithms: The signatures that are taken.
        leeway: Seconds by which the clocks may differ.
        per_minute: The most requests of one person in a minute; `None` for no bound.
        jwks_uri: Where the keys are, if not where the provider's description says.
    """

    issuer: str
    audience: str
    scopes_claim: str
    scopes: Mapping[str, tuple[Scope, ...]]
    tenant_claim: str | None = None
    tenants: Mapping[str, str] = field(default_factory=dict)
    name_claim: str = "email"
    algorithms: tuple[str, ...] = DEFAULT_ALGORITHMS
    leeway: int = 60
    per_minute: int | None = None
    jwks_uri: str | None = None


def read_sign_on(path: Path) -> SignOn:
    """Read the settings.

    Raises:
        InputError: the file cannot be read, or something in it is wrong or missing.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(path, f"it cannot be read: {' '.join(str(error).split())[:200]}") from None
    try:
        return _settings(data)
    except YaluError as error:
        raise InputError(path, str(error), remedy="docs/service.md shows such a file") from None


def _settings(data: Any) -> SignOn:
    if not isinstance(data, dict):
        raise YaluError("it holds no settings")
    unknown = sorted(map(str, set(data) - _KEYS))
    if unknown:
        raise YaluError(f"{unknown[0][:60]} is no setting; there are {', '.join(sorted(_KEYS))}")
    scopes, tenant = _part(data, "scopes"), _part(data, "tenant", needed=False)
    return SignOn(
        issuer=secure_address(_text(data, "issuer"), "issuer"),
        audience=_text(data, "audience"),
        scopes_claim=_text(scopes, "claim"),
        scopes={str(value): _scopes(given) for value, given in _part(scopes, "map").items()},
        tenant_claim=_text(tenant, "claim") if tenant else None,
        tenants={str(key): check_tenant(str(name)) for key, name in _part(tenant, "map", needed=False).items()},
        name_claim=_text(data, "name") if "name" in data else "email",
        algorithms=_algorithms(data.get("algorithms")),
        leeway=_number(data, "leeway", 60, MAX_LEEWAY) or 0,
        per_minute=_number(data, "per_minute", None, MAX_PER_MINUTE),
        jwks_uri=secure_address(_text(data, "jwks_uri"), "jwks_uri") if "jwks_uri" in data else None,
    )


def secure_address(text: str, what: str) -> str:
    """Give an address that is of https, or of this machine.

    Raises:
        YaluError: it is neither.
    """
    parts = urlsplit(text)
    try:
        near = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        near = False
    if not parts.hostname or parts.username or not (parts.scheme == "https" or (parts.scheme == "http" and near)):
        raise YaluError(f"{what}: {text[:200]!r} is no address that begins with https://")
    return text


def _part(data: Mapping[str, Any], name: str, *, needed: bool = True) -> Mapping[str, Any]:
    found = data.get(name)
    if found is None and not needed:
        return {}
    if not isinstance(found, dict) or not found:
        raise YaluError(f"{name} is missing, or no mapping")
    return found


def _text(data: Mapping[str, Any], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not found.strip():
        raise YaluError(f"{name} is missing, or no text")
    return found


def _number(data: Mapping[str, Any], name: str, default: int | None, most: int) -> int | None:
    found = data.get(name, default)
    if found is not None and (isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= most):
        raise YaluError(f"{name} is a whole number up to {most:,}")
    return found


def _scopes(given: Any) -> tuple[Scope, ...]:
    values = [given] if isinstance(given, str) else given
    try:
        return tuple(Scope(value) for value in values)
    except (TypeError, ValueError):
        raise YaluError(f"scopes: {str(given)[:60]!r} is none; there are {', '.join(Scope)}") from None


def _algorithms(given: Any) -> tuple[str, ...]:
    if given is None:
        return DEFAULT_ALGORITHMS
    wrong = [str(item) for item in given if item not in ALGORITHMS] if isinstance(given, list) else [str(given)]
    if wrong or not given:
        raise YaluError(f"algorithms: {', '.join(wrong)[:60]!r} is not taken; there are {', '.join(ALGORITHMS)}")
    return tuple(given)


__all__ = ["ALGORITHMS", "DEFAULT_TENANT", "SignOn", "read_sign_on", "secure_address"]
