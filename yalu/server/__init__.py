"""The HTTP service: yente's contract, and what the command line does. It decides nothing."""

from yalu.server.app import create_app
from yalu.server.settings import ServerSettings

__all__ = ["ServerSettings", "create_app"]
