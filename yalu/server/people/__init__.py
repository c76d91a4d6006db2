"""People who sign on with an OpenID Connect provider: whose tokens are taken, and what they allow."""

from yalu.server.people.issuer import Issuer, IssuerDownError
from yalu.server.people.settings import SignOn, read_sign_on
from yalu.server.people.tokens import TokenError, Tokens, looks_like_token

__all__ = ["Issuer", "IssuerDownError", "SignOn", "TokenError", "Tokens", "looks_like_token", "read_sign_on"]
