"""What all tests share: property tests without deadlines (machines are shared), the same examples in every run, and
real databases, and a server of lists."""

from hypothesis import settings

from tests.databases import address, postgres
from tests.list_server import server

__all__ = ["address", "postgres", "server"]

settings.register_profile("yalu", deadline=None, derandomize=True)
settings.load_profile("yalu")
