"""The keys from which the secrets of webhooks are derived. They are kept outside the database.

The database holds a random mark for each secret, which is HMAC-SHA256 of the webhook's id and the mark under such a key
(one-step key derivation, NIST SP 800-56C). Whoever reads the database can sign nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yalu.workspace.webhooks.addresses import WebhookError
from yalu.workspace.webhooks.signature import SECRET_PREFIX

KEY_VARIABLE = "YALU_WEBHOOK_KEY"
"""Environment variable with the keys, with blanks between them: the first makes new secrets, all those of before."""
FILE_VARIABLE = "YALU_WEBHOOK_KEY_FILE"
"""Environment variable that names a file with the keys instead."""
LEAST = 32
"""Characters of a key."""
_SCHEME = "hmac"


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The keys, the newest first; there may be none."""

    keys: tuple[str, ...] = field(default=(), repr=False)

    def new_mark(self) -> str:
        """Make what the database keeps of a new secret.

        Raises:
            WebhookError: there is no key.
        """
        if not self.keys:
            raise WebhookError(
                f"the secrets of webhooks are made with a key that is kept outside the database; put {LEAST} "
                f"characters or more into {KEY_VARIABLE}, or name a file of them with {FILE_VARIABLE}"
            )
        return f"{_SCHEME} {_name_of(self.keys[0])} {secrets.token_hex(16)}"

    def secret_of(self, hook: str, kept: str) -> str:
        """Give the secret of a webhook, from what the database keeps of it.

        One of the time before there were keys stands there itself, until it is changed.

        Raises:
            WebhookError: the key that it was made with is not at hand.
        """
        if kept.startswith(SECRET_PREFIX):
            return kept
        name = kept.split(" ")[1] if kept.count(" ") == 2 else ""
        for key in self.keys:
            if _name_of(key) == name:
                digest = hmac.new(key.encode(), f"yalu webhook\0{hook}\0{kept}".encode(), hashlib.sha256).digest()
                return SECRET_PREFIX + base64.b64encode(digest).decode()
        raise WebhookError(f"the key with which its secret was made is not in {KEY_VARIABLE} or {FILE_VARIABLE}")


def read_signing_keys(environment: Mapping[str, str]) -> SigningKeys:
    """Read the keys of the environment.

    Raises:
        WebhookError: a key is too short, or the file cannot be read.
    """
    text = environment.get(KEY_VARIABLE, "")
    if place := environment.get(FILE_VARIABLE):
        try:
            text = f"{text} {Path(place).read_text(encoding='utf-8')}"
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no text"
            raise WebhookError(f"{FILE_VARIABLE}: the file cannot be read: {reason}") from None
    keys = tuple(text.split())
    if any(len(key) < LEAST for key in keys):
        raise WebhookError(
            f"{KEY_VARIABLE}: a key has {LEAST} characters or more, such as `openssl rand -hex 32` makes"
        )
    return SigningKeys(keys)


def _name_of(key: str) -> str:
    """Give what tells a key from others, and nothing more of it."""
    return hashlib.sha256(f"yalu webhook key\0{key}".encode()).hexdigest()[:8]
