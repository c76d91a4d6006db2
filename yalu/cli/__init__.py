"""The command line. It decides nothing: each command is a call of the library."""

from yalu.cli.app import main

__all__ = ["main"]
