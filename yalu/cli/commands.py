"""The commands of `yalu`: each is loaded when it is run, so that help is there at once."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

COMMANDS = {
    "investigate": (
        "investigate:investigate",
        "Read articles, screen everybody in them, and show who deals with listed parties and is not listed.",
    ),
    "load": ("load:load", "Take records into the workspace, where trace, gaps, cut, own and exposure use them."),
    "read": (
        "read:read",
        "Read documents: who is in them, who does what for whom by which sentence, and how the source states it.",
    ),
    "screen": (
        "screen:screen",
        "Find who on the lists a party can be: for one name, every row of a table, payment or shipment.",
    ),
    "own": ("own:own", "Say who is blocked because blocked parties hold enough of it, by the figures in the sources."),
    "compare": (
        "compare:compare",
        "Score two names and show how the score comes about; or score a table of pairs.",
    ),
    "goods": ("goods:goods", "Show what bans, caps or controls goods, by code or description, route and day."),
    "trace": (
        "trace:trace",
        "Show whom a party is tied to, by whom that is stated, and when it held; or how two parties are tied.",
    ),
    "exposure": (
        "exposure:exposure",
        "Show what wallets received from listed wallets, and sent to them, directly and over others, asset by asset.",
    ),
    "gaps": (
        "gaps:gaps",
        "Show who is not listed on a day, but tied by evidence that bears on a criterion to somebody who is.",
    ),
    "cut": (
        "cut:cut",
        "Find the designations that would leave the least flow to an end user, within a budget, with proof.",
    ),
    "rescreen": (
        "rescreen:rescreen",
        "Show what an update of the lists changes for a table, and screen only what can have changed.",
    ),
    "certificate": (
        "certificate:certificate",
        "Write down what the lists said of a name on a day, hit or no hit, with a receipt.",
    ),
    "replay": (
        "replay:replay",
        "Repeat the screening of a receipt from the kept lists, and compare the answer byte by byte.",
    ),
    "serve": ("serve:serve", "Answer over HTTP, with the paths and answers of yente."),
    "receipts": ("receipts:app", "The record of what was screened: verify it, show it, prove a single row."),
    "decisions": ("decisions:app", "Alerts: what became of a hit, who decided it and why."),
    "lists": ("lists:app", "Keep every issue of every list, and say what changed."),
    "keys": ("keys:app", "API keys of `yalu serve`."),
    "watch": ("watch:app", "Parties that are screened again when a list changes; hits become alerts (docs/watch.md)."),
    "retention": (
        "retention:app",
        "How long what is known of parties is kept (YALU_KEEP, YALU_KEEP_FIELDS), and its erasure (docs/watch.md).",
    ),
}
"""Each command's module and function (or group of commands) in this room, and its line in the help."""


class Commands(TyperGroup):
    """All commands, in the order of the table."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, (place, summary) in COMMANDS.items():
            self.add_command(Deferred(name, place, summary))


class Deferred(TyperCommand):
    """A command of which only the line in the help is known until it is run."""

    def __init__(self, name: str, place: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self._place = place

    def load(self) -> Any:
        """Give the command itself."""
        module, _, attribute = self._place.partition(":")
        found = getattr(import_module(f"yalu.cli.{module}"), attribute)
        holder = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        if isinstance(found, typer.Typer):
            holder.add_typer(found, name=self.name)
            return get_command(holder).commands[self.name]  # type: ignore[attr-defined]
        holder.command(self.name)(found)
        return get_command(holder)

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """Hand over to the command itself."""
        return self.load().make_context(*arguments, **settings)
