"""Signing of webhooks, by the Standard Webhooks specification, so that receivers can use libraries that exist.

The header `webhook-signature` is `v1,` and the Base64 of HMAC-SHA256 over "ID.TIMESTAMP.BODY", with the bytes that the
hook's secret holds as the key; after a change of the secret there are two, with a space between.
See https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping

from yalu.model import YaluError

SECRET_PREFIX = "whsec_"  # noqa: S105 - what a secret begins with
TOLERANCE = 300
"""Seconds by which the clocks of sender and receiver may differ; an older request may be somebody's repetition."""


class SignatureError(YaluError):
    """A request that the holder of the secret did not sign, or not now."""


def signed_headers(identity: str, body: bytes, keys: Iterable[str], now: int) -> dict[str, str]:
    """Give the headers that prove who sends a body, and when.

    Args:
        identity: What names the message; it is the same each time it is sent.
        body: The body, byte for byte.
        keys: The secrets of the hook.
        now: The time, in seconds since 1970.
    """
    signatures = " ".join(_signature(identity, str(now), body, key) for key in keys)
    return {"webhook-id": identity, "webhook-timestamp": str(now), "webhook-signature": signatures}


def check_signature(headers: Mapping[str, str], body: bytes, key: str, now: int) -> str:
    """Check a request that was received, and give the id of its message. Names of headers are in small letters.

    Raises:
        SignatureError: it is not signed with the secret, or was not sent now.
    """
    identity, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent.isascii() or not sent.isdecimal() or len(sent) > 12 or abs(now - int(sent)) > TOLERANCE:
        raise SignatureError("the message was not sent now")
    expected = _signature(identity, sent, body, key).encode()
    given = headers.get("webhook-signature", "").encode("utf-8", "replace").split(b" ")
    # All are compared, so that the time tells nothing.
    if not sum(hmac.compare_digest(expected, item) for item in given):
        raise SignatureError("the message is not signed with this secret")
    return identity


def _signature(identity: str, sent: str, body: bytes, key: str) -> str:
    try:
        packed = base64.b64decode(key.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise SignatureError("the secret of the webhook is none") from None
    digest = hmac.new(packed, f"{identity}.{sent}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
