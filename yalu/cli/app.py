"""The command `yalu` and what all its commands share."""

import gc
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from yalu.cli.certificate import certificate
from yalu.cli.compare import compare
from yalu.cli.cut import cut
from yalu.cli.decisions import app as decisions_app
from yalu.cli.exposure import exposure
from yalu.cli.gaps import gaps
from yalu.cli.goods import goods
from yalu.cli.investigate import investigate
from yalu.cli.keys import app as keys_app
from yalu.cli.lists import app as lists_app
from yalu.cli.load import load
from yalu.cli.own import own
from yalu.cli.read import read
from yalu.cli.receipts import app as receipts_app
from yalu.cli.replay import replay
from yalu.cli.rescreen import rescreen
from yalu.cli.retention import app as retention_app
from yalu.cli.screen import screen
from yalu.cli.serve import serve
from yalu.cli.trace import trace
from yalu.cli.watch import app as watch_app
from yalu.model import YaluError

app = typer.Typer(
    name="yalu",
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


app.command("investigate")(investigate)
app.command("load")(load)
app.command("read")(read)
app.command("screen")(screen)
app.command("own")(own)
app.command("compare")(compare)
app.command("goods")(goods)
app.command("trace")(trace)
app.command("exposure")(exposure)
app.command("gaps")(gaps)
app.command("cut")(cut)
app.command("rescreen")(rescreen)
app.command("certificate")(certificate)
app.command("replay")(replay)
app.command("serve")(serve)
app.add_typer(receipts_app, name="receipts")
app.add_typer(decisions_app, name="decisions")
app.add_typer(lists_app, name="lists")
app.add_typer(keys_app, name="keys")
app.add_typer(watch_app, name="watch")
app.add_typer(retention_app, name="retention")


def main() -> None:
    """Run the command line; what Yalu refuses is one line on stderr and exit code 2."""
    # Lists are millions of small objects that hold no cycles; looking for some among them takes a seventh of the time.
    gc.set_threshold(100_000, 50, 100)
    try:
        app()
    except YaluError as error:
        typer.echo(f"yalu: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
