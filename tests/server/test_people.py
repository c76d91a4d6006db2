"""People who sign on: whose tokens are taken, on a provider of the test's own on loopback."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.testclient import TestClient

from yalu.model import InputError
from yalu.server import ServerSettings, create_app
from yalu.server.people import Issuer, IssuerDownError, SignOn, TokenError, Tokens, read_sign_on
from yalu.server.people.issuer import FRESH, PAUSE, STALE
from yalu.workspace.datasets import ServedSources
from yalu.workspace.keys import KeyStore, Scope, database_url

Make = Callable[..., str]


class Provider:
    """A provider whose keys can be changed, and which can be down."""

    def __init__(self) -> None:
        self.keys = [RSAKey.generate_key(2_048, {"kid": "one", "use": "sig"})]
        self.extra: list[dict[str, Any]] = []
        self.down, self.asked = False, 0
        self.issuer = ""

    def answer(self, path: str) -> Any:
        self.asked += 1
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"}
        return {"keys": [key.as_dict(private=False) for key in self.keys] + self.extra}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    found = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(found.answer(self.path)).encode()
            self.send_response(503 if found.down else 200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sign_on(provider: Provider, tmp_path: Path) -> Path:
    file = tmp_path / "sign-on.yml"
    file.write_text(
        f"issuer: {provider.issuer}\naudience: yalu\n"
        "scopes: {claim: realm.groups, map: {analysts: [screen, decide], officers: [administer]}}\n"
        "tenant: {claim: org, map: {org-17: bank}}\nname: email\n"
    )
    return file


def claims(provider: Provider, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    found = {
        "iss": provider.issuer,
        "aud": ["yalu", "other"],
        "sub": "u-1",
        "email": "anna@bank.example",
        "org": "org-17",
        "realm": {"groups": ["analysts"]},
        "iat": now,
        "exp": now + 300,
        **changes,
    }
    return {name: value for name, value in found.items() if value is not None}


def token(provider: Provider, key: Any = None, header: dict[str, Any] | None = None, **changes: Any) -> str:
    key = key or provider.keys[0]
    return jwt.encode({"alg": "RS256", "kid": "one", **(header or {})}, claims(provider, **changes), key)


@pytest.fixture
def tokens(sign_on: Path) -> Tokens:
    return Tokens(read_sign_on(sign_on))


def test_a_token_gives_scopes_tenant_and_name(provider: Provider, tokens: Tokens) -> None:
    found = tokens.read(token(provider))
    assert (found.scopes, found.tenant, found.name) == ((Scope.SCREEN, Scope.DECIDE), "bank", "anna@bank.example")
    assert found.id.startswith("oidc-")
    assert "u-1" not in found.id


def test_the_same_person_is_the_same_key_whatever_the_name(provider: Provider, tokens: Tokens) -> None:
    one, other, third = (
        tokens.read(token(provider, **changes)) for changes in ({}, {"email": "else@bank.example"}, {"sub": "u-2"})
    )
    assert one.id == other.id != third.id


def test_without_a_usable_name_the_subject_is_the_name(provider: Provider, tokens: Tokens) -> None:
    for email in (None, "", "a\nb", 7):
        assert tokens.read(token(provider, email=email)).name == "u-1"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"iss": "https://other.example"}, "another provider"),
        ({"aud": "else"}, "another service"),
        ({"aud": None}, "another service"),
        ({"exp": int(time.time()) - 400}, "expired"),
        ({"exp": None}, "expired"),
        ({"exp": "tomorrow"}, "no numbers"),
        ({"nbf": int(time.time()) + 400}, "not in force"),
        ({"iat": int(time.time()) + 400}, "not in force"),
        ({"sub": None}, "names nobody"),
        ({"org": None}, "which tenant"),
        ({"org": "org-99"}, "which tenant"),
        ({"org": "bank"}, "which tenant"),
    ],
)
def test_claims_that_do_not_fit_are_refused(
    provider: Provider, tokens: Tokens, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(TokenError, match=reason):
        tokens.read(token(provider, **changes))


def test_clocks_may_differ_a_little(provider: Provider, tokens: Tokens) -> None:
    now = int(time.time())
    assert tokens.read(token(provider, exp=now - 30)).tenant == "bank"
    assert tokens.read(token(provider, nbf=now + 30, iat=now + 30)).tenant == "bank"


def part(data: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()


def test_unsigned_tokens_and_public_keys_as_secrets_are_refused(provider: Provider, tokens: Tokens) -> None:
    unsigned = f"{part({'alg': 'none', 'kid': 'one'})}.{part(claims(provider))}."
    signed = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(claims(provider))}"
    digest = hmac.digest(provider.keys[0].as_pem(private=False), signed.encode(), "sha256")
    confused = f"{signed}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"
    for wrong in (unsigned, confused):
        with pytest.raises(TokenError, match="a way that is not taken"):
            tokens.read(wrong)


def test_forged_broken_and_foreign_tokens_are_refused(provider: Provider, tokens: Tokens) -> None:
    good = token(provider)
    head, body, signature = good.split(".")
    other = RSAKey.generate_key(2_048, {"kid": "one"})
    changed = part(claims(provider, sub="root"))
    for wrong in (
        token(provider, other),
        f"{head}.{changed}.{signature}",
        f"{head}.{body}.{'A' * len(signature)}",
        f"{head}.{body}.",
        "a.b.c",
        good + "x" * 20_000,
    ):
        with pytest.raises(TokenError):
            tokens.read(wrong)


def test_a_secret_among_the_providers_keys_is_never_used(provider: Provider, sign_on: Path) -> None:
    secret = OctKey.generate_key(256, {"kid": "shared"})
    provider.extra = [secret.as_dict(private=True)]
    try:
        forged = jwt.encode({"alg": "HS256", "kid": "shared"}, claims(provider), secret, algorithms=["HS256"])
        with pytest.raises(TokenError):
            Tokens(read_sign_on(sign_on)).read(forged)
    finally:
        provider.extra = []


def test_keys_are_rotated_and_unknown_ids_do_not_flood_the_provider(provider: Provider, sign_on: Path) -> None:
    now = [1_000.0]
    settings = read_sign_on(sign_on)
    tokens = Tokens(settings, Issuer(settings, clock=lambda: now[0]))
    tokens.read(token(provider))
    before, old = provider.asked, provider.keys
    fresh = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})
    signed = token(provider, fresh, {"alg": "ES256", "kid": "two"})
    for _ in range(20):
        with pytest.raises(TokenError):
            tokens.read(signed)
    assert provider.asked == before
    provider.keys = [*old, fresh]
    try:
        now[0] += PAUSE
        assert tokens.read(signed).name == "anna@bank.example"
        assert tokens.read(token(provider, old[0])).name == "anna@bank.example"
        provider.keys = [fresh]
        now[0] += FRESH + 1
        with pytest.raises(TokenError):
            tokens.read(token(provider, old[0]))
    finally:
        provider.keys = old


def test_a_provider_that_is_down_is_told_and_known_keys_serve_for_a_day(provider: Provider, sign_on: Path) -> None:
    now = [1_000.0]
    settings = read_sign_on(sign_on)
    cold, warm = (Tokens(settings, Issuer(settings, clock=lambda: now[0])) for _ in range(2))
    warm.read(token(provider))
    provider.down = True
    try:
        with pytest.raises(IssuerDownError, match="cannot be reached"):
            cold.read(token(provider))
        now[0] += FRESH + 1
        assert warm.read(token(provider)).tenant == "bank"
        now[0] += STALE
        with pytest.raises(IssuerDownError):
            warm.read(token(provider))
    finally:
        provider.down = False


def test_a_description_of_another_provider_is_not_followed(provider: Provider) -> None:
    settings = SignOn(provider.issuer + "/", "yalu", "groups", {})
    with pytest.raises(IssuerDownError):
        Tokens(settings, Issuer(settings)).read(token(provider, iss=provider.issuer + "/"))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("issuer: http://127.0.0.1", "issuer: http://id.example", "https"),
        ("audience: yalu", "audience: [1]", "audience"),
        ("audience: yalu", "audiences: yalu", "audiences is no setting"),
        ("[screen, decide]", "[root]", "root"),
        ("name: email", "algorithms: [HS256]", "HS256"),
        ("name: email", "leeway: 86400", "leeway"),
        ("{org-17: bank}", "{org-17: ../x}", "tenant"),
    ],
)
def test_settings_that_are_wrong_are_refused_with_the_reason(sign_on: Path, old: str, new: str, reason: str) -> None:
    text = sign_on.read_text()
    assert old in text
    sign_on.write_text(text.replace(old, new))
    with pytest.raises(InputError, match=reason):
        read_sign_on(sign_on)


@pytest.fixture
def client(sign_on: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("YALU_DATABASE", raising=False)
    served = ServedSources(workspace=tmp_path / "ws", manifest=sources / "manifest.yml", folder=sources / "served")
    return TestClient(create_app(ServerSettings(served, keyed=True, sign_on=sign_on, watch=False)))


def test_who_signed_on_asks_and_signs_decisions(client: TestClient, provider: Provider, tmp_path: Path) -> None:
    def headers(**changes: Any) -> dict[str, str]:
        return {"authorization": f"Bearer {token(provider, **changes)}"}

    assert client.get("/catalog", headers=headers()).status_code == 200
    assert client.get("/metrics", headers=headers()).status_code == 403
    assert client.get("/metrics", headers=headers(realm={"groups": ["officers"]})).status_code == 200
    assert client.get("/catalog", headers=headers(realm={"groups": ["cooks"]})).status_code == 403
    decided = {"party": "c-1", "dataset": "list_a", "entity": "Q1", "state": "true_match", "reason": "passport seen"}
    told = client.post("/decisions", json=decided, headers=headers()).json()
    assert (told["person"], told["state"]) == ("anna@bank.example", "true_match")
    assert client.post("/decisions", json={**decided, "person": "Else"}, headers=headers()).status_code == 400
    # The default tenant's keys do not see what the person of the tenant "bank" decided.
    _, key = KeyStore(database_url(tmp_path / "ws")).create("k", list(Scope), now=_now())
    assert client.get("/alerts", headers={"authorization": f"ApiKey {key}"}).json()["total"] == 0
    assert client.get("/alerts", headers=headers()).json()["total"] == 1


def test_a_token_that_is_not_valid_is_told_why_without_being_repeated(client: TestClient, provider: Provider) -> None:
    wrong = token(provider, aud="else")
    response = client.get("/catalog", headers={"authorization": f"Bearer {wrong}"})
    assert (response.status_code, response.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')
    assert response.json() == {"detail": "The token is not valid: it is meant for another service"}
    assert client.get("/catalog").headers["www-authenticate"] == "ApiKey, Bearer"


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)
