"""What all tests share: property tests without deadlines (machines are shared), and the same examples in every run."""

from hypothesis import settings

settings.register_profile("yalu", deadline=None, derandomize=True)
settings.load_profile("yalu")
