"""What all tests share: property tests without deadlines (machines are shared), the same examples in every run, and
real databases."""

from hypothesis import settings

from tests.databases import address, postgres

__all__ = ["address", "postgres"]

settings.register_profile("yalu", deadline=None, derandomize=True)
settings.load_profile("yalu")
