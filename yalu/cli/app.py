"""The command `yalu` and what all its commands share."""

import gc
import sys
from importlib.metadata import version
from typing import Annotated

import typer

import yalu
from yalu.cli.commands import Commands

app = typer.Typer(
    name="yalu",
    cls=Commands,
    help=(
        "Find who is sanctioned, who acts for them without being named yet, and on what evidence.\n\n"
        "Everything runs on this machine. Requests go out only to what you name: `yalu lists pull`, a manifest, "
        "webhooks, --sign-on, --extractor-url. Lists are files as their authorities publish them; dates are "
        "YYYY-MM-DD. A refused input gives one line and exit code 2."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"yalu {version('yalu')}")
        raise typer.Exit


@app.callback()
def common(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the command line; what Yalu refuses is one line on stderr and exit code 2."""
    # Lists are millions of small objects that hold no cycles; looking for some among them takes a seventh of the time.
    gc.set_threshold(100_000, 50, 100)
    try:
        app()
    except SystemExit:
        # The usual end; it must not reach the last clause, which loads a room to look at what was raised.
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except yalu.YaluError as error:
        typer.echo(f"yalu: {error}", err=True)
        sys.exit(2)
