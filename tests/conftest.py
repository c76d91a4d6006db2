"""What all tests share: property tests without deadlines (machines are shared), the same examples in every run, and
real databases, and a server of lists."""

import os

from hypothesis import settings

from tests.databases import address, postgres
from tests.list_server import server

__all__ = ["address", "postgres", "server"]

# What the secrets of webhooks are made with.
os.environ["YALU_WEBHOOK_KEY"] = "a key for tests only, of 32 letters".replace(" ", "-")
settings.register_profile("yalu", deadline=None, derandomize=True)
settings.load_profile("yalu")
